"""Where one unit is switched on in the input square, beside the feature space this leaves."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polygons, Polylines
from scenes.kit.drawing.viewport import axes, square_viewport
from scenes.kit.planes.decided_plane import DecidedPlane
from scenes.kit.planes.feature_space import (
    WarpedPlane,
    class_strokes,
    grid_of,
)
from scenes.kit.planes.wrong_marks import WrongMarks
from scenes.kit.planes.zoom_axes import ZoomAxes
from training.geometry.convex import half_plane, line_inside
from training.network.formulas import Weights, activation_values, correct, probability
from training.run.trajectory import Trajectory

_FREE = 0.04
"""Share of the a-plane's range left free on every side."""
_CLOSEST = 0.4
"""Least range of the closer look, as a share of the whole; finer, a numbered tick would be half faded."""


def _reached(run: Trajectory, updates: Array) -> tuple[float, float, float]:
    """Lowest and highest value the input square reaches, and the highest it reaches later on.

    That is after the next whole epoch, and in the second half of the updates before that.
    """
    corners, per_epoch = grid_of(2, 2).reshape(-1, 2), run.updates_per_epoch
    whole = int(np.ceil(updates[-1] / per_epoch))
    before = np.arange((updates[-1] + whole * per_epoch) // 2, whole * per_epoch + 1)
    ends, close, late = (
        activation_values(corners, weights, run.activation)
        for weights in (run.after_epochs(), run.at_each(updates / per_epoch), run.at_each(before / per_epoch))
    )
    low, high = min(float(ends.min()), float(close.min())), max(float(ends.max()), float(close.max()))
    return low, high, max(float(ends[whole:].max()), float(late.max()))


class UnitPanes(VGroup):
    """Input square and feature space of one run under the same weights.

    Children: ``frames``, ``on`` (where the unit is switched on), ``given`` (the input plane), ``hinge``,
    ``marks`` (wrong points), ``decided``, ``plane``.

    Parameters
    ----------
    run
        The trajectory shown; its activation has a hinge.
    unit
        0 or 1, the unit whose line is shown.
    centres
        Of the two panes, Manim units.
    side
        Of both, Manim units.
    updates
        Updates at which the film looks closely; feature space has room for them and for every epoch.

    Attributes
    ----------
    a_view, closer : Viewport
        Feature space with that room, and with room for what comes after the next whole epoch only.
    """

    def __init__(
        self,
        run: Trajectory,
        unit: int,
        centres: tuple[tuple[float, float], tuple[float, float]],
        side: float,
        updates: Array,
    ) -> None:
        self.run, self.unit = run, unit
        low, high, late = _reached(run, updates)
        free = _FREE * (high - low)
        self.x_view = square_viewport(centres[0], side, -1.0, 1.0)
        self.view = self.a_view = square_viewport(centres[1], side, low - free, high + free)
        self.closer = square_viewport(centres[1], side, low - free, max(late, _CLOSEST * high) + free)
        given = axes(self.x_view, "x_1", "x_2", (-1, 0, 1), (-1, 0, 1))
        widest = (float(np.floor(high)),)
        names = axes(self.a_view, "a_1", "a_2", widest, widest)[2]
        self.a_axes = ZoomAxes(self.closer, self.a_view.x_range[1], ("a_1", "a_2"))
        self.a_axes.cross.set_stroke(opacity=0)
        for label, name in zip(self.a_axes.labels, names, strict=True):
            label.move_to(name)
        self.frames = VGroup(given, self.a_axes.show(self.a_view))
        self.strokes = class_strokes(run.inputs, run.targets, run.recipe.dataset)
        as_strokes = run.dataset.drawn_as_strokes
        self.on = Polygons(theme.EMPHASIS, theme.REGION_OPACITY)
        self.given = WarpedPlane(self.strokes, as_strokes).show(self.x_view)
        self.hinge = Polylines(theme.EMPHASIS, theme.BOUNDARY_WIDTH)
        self.marks = WrongMarks(as_strokes)
        self.decided = DecidedPlane()
        self.plane = WarpedPlane(self.strokes, as_strokes)
        moving = (self.on, *self.given, self.hinge, self.marks, *self.decided.regions.values(), self.plane)
        super().__init__(self.frames, *moving, self.decided.halo, self.decided.boundary)
        self.show(run.at(0.0))

    def look_closer(self, share: float) -> UnitPanes:
        """Go ``share`` of the way from ``a_view`` to ``closer``; drawn at the next :meth:`show`."""
        self.view = self.a_view.towards(self.closer, share)
        self.a_axes.show(self.view)
        return self

    def show(self, weights: Weights) -> UnitPanes:
        """Draw both panes for these weights."""
        activation = self.run.activation
        kernel, bias = weights.hidden_kernel, weights.hidden_bias
        normal, offset = kernel[:, self.unit], float(bias[self.unit]) - activation.hinges[0]
        corners = self.x_view.corners
        self.on.set_polygons([self.x_view.to_stage(half_plane(corners, normal, offset))])
        self.hinge.set_paths([self.x_view.to_stage(line_inside(corners, normal, offset))])
        self.decided.show(self.view, weights.output_kernel, weights.output_bias)
        self.plane.show_features(self.view, weights, activation)
        wrong = {
            label: ~correct(probability(points, weights, activation), np.full(len(points), label))
            for label, points in self.strokes.items()
        }
        placed = {label: self.x_view.to_stage(points) for label, points in self.strokes.items()}
        self.marks.show(placed, wrong)
        return self
