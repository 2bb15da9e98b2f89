"""The feature space of a network that lost a unit, as one scene leaves it to the next."""

from __future__ import annotations

from manim import DOWN, LEFT, VGroup

from scenes.kit import theme
from scenes.kit.drawing.text import maths
from scenes.kit.drawing.viewport import TICK_GAP, Viewport
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
        self.names = _names(self.card.view)
        super().__init__(self.names, self.card)


def _names(view: Viewport) -> VGroup:
    """The names of both axes, in the middle of their edges."""
    below, beside = maths("a_1", theme.BODY_SIZE), maths("a_2", theme.BODY_SIZE)
    below.next_to([view.centre[0], view.bottom_of(), 0.0], DOWN, buff=TICK_GAP)
    beside.next_to([view.left_of(), view.centre[1], 0.0], LEFT, buff=TICK_GAP)
    return VGroup(below, beside)
