"""Two graphs' slopes at zero, told apart by eye: a step of one, and how far each tangent rises over it."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polygons, Polylines
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.words.activation_words import number


class Steepness(VGroup):
    """The tangent at z = 0, and below it a triangle one wide and as high as the tangent rises.

    Children: ``triangle``, ``tangent``, ``label`` (how high).

    Parameters
    ----------
    view
        The plot's.
    height, slope
        Of the graph at z = 0.
    colour
        The graph's.
    ahead
        Whether the step leads away from zero, to the right; else it leads up to it.
    """

    def __init__(self, view: Viewport, height: float, slope: float, colour: str, ahead: bool) -> None:
        start, reach = (0.0 if ahead else -1.0), 1.9
        low, high = height + start * slope, height + (start + 1) * slope
        foot = view.to_stage(np.array([[start, low], [start + 1, low], [start + 1, high]]))
        self.triangle = Polygons(colour, 0.6).set_polygons([foot])
        self.tangent = Polylines(colour, theme.OUTLINE_WIDTH).set_lines(
            _within(view, np.array([[-reach, height - reach * slope], [reach, height + reach * slope]]))
        )
        self.label = words(number(slope), theme.BODY_SIZE, colour)
        if ahead:
            self.label.next_to((foot[1] + foot[2]) / 2, RIGHT, buff=0.15)
        else:
            self.label.next_to(foot[0] + (foot[2] - foot[1]) / 2, LEFT, buff=0.15)
        super().__init__(self.triangle, self.tangent, self.label)


def _within(view: Viewport, ends: Array) -> Array:
    """A line through the middle of its two ends as it is inside a viewport, shape ``(1, 2, 3)``."""
    middle, half = ends.mean(axis=0), (ends[1] - ends[0]) / 2
    bottom, top = view.y_range
    rise = max(abs(half[1]), 1e-9)
    share = min(1.0, (top - middle[1]) / rise, (middle[1] - bottom) / rise)
    return view.to_stage(np.stack((middle - share * half, middle + share * half)))[None]
