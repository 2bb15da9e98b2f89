"""The 2-2-1 network as nodes and edges; a hidden unit is its sum z, then the bent sum a."""

from __future__ import annotations

import numpy as np
from manim import LEFT, PI, RIGHT, Arc, Circle, FadeOut, Line, VGroup, VMobject

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array
from scenes.kit.drawing.text import maths
from scenes.kit.stage.pacing import Act

_STRAIGHT = 0.65
"""Of a hidden unit's half: length of its straight edges, as a share of the radius."""


class NetworkDiagram(VGroup):
    """Inputs, hidden units and output unit with all edges.

    Children: ``edges``, ``inputs``, ``hidden``, ``output``. ``hidden_edges[i][k]`` leads from input i to unit
    k, ``output_edges[k]`` from unit k to the output. A hidden unit is a capsule of two halves: ``sums[k]``
    on the left, ``bends[k]`` on the right. Each node and each half is its shape and its label.

    Parameters
    ----------
    sums
        Typst maths inside the left halves of the hidden units.
    spacing
        Manim units between layers (x) and between units (y).
    radius
        Of a node, Manim units.
    """

    def __init__(
        self,
        sums: tuple[str, str] = ("z_1", "z_2"),
        spacing: tuple[float, float] = (2.6, 1.8),
        radius: float = 0.48,
    ) -> None:
        across, down = spacing
        self.radius, self._aside = radius, _STRAIGHT * radius
        rows = [np.array([across, down / 2 - k * down, 0.0]) for k in range(2)]
        self.inputs = VGroup(*(self._node(f"x_{i + 1}", row + across * LEFT) for i, row in enumerate(rows)))
        self.sums = VGroup(*(self._half(label, row, LEFT) for label, row in zip(sums, rows, strict=True)))
        self.bends = VGroup(*(self._half(f"a_{k + 1}", row, RIGHT) for k, row in enumerate(rows)))
        self.hidden = VGroup(*(VGroup(*halves) for halves in zip(self.sums, self.bends, strict=True)))
        self.output = self._node("p", np.array([2 * across, 0.0, 0.0]))
        self.hidden_edges = [
            [self.edge(node[0].get_center(), row + self._aside * LEFT) for row in rows]
            for node in self.inputs
        ]
        end = self.output[0].get_center()
        self.output_edges = [self.edge(row + self._aside * RIGHT, end) for row in rows]
        self.edges = VGroup(*(edge for row in self.hidden_edges for edge in row), *self.output_edges)
        super().__init__(self.edges, self.inputs, self.hidden, self.output)
        self.center()

    def edge(self, start: Array, end: Array) -> Line:
        """Return the edge between two nodes, from rim to rim; their middles are stage points ``(3,)``."""
        way = (end - start) / np.linalg.norm(end - start) * self.radius
        return Line(start + way, end - way, color=theme.FRAME, stroke_width=3)

    def animate_unbent(self) -> list[Act]:
        """Let the bent halves go; the edges behind them begin at the sums."""
        longer = [edge.animate.put_start_and_end_on(*ends) for edge, ends in self._from_the_sums()]
        return [*(FadeOut(half, shift=0.4 * self.radius * RIGHT) for half in self.bends), *longer]

    def unbent(self) -> NetworkDiagram:
        """Leave the bent halves out, the edges behind them begin at the sums; return the diagram."""
        for edge, ends in self._from_the_sums():
            edge.put_start_and_end_on(*ends)
        for unit, half in zip(self.hidden, self.bends, strict=True):
            unit.remove(half)
        return self

    def _from_the_sums(self) -> list[tuple[Line, tuple[Array, Array]]]:
        """Each output edge with the ends it has without the bent halves."""
        pairs = zip(self.output_edges, self.sums, strict=True)
        return [(edge, (half[0].get_right(), edge.get_end())) for edge, half in pairs]

    def _node(self, label: str, place: Array) -> VGroup:
        return _labelled(Circle(self.radius).move_to(place), label, place)

    def _half(self, label: str, middle: Array, side: Array) -> VGroup:
        """Half a capsule whose flat edge stands at ``middle``, round on the given side."""
        centre = middle + self._aside * side
        half = Arc(self.radius, PI / 2 if side[0] < 0 else -PI / 2, PI, arc_center=centre)
        corners = [np.array([middle[0], y, 0.0]) for y in (half.get_end()[1], half.get_start()[1])]
        half.add_points_as_corners([half.get_end(), *corners, half.get_start()])
        return _labelled(half, label, middle + 0.72 * self.radius * side)


def _labelled(shape: VMobject, label: str, place: Array) -> VGroup:
    shape.set_stroke(theme.FRAME, 3).set_fill(theme.PANEL, 1)
    return VGroup(shape, maths(label, theme.BODY_SIZE).move_to(place))
