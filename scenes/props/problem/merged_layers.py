"""Two affine layers multiplied out to one: the network that loses its hidden units, and the algebra."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, UP, Line, VGroup

from scenes.kit import theme
from scenes.kit.diagram.diagram import NetworkDiagram
from scenes.kit.diagram.matrix import LiveMatrix
from scenes.kit.drawing.shapes import Array
from scenes.kit.drawing.text import maths

_EQUALS = (1, 4, 0)
"""Which glyph of each line of algebra is its equals sign; they stand in one column."""


class MergedLayers(VGroup):
    """Diagram, three lines of algebra, the numbers that remain.

    Children: ``diagram``, ``direct`` (edges from inputs to output), ``lines``, ``numbers``.

    Parameters
    ----------
    kernel, bias
        Of the merged map, shapes ``(2, 1)`` and ``(1,)``.
    """

    def __init__(self, kernel: Array, bias: Array) -> None:
        self.diagram = NetworkDiagram(("z_1", "z_2"), spacing=(2.4, 1.5), radius=0.44)
        output = self.diagram.output[0].get_center()
        self.direct = VGroup(*(self._direct(node[0].get_center(), output) for node in self.diagram.inputs))
        self.lines = VGroup(
            maths("z = {{ x W + b : hidden }}"),
            maths("z V + c = ( {{ x W + b : hidden }} ) V + c"),
            maths("= x {{ (W V) : kernel }} + {{ (b V + c) : bias }}"),
        )
        for level, (line, place) in enumerate(zip(self.lines, _EQUALS, strict=True)):
            sign = line.family_members_with_points()[place].get_center()
            line.shift(-sign + 0.68 * level * DOWN)
        for name in ("kernel", "bias"):
            self.lines[2].select(name).set_color(theme.EMPHASIS)
        tables = [
            VGroup(maths(f"{name} =", theme.LABEL_SIZE + 2), LiveMatrix(values, 2, 1, theme.LABEL_SIZE))
            for name, values in (("W V", kernel), ("b V + c", bias[None]))
        ]
        self.numbers = VGroup(*(table.arrange(RIGHT, buff=0.15) for table in tables)).arrange(RIGHT, buff=0.6)
        super().__init__(self.diagram, self.direct, self.lines, self.numbers)
        VGroup(self.diagram, self.direct).next_to(self.lines, UP, buff=0.5)
        self.numbers.next_to(self.lines, DOWN, buff=0.5)

    def _direct(self, start: Array, end: Array) -> Line:
        way = (end - start) / np.linalg.norm(end - start) * self.diagram.radius
        return Line(start + way, end - way, color=theme.INK, stroke_width=5)

    @property
    def merged(self) -> VGroup:
        """What is left once the hidden units are gone."""
        return VGroup(self.direct, self.diagram.inputs, self.diagram.output, self.lines, self.numbers)
