"""The loss of one point over the probability that the network gives to the point's own class."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines, dots_of
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import Viewport, axes
from training.network.formulas import THRESHOLD

COIN = float(-np.log(THRESHOLD))
"""Loss of a point whose p says no more than a coin: the natural logarithm of 2."""


class PointLoss(VGroup):
    """The curve -log(q), falling while the probability q of the point's own class grows.

    Children: ``frame`` (axes with the names of their ends), ``curve``, ``dot``. ``mark`` is a level line at a
    coin's loss with its number: no child, it outlives the curve.

    Parameters
    ----------
    centre
        Of the plot, stage point.
    width, height
        Of the plot, Manim units.
    ceiling
        Loss at its top.
    """

    def __init__(self, centre: tuple[float, float], width: float, height: float, ceiling: float) -> None:
        self.view = Viewport(centre, width, height, (0.0, 1.0), (0.0, ceiling))
        self.first = float(np.exp(-ceiling))
        q = np.linspace(self.first, 1.0, 121)
        self.frame = axes(self.view, y_ticks=(0, ceiling), closed=False)
        ends = ((0.0, "surely wrong", LEFT), (1.0, "surely right", RIGHT))
        for place, text, side in ends:
            foot = self.view.to_stage(np.array([place, 0.0]))
            self.frame.add(words(text, theme.LABEL_SIZE).next_to(foot, DOWN, 0.2).align_to(foot, side))
        self.curve = Polylines(theme.FRAME, theme.CURVE_WIDTH)
        self.curve.set_lines(self.view.to_stage(np.stack((q, -np.log(q)), axis=1))[None])
        self.dot = Polylines(theme.INK, 24)
        left, right = self.view.to_stage(np.array([[0.0, COIN], [1.0, COIN]]))
        line = Polylines(theme.EMPHASIS, theme.BOUNDARY_WIDTH).set_paths([np.stack((left, right))])
        number = words(f"{COIN:.2f}", theme.BODY_SIZE, theme.EMPHASIS).next_to(right, UP, buff=0.12)
        self.mark = VGroup(line, number.align_to(right, RIGHT))
        super().__init__(self.frame, self.curve, self.dot)
        self.show(0.98)

    def show(self, q: float) -> PointLoss:
        """Give the point's own class the probability ``q``; past a coin's loss the dot is an error."""
        self.dot.set_lines(dots_of(self.view.to_stage(np.array([[q, -np.log(q)]]))))
        self.dot.set_stroke(theme.WRONG if q < THRESHOLD - 1e-9 else theme.INK)
        return self
