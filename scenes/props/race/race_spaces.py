"""The feature spaces of a race side by side, each with its name, its accuracy and its finish."""

from __future__ import annotations

import numpy as np
from manim import UP, Rectangle, VGroup

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import baseline_of, readout
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import square_viewport
from scenes.kit.planes.feature_panel import FeaturePanel
from scenes.props.race.race import Race
from scenes.props.race.race_curves import colour_of

SIDE = 3.75
"""Of each panel, Manim units."""
MIDDLE = 0.5
"""Stage y of the panels' centres."""
SCORE_Y, DONE_Y = -2.2, -2.68
"""Stage y of the accuracies, and of the lines that tell the epoch of finish."""
_FIRST, _LAST = -4.3, 4.8
"""Stage x of the outer panels' centres: tick numbers stand to the left of each."""


class RaceSpaces(VGroup):
    """One feature panel a run and below it the accuracy after the last whole epoch.

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
        self.scores: dict[str, Counter] = {}
        self.frame, self.columns = VGroup(), VGroup()
        stops = tuple(map(float, race.stops))
        columns = np.linspace(_FIRST, _LAST, len(race.runs))
        for x, (name, run) in zip(columns, race.runs.items(), strict=True):
            panel = FeaturePanel(run, square_viewport((float(x), MIDDLE), SIDE, 0, 1), stops)
            title = words(race.label(name), theme.BODY_SIZE, colour_of(name)).set_x(x)
            title.shift((MIDDLE + SIDE / 2 + 0.2 - baseline_of(title)) * UP)
            score = Counter(100 * float(run.accuracy[0]), 2, digits=3, suffix="%")
            row = readout("accuracy", score, theme.LABEL_SIZE, theme.MUTED).move_to([x, SCORE_Y, 0])
            self.panels[name], self.scores[name] = panel, score
            still = VGroup(panel.frame, title, row[0])
            self.frame.add(*still)
            self.columns.add(VGroup(*still, panel, score))
        super().__init__(*self.panels.values(), *self.scores.values())

    def show(self, epoch: float) -> RaceSpaces:
        """Show every panel at an epoch, and the accuracy of the last whole one; return the spaces."""
        whole = int(epoch + 1e-9)
        for name, panel in self.panels.items():
            panel.show(epoch)
            self.scores[name].set_value(100 * float(self.race.runs[name].accuracy[whole]))
        return self

    def shared_said(self) -> str:
        """Return what the spaces share at the epoch shown: a straight boundary, where there is one to see."""
        seen = [len(panel.decided.boundary.points) > 0 for panel in self.panels.values()]
        where = (
            "the boundary is straight in each" if all(seen) else "a boundary is straight where there is one"
        )
        return f"Three ways to bend a plane, and {where}."

    def finish(self, name: str) -> VGroup:
        """Return a bright frame round a panel, and below it the epoch from which everything is right."""
        x, reach = self.panels[name].view.centre[0], SIDE + 0.14
        frame = Rectangle(width=reach, height=reach, color=theme.EMPHASIS, stroke_width=5)
        text = words(f"all right from epoch {self.race.solved[name]}", theme.LABEL_SIZE, theme.EMPHASIS)
        return VGroup(frame.move_to([x, MIDDLE, 0]), text.move_to([x, DONE_Y, 0]))
