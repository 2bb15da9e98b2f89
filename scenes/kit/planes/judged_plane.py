"""The input square under a network's judgement: its boundary, its errors, and where chosen units are off."""

from __future__ import annotations

import numpy as np
from manim import Animation, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polygons, Polylines
from scenes.kit.drawing.viewport import Viewport, axes, axis_names
from scenes.kit.planes.input_picture import InputPicture
from scenes.kit.planes.wrong_marks import WrongMarks
from training.geometry.convex import half_plane, line_inside
from training.network.formulas import Weights, correct, probability
from training.run.trajectory import Trajectory

SHADE = 0.68
"""Opacity of the dark over the side on which a unit is off; what lies there stays visible."""


class JudgedPlane(VGroup):
    """Data, decision and errors of one network in the input square; the off sides of chosen units are dark.

    Children in drawing order: ``axes``, regions, grid and curves of ``picture``, ``shades`` (a child a
    watched unit, unseen until :meth:`lit`), the boundary of ``picture``, ``hinges`` (so too), ``marks``.

    Parameters
    ----------
    run
        Whose points are judged, with its activation.
    view
        Where the square [-1, 1]² stands.
    weights
        Drawn first.
    watched
        Units, 0 or 1, whose off side can be shown; their activation has a hinge.

    Attributes
    ----------
    weights : Weights
        What is drawn now.
    unit : int
        The first of the watched ones; there only where one is watched.
    """

    def __init__(
        self, run: Trajectory, view: Viewport, weights: Weights, watched: tuple[int, ...] = ()
    ) -> None:
        self.run, self.view, self.watched, self.weights = run, view, watched, weights
        if watched:
            self.unit = watched[0]
        self.axes = axes(view, x_ticks=(-1, 1), y_ticks=(-1, 1))
        self.axes.add(axis_names(view, "x"))
        self.picture = InputPicture(run, grid=theme.DIMMED)
        self.marks = WrongMarks(self.picture.as_strokes)
        self.shades = VGroup(*(Polygons(theme.BACKGROUND, 0.0) for _ in watched))
        hue = theme.run_colour(run.recipe.activation)
        self.hinges = VGroup(*(Polylines(hue, theme.BOUNDARY_WIDTH, 0.0) for _ in watched))
        over = [self.picture.halo, self.picture.outline, self.picture.boundary]
        under = [part for part in self.picture.submobjects if part not in over]
        super().__init__(self.axes, *under, self.shades, *over, self.hinges, self.marks)
        self.show(weights)

    def show(self, weights: Weights) -> JudgedPlane:
        """Draw these weights' decision, errors and off sides."""
        self.weights, activation = weights, self.run.activation
        self.picture.decide(weights).show(self.view)
        placed = {label: self.view.to_stage(points) for label, points in self.picture.strokes.items()}
        wrong = {
            label: ~correct(probability(points, weights, activation), np.full(len(points), label))
            for label, points in self.picture.strokes.items()
        }
        self.marks.show(placed, wrong)
        for unit, shade, hinge in zip(self.watched, self.shades, self.hinges, strict=True):
            normal = weights.hidden_kernel[:, unit]
            offset = float(weights.hidden_bias[unit]) - activation.hinges[0]
            corners = self.view.corners
            shade.set_polygons([self.view.to_stage(half_plane(corners, -normal, -offset))])
            hinge.set_paths([self.view.to_stage(line_inside(corners, normal, offset))])
        return self

    def lit(self, shade: float = SHADE, hinge: float = 1.0) -> list[Animation]:
        """Return animations that let the off sides be dark, and their hinges be seen, to these opacities."""
        darken = [part.animate.set_fill(opacity=shade) for part in self.shades]
        return [*darken, *(part.animate.set_stroke(opacity=hinge) for part in self.hinges)]
