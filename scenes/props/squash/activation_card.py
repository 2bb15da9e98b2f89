"""An activation introduced: its graph with its slope, a key to both, and what a step of 1 becomes."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines
from scenes.kit.drawing.text import maths, words
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.words.activation_words import number, range_label, slope_labels
from scenes.props.squash.function_plot import FunctionPlot
from scenes.props.squash.number_line import SquashedLine, step_strip
from scenes.props.squash.squash_panes import whole_ticks
from training.network.activations import Activation
from training.network.squashing import Slope

_KEY_TOP = np.array([2.75, 2.35, 0.0])
"""Stage point of the upper left corner of the column of facts, right of the plot."""
_KEY_WIDTH = theme.RIGHT_EDGE - _KEY_TOP[0]
"""Manim units from there to the safe area's edge."""


class ActivationCard:
    """What the first half of a squashing scene is made of; the scene plays it.

    Parameters
    ----------
    activation, slope
        What is introduced.
    colour
        Of its curve, a hex colour.
    identity
        The formula in terms of another function, Typst; empty for none.

    Attributes
    ----------
    plot : FunctionPlot
        Over a range of z that shows what there is to see.
    f_key, slope_key : VGroup
        ``[0]`` a stroke of the curve's colour and its formula, ``[1]`` facts in that colour.
    steps : tuple of (int, int)
        One step of z where f is steep, one where it is flat.
    kept_steps : tuple of float
        f's increase over each step.
    strips, step_keys : VGroup
        Each step shaded from the z axis through the graph to the other axis; what becomes of it.
    """

    def __init__(self, activation: Activation, slope: Slope, colour: str, identity: str = "") -> None:
        self.activation, self.slope, self.colour = activation, slope, colour
        self.plot = activation_plot(activation, slope, colour)
        facts = [fact for fact in (identity, range_label(activation)) if fact]
        self.f_key = line_key(colour, "sigma(z)", facts, activation.label)
        self.f_key.move_to(_KEY_TOP, aligned_edge=UP + LEFT)
        self.slope_key = line_key(theme.EMPHASIS, "sigma'(z)", slope_labels(slope))
        self.slope_key.next_to(self.f_key, DOWN, buff=0.65, aligned_edge=LEFT)
        far = slope.flat_beyond
        self.steps = ((0, 1), (far - 1, far)) if far else ((0, 1), (-2, -1))
        self.kept_steps = (self.kept(*self.steps[0]), self.kept(*self.steps[1]))
        self.strips = VGroup(*(step_strip(self.plot, *step) for step in self.steps))
        self.step_keys = VGroup(*(self._step_key(*step) for step in self.steps))
        self.step_keys.arrange(DOWN, buff=0.5, aligned_edge=LEFT)
        self.step_keys.next_to(self.f_key, DOWN, buff=0.65, aligned_edge=LEFT)

    def kept(self, start: float, stop: float) -> float:
        """Return f(stop) - f(start): what is left of a step of z."""
        ends = self.activation.f(np.array([start, stop], float))
        return float(ends[1] - ends[0])

    def _step_key(self, start: int, stop: int) -> VGroup:
        return VGroup(
            words(f"from ${number(start)}$ to ${number(stop)}$", theme.LABEL_SIZE + 2, theme.EMPHASIS),
            words(f"becomes a step of ${number(self.kept(start, stop))}$", theme.LABEL_SIZE + 2),
        ).arrange(DOWN, buff=0.2, aligned_edge=LEFT)

    def number_line(self, count: int = 25) -> SquashedLine:
        """Return evenly spaced numbers on the z axis, tinted by slope, ready to travel."""
        numbers = np.linspace(self.plot.low, self.plot.high, count)
        tints = np.abs(self.activation.derivative(numbers)) / self.slope.peak
        return SquashedLine(self.plot, numbers, np.clip(tints, 0, 1))


def activation_plot(activation: Activation, slope: Slope, colour: str) -> FunctionPlot:
    """Return the graph of sigma with room for its slope, all finite limits numbered."""
    reach = float(slope.flat_beyond + 1) if slope.flat_beyond else 4.0
    z = np.linspace(-reach, reach, 401)
    drawn = np.concatenate((activation.f(z), activation.derivative(z), np.zeros(1)))
    low, high = float(drawn.min()), float(drawn.max())
    pad = 0.07 * (high - low)
    view = Viewport((-1.75, 0.35), 7.8, 4.9, (-reach, reach), (low - pad, high + pad))
    ends = activation.limits
    y_ticks = (ends[0], sum(ends) / 2, ends[1]) if activation.bounded else whole_ticks(low, high)
    seen = tuple(tick for tick in y_ticks if low - pad <= tick <= high + pad)
    return FunctionPlot(view, activation, colour, (whole_ticks(-reach, reach), seen))


def line_key(colour: str, name: str, facts: list[str], formula: str = "") -> VGroup:
    """A stroke of a curve's colour with its name and formula; beneath, facts in the same colour.

    A formula too wide for the column stands on a line of its own.
    """
    stroke = Polylines(colour, theme.CURVE_WIDTH).set_paths([np.array([[0.0, 0, 0], [0.5, 0, 0]])])
    whole = f"{name} = {formula}" if formula else name
    top = VGroup(stroke, maths(whole, theme.BODY_SIZE)).arrange(RIGHT, buff=0.25)
    if top.width > _KEY_WIDTH:
        head = VGroup(stroke, maths(name, theme.BODY_SIZE)).arrange(RIGHT, buff=0.25)
        body = maths(f"= {formula}", theme.LABEL_SIZE + 2)
        top = VGroup(head, body).arrange(DOWN, buff=0.25, aligned_edge=LEFT)
    lines = VGroup(*(words(fact, theme.LABEL_SIZE + 2, colour) for fact in facts))
    lines.arrange(DOWN, buff=0.2, aligned_edge=LEFT)
    lines.next_to(top, DOWN, buff=0.3, aligned_edge=LEFT)
    return VGroup(top, lines)
