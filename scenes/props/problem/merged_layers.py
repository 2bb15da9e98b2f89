"""Two affine layers multiplied out to one: the network that loses its hidden units, and the algebra."""

from __future__ import annotations

from manim import DOWN, UP, VGroup

from scenes.kit import theme
from scenes.kit.diagram.diagram import NetworkDiagram
from scenes.kit.drawing.text import maths

_EQUALS = (1, 4, 0)
"""Which glyph of each line of algebra is its equals sign; they stand in one column."""


class MergedLayers(VGroup):
    """Diagram and three lines of algebra.

    Children: ``diagram``, ``direct`` (edges from inputs to output), ``lines``. The part
    ``hidden`` of the first two lines can be selected, in the last ``kernel`` and ``bias``.
    """

    def __init__(self) -> None:
        self.diagram = NetworkDiagram(spacing=(2.5, 1.55)).unbent()
        output = self.diagram.output[0].get_center()
        self.direct = VGroup(
            *(self.diagram.edge(node[0].get_center(), output) for node in self.diagram.inputs)
        ).set_stroke(width=5)
        self.lines = VGroup(
            maths("z = {{ x W + b : hidden }}", theme.TITLE_SIZE),
            maths("z V + c = ( {{ x W + b : hidden }} ) V + c", theme.TITLE_SIZE),
            maths("= x {{ (W V) : kernel }} + {{ (b V + c) : bias }}", theme.TITLE_SIZE),
        )
        for level, (line, place) in enumerate(zip(self.lines, _EQUALS, strict=True)):
            sign = line.family_members_with_points()[place].get_center()
            line.shift(-sign + 0.85 * level * DOWN)
        super().__init__(self.diagram, self.direct, self.lines)
        VGroup(self.diagram, self.direct).next_to(self.lines, UP, buff=0.6)
