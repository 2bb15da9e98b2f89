"""The data explained: a key of the two classes, and a probe that reads a point's coordinates."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, VGroup

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import told
from scenes.kit.drawing.shapes import Array, Polylines, dots_of, rings_of
from scenes.kit.drawing.text import maths, words
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.words.hues import class_hues
from scenes.kit.words.language import capitalised
from training.network.datasets import dataset_named


class DataKey(VGroup):
    """One row a class: swatch, formula where the data set has one, number of points.

    Children: ``rows[0]`` for class 0, ``rows[1]`` for class 1. ``said`` is the same in spoken English.

    Parameters
    ----------
    dataset
        Name in the registry of data sets.
    count
        Points of class 0 and 1.
    """

    def __init__(self, dataset: str, count: dict[int, int]) -> None:
        data = dataset_named(dataset)
        self.rows = VGroup(*(self._row(label, data.formulas[label], count[label]) for label in (0, 1)))
        super().__init__(self.rows)
        self.rows.arrange(DOWN, buff=0.7, aligned_edge=LEFT)
        negative, positive = class_hues()
        self.said = (
            f"Here are {count[0] + count[1]:,} points on {data.spoken}. "
            f"[{capitalised(negative)} is one class], [{positive} the other]."
        )

    def _row(self, label: int, formula: str, points: int) -> VGroup:
        colour = theme.CLASS_COLOURS[label]
        swatch = Polylines(colour, theme.CURVE_WIDTH * 1.5).set_lines(np.array([[[0.0, 0, 0], [0.9, 0, 0]]]))
        lines = VGroup(*([maths(formula, theme.TITLE_SIZE, colour)] if formula else []))
        lines.add(words(f"class {label} #h(0.8em) {points:,} points", theme.BODY_SIZE))
        lines.arrange(DOWN, buff=0.25, aligned_edge=LEFT)
        return VGroup(swatch, lines).arrange(RIGHT, buff=0.4)


class Probe(VGroup):
    """A point without colour, its guide lines to the axes, and its coordinates live.

    Children: ``guides``, ``halo``, ``dot``, ``ring``, ``readout`` (``brackets`` and the two ``numbers``).

    Parameters
    ----------
    view
        Showing the input square.
    point
        Shape ``(2,)``.
    """

    def __init__(self, view: Viewport, point: Array) -> None:
        self.view = view
        self.guides = Polylines(theme.FRAME, theme.AXIS_WIDTH)
        self.halo = Polylines(theme.HALO, 30)
        self.dot = Polylines(theme.FRAME, 18)
        self.ring = Polylines(theme.EMPHASIS, 4.0)
        self.numbers = VGroup(
            *(told(Counter(0.0, 2, sign="cell", size=theme.TITLE_SIZE), "coordinate") for _ in range(2))
        )
        opening, comma, closing = (
            maths("x = \\(", theme.TITLE_SIZE),
            maths(",", theme.TITLE_SIZE),
            maths("\\)", theme.TITLE_SIZE),
        )
        VGroup(opening, self.numbers[0], comma, self.numbers[1], closing).arrange(RIGHT, buff=0.12)
        # A minus fills the cell before its number: more room after the comma than before it.
        comma.next_to(self.numbers[0], RIGHT, buff=0.05).align_to(self.numbers[0], DOWN).shift(0.12 * DOWN)
        VGroup(self.numbers[1], closing).shift(0.1 * RIGHT)
        self.brackets = VGroup(opening, comma, closing)
        self.readout = VGroup(self.brackets, self.numbers)
        super().__init__(self.guides, self.halo, self.dot, self.ring, self.readout)
        self.show(point)

    def show(self, point: Array) -> Probe:
        """Stand at another point of the input square, shape ``(2,)``; return the probe."""
        self.point = np.asarray(point, float)
        (x1, x2), (left, bottom) = self.point, (self.view.x_range[0], self.view.y_range[0])
        path = self.view.to_stage(np.array([[x1, bottom], [x1, x2], [left, x2]]))
        self.guides.set_paths([path])
        for shape in (self.halo, self.dot):
            shape.set_lines(dots_of(path[1:2]))
        self.ring.set_lines(rings_of(path[1:2], 0.17, sides=32))
        for number, value in zip(self.numbers, self.point, strict=True):
            number.set_value(float(value))
        return self
