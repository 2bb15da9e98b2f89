"""What a race makes one believe of its runs, until many starts are counted."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines
from scenes.kit.drawing.text import words
from scenes.kit.words.activation_words import introduced
from scenes.kit.words.language import capitalised, epochs_said, listed
from scenes.props.race.race import Race

CLAIM_SIZE = 56.0
"""Manim font size of the verdict: twice the least."""
_LEVEL, _CLEAR = 1.6, 0.2
"""Usual height of the verdict's middle beside curves, and room between it and their names, Manim units."""
_BEYOND = 0.2
"""Manim units by which a stroke through the verdict reaches over its ends."""


class Verdict(VGroup):
    """The verdict of a race in words, as large as it is sure of itself.

    Children: ``claim``, and below it ``ground``, on which it stands. A scene that has learnt better draws
    :meth:`struck_out` over it.

    Parameters
    ----------
    race
        Its runs.

    Attributes
    ----------
    winners : list of str
        Those that solve it first: none while it is open, several in a tie.
    """

    def __init__(self, race: Race) -> None:
        self.race = race
        self.winners = winners = _winners(race)
        hue = theme.run_colour(winners[0]) if len(winners) == 1 else theme.INK
        self.claim = words(f"our verdict: {_claim(race, winners)}", CLAIM_SIZE, hue)
        self.ground = words(_ground(race, winners), theme.BODY_SIZE - 4)
        super().__init__(self.claim, self.ground)
        self.arrange(DOWN, buff=0.25)

    def stand_free_of(self, labels: VGroup) -> Verdict:
        """Stand at the stage's right edge, as near to the usual height as no label is touched."""
        for y in sorted(np.arange(-1.2, 2.45, 0.1), key=lambda y: abs(y - _LEVEL)):
            self.move_to([theme.RIGHT_EDGE, y, 0], aligned_edge=RIGHT)
            room = 0.5 * self.height + _CLEAR
            if all(label.get_bottom()[1] > y + room or label.get_top()[1] < y - room for label in labels):
                return self
        return self.move_to([theme.RIGHT_EDGE, _LEVEL, 0], aligned_edge=RIGHT)

    def said(self) -> str:
        """Return the ground and the verdict as one says them."""
        race, winners = self.race, self.winners
        if not winners:
            return "Nobody gets everything right, so our verdict has to wait."
        names = capitalised(listed([introduced(race.runs[name].activation) for name in winners]))
        if len(winners) > 1:
            return f"{names} are done together. Our verdict is a tie."
        won = f"Our verdict is that {introduced(race.runs[winners[0]].activation)} wins."
        if len(race.finish) == 1:
            return f"{names} alone gets everything right. {won}"
        second = race.finish[1]
        share = race.share(winners[0], second)
        if share is None:
            return f"{names} was right before training. {won}"
        return f"{names} took {share} percent of {introduced(race.runs[second].activation)}'s epochs. {won}"

    def struck_out(self) -> Polylines:
        """Return a stroke through the claim."""
        left, right = self.claim.get_left(), self.claim.get_right()
        reach = np.array([_BEYOND, 0.5 * _BEYOND, 0.0])
        return Polylines(theme.EMPHASIS, 2 * theme.BOUNDARY_WIDTH).set_paths(
            [np.stack((left - reach, right + reach))]
        )


def _winners(race: Race) -> list[str]:
    """Names of those that solve it first."""
    return [name for name in race.finish if race.solved[name] == race.solved[race.finish[0]]]


def _claim(race: Race, winners: list[str]) -> str:
    if not winners:
        return "still open"
    return f"{race.label(winners[0])} wins" if len(winners) == 1 else "a tie"


def _ground(race: Race, winners: list[str]) -> str:
    """What the verdict stands on, as a label."""
    if not winners:
        return f"nothing solved within {epochs_said(race.epochs)}"
    solved = race.solved[winners[0]] or 0
    if len(winners) > 1 or len(race.finish) == 1:
        return f"all right from epoch {solved}"
    share = race.share(winners[0], race.finish[1])
    return (
        "right before training"
        if share is None
        else f"{share} % of the epochs of {race.label(race.finish[1])}"
    )
