"""One sheet of the plane, carried between x, z and a with everything drawn on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, LEFT, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polygons, Polylines
from scenes.kit.drawing.text import maths
from scenes.kit.drawing.viewport import Viewport, axes
from scenes.kit.planes.feature_space import WarpedPlane

Placing = Callable[[Array], Array]
"""From points of the z-plane, shape ``(..., 2)``, to the stage, shape ``(..., 3)``."""

_STAGE = Viewport((0.0, 0.0), 1.0, 1.0, (-0.5, 0.5), (-0.5, 0.5))
"""Shows stage coordinates as they are."""


class Sheet(VGroup):
    """Grid, outline, class curves, both decided parts and their boundary, placed by any map of z.

    Children in drawing order: ``parts[0]``, ``parts[1]``, ``plane``, ``halo``, ``boundary``.

    Parameters
    ----------
    strokes
        Inputs x of each class, from ``class_strokes``.
    as_strokes
        Whether they are continuous curves.
    kernel, bias
        W and b of z = xW + b.
    cuts
        The boundary as curves of the z-plane, each ``(m, 2)``.
    parts
        Outlines in the z-plane of what is decided for class 0 and 1.
    """

    def __init__(
        self,
        strokes: dict[int, Array],
        as_strokes: bool,
        kernel: Array,
        bias: Array,
        cuts: Sequence[Array],
        parts: Sequence[Sequence[Array]],
    ) -> None:
        self.kernel, self.bias, self.cuts, self.outlines = kernel, bias, list(cuts), parts
        self.parts = {label: Polygons(theme.CLASS_COLOURS[label], theme.REGION_OPACITY) for label in (0, 1)}
        self.plane = WarpedPlane(strokes, as_strokes)
        self.halo = Polylines(theme.HALO, theme.HALO_WIDTH, 0.8)
        self.boundary = Polylines(theme.BOUNDARY, theme.BOUNDARY_WIDTH)
        super().__init__(self.parts[0], self.parts[1], self.plane, self.halo, self.boundary)

    def show(self, place: Placing) -> Sheet:
        """Draw everything where ``place`` puts it."""
        self.plane.show(_STAGE, lambda x: place(x @ self.kernel + self.bias)[..., :2])
        for label, shape in self.parts.items():
            shape.set_polygons([place(outline) for outline in self.outlines[label]])
        placed = [place(cut) for cut in self.cuts]
        self.halo.set_paths(placed)
        self.boundary.set_paths(placed)
        return self

    def tint(self, level: float) -> Sheet:
        """Let what is see-through show in part, so that a copy laid on its original changes nothing.

        Parameters
        ----------
        level
            0 for no shading and no grid, 1 (and more) for all of it.
        """
        level = min(max(level, 0.0), 1.0)
        for shape in self.parts.values():
            shape.set_fill(opacity=level * theme.REGION_OPACITY)
        self.plane.grid.set_stroke(opacity=level * theme.GRID_OPACITY)
        return self


def pane_axes(view: Viewport, letter: str, tick: float, low: float | None = None) -> VGroup:
    """The frame of one pane: two ticks an axis, the axis' name between them.

    Parameters
    ----------
    view
        Square, as wide as high.
    letter
        Of the coordinates: x, z or a.
    tick
        The upper tick.
    low
        The lower tick; ``-tick`` when not given.
    """
    ticks = (-tick if low is None else low, tick)
    frame = axes(view, x_ticks=ticks, y_ticks=ticks)
    middle = view.to_stage(np.array([(ticks[0] + ticks[1]) / 2, view.y_range[0]]))
    beside = view.to_stage(np.array([view.x_range[0], (ticks[0] + ticks[1]) / 2]))
    size = theme.LABEL_SIZE + 4
    frame[2].add(
        maths(f"{letter}_1", size).next_to(middle, DOWN, buff=0.16),
        maths(f"{letter}_2", size).next_to(beside, LEFT, buff=0.22),
    )
    return frame
