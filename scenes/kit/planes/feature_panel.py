"""Feature space at an epoch: warped grid, class curves, halves, boundary, wrong points marked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from manim import DOWN, LEFT, ManimColor, VGroup, interpolate_color

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polylines, rings_of
from scenes.kit.drawing.text import maths
from scenes.kit.drawing.viewport import TICK_GAP, Viewport, axes
from scenes.kit.planes.decided_plane import DecidedPlane
from scenes.kit.planes.feature_space import WarpedPlane
from scenes.kit.planes.panels import Panel
from scenes.kit.planes.wrong_marks import WrongMarks
from scenes.kit.planes.zoom import Zoom, ZoomTicks
from training.network.formulas import Weights, activation_values
from training.run.spread import grid_images
from training.run.trajectory import Trajectory

RING = 0.21
"""Radius of the ring around the followed point, Manim units: a wrong point's own ring lies inside."""
_FROM = 6.0
"""How many times as large the ring comes in."""


class FeaturePanel(Panel):
    """The a-plane of a run; geometry glides through the epochs' weights; ``share`` fades the decision in.

    Children in drawing order: ``decided.regions``, ``ticks`` (when the view zooms), ``plane``, ``marks``,
    ``decided.halo``, ``decided.boundary``, ``ring``.

    Parameters
    ----------
    run
        The trajectory shown.
    view
        The rectangle; its ranges follow from the activation.
    rests
        Epochs inside the run at which the film stands still.
    followed
        Inputs ``(2,)`` of a point that has a ring of its own, in the hue of attention; None for no ring.
    """

    def __init__(
        self,
        run: Trajectory,
        view: Viewport,
        rests: tuple[float, ...] = (),
        followed: Array | None = None,
    ) -> None:
        self.run, self.followed = run, followed
        self.ring = Polylines(theme.EMPHASIS, 5.0)
        self.attention = 1.0 if followed is not None else 0.0
        self.zoom = Zoom(view, run.activation.limits, grid_images(run))
        self.plane = WarpedPlane.of(run)
        self.decided = DecidedPlane()
        for region in self.decided.regions.values():
            region.set_fill(_on_background(region.get_fill_color()), 1.0)
        self.marks = WrongMarks(self.plane.as_strokes)
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
            self.ring,
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

    def stand(self, centre: tuple[float, float]) -> FeaturePanel:
        """Stand elsewhere on the stage; the frame is moved by whoever moves the panel."""
        self.zoom.view = replace(self.zoom.view, centre=centre)
        self.draw()
        return self

    def attend(self, share: float) -> FeaturePanel:
        """Let the ring close in on the followed point: not there (0) to around it (1)."""
        self.attention = share
        self.draw()
        return self

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
        self._place_ring(view, weights)
        if self.share != self._decided:
            self._decided = self.share
            for region in self.decided.regions.values():
                region.set_fill(opacity=self.share)
            for line in (self.decided.halo, self.decided.boundary, self.marks):
                line.set_stroke(opacity=self.share)

    def _place_ring(self, view: Viewport, weights: Weights) -> None:
        if self.followed is None or self.attention == 0.0:
            self.ring.points = np.zeros((0, 3))
            return
        at = view.to_stage(activation_values(self.followed[None], weights, self.run.activation))
        radius = RING * (1 + (_FROM - 1) * (1 - self.attention))
        self.ring.set_lines(rings_of(at, radius, sides=32)).set_stroke(opacity=self.attention)


def _on_background(colour: ManimColor) -> ManimColor:
    """What a half-plane's tint looks like on the empty stage: opaque, so that painting it costs a quarter."""
    return interpolate_color(ManimColor(theme.BACKGROUND), colour, theme.REGION_OPACITY)


def _beside(points: Array, view: Viewport) -> Array:
    """Move lines on a view's border outward by half their width: what fills the view leaves them whole."""
    low = np.array([view.left_of(), view.bottom_of(), 0.0])
    high = low + np.array([view.width, view.height, 0.0])
    return points + theme.AXIS_WIDTH / 200 * ((points >= high - 1e-9) * 1.0 - (points <= low + 1e-9))
