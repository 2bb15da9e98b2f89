"""The input plane as the scenes that state the problem hand it on, and the room beside it."""

from __future__ import annotations

from manim import VMobject

from scenes.kit.drawing.viewport import axes, axis_names, square_viewport
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
        self.axes.add(axis_names(LARGE, "x"))
        self.picture = InputPicture(run, grid=0.3).show(LARGE)

    @property
    def parts(self) -> list[VMobject]:
        """All that is carried, in drawing order."""
        return [self.axes, *self.picture.data]
