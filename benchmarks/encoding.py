"""Frames encoded as the lecture encodes them, timed: the floor under every way to draw them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import av
import numpy as np

from film.encoding import Colours, EncodingClock

#: Frames per second, as in the lecture.
RATE = 60
#: manim.cfg's options; a test compares them.
OPTIONS = {
    "preset": "superfast",
    "crf": "20",
    "threads": "1",
    "x264-params": "b-adapt=0:scenecut=0:weightp=0",
}


@dataclass(frozen=True)
class Cost:
    """What some frames took.

    Attributes
    ----------
    frames : int
        How many.
    cpu : float
        CPU seconds in all.
    wall : float
        Seconds by the clock.
    encoding : float
        Of the CPU seconds, those in the encoder.
    """

    frames: int
    cpu: float
    wall: float
    encoding: float = 0.0

    @property
    def milliseconds(self) -> float:
        """CPU milliseconds a frame."""
        return 1000 * self.cpu / self.frames


def encoder(target: Path, options: dict[str, str]) -> tuple[Any, Any]:
    """Return a container and its stream, open for H.264 at 1080p60."""
    container = av.open(str(target), "w")
    stream = container.add_stream("libx264", rate=RATE, options=options)
    stream.pix_fmt, stream.width, stream.height = "yuv420p", 1920, 1080
    return container, stream


def pictures(film: Path) -> Iterator[np.ndarray[Any, np.dtype[np.uint8]]]:
    """Yield a film's frames as manim hands them on: RGBA, shape (1080, 1920, 4)."""
    with av.open(str(film)) as container:
        for frame in container.decode(video=0):
            yield frame.to_ndarray(format="rgba")


def encode_only(film: Path, target: Path) -> Cost:
    """Encode a film's frames again with the lecture's own options; only encoding is timed."""
    container, stream = encoder(target, OPTIONS)
    colours = Colours("yuv420p", EncodingClock())
    cpu = wall = 0.0
    count = 0
    for image in pictures(film):
        cpu_before, wall_before = time.process_time(), time.perf_counter()
        frame = colours.converted(image)
        frame.pts = count
        container.mux(stream.encode(frame))
        cpu += time.process_time() - cpu_before
        wall += time.perf_counter() - wall_before
        count += 1
    container.mux(stream.encode())
    container.close()
    return Cost(count, cpu, wall, cpu)


def similarity(film: Path, folder: Path, frames: int = 90) -> float:
    """Return the SSIM (luma, mean over frames) between our options and crf 16 medium on a film's frames."""
    scores = []
    ours, reference = folder / "ours.mp4", folder / "reference.mp4"
    originals = list(islice(pictures(film), frames))
    for target, options in (
        (ours, OPTIONS),
        (reference, {"preset": "medium", "crf": "16", "threads": "1"}),
    ):
        container, stream = encoder(target, options)
        for number, image in enumerate(originals):
            frame = av.VideoFrame.from_ndarray(image, format="rgba").reformat(format="yuv420p")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        container.close()
    with av.open(str(ours)) as one, av.open(str(reference)) as other:
        for a, b in zip(one.decode(video=0), other.decode(video=0), strict=True):
            scores.append(ssim(a.to_ndarray()[:1080], b.to_ndarray()[:1080]))
    return float(np.mean(scores))


def ssim(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> float:
    """Return the structural similarity of two luma planes, shape (height, width), range 0 to 255."""
    return float(ssim_map(one, other).mean())


def ssim_map(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the structural similarity around each pixel of two luma planes, of their shape.

    References
    ----------
    Wang, Bovik, Sheikh, Simoncelli: Image quality assessment, IEEE TIP 13 (2004), Gaussian window of 1.5.
    """
    from scipy.ndimage import gaussian_filter

    x, y = one.astype(np.float64), other.astype(np.float64)

    def blurred(image: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return np.asarray(gaussian_filter(image, 1.5, truncate=3.5))

    mean_x, mean_y = blurred(x), blurred(y)
    var_x = blurred(x * x) - mean_x**2
    var_y = blurred(y * y) - mean_y**2
    cov = blurred(x * y) - mean_x * mean_y
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    score = (2 * mean_x * mean_y + c1) * (2 * cov + c2)
    return np.asarray(score / ((mean_x**2 + mean_y**2 + c1) * (var_x + var_y + c2)))
