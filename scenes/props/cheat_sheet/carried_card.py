"""The feature space of a network that lost a unit, as one scene leaves it to the next."""

from __future__ import annotations

from manim import VGroup

from scenes.kit.drawing.viewport import axis_names
from scenes.props.cheat_sheet.space_card import SpaceCard
from training.run.trajectory import Trajectory

_CENTRE, _SIDE = (0.0, 0.27), 5.7
"""Of the frame, Manim units."""


class CarriedCard(VGroup):
    """A trained feature space alone and large: a scene's last frame, and the first of what follows it.

    Children in drawing order: ``names`` (of the axes, outside the frame), ``card``.

    Parameters
    ----------
    run
        Whose space it is, with its last weights.
    """

    def __init__(self, run: Trajectory) -> None:
        self.card = SpaceCard(run, _CENTRE, _SIDE)
        self.names = axis_names(self.card.view, "a")
        super().__init__(self.names, self.card)
