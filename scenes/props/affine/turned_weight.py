"""One weight of a layer that changes nothing, turned up and down by a knob."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import DOWN, FadeIn, FadeOut, VGroup

from scenes.kit import theme
from scenes.kit.drawing.counter import Cells
from scenes.kit.drawing.shapes import Array
from scenes.props.affine.knob import Knob
from scenes.props.affine.network_form import NetworkForm

ENTRY, STOPS = 2, (1.0, -0.7, 0.4)
"""Which entry of W is turned, row by row: from the second input to the first unit; its values on the way."""


class TurnedWeight(VGroup):
    """A first layer whose one weight is in the hue of attention, with its number and its knob.

    Children: ``form`` (its ``network`` has no other numbers), ``numbered`` (the number and the gap it stands
    in), ``knob``.

    Parameters
    ----------
    cells
        Room for the number.
    """

    def __init__(self, cells: Cells) -> None:
        self.form = NetworkForm(2 * max(STOPS), cells, (2.6, 2.1), 0.46).show(np.eye(2), np.zeros(2))
        self.network, self.edge = self.form.network, self.form.edge(ENTRY)
        number = self.form.weights[ENTRY].set_fill(theme.EMPHASIS).scale(1.3)
        self.numbered = VGroup(self.form.backs[1], number)
        self.knob = Knob().next_to(self.network, DOWN, 0.9)
        super().__init__(self.network, self.numbered, self.knob)

    @property
    def turning(self) -> VGroup:
        """What changes with the weight."""
        return VGroup(self.edge, self.numbered, self.knob)

    def show(self, value: float) -> Array:
        """Set knob, number and edge to a value; return the kernel (2, 2) of the layer, else the identity."""
        kernel = np.eye(2)
        kernel.flat[ENTRY] = value
        self.form.show(kernel, np.zeros(2))
        self.knob.set_to(value)
        return kernel

    def animate_entrance(self) -> list[Any]:
        """The weight gets its hue, its number and its knob."""
        lit = self.edge.animate.set_stroke(theme.EMPHASIS, 3)
        return [lit, FadeIn(self.numbered), FadeIn(self.knob)]

    def animate_exit(self, rate: Any) -> list[Any]:
        """Number and knob leave; the network stays."""
        return [FadeOut(part, rate_func=rate) for part in (self.numbered, self.knob)]
