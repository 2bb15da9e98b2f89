"""A sheet turned over in space: the only way from a plane to its mirror image without a tear or a crush."""

from __future__ import annotations

import numpy as np

from scenes.kit.drawing.shapes import Array

EYE_HEIGHT = 3.6
"""Of the eye above the sheet, in units of the sheet's half side: near enough for a clear perspective."""
EYE_ASIDE = -0.9
"""Both coordinates of the eye, in the same units: aside, so that a sheet seen edge-on keeps some breadth."""


def page_turn(points: Array, share: float, axis: int) -> Array:
    """Turn plane points about a coordinate axis by ``share * pi`` in space, seen in perspective.

    Points that lie in the plane are seen unchanged: share 0 gives the points, share 1 their mirror image.

    Parameters
    ----------
    points
        Shape ``(..., 2)``, a sheet of about [-1, 1]².
    share
        0 to 1.
    axis
        Coordinate that changes its sign: 0 turns about the vertical axis, 1 about the horizontal one.

    Returns
    -------
    Array
        Shape ``(..., 2)``: where the eye sees the points on the unturned plane.
    """
    angle = share * np.pi
    height = points[..., axis] * np.sin(angle)
    turned = np.array(points, float)
    turned[..., axis] = points[..., axis] * np.cos(angle)
    eye = np.full(2, EYE_ASIDE)
    away = EYE_HEIGHT / (EYE_HEIGHT - height)
    seen: Array = eye + (turned - eye) * away[..., None]
    return seen
