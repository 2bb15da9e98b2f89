"""Frames on their way from the camera to the encoder: converted once, where they lie, never copied."""

from __future__ import annotations

import time
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.video.reformatter import VideoReformatter
from manim.scene.video_segment_encoder import VideoSegmentEncoder


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
    """Turns the camera's pixels into the encoder's.

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

    def converted(self, pixels: np.ndarray[Any, np.dtype[np.uint8]]) -> av.VideoFrame:
        """Return a frame of its own; the pixels may be drawn over afterwards.

        Parameters
        ----------
        pixels : array of uint8, shape (height, width, 4)
            RGBA, rows from the top.
        """
        started = time.thread_time()
        view = av.VideoFrame.from_numpy_buffer(pixels, format="rgba")
        frame = self._reformatter.reformat(view, format=self._format, threads=1)
        self._clock.converting += time.thread_time() - started
        return frame


def lend_frames(renderer: Any) -> None:
    """Let a renderer hand out its camera's pixels themselves, for writers that are done with them at once.

    manim copies every frame for its encoder's thread. Only the static image, which is kept, needs a copy.

    Parameters
    ----------
    renderer : manim.CairoRenderer
        Of a scene that has not begun.
    """
    save = renderer.save_static_frame_data

    def saved(*arguments: Any) -> Any:
        save(*arguments)
        if renderer.static_image is not None:
            renderer.static_image = renderer.static_image.copy()
        return renderer.static_image

    renderer.get_frame = lambda: renderer.camera.pixel_array
    renderer.save_static_frame_data = saved


class SteadySegmentEncoder(VideoSegmentEncoder):
    """manim's segment encoder, taking frames whose colours are converted.

    Parameters
    ----------
    clock : EncodingClock
        Told what it takes.
    target, spec
        As manim's.
    """

    def __init__(self, *, clock: EncodingClock, **target_and_spec: Any) -> None:
        super().__init__(**target_and_spec)
        self._clock = clock

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
