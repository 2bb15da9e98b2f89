"""Feature space at an epoch: warped grid, class curves, halves, boundary, wrong points marked."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, ManimColor, VGroup, interpolate_color

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array
from scenes.kit.drawing.text import maths
from scenes.kit.drawing.viewport import TICK_GAP, Viewport, axes
from scenes.kit.planes.decided_plane import DecidedPlane
from scenes.kit.planes.feature_space import WarpedPlane, class_strokes
from scenes.kit.planes.panels import Panel
from scenes.kit.planes.wrong_marks import WrongMarks
from scenes.kit.planes.zoom import Zoom, ZoomTicks
from training.network.formulas import Weights, activation_values
from training.run.spread import grid_images
from training.run.trajectory import Trajectory


class FeaturePanel(Panel):
    """The a-plane of a run; geometry glides through the epochs' weights; ``share`` fades the decision in.

    Children in drawing order: ``decided.regions``, ``ticks`` (when the view zooms), ``plane``, ``marks``,
    ``decided.halo``, ``decided.boundary``.

    Parameters
    ----------
    run
        The trajectory shown.
    view
        The rectangle; its ranges follow from the activation.
    rests
        Epochs inside the run at which the film stands still.
    """

    def __init__(self, run: Trajectory, view: Viewport, rests: tuple[float, ...] = ()) -> None:
        self.run = run
        self.zoom = Zoom(view, run.activation.limits, grid_images(run))
        inputs, targets = run.inputs, run.targets
        as_strokes = run.dataset.drawn_as_strokes
        strokes = class_strokes(inputs, targets, run.recipe.dataset)
        self.plane = WarpedPlane(strokes, as_strokes)
        self.decided = DecidedPlane()
        for region in self.decided.regions.values():
            region.set_fill(_on_background(region.get_fill_color()), 1.0)
        self.marks = WrongMarks(as_strokes)
        self.ticks = VGroup() if self.zoom.fixed else ZoomTicks(self.zoom, (0.0, *rests, run.epochs))
        self._decided = 1.0
        super().__init__(
            self.decided.regions[0],
            self.decided.regions[1],
            self.ticks,
            self.plane,
            self.marks,
            self.decided.halo,
            self.decided.boundary,
            frame=self._frame(),
        )

    def _frame(self) -> VGroup:
        view = self.zoom.at(0.0)
        low, high = view.x_range
        ticks = (low, (low + high) / 2, high) if self.zoom.fixed else ()
        edges = axes(view, x_ticks=ticks, y_ticks=ticks)
        edges[0].points = _beside(edges[0].points, view)
        size, share = theme.LABEL_SIZE + 4, 0.75 if self.zoom.fixed else 1.0
        right, top = (view.left_of() + share * view.width, view.bottom_of() + share * view.height)
        below = maths("a_1", size).next_to([right, view.bottom_of(), 0], DOWN, buff=TICK_GAP)
        beside = maths("a_2", size).next_to([view.left_of(), top, 0], LEFT, buff=TICK_GAP)
        if not self.zoom.fixed:
            below.align_to([right, 0, 0], np.array([1.0, 0, 0]))
            beside.align_to([0, top, 0], np.array([0, 1.0, 0]))
        return VGroup(*edges, below, beside)

    @property
    def view(self) -> Viewport:
        """The view of the epoch shown."""
        return self.zoom.at(self.epoch)

    @property
    def weights(self) -> Weights:
        """The weights shown: stored ones at whole epochs, gliding between."""
        return self.run.glide(self.epoch)

    def draw(self) -> None:
        """Place everything for ``self.epoch``."""
        view, weights, activation = self.view, self.weights, self.run.activation
        self.plane.show_features(view, weights, activation)
        self.decided.show(view, weights.output_kernel, weights.output_bias)
        if isinstance(self.ticks, ZoomTicks):
            self.ticks.show(view)
        placed, wrong = {}, {}
        for label, points in self.plane.strokes.items():
            images = activation_values(points, weights, activation)
            placed[label] = view.to_stage(images)
            # p > 0.5 where the log-odds are positive.
            odds = images @ weights.output_kernel[:, 0] + weights.output_bias[0]
            wrong[label] = (odds > 0) != (label == 1)
        self.marks.show(placed, wrong)
        if self.share != self._decided:
            self._decided = self.share
            for region in self.decided.regions.values():
                region.set_fill(opacity=self.share)
            for line in (self.decided.halo, self.decided.boundary, self.marks):
                line.set_stroke(opacity=self.share)


def _on_background(colour: ManimColor) -> ManimColor:
    """What a half-plane's tint looks like on the empty stage: opaque, so that painting it costs a quarter."""
    return interpolate_color(ManimColor(theme.BACKGROUND), colour, theme.REGION_OPACITY)


def _beside(points: Array, view: Viewport) -> Array:
    """Move lines on a view's border outward by half their width: what fills the view leaves them whole."""
    low = np.array([view.left_of(), view.bottom_of(), 0.0])
    high = low + np.array([view.width, view.height, 0.0])
    return points + theme.AXIS_WIDTH / 200 * ((points >= high - 1e-9) * 1.0 - (points <= low + 1e-9))
