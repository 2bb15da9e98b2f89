"""How time starts and rests: the way covered at each share of the time, from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import smooth

from scenes.kit.drawing.shapes import Array


def eased(shares: Array, ramp: float) -> Array:
    """Return the way covered at shares of the time; speed rises and falls over ``ramp`` (<= 0.5) of it."""
    shares = np.asarray(shares, float)
    near = np.minimum(shares, 1.0 - shares)
    starting = near / 2 - ramp / (2 * np.pi) * np.sin(np.pi * np.minimum(near, ramp) / ramp)
    way = np.where(near < ramp, starting, near - ramp / 2) / (1.0 - ramp)
    return np.where(shares > 0.5, 1.0 - way, way)


def strides(count: int, moving: float = 0.6) -> Callable[[float], float]:
    """Return a rate function of equal strides: each moves in that share of its time, then rests."""

    def rate(time: float) -> float:
        done, stride = divmod(time * count, 1.0)
        return (done + float(smooth(min(stride / moving, 1.0)))) / count

    return rate
