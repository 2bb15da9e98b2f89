"""The input plane as the scenes that state the problem hand it on, and the room beside it."""

from __future__ import annotations

from manim import DOWN, LEFT, VGroup, VMobject

from scenes.kit import theme
from scenes.kit.drawing.text import maths
from scenes.kit.drawing.viewport import TICK_GAP, axes, square_viewport
from scenes.kit.planes.input_picture import InputPicture
from training.run.trajectory import Trajectory

LARGE = square_viewport((3.42, 0.52), 6.0, -1.0, 1.0)
"""The input square while one picture of it has the stage but for a column at its left."""
COLUMN_X = -3.5
"""Stage x of the middle of that column, Manim units."""
COLUMN_WIDTH = 6.4
"""Of that column, Manim units."""


class CarriedPlane:
    """Axes and data of the input plane where one scene leaves them and the next takes them up.

    Parameters
    ----------
    run
        Whose points are shown; its ``picture`` can show a decision as well.
    """

    def __init__(self, run: Trajectory) -> None:
        self.axes = axes(LARGE, x_ticks=(-1, 1), y_ticks=(-1, 1))
        self.axes.add(_labels())
        self.picture = InputPicture(run, grid=0.3).show(LARGE)

    @property
    def parts(self) -> list[VMobject]:
        """All that is carried, in drawing order."""
        return [self.axes, *self.picture.data]


def _labels() -> VGroup:
    """The names of both axes, each in the row of its numbers."""
    middle = (LARGE.left_of(), LARGE.centre[1], 0.0), (LARGE.centre[0], LARGE.bottom_of(), 0.0)
    names = maths("x_2", theme.BODY_SIZE), maths("x_1", theme.BODY_SIZE)
    return VGroup(
        *(
            name.next_to(place, side, buff=TICK_GAP)
            for name, place, side in zip(names, middle, (LEFT, DOWN), strict=True)
        )
    )
