"""Frames on their way from the camera to the encoder: converted once, where they lie, never copied."""

from __future__ import annotations

import time
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.video.reformatter import VideoReformatter
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from film.codecs import LOSSLESS_CODEC
from film.colours import CONVERSION, Pixels, is_rgb, straight, tag


@dataclass
class EncodingClock:
    """Adds up the CPU time that encoding takes; each part is counted by one thread.

    Attributes
    ----------
    converting, compressing : float
        Seconds so far for the colours, and for the codec.
    """

    converting: float = 0.0
    compressing: float = 0.0

    @property
    def seconds(self) -> float:
        """CPU seconds of encoding in all."""
        return self.converting + self.compressing


class Colours:
    """Turns the camera's pixels into the encoder's: BT.709 in limited range, or RGB; alpha is straight.

    Parameters
    ----------
    pixel_format : str
        The encoder's, such as yuv420p.
    clock : EncodingClock
        Told what it takes.
    """

    def __init__(self, pixel_format: str, clock: EncodingClock) -> None:
        self._format = pixel_format
        self._clock = clock
        self._reformatter = VideoReformatter()
        self._conversion = {} if is_rgb(pixel_format) else CONVERSION
        self._alpha = any(part.is_alpha for part in av.VideoFormat(pixel_format).components)

    def converted(self, pixels: Pixels) -> av.VideoFrame:
        """Return a frame of its own; the pixels may be drawn over afterwards.

        Parameters
        ----------
        pixels : array of uint8, shape (height, width, 4)
            RGBA as Cairo draws it (colours times alpha), rows from the top.
        """
        started = time.thread_time()
        lent = straight(pixels) if self._alpha else pixels
        view = av.VideoFrame.from_numpy_buffer(lent, format="rgba")
        frame = self._reformatter.reformat(view, format=self._format, threads=1, **self._conversion)
        self._clock.converting += time.thread_time() - started
        return frame


class SegmentEncoder(VideoSegmentEncoder):
    """manim's segment encoder, taking frames whose colours are converted and saying which colours they are.

    Parameters
    ----------
    clock : EncodingClock
        Told what it takes.
    target : Path
        File to write.
    spec : VideoEncoderSpec
        As manim's.
    """

    def __init__(self, *, clock: EncodingClock, target: Path, spec: Any) -> None:
        super().__init__(target=target, spec=spec)
        self._clock = clock
        # H.264 says of RGB that it is RGB; saying anything else would turn its colours.
        if spec.codec != LOSSLESS_CODEC:
            tag(self._stream, spec.pixel_format)

    def write_frame(self, frame: av.VideoFrame, *, repeat: int = 1) -> None:
        """Encode one frame at `repeat` consecutive times.

        Parameters
        ----------
        frame : av.VideoFrame
            In the encoder's own pixel format.
        repeat : int
            How many frames it lasts.

        Raises
        ------
        RuntimeError
            If the encoder refuses, for instance because the disk is full.
        """
        started = time.thread_time()
        frame.time_base = Fraction(self.spec.frame_rate.denominator, self.spec.frame_rate.numerator)
        try:
            for _ in range(repeat):
                frame.pts = self._next_pts
                self._next_pts += 1
                self._container.mux(self._stream.encode(frame))
        except (av.FFmpegError, OSError, ValueError) as error:
            raise self._operation_error("encode", error) from error
        self._clock.compressing += time.thread_time() - started
