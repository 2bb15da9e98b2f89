"""A Cairo camera that pays only for what changes: unchanged outlines keep their path."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import cairo
import numpy as np
from manim import Camera, VMobject

from scenes.kit.drawing.shapes import Array
from scenes.kit.stage.laid_path import lay_path

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
        if len(points) < 4:
            return self
        stored, path = self._paths.get(vmobject, (None, None))
        if stored is None or not np.array_equal(stored, points):
            if not np.isfinite(points).all():
                return self
            self._paths[vmobject] = (points.copy(), None)
            lay_path(ctx, points)
        elif path is None:
            lay_path(ctx, points)
            self._paths[vmobject] = (stored, ctx.copy_path())
        else:
            ctx.append_path(path)
        return self


def _seen(rgbas: Array) -> bool:
    return bool(rgbas[:, 3].any())
