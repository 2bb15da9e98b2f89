"""An activation introduced: its graph with its slope, a key to both, and what becomes of steps of one."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines
from scenes.kit.drawing.text import maths, words
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.words.activation_words import range_label, slope_label
from scenes.props.squash.function_plot import FunctionPlot
from scenes.props.squash.number_line import SquashedLine, step_strip
from scenes.props.squash.squash_panes import whole_ticks
from training.network.activations import Activation
from training.network.squashing import Slope

_ROOM = Viewport((-1.75, 0.3), 7.8, 5.0, (0.0, 1.0), (0.0, 1.0))
"""Where the graph stands, left of the column of facts."""
_KEY_TOP = np.array([2.75, 2.6, 0.0])
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

    Attributes
    ----------
    plot : FunctionPlot
        Over a range of z that shows what there is to see.
    f_key, slope_key : VGroup
        ``[0]`` a stroke of the curve's colour and its formula, ``[1]`` a fact in that colour.
    marks : tuple of float
        Three numbers that tell how sigma squashes; the z axis numbers them.
    steps : tuple of (float, float)
        One step of z around zero, one far from it.
    kept_steps : tuple of float
        f's increase over each step.
    strips : VGroup
        Each step shaded from the z axis through the graph to the other axis.
    """

    def __init__(self, activation: Activation, slope: Slope, colour: str) -> None:
        self.activation, self.slope, self.colour = activation, slope, colour
        self.plot = activation_plot(activation, slope, colour)
        self.f_key = line_key(colour, "sigma(z)", range_label(activation), activation.label)
        self.f_key.move_to(_KEY_TOP, aligned_edge=UP + LEFT)
        self.slope_key = line_key(theme.EMPHASIS, "sigma'(z)", slope_label(slope))
        self.slope_key.next_to(self.f_key, DOWN, buff=0.45, aligned_edge=LEFT)
        far = slope.flat_beyond
        self.marks = marks_of(slope)
        # A step over a hinge would be bent itself.
        near = (0.0, 1.0) if 0.0 in activation.hinges else (-0.5, 0.5)
        self.steps = (near, (float(far), far + 1.0) if far else (-4.0, -3.0))
        self.kept_steps = (self.kept(*self.steps[0]), self.kept(*self.steps[1]))
        self.strips = VGroup(*(step_strip(self.plot, *step) for step in self.steps))

    def kept(self, start: float, stop: float) -> float:
        """Return f(stop) - f(start): what is left of a step of z."""
        ends = self.activation.f(np.array([start, stop], float))
        return float(ends[1] - ends[0])

    def number_line(self, count: int = 25) -> SquashedLine:
        """Return evenly spaced numbers on the z axis, tinted by slope, ready to travel."""
        numbers = np.linspace(self.plot.low, self.plot.high, count)
        tints = np.abs(self.activation.derivative(numbers)) / self.slope.peak
        return SquashedLine(self.plot, numbers, np.clip(tints, 0, 1), self.colour)

    def landing(self, mark: float) -> SquashedLine:
        """Return one number on the z axis, ready to travel."""
        return SquashedLine(self.plot, np.array([mark]), np.ones(1), theme.EMPHASIS)


def activation_plot(
    activation: Activation, slope: Slope, colour: str, room: Viewport = _ROOM
) -> FunctionPlot:
    """Return the graph of sigma in a room, with place for its slope, all finite limits numbered."""
    reach = float(slope.flat_beyond + 1) if slope.flat_beyond else 4.0
    z = np.linspace(-reach, reach, 401)
    drawn = np.concatenate((activation.f(z), activation.derivative(z), np.zeros(1)))
    low, high = float(drawn.min()), float(drawn.max())
    pad = 0.07 * (high - low)
    view = room.ranged((-reach, reach), (low - pad, high + pad))
    ends = activation.limits
    y_ticks = (ends[0], sum(ends) / 2, ends[1]) if activation.bounded else whole_ticks(low, high)
    seen = tuple(tick for tick in y_ticks if low - pad <= tick <= high + pad)
    return FunctionPlot(view, activation, colour, (marks_of(slope), seen))


def marks_of(slope: Slope) -> tuple[float, float, float]:
    """Return three numbers that tell how sigma squashes: zero, and one on either side that is far from it."""
    far = float(slope.flat_beyond or 3)
    return -far, 0.0, far


def line_key(colour: str, name: str, fact: str, formula: str = "") -> VGroup:
    """A stroke of a curve's colour with its name and formula; beneath, a fact in the same colour.

    A formula too wide for the column stands on a line of its own.
    """
    stroke = Polylines(colour, theme.CURVE_WIDTH).set_paths([np.array([[0.0, 0, 0], [0.5, 0, 0]])])
    whole = f"{name} = {formula}" if formula else name
    top = VGroup(stroke, maths(whole, theme.BODY_SIZE)).arrange(RIGHT, buff=0.25)
    if top.width > _KEY_WIDTH:
        head = VGroup(stroke, maths(name, theme.BODY_SIZE)).arrange(RIGHT, buff=0.25)
        body = maths(f"= {formula}", theme.LABEL_SIZE + 2)
        top = VGroup(head, body).arrange(DOWN, buff=0.2, aligned_edge=LEFT)
    told = words(fact, theme.LABEL_SIZE + 2, colour).next_to(top, DOWN, buff=0.25, aligned_edge=LEFT)
    return VGroup(top, told)
