"""The feature spaces of a race side by side, each with its name, its accuracy and its finish."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from manim import UP, Rectangle, Typst, VGroup, VMobject

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import baseline_of, readout, told
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import square_viewport
from scenes.kit.planes.feature_panel import FeaturePanel
from scenes.props.race.race import Race
from training.network.formulas import accuracy, probability

SIDE = 3.75
"""Of each panel, Manim units."""
MIDDLE = 0.55
"""Stage y of the panels' centres."""
SCORE_Y, DONE_Y = -2.2, -2.72
"""Stage y of the accuracies, and of the lines that tell the epoch of finish."""
_FIRST, _LAST = -4.3, 4.8
"""Stage x of the outer panels' centres: tick numbers stand to the left of each."""
_VEIL = 0.72
"""Opacity of the dark over what is not spoken of."""


class RaceSpaces(VGroup):
    """One feature panel a run and below it the accuracy of the weights drawn.

    Children: ``panels`` and ``scores`` in the order of the race. Names, words and axes are in ``frame``,
    which is no child: a scene adds it beneath everything that moves. ``columns`` holds all of it run by run,
    for an entrance.

    Parameters
    ----------
    race
        At most three runs.
    """

    def __init__(self, race: Race) -> None:
        self.race = race
        self.panels: dict[str, FeaturePanel] = {}
        self.names: dict[str, Typst] = {}
        self.scores: dict[str, Counter] = {}
        self.frame, self.columns = VGroup(), VGroup()
        stops = tuple(map(float, race.stops))
        columns = np.linspace(_FIRST, _LAST, len(race.runs))
        for x, (name, run) in zip(columns, race.runs.items(), strict=True):
            panel = FeaturePanel(run, square_viewport((float(x), MIDDLE), SIDE, 0, 1), stops)
            title = words(race.label(name), theme.BODY_SIZE + 4, theme.run_colour(name)).set_x(x)
            title.shift((MIDDLE + SIDE / 2 + 0.22 - baseline_of(title)) * UP)
            score = told(Counter(0.0, 1, digits=3, suffix="%", size=theme.BODY_SIZE), "accuracy", panel)
            row = readout("accuracy", score, theme.LABEL_SIZE, theme.MUTED).move_to([x, SCORE_Y, 0])
            self.panels[name], self.names[name], self.scores[name] = panel, title, score
            still = VGroup(panel.frame, title, row[0])
            self.frame.add(*still)
            self.columns.add(VGroup(*still, panel, score))
        super().__init__(*self.panels.values(), *self.scores.values())

    def show(self, epoch: float) -> RaceSpaces:
        """Show every panel at an epoch, and the accuracy of what is then drawn; return the spaces."""
        for name, panel in self.panels.items():
            panel.show(epoch)
            run, weights = panel.run, panel.weights
            right = accuracy(probability(run.inputs.astype(float), weights, run.activation), run.targets)
            self.scores[name].set_value(100 * float(right))
        return self

    @property
    def carried(self) -> list[VMobject]:
        """What the next scene begins with, in drawing order: axes, names and planes."""
        frames = [panel.frame for panel in self.panels.values()]
        return [*frames, *self.names.values(), *self.panels.values()]

    def border(self, name: str) -> Rectangle:
        """Return a bright frame round a panel, for the moment in which it is done."""
        reach = SIDE + 0.14
        frame = Rectangle(width=reach, height=reach, color=theme.EMPHASIS, stroke_width=6)
        return frame.move_to([self.panels[name].view.centre[0], MIDDLE, 0])

    def finish(self, name: str) -> Typst:
        """Return the epoch from which everything is right, to stand below the accuracy."""
        text = words(
            f"all right from epoch {self.race.solved[name]}", theme.LABEL_SIZE, theme.run_colour(name)
        )
        return text.move_to([self.panels[name].view.centre[0], DONE_Y, 0])

    def veils(self, lit: Collection[str]) -> VGroup:
        """Return a dark over every panel but those that are spoken of."""
        dark = VGroup()
        for name, panel in self.panels.items():
            if name not in lit:
                veil = Rectangle(width=SIDE + 0.1, height=SIDE + 0.1, stroke_width=0)
                veil.set_fill(theme.BACKGROUND, _VEIL).move_to([panel.view.centre[0], MIDDLE, 0])
                dark.add(veil)
        return dark
