"""One trained feature space on a card, with what its shape means."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, UP, Square, VGroup

from scenes.kit import theme
from scenes.kit.drawing.readout import baseline_of
from scenes.kit.drawing.shapes import Polylines
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.planes.decided_plane import DecidedPlane
from scenes.kit.planes.feature_space import WarpedPlane, class_strokes, grid_of
from training.network.formulas import Weights, activation_values
from training.run.trajectory import Trajectory

_FREE = 0.06
"""Share of a range without limits that is left free on every side."""


def image_range(run: Trajectory, weights: Weights, axis: int) -> tuple[float, float]:
    """Return what an axis of feature space shows: sigma's limits, or what the input square reaches."""
    if run.activation.bounded:
        low, high = run.activation.limits
        return float(low), float(high)
    image = activation_values(grid_of().reshape(-1, 2), weights, run.activation)[:, axis]
    reached = float(image.min()), float(image.max())
    free = _FREE * (reached[1] - reached[0]) + 1e-9
    return reached[0] - free, reached[1] + free


def card_slots(count: int, side: float, level: float) -> VGroup:
    """Return faint empty frames of cards to come, in a row over the stage's width at a height."""
    slots = VGroup(*(Square(side, color=theme.FAINT, stroke_width=theme.AXIS_WIDTH) for _ in range(count)))
    free = theme.RIGHT_EDGE - theme.LEFT_EDGE - count * side
    centre = np.array([(theme.LEFT_EDGE + theme.RIGHT_EDGE) / 2, level, 0.0])
    return slots.arrange(RIGHT, buff=free / max(count - 1, 1)).move_to(centre)


class SpaceCard(VGroup):
    """The a-plane of a run at one epoch, in a frame; each axis has its own scale.

    Children: ``decided.regions``, ``plane``, ``decided.halo``, ``decided.boundary``, ``frame``.

    Parameters
    ----------
    run
        The trajectory.
    centre
        Of the frame, Manim units.
    side
        Of the frame.
    epoch
        Whose weights are shown; the last one's when ``None``.
    """

    def __init__(
        self, run: Trajectory, centre: tuple[float, float], side: float, epoch: float | None = None
    ) -> None:
        self.run, weights = run, run.at(run.epochs if epoch is None else epoch)
        ranges = image_range(run, weights, 0), image_range(run, weights, 1)
        self.view = Viewport(centre, side, side, *ranges)
        self.plane = WarpedPlane(
            class_strokes(run.inputs, run.targets, run.recipe.dataset), run.dataset.drawn_as_strokes
        )
        self.plane.show_features(self.view, weights, run.activation)
        self.decided = DecidedPlane().show(self.view, weights.output_kernel, weights.output_bias)
        corners = self.view.to_stage(self.view.corners)
        self.frame = Polylines(theme.MUTED, theme.AXIS_WIDTH).set_paths([np.vstack((corners, corners[:1]))])
        regions = self.decided.regions.values()
        super().__init__(*regions, self.plane, self.decided.halo, self.decided.boundary, self.frame)

    def titled(self, shape: str, meaning: str) -> VGroup:
        """Return words above the card (what it looks like) and below it (what that means)."""
        x, y = self.view.centre
        above = words(shape, theme.BODY_SIZE - 4, theme.EMPHASIS).set_x(x)
        below = words(meaning, theme.LABEL_SIZE + 2).set_x(x)
        half = self.view.height / 2
        for text, level in ((above, y + half + 0.22), (below, y - half - 0.42)):
            text.shift((level - baseline_of(text)) * UP)
        return VGroup(above, below)
