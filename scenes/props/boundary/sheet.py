"""One sheet of the plane, carried between x, z and a with everything drawn on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from manim import VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polygons, Polylines
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.planes.feature_space import WarpedPlane

Placing = Callable[[Array], Array]
"""From points of the z-plane, shape ``(..., 2)``, to the stage, shape ``(..., 3)``."""

_STAGE = Viewport((0.0, 0.0), 1.0, 1.0, (-0.5, 0.5), (-0.5, 0.5))
"""Shows stage coordinates as they are."""


class Sheet(VGroup):
    """Grid, outline, both classes, both decided sides and their boundary, placed by any map of z.

    Children in drawing order: ``sides[0]``, ``sides[1]``, ``plane``, ``halo``, ``boundary``.

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
    sides
        Outlines in the z-plane of what is decided for class 0 and for class 1.
    """

    def __init__(
        self,
        strokes: dict[int, Array],
        as_strokes: bool,
        kernel: Array,
        bias: Array,
        cuts: Sequence[Array],
        sides: Sequence[Sequence[Array]],
    ) -> None:
        self.kernel, self.bias, self.cuts, self.outlines = kernel, bias, list(cuts), sides
        self.sides = {label: Polygons(theme.CLASS_COLOURS[label], theme.REGION_OPACITY) for label in (0, 1)}
        self.plane = WarpedPlane(strokes, as_strokes)
        self.halo = Polylines(theme.HALO, theme.HALO_WIDTH, 0.8)
        self.boundary = Polylines(theme.BOUNDARY, theme.BOUNDARY_WIDTH)
        super().__init__(self.sides[0], self.sides[1], self.plane, self.halo, self.boundary)

    def show(self, place: Placing) -> Sheet:
        """Draw everything where ``place`` puts points of the z-plane; returns itself."""
        self.plane.show(_STAGE, lambda x: place(x @ self.kernel + self.bias)[..., :2])
        for label, shape in self.sides.items():
            shape.set_polygons([place(outline) for outline in self.outlines[label]])
        placed = [place(cut) for cut in self.cuts]
        self.halo.set_paths(placed)
        self.boundary.set_paths(placed)
        return self

    def tint(self, level: float) -> Sheet:
        """Fade in what is see-through, so that a copy laid on its original changes nothing; returns itself.

        Parameters
        ----------
        level
            0 for no shading and no grid, 1 (and more) for all of it.
        """
        level = min(max(level, 0.0), 1.0)
        for shape in self.sides.values():
            shape.set_fill(opacity=level * theme.REGION_OPACITY)
        self.plane.grid.set_stroke(opacity=level * theme.GRID_OPACITY)
        return self
