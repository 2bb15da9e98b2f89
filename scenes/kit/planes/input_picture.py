"""The input square as a network decides it: shaded regions, both classes, the boundary between."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polygons, Polylines, dots_of, rings_of
from scenes.kit.drawing.text import maths
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.planes.feature_space import grid_of, outline_of, strokes_of
from scenes.kit.words.language import counted
from training.geometry.convex import inside
from training.geometry.decision import border, corners, regions
from training.geometry.decomposition import hinge_lines
from training.network.activations import Activation
from training.network.formulas import Weights
from training.run.trajectory import Trajectory


class InputPicture(VGroup):
    """Data and decision of one run in the input square [-1, 1]².

    Children in drawing order: ``regions[0]``, ``regions[1]``, ``grid``, ``curves[0]``, ``curves[1]``,
    ``halo``, ``outline``, ``boundary``. Without :meth:`decide` only the data is drawn.

    Parameters
    ----------
    run
        Whose points are shown.
    grid
        Opacity of the grid; 0 leaves it out.
    """

    def __init__(self, run: Trajectory, grid: float = 0.0) -> None:
        self.strokes = strokes_of(run)
        self.as_strokes = run.dataset.drawn_as_strokes
        self.activation: Activation = run.activation
        self.polygons: tuple[Array, Array] = (np.zeros((0, 2)), np.zeros((0, 2)))
        self.pieces: list[Array] = []
        self.regions = {label: Polygons(theme.CLASS_COLOURS[label], theme.REGION_OPACITY) for label in (0, 1)}
        self.grid = Polylines(theme.FRAME, theme.GRID_WIDTH, grid)
        self.outline = Polylines(theme.FRAME, theme.OUTLINE_WIDTH)
        width = theme.CURVE_WIDTH * (1.0 if self.as_strokes else 0.7)
        self.curves = {label: Polylines(theme.CLASS_COLOURS[label], width) for label in (0, 1)}
        self.halo = Polylines(theme.HALO, theme.HALO_WIDTH, 0.8)
        self.boundary = Polylines(theme.BOUNDARY, theme.BOUNDARY_WIDTH)
        super().__init__(
            self.regions[0],
            self.regions[1],
            self.grid,
            self.curves[0],
            self.curves[1],
            self.halo,
            self.outline,
            self.boundary,
        )

    @property
    def data(self) -> list[VMobject]:
        """What is given: grid, both classes and outline, in drawing order."""
        return [self.grid, self.curves[0], self.curves[1], self.outline]

    @property
    def decision(self) -> list[VMobject]:
        """What the network adds: regions and boundary, in drawing order."""
        return [self.regions[0], self.regions[1], self.halo, self.boundary]

    def decide(self, weights: Weights) -> InputPicture:
        """Take the decision of these weights; drawn at the next :meth:`show`."""
        self.polygons = regions(weights, self.activation)
        pieces = border(weights, self.activation)
        self.pieces = [piece if piece[0, 0] <= piece[-1, 0] else piece[::-1] for piece in pieces]
        return self

    def show(self, view: Viewport) -> InputPicture:
        """Draw everything in a viewport."""
        self.grid.set_lines(view.to_stage(grid_of(samples=2)))
        self.outline.set_lines(view.to_stage(outline_of(2)))
        for label, curve in self.curves.items():
            placed = view.to_stage(self.strokes[label])
            curve.set_lines(placed[None] if self.as_strokes else dots_of(placed))
            self.regions[label].set_polygons([view.to_stage(self.polygons[label])])
        placed_pieces = [view.to_stage(piece) for piece in self.pieces]
        self.halo.set_paths(placed_pieces)
        self.boundary.set_paths(placed_pieces)
        return self


class SwitchLines(VGroup):
    """Where in the input square a unit's slope jumps, and the corners this gives the boundary.

    Children: ``lines`` (one dashed line each), ``names`` (z_k = hinge, outside the square), ``rings``.

    Parameters
    ----------
    view
        Showing the input square.
    weights, activation
        The network.
    """

    def __init__(self, view: Viewport, weights: Weights, activation: Activation) -> None:
        self.weights, self.activation = weights, activation
        self.lines, self.names = VGroup(), VGroup()
        for unit, hinge, ends in hinge_lines(weights, activation):
            placed = view.to_stage(ends)
            self.lines.add(Polylines(theme.EMPHASIS, 3.0).set_lines(_dashes(placed)))
            name = maths(f"z_{unit + 1} = {hinge:g}", theme.LABEL_SIZE, theme.EMPHASIS)
            # Highest or furthest right if that end is free, else the other end.
            for end in placed[np.argsort(-placed[:, 0] - placed[:, 1])]:
                _put_outside(name, end, view)
                if not any(_touch(name, other) for other in self.names):
                    break
            self.names.add(name)
        found = corners(weights, activation)
        self.corners = found[inside(found)] if len(found) else found
        self.rings = Polylines(theme.EMPHASIS, 4.0)
        if len(self.corners):
            self.rings.set_lines(rings_of(view.to_stage(self.corners), 0.2, sides=40))
        super().__init__(self.lines, self.names, self.rings)

    @property
    def said(self) -> str:
        """Two sentences, or one, on the lines and on the corners they give the boundary if there is one."""
        if not self.weights.hidden_kernel.any(axis=0).all():
            return "A hidden unit without weights never switches."
        line = "[a straight line]" if len(self.lines) else "a straight line"
        each = f"Each of its hidden units switches on along {line}."
        if not border(self.weights, self.activation):
            return f"{each} Here there is no boundary to bend at one."
        if not len(self.lines):
            return f"{each} Here neither line meets the square, so the boundary has no corner."
        if not len(self.corners):
            return f"{each} Here the boundary crosses neither, so it has no corner."
        found = "corner" if len(self.corners) == 1 else counted(len(self.corners), "corner")
        return f"{each} [There], the boundary has its {found}."


def _dashes(ends: Array, length: float = 0.14) -> Array:
    """A straight line of stage points (2, 3) as dashes, shape ``(dashes, 2, 3)``."""
    count = max(1, round(float(np.linalg.norm(ends[1] - ends[0])) / length / 2))
    starts = np.arange(count) / count
    shares = np.stack((starts, starts + 0.5 / count), axis=1)[..., None]
    return np.asarray(ends[0] + shares * (ends[1] - ends[0]))


def _put_outside(name: VMobject, end: Array, view: Viewport) -> None:
    """Move a name just outside the square, next to the end of its line."""
    away = (end[:2] - np.array(view.centre)) / np.array([view.width, view.height]) * 2
    axis = int(np.argmax(np.abs(away)))
    direction = np.zeros(3)
    direction[axis] = np.sign(away[axis])
    name.next_to(end, direction, buff=0.14)


def _touch(one: VMobject, other: VMobject, room: float = 0.12) -> bool:
    """Whether the boxes of two mobjects come closer than ``room``."""
    apart = np.abs(one.get_center() - other.get_center())[:2]
    return bool(np.all(apart < (np.array([one.width + other.width, one.height + other.height]) / 2 + room)))
