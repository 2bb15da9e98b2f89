"""How long each run took: bars of epochs, the spread over other batch orders on each."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup, VMobject

from scenes.kit import theme
from scenes.kit.drawing.readout import baseline_of
from scenes.kit.drawing.shapes import Array, Polygons, Polylines
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import Viewport
from scenes.props.race.race import Race
from scenes.props.race.race_curves import colour_of

_CAP = 0.1
"""Half height of a whisker's ends, Manim units."""


class SolveBars(VGroup):
    """A bar a run on an axis of epochs: how long until everything is right for good.

    Children: ``title``, then ``bars``, ``names``, ``numbers``, each in the order of finish with the
    unsolved last, and ``whiskers``: first to last finish of the other batch orders, all runs in one.

    Parameters
    ----------
    race
        The runs.
    view
        x over epochs; bars are stacked from its top.
    """

    def __init__(self, race: Race, view: Viewport) -> None:
        self.race, self.view = race, view
        late = [name for name in race.runs if race.solved[name] is None]
        self.order = [*race.finish, *late]
        self.row = view.height / len(self.order)
        self.thick = min(0.42, 0.4 * self.row)
        self.bars, self.names, self.numbers = VGroup(), VGroup(), VGroup()
        paths = []
        for place, name in enumerate(self.order):
            middle = view.bottom_of() + view.height - (place + 0.62) * self.row
            whisker = self._whisker(name, middle)
            paths += whisker
            self._add_row(name, middle, float(whisker[0][-1, 0]) if whisker else -np.inf)
        self.whiskers = Polylines(theme.INK, 3.0).set_paths(paths)
        self.title = words("epochs until everything is right", theme.LABEL_SIZE + 4)
        self.title.set_x(view.left_of(), LEFT).set_y(view.bottom_of() + view.height + 0.65)
        super().__init__(self.title, self.bars, self.names, self.numbers, self.whiskers)

    def place(self, epoch: float, y: float) -> Array:
        """Return the stage point of an epoch at a height."""
        at: Array = self.view.to_stage(np.array([epoch, 0.0])) * [1, 0, 1] + [0, y, 0]
        return at

    def _whisker(self, name: str, y: float) -> list[Array]:
        """A line from the first to the last finish, capped; open at the end where one never finishes."""
        other = self.race.shuffled_solved(name)
        if not len(other) or np.isinf(other).all():
            return []
        ends = [self.place(min(epoch, self.race.epochs), y) for epoch in (other.min(), other.max())]
        capped = ends if np.isfinite(other.max()) else ends[:1]
        cap = np.array([[0.0, -_CAP, 0.0], [0.0, _CAP, 0.0]])
        return [np.stack(ends), *(end + cap for end in capped)]

    def _add_row(self, name: str, y: float, covered: float) -> None:
        """Bar, name above it, number beyond bar and whisker (``covered``: how far right that reaches)."""
        solved = self.race.solved[name]
        start, end = self.place(0.0, y), self.place(self.race.epochs if solved is None else solved, y)
        bar = Polygons(colour_of(name), 0.35 if solved is None else 0.9)
        low, high = np.array([y - self.thick / 2]), np.array([y + self.thick / 2])
        self.bars.add(bar.set_bars(start[:1], end[:1], low, high))
        label = words(self.race.label(name), theme.LABEL_SIZE + 2, colour_of(name)).set_x(start[0], LEFT)
        self.names.add(label.shift((y + self.thick / 2 + 0.15 - baseline_of(label)) * UP))
        if solved is None:
            number = words(f"not within {self.race.epochs}", theme.LABEL_SIZE + 6).move_to((start + end) / 2)
        else:
            number = words(str(solved), theme.LABEL_SIZE + 6)
            number.next_to([max(end[0], covered), y, 0], RIGHT, buff=0.18)
        self.numbers.add(number)

    def squares(self, marks: Mapping[int, VMobject]) -> dict[int, VMobject]:
        """In each mark of an epoch a square of the bar it becomes: a bar grows straight out of the mark.

        The square lies inside a round mark of its colour, so nothing is seen of it before it moves.
        """
        squares: dict[int, VMobject] = {}
        for name, bar in zip(self.order, self.bars, strict=True):
            mark = marks.get(self.race.solved[name] or 0)
            if mark is not None:
                side = mark.width / np.sqrt(2)
                square = bar.copy().stretch_to_fit_width(side).stretch_to_fit_height(side)
                squares[self.race.solved[name] or 0] = square.move_to(mark).match_color(mark)
        return squares
