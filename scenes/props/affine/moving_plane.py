"""The plane with its axes under an affine map, or halfway through a page turn, seen through a wide frame."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from manim import VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polylines
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.planes.feature_space import OUTLINE_EDGES, WarpedPlane, grid_of
from scenes.kit.planes.zoom_axes import ZoomAxes
from scenes.props.affine.clipping import clip_to
from scenes.props.affine.page_turn import page_turn
from training.geometry.convex import UNIT_SQUARE
from training.geometry.moves import AffineMoves
from training.network.formulas import Weights
from training.run.trajectory import Trajectory

CENTRE, HEIGHT, WIDTH = (-2.0, 0.2), 5.6, 8.0
"""Of the frame: stage point and sides, Manim units; as high as heading and strip allow."""
FIRST_REACH = 1.5
"""Half the height of the range first shown; the input square is [-1, 1]²."""
_LEAST_GHOST_GAP = 0.1
"""Manim units between lines of the ghost below which it is left out: they would run together."""


class MovingPlane(VGroup):
    """Grid, outline and class curves, always drawn from one kernel and one bias, inside the frame.

    Children: ``axes``, ``square`` (the unmoved outline), ``plane`` (its ghost is the unmoved grid).
    ``kernel`` and ``bias`` are the map shown; ``reach`` is half the height of the range shown,
    ``last_reach`` what it takes to show the whole map.

    Parameters
    ----------
    run
        Whose points are shown.
    moves
        The map that will be made: its furthest point decides ``last_reach``.
    """

    def __init__(self, run: Trajectory, moves: AffineMoves) -> None:
        self.run, self._trained = run, run.at(run.epochs)
        self.view = self._ranged(FIRST_REACH)
        kernel = moves.turned_again()
        places = (UNIT_SQUARE @ moves.stretched(), UNIT_SQUARE @ kernel, UNIT_SQUARE @ kernel + moves.bias)
        furthest = np.abs(np.concatenate(places)) / [WIDTH / HEIGHT, 1]
        self.last_reach = max(FIRST_REACH, 1.06 * float(furthest.max()))
        self.axes = ZoomAxes(self.view, self._ranged(self.last_reach).x_range[1], ("z_1", "z_2"))
        self.plane = WarpedPlane.of(run)
        self.kernel, self.bias = np.eye(2), np.zeros(2)
        self.square = Polylines(theme.MUTED, theme.GRID_WIDTH, 0.7)
        super().__init__(self.axes, self.square, self.plane)
        self.zoom(FIRST_REACH)

    @property
    def reach(self) -> float:
        """Half the height of the range shown."""
        return self.view.y_range[1]

    @property
    def weights(self) -> Weights:
        """The trained network with the map shown as its first layer: what is drawn now."""
        return replace(self._trained, hidden_kernel=self.kernel, hidden_bias=self.bias)

    def show(self, kernel: Array, bias: Array | None = None) -> MovingPlane:
        """Draw z = xW + b for W of shape ``(2, 2)`` and b of shape ``(2,)``."""
        self.kernel = kernel
        self.bias = np.zeros(2) if bias is None else bias
        return self._draw(0.0, 0)

    def turn_page(self, share: float, axis: int) -> MovingPlane:
        """Show a share of the turn in space that changes the sign of one coordinate of the map shown."""
        return self._draw(share, axis)

    def zoom(self, reach: float) -> MovingPlane:
        """Show a range as wide as the frame that holds [-reach, reach]², of the same map."""
        self.view = self._ranged(reach)
        self.axes.show(self.view)
        # Where its lines would run together, the ghost keeps only the outline of the square.
        lines = grid_of()[:, [0, -1]]
        gap = 2 / (theme.GRID_LINES - 1) * self.view.scale[0]
        seen = float(np.clip((gap - _LEAST_GHOST_GAP) / _LEAST_GHOST_GAP, 0, 1))
        self.plane.ghost.set_lines(self.view.to_stage(lines)).set_stroke(opacity=seen * theme.GHOST_OPACITY)
        self.square.set_lines(self.view.to_stage(OUTLINE_EDGES))
        return self._draw(0.0, 0)

    def step_back(self, share: float) -> MovingPlane:
        """Show a share of the way from the first range to the last, at the same pace in each picture."""
        return self.zoom(1 / ((1 - share) / FIRST_REACH + share / self.last_reach))

    def glide(self, start: Viewport, end: Viewport, share: float) -> MovingPlane:
        """Show the map between two viewports; axes, ghost and unmoved square stay where they are."""
        self.view = start.towards(end, share)
        return self._draw(0.0, 0)

    def parallels(self, lines: int = 5) -> Polylines:
        """Parallel lines of the input square as the map shown leaves them, in the hue of attention."""
        vertical = grid_of(lines)[:lines, [0, -1]]
        placed = self.view.to_stage(vertical @ self.kernel + self.bias)
        return Polylines(theme.EMPHASIS, theme.OUTLINE_WIDTH).set_lines(placed)

    def _ranged(self, reach: float) -> Viewport:
        across = reach * WIDTH / HEIGHT
        return Viewport(CENTRE, WIDTH, HEIGHT, (-across, across), (-reach, reach))

    def _draw(self, share: float, axis: int) -> MovingPlane:
        def placed(points: Array) -> Array:
            image: Array = points @ self.kernel + self.bias
            return page_turn(image, share, axis) if share else image

        self.plane.show(self.view, placed)
        for lines in (self.plane.grid, self.plane.outline, *self.plane.curves.values()):
            clip_to(self.view, lines)
        return self
