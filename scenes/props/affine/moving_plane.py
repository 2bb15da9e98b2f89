"""The plane with its axes and basis arrows under an affine map, or halfway through a page turn."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polylines
from scenes.kit.drawing.viewport import square_viewport
from scenes.kit.planes.feature_space import OUTLINE_EDGES, WarpedPlane, class_strokes, grid_of
from scenes.kit.planes.zoom_axes import ZoomAxes
from scenes.props.affine.orientation import BasisArrows
from scenes.props.affine.page_turn import page_turn
from training.geometry.moves import AffineMoves
from training.run.trajectory import Trajectory

_LEAST_GHOST_GAP = 0.1
"""Manim units between lines of the ghost below which it is left out: they would run together."""
FIRST_REACH = 1.6
"""Half the side of the range first shown; the input square is [-1, 1]²."""


class MovingPlane(VGroup):
    """Grid, outline, class curves and arrows, always drawn from one kernel and one bias.

    Children: ``axes``, ``square`` (the unmoved outline), ``plane`` (its ghost is the unmoved grid),
    ``arrows``.
    ``kernel`` and ``bias`` are the map shown; ``reach`` is half the side of the range shown,
    ``last_reach`` what it takes to show the whole map.

    Parameters
    ----------
    run
        Whose points are shown.
    moves
        The map that will be made: its furthest point decides ``last_reach``.
    centre, side
        Of the square frame, Manim units.
    labels
        Typst maths at the axes' ends.
    """

    def __init__(
        self,
        run: Trajectory,
        moves: AffineMoves,
        centre: tuple[float, float],
        side: float,
        labels: tuple[str, str],
    ) -> None:
        self.view = self.first_view = square_viewport(centre, side, -FIRST_REACH, FIRST_REACH)
        kernel = moves.turned_again()
        corners = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]])
        images = np.stack((corners @ moves.stretched(), corners @ kernel, corners @ kernel + moves.bias))
        self.last_reach = max(FIRST_REACH, 1.06 * float(np.abs(images).max()))
        self.axes = ZoomAxes(self.view, self.last_reach, labels)
        strokes = class_strokes(run.inputs, run.targets, run.recipe.dataset)
        self.plane = WarpedPlane(strokes, run.dataset.drawn_as_strokes)
        self.arrows = BasisArrows()
        self.kernel, self.bias = np.eye(2), np.zeros(2)
        self.square = Polylines(theme.MUTED, theme.GRID_WIDTH, 0.7)
        super().__init__(self.axes, self.square, self.plane, self.arrows)
        self.zoom(FIRST_REACH)

    @property
    def reach(self) -> float:
        """Half the side of the range shown."""
        return self.view.x_range[1]

    def show(self, kernel: Array, bias: Array | None = None) -> MovingPlane:
        """Draw z = xW + b for W of shape ``(2, 2)`` and b of shape ``(2,)``."""
        self.kernel = kernel
        self.bias = np.zeros(2) if bias is None else bias
        return self._draw(0.0, 0)

    def turn_page(self, share: float, axis: int) -> MovingPlane:
        """Show a share of the turn in space that changes the sign of one coordinate of the map shown."""
        return self._draw(share, axis)

    def zoom(self, reach: float) -> MovingPlane:
        """Show the range [-reach, reach]² of the same map."""
        self.view = self.first_view.ranged((-reach, reach), (-reach, reach))
        self.axes.show(self.view)
        # Where its lines would run together, the ghost keeps only the outline of the square.
        lines = grid_of()[:, [0, -1]]
        gap = 2 / (theme.GRID_LINES - 1) * self.view.scale[0]
        seen = float(np.clip((gap - _LEAST_GHOST_GAP) / _LEAST_GHOST_GAP, 0, 1))
        self.plane.ghost.set_lines(self.view.to_stage(lines)).set_stroke(opacity=seen * theme.GHOST_OPACITY)
        self.square.set_lines(self.view.to_stage(OUTLINE_EDGES))
        return self._draw(0.0, 0)

    def parallels(self, lines: int = 5) -> Polylines:
        """Parallel lines of the input square as the map shown leaves them, in the hue of attention."""
        vertical = grid_of(lines)[:lines, [0, -1]]
        placed = self.view.to_stage(vertical @ self.kernel + self.bias)
        return Polylines(theme.EMPHASIS, theme.OUTLINE_WIDTH).set_lines(placed)

    def _draw(self, share: float, axis: int) -> MovingPlane:
        def placed(points: Array) -> Array:
            image: Array = points @ self.kernel + self.bias
            return page_turn(image, share, axis) if share else image

        self.plane.show(self.view, placed)
        self.arrows.show(self.view, placed)
        return self
