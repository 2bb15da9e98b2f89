"""Whether a curve is seen to bend."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
BENT = 0.05
"""Departure from straight, as a share of half the picture's side, from which a curve is called bent: in a
picture of half the stage's height 7 px at 1080p, about a stroke's width."""


def sag(curve: Array) -> float:
    """Return the largest distance of a polyline's samples, shape (m, 2), from the line through its ends.

    For a closed polyline the distance from its first sample.
    """
    chord, away = curve[-1] - curve[0], curve - curve[0]
    length = float(np.linalg.norm(chord))
    if length == 0:
        return float(np.linalg.norm(away, axis=1).max())
    return float(np.abs(away[:, 0] * chord[1] - away[:, 1] * chord[0]).max()) / length


def is_bent(curve: Array, half_side: float = 1.0) -> bool:
    """Return whether a polyline, shape (m, 2), is seen to bend in a picture of that half side."""
    return sag(curve) > BENT * half_side
