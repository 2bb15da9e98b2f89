"""A Cairo camera that pays only for what changes: unchanged outlines keep their path."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from weakref import WeakKeyDictionary

import cairo
import numpy as np
from manim import Camera, VMobject
from numpy.typing import NDArray

from scenes.kit.shapes import Array

_JOINED = 1e-6
"""Manim units within which the end of one curve is the start of the next."""
_UNSEEN = 4e-4
"""Manim units a drawn polyline may miss a vertex by: a twentieth of a pixel at 1080p."""
_MANY = 100
"""Vertices from which looking for unneeded ones pays."""
_PASSES = 3
"""How often every second vertex of a nearly straight stretch is left out."""
_HAIRLINE = 2.0
"""Strokes thinner than this get Cairo's fast antialiasing: a third of the time for a whole grid, no visible
difference (1080p, half opaque: at most 39 of 255 at single edge pixels, 0.4 on average)."""


class StageCamera(Camera):
    """Draws what Manim's camera draws, path by path, faster.

    - An outline equal to the one drawn last time is appended as a stored Cairo path.
    - An outline of straight curves only (all of the kit's polylines) becomes line segments,
      fewer where it hardly bends.
    - A fill or stroke of opacity 0 is not painted.
    - Hairlines are antialiased the fast way.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._paths: WeakKeyDictionary[VMobject, tuple[Array, cairo.Path | None]] = WeakKeyDictionary()

    def display_vectorized(self, vmobject: VMobject, ctx: cairo.Context) -> StageCamera:
        """Paint background stroke, fill and stroke, as far as they can be seen."""
        behind = _seen(vmobject.get_stroke_rgbas(True)) and vmobject.get_stroke_width(True) > 0
        filled = _seen(vmobject.get_fill_rgbas())
        stroked = _seen(vmobject.get_stroke_rgbas()) and vmobject.get_stroke_width() > 0
        if not (behind or filled or stroked):
            return self
        self.set_cairo_context_path(ctx, vmobject)
        if behind:
            self.apply_stroke(ctx, vmobject, background=True)
        if filled:
            self.apply_fill(ctx, vmobject)
        if stroked:
            thin = vmobject.get_stroke_width() < _HAIRLINE
            ctx.set_antialias(cairo.ANTIALIAS_FAST if thin else cairo.ANTIALIAS_DEFAULT)
            self.apply_stroke(ctx, vmobject)
            ctx.set_antialias(cairo.ANTIALIAS_DEFAULT)
        return self

    def set_cairo_context_path(self, ctx: cairo.Context, vmobject: VMobject) -> StageCamera:
        """Lay the outline of ``vmobject`` into the context."""
        points = vmobject.points
        ctx.new_path()
        if len(points) < 4 or not np.isfinite(points).all():
            return self
        stored, path = self._paths.get(vmobject, (None, None))
        if stored is None or not np.array_equal(stored, points):
            self._paths[vmobject] = (points.copy(), None)
            _lay_path(ctx, points)
        elif path is None:
            _lay_path(ctx, points)
            self._paths[vmobject] = (stored, ctx.copy_path())
        else:
            ctx.append_path(path)
        return self


def _seen(rgbas: Array) -> bool:
    return bool(rgbas[:, 3].any())


def _lay_path(ctx: cairo.Context, points: Array) -> None:
    """Draw cubic Bezier curves, shape ``(4 * curves, 3)``; a gap between curves starts a new subpath."""
    curves = points[: len(points) // 4 * 4].reshape(-1, 4, 3)[:, :, :2]
    starts, ends = curves[:, 0], curves[:, 3]
    gaps = np.abs(starts[1:] - ends[:-1]).max(axis=1, initial=0.0) > _JOINED
    bounds = np.concatenate(([0], np.flatnonzero(gaps) + 1, [len(curves)]))
    heads = starts[bounds[:-1]]
    closed = np.abs(heads - ends[bounds[1:] - 1]).max(axis=1) < _JOINED
    third = (ends - starts) / 3
    straight = (
        np.abs(curves[:, 1] - starts - third).max() < _JOINED
        and np.abs(ends - third - curves[:, 2]).max() < _JOINED
    )
    draw, corners = (ctx.line_to, ends) if straight else (ctx.curve_to, curves[:, 1:].reshape(-1, 6))
    if straight and len(ends) > _MANY:
        corners, bounds = _thinned(heads, ends, bounds)
    laid = corners.tolist()
    spans = pairwise(bounds.tolist())
    for head, (first, after), close in zip(heads.tolist(), spans, closed.tolist(), strict=True):
        ctx.move_to(*head)
        for corner in laid[first:after]:
            draw(*corner)
        if close:
            ctx.close_path()


def _thinned(heads: Array, ends: Array, bounds: NDArray[np.int_]) -> tuple[Array, NDArray[np.int_]]:
    """Leave out vertices that do not show; subpath k is curves ``bounds[k]`` to ``bounds[k + 1]``."""
    at = bounds[:-1] + np.arange(len(heads))
    vertices = np.insert(ends, bounds[:-1], heads, axis=0)
    head = np.zeros(len(vertices), bool)
    head[at] = True
    fixed = head.copy()
    fixed[at[1:] - 1] = fixed[-1] = True
    for _ in range(_PASSES):
        seen = _needed(vertices, fixed)
        vertices, fixed, head = vertices[seen], fixed[seen], head[seen]
    kept = np.append(np.flatnonzero(head), len(vertices)) - np.arange(len(heads) + 1)
    return vertices[~head], kept


def _needed(vertices: Array, fixed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which vertices show: every second one goes where it lies on the way between its neighbours."""
    needed = np.ones(len(vertices), bool)
    way = vertices[2::2] - vertices[:-2:2]
    step = vertices[1:-1:2] - vertices[:-2:2]
    length = (way * way).sum(axis=1)
    aside = (way[:, 0] * step[:, 1] - way[:, 1] * step[:, 0]) ** 2
    ahead = ((way * step).sum(axis=1) >= 0) & ((step * step).sum(axis=1) <= length)
    needed[1:-1:2] = (aside > _UNSEEN**2 * length) | ~ahead | fixed[1:-1:2]
    return needed
