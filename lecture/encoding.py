"""Frames to an encoder without converting a held frame again and again."""

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
    """Adds up the CPU time that encoding takes.

    Attributes
    ----------
    seconds : float
        So far.
    """

    seconds: float = 0.0


class SteadySegmentEncoder(VideoSegmentEncoder):
    """manim's segment encoder, converting the colours of each distinct frame once.

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
        self._colours = VideoReformatter()

    def write_frame(self, pixels: np.ndarray[Any, np.dtype[np.uint8]], *, repeat: int = 1) -> None:
        """Encode one frame at `repeat` consecutive times.

        Parameters
        ----------
        pixels : array of uint8, shape (height, width, 4)
            RGBA, rows from the top.
        repeat : int
            How many frames it lasts.

        Raises
        ------
        RuntimeError
            If the encoder refuses, for instance because the disk is full.
        """
        self._validate_frame(pixels, repeat)
        started = time.thread_time()
        time_base = Fraction(self.spec.frame_rate.denominator, self.spec.frame_rate.numerator)
        try:
            # No copy: the array is ours (manim hands frames over) and is read before the next line ends.
            view = av.VideoFrame.from_numpy_buffer(pixels, format="rgba")
            frame = self._colours.reformat(view, format=self.spec.pixel_format, threads=1)
            frame.time_base = time_base
            for _ in range(repeat):
                frame.pts = self._next_pts
                self._next_pts += 1
                self._container.mux(self._stream.encode(frame))
        except (av.FFmpegError, OSError, ValueError) as error:
            raise self._operation_error("encode", error) from error
        self._clock.seconds += time.thread_time() - started
