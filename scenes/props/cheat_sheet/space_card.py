"""One trained feature space on a card, with what its shape means."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, UP, Animation, Square, VGroup

from scenes.kit import theme
from scenes.kit.drawing.readout import baseline_of
from scenes.kit.drawing.shapes import Polygons, Polylines
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.planes.decided_plane import DecidedPlane
from scenes.kit.planes.feature_space import WarpedPlane
from scenes.kit.planes.forward_map import feature_ranges
from scenes.kit.planes.wrong_marks import WrongMarks
from training.network.formulas import activation_values, correct, probability
from training.run.trajectory import Trajectory


def card_slots(count: int, side: float, level: float) -> VGroup:
    """Return faint empty frames of cards to come, in a row over the stage's width at a height."""
    slots = VGroup(*(Square(side, color=theme.FAINT, stroke_width=theme.AXIS_WIDTH) for _ in range(count)))
    free = theme.RIGHT_EDGE - theme.LEFT_EDGE - count * side
    centre = np.array([(theme.LEFT_EDGE + theme.RIGHT_EDGE) / 2, level, 0.0])
    return slots.arrange(RIGHT, buff=free / max(count - 1, 1)).move_to(centre)


class SpaceCard(VGroup):
    """The a-plane of a run with its last weights, in a frame; each axis has its own scale.

    Children: ``decided.regions``, ``plane``, ``marks`` (wrong points), ``decided.halo``,
    ``decided.boundary``, ``frame``, ``veil`` (a dark over it while something else is spoken of).

    Parameters
    ----------
    run
        The trajectory.
    centre
        Of the frame, Manim units.
    side
        Of the frame.

    Attributes
    ----------
    weights : Weights
        Those that are drawn.
    view : Viewport
        Where it stands, and what it shows.
    """

    def __init__(self, run: Trajectory, centre: tuple[float, float], side: float) -> None:
        self.run, self.weights = run, run.at(run.epochs)
        self.plane = WarpedPlane.of(run)
        self.marks = WrongMarks(self.plane.as_strokes)
        self.decided = DecidedPlane()
        self.frame = Polylines(theme.FRAME, theme.AXIS_WIDTH)
        drawn = (*self.decided.regions.values(), self.plane, self.marks)
        self.veil = Polygons(theme.BACKGROUND, 0.0)
        super().__init__(*drawn, self.decided.halo, self.decided.boundary, self.frame, self.veil)
        self.stand(Viewport(centre, side, side, *feature_ranges(self.weights, run.activation)))

    def stand(self, view: Viewport) -> SpaceCard:
        """Stand in a rectangle of the stage and show its ranges; returns itself."""
        self.view, activation = view, self.run.activation
        self.plane.show_features(view, self.weights, activation)
        self.decided.show(view, self.weights.output_kernel, self.weights.output_bias)
        placed, wrong = {}, {}
        for label, inputs in self.plane.strokes.items():
            placed[label] = view.to_stage(activation_values(inputs, self.weights, activation))
            right = correct(probability(inputs, self.weights, activation), np.full(len(inputs), label))
            wrong[label] = ~right
        self.marks.show(placed, wrong)
        corners = view.to_stage(view.corners)
        self.frame.set_paths([np.vstack((corners, corners[:1]))])
        self.veil.set_polygons([corners])
        return self

    def animate_veil(self, dark: bool) -> Animation:
        """Return the animation that lets the card wait in the dark, or brings it to light."""
        veiled: Animation = self.veil.animate.set_fill(opacity=1 - theme.DIMMED if dark else 0.0)
        return veiled

    def titled(self, shape: str, meaning: str) -> VGroup:
        """Return words above the card (what it looks like) and below it (what that means)."""
        x, y = self.view.centre
        above = words(shape, theme.BODY_SIZE - 2).set_x(x)
        below = words(meaning, theme.LABEL_SIZE + 4, theme.MUTED).set_x(x)
        half = self.view.height / 2
        for text, level in ((above, y + half + 0.22), (below, y - half - 0.42)):
            text.shift((level - baseline_of(text)) * UP)
        return VGroup(above, below)
