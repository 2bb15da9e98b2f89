"""The 2-2-1 network as nodes and edges; every edge and ring can be told its weight."""

from __future__ import annotations

import numpy as np
from manim import Circle, Line, VGroup

from scenes.kit import theme
from scenes.kit.drawing.text import maths


class NetworkDiagram(VGroup):
    """Inputs, hidden units and output unit with all edges.

    Children: ``hidden_edges[i][k]`` (input i to unit k), ``output_edges[k]``, ``inputs``, ``hidden``,
    ``output``, and inside each node its ``label``.

    Parameters
    ----------
    hidden_labels
        Typst maths inside the two hidden nodes.
    spacing
        Manim units between layers (x) and between units (y).
    radius
        Of a node, Manim units.
    """

    def __init__(
        self,
        hidden_labels: tuple[str, str] = ("a_1", "a_2"),
        spacing: tuple[float, float] = (2.6, 1.8),
        radius: float = 0.48,
    ) -> None:
        across, down = spacing
        half = down / 2
        self.radius = radius
        self.inputs = VGroup(*(self._node(f"x_{i + 1}", (0, half - i * down)) for i in range(2)))
        self.hidden = VGroup(*(self._node(hidden_labels[k], (across, half - k * down)) for k in range(2)))
        self.output = self._node("p", (2 * across, 0.0))
        self.hidden_edges = [[self._edge(self.inputs[i], self.hidden[k]) for k in range(2)] for i in range(2)]
        self.output_edges = [self._edge(self.hidden[k], self.output) for k in range(2)]
        self.edges = VGroup(*(edge for row in self.hidden_edges for edge in row), *self.output_edges)
        super().__init__(self.edges, self.inputs, self.hidden, self.output)
        self.center()

    def _node(self, label: str, place: tuple[float, float]) -> VGroup:
        at = np.array([*place, 0.0])
        ring = Circle(self.radius, color=theme.FRAME, stroke_width=3, fill_color=theme.PANEL, fill_opacity=1)
        return VGroup(ring.move_to(at), maths(label, theme.BODY_SIZE).move_to(at))

    def _edge(self, start: VGroup, end: VGroup) -> Line:
        a, b = start[0].get_center(), end[0].get_center()
        way = (b - a) / np.linalg.norm(b - a) * self.radius
        return Line(a + way, b - way, color=theme.FRAME, stroke_width=3)
