"""Frames to an encoder without converting a held frame again and again."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import av
import numpy as np
from manim.scene.video_segment_encoder import VideoSegmentEncoder


class SteadySegmentEncoder(VideoSegmentEncoder):
    """manim's segment encoder, converting the colours of each distinct frame once."""

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
        time_base = Fraction(self.spec.frame_rate.denominator, self.spec.frame_rate.numerator)
        try:
            frame = av.VideoFrame.from_ndarray(pixels, format="rgba").reformat(format=self.spec.pixel_format)
            frame.time_base = time_base
            for _ in range(repeat):
                frame.pts = self._next_pts
                self._next_pts += 1
                self._container.mux(self._stream.encode(frame))
        except (av.FFmpegError, OSError, ValueError) as error:
            raise self._operation_error("encode", error) from error
