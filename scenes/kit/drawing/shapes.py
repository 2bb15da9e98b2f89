"""Arrays to outlines: many polylines or polygons in one mobject, set by one assignment."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import CapStyleType, LineJointType, VMobject
from numpy.typing import NDArray

Array = NDArray[np.float64]


def polyline_points(lines: Array) -> Array:
    """Turn polylines into the control points of straight Bezier curves.

    Parameters
    ----------
    lines
        Shape ``(lines, samples, 3)``, screen coordinates in Manim units; at least two samples.

    Returns
    -------
    Array
        Shape ``(lines * (samples - 1) * 4, 3)``, ready for ``VMobject.points``.
    """
    starts, ends = lines[:, :-1], lines[:, 1:]
    step = (ends - starts) / 3
    curves = np.empty((*starts.shape[:2], 4, 3))
    curves[:, :, 0], curves[:, :, 3] = starts, ends
    np.add(starts, step, out=curves[:, :, 1])
    np.subtract(ends, step, out=curves[:, :, 2])
    return curves.reshape(-1, 3)


class Polylines(VMobject):
    """Any number of polylines of any length drawn as one mobject.

    Parameters
    ----------
    colour
        Stroke colour.
    width
        Stroke width, Manim units (1 is about 1 px at 1080p).
    opacity
        Stroke opacity.
    """

    def __init__(self, colour: str, width: float, opacity: float = 1.0, **kwargs: Any) -> None:
        super().__init__(
            stroke_color=colour, stroke_width=width, stroke_opacity=opacity, fill_opacity=0, **kwargs
        )
        self.set_cap_style(CapStyleType.ROUND)
        self.joint_type = LineJointType.ROUND

    def set_lines(self, lines: Array) -> Polylines:
        """Show equally long polylines, shape ``(lines, samples, 3)``."""
        self.points = polyline_points(lines)
        return self

    def set_paths(self, paths: list[Array]) -> Polylines:
        """Show polylines of different lengths, each ``(samples, 3)``; fewer than two samples draw nothing."""
        drawn = [polyline_points(path[None]) for path in paths if len(path) >= 2]
        self.points = np.concatenate(drawn) if drawn else np.zeros((0, 3))
        return self


class Polygons(VMobject):
    """Any number of filled polygons drawn as one mobject.

    Parameters
    ----------
    colour
        Fill colour.
    opacity
        Fill opacity.
    """

    def __init__(self, colour: str, opacity: float = 1.0, **kwargs: Any) -> None:
        super().__init__(fill_color=colour, fill_opacity=opacity, stroke_width=0, **kwargs)

    def set_polygons(self, polygons: list[Array]) -> Polygons:
        """Show polygons, each ``(corners, 3)``, closed here; fewer than three corners draw nothing."""
        closed = [polyline_points(np.vstack((p, p[:1]))[None]) for p in polygons if len(p) >= 3]
        self.points = np.concatenate(closed) if closed else np.zeros((0, 3))
        return self

    def set_bars(self, left: Array, right: Array, bottom: Array, top: Array) -> Polygons:
        """Show upright rectangles; all four arrays share one shape ``(bars,)``; flat ones draw nothing."""
        seen = top - bottom > 1e-9
        x = np.stack((left, right, right, left, left), axis=1)[seen]
        y = np.stack((bottom, bottom, top, top, bottom), axis=1)[seen]
        self.points = polyline_points(np.stack((x, y, np.zeros_like(x)), axis=2))
        return self


def dots_of(points: Array, length: float = 1e-3) -> Array:
    """Strokes so short that their round caps are dots.

    Parameters
    ----------
    points
        Shape ``(n, 3)``.
    length
        Stroke length in Manim units.

    Returns
    -------
    Array
        Shape ``(n, 2, 3)``, for ``Polylines.set_lines``.
    """
    reach = np.array([length / 2, 0.0, 0.0])
    return np.stack((points - reach, points + reach), axis=1)


def rings_of(points: Array, radius: float, sides: int = 16) -> Array:
    """Rings around points.

    Parameters
    ----------
    points
        Shape ``(n, 3)``.
    radius
        Manim units.
    sides
        Corners of the polygon drawn for each ring.

    Returns
    -------
    Array
        Shape ``(n, sides + 1, 3)``, for ``Polylines.set_lines``.
    """
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    circle = np.stack((np.cos(angle), np.sin(angle), np.zeros_like(angle)), axis=1)
    return points[:, None] + radius * circle
