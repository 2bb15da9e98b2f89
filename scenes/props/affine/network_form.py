"""One affine map z = xW + b written as the first layer of a network; all numbers live."""

from __future__ import annotations

from typing import Any

from manim import DOWN, RIGHT, UP, BackgroundRectangle, VGroup

from scenes.kit import theme
from scenes.kit.diagram.diagram import NetworkDiagram
from scenes.kit.drawing.counter import Cells, Counter
from scenes.kit.drawing.shapes import Array

_WIDEST_EDGE = 8.0
"""Stroke width of the largest weight; a weight of 0 keeps a width of 1, so that its edge is seen."""


class NetworkForm(VGroup):
    """The first layer as a network: an edge's number is its weight, its width the weight's size.

    Children: ``network``, ``backs``, ``weights`` (counters, row by row of W), ``biases``. ``later`` holds
    the diagram's edges and unit behind the first layer; they are no child: see :meth:`whole`.

    Parameters
    ----------
    largest
        Size of the weight drawn with the widest edge.
    cells
        Room for every number.
    spacing, radius
        As in :class:`NetworkDiagram`.
    """

    def __init__(
        self, largest: float, cells: Cells, spacing: tuple[float, float] = (4.6, 1.5), radius: float = 0.4
    ) -> None:
        self.largest = largest
        self.network = NetworkDiagram(("z_1", "z_2"), spacing, radius)
        self.later = VGroup(*self.network.output_edges, self.network.output)
        self._later_from_hidden = self.later.get_center() - self.network.hidden.get_center()
        self.network.remove(self.network.output)
        self.network.edges.remove(*self.network.output_edges)
        first, second = UP * 0.28, DOWN * 0.28
        places = ((0, 0, 0.5, first), (0, 1, 0.31, 0 * UP), (1, 0, 0.31, 0 * UP), (1, 1, 0.5, second))
        self.weights, self.backs = VGroup(), VGroup()
        for i, k, share, aside in places:
            edge = self.network.hidden_edges[i][k]
            number = Counter(0, cells.decimals, sign="cell", digits=cells.digits)
            number.move_to(edge.point_from_proportion(share) + aside)
            self.weights.add(number)
            if i != k:
                back = BackgroundRectangle(number, color=theme.BACKGROUND, fill_opacity=1, buff=0.05)
                self.backs.add(back)
        self.biases = VGroup(
            *(
                Counter(0, cells.decimals, sign="term", digits=cells.digits).next_to(node, RIGHT, 0.2)
                for node in self.network.hidden
            )
        )
        super().__init__(self.network, self.backs, self.weights, self.biases)

    @property
    def numbered(self) -> VGroup:
        """The weights one by one, those on an edge together with the gap they leave in it."""
        first, crossing, back, last = self.weights
        return VGroup(first, VGroup(self.backs[0], crossing), VGroup(self.backs[1], back), last)

    def whole(self, output_kernel: Array) -> VGroup:
        """Return this form with ``later`` in its place, edges as wide as V of shape ``(2, 1)`` says."""
        self.later.move_to(self.network.hidden.get_center() + self._later_from_hidden)
        for edge, weight in zip(self.network.output_edges, output_kernel[:, 0], strict=True):
            edge.set_stroke(width=self._width(weight))
        return VGroup(self, self.later)

    def _width(self, weight: float) -> float:
        return 1.0 + (_WIDEST_EDGE - 1.0) * min(abs(float(weight)) / self.largest, 1.0)

    def show(self, kernel: Array, bias: Array) -> NetworkForm:
        """Show W of shape ``(2, 2)`` and b of shape ``(2,)``."""
        show_numbers(self.weights, self.biases, kernel, bias)
        for i in range(2):
            for k in range(2):
                self.network.hidden_edges[i][k].set_stroke(width=self._width(kernel[i, k]))
        return self

    def animate_widths(self, kernel: Array) -> list[Any]:
        """Let the edges alone grow or shrink to what W of shape ``(2, 2)`` gives them."""
        return [
            self.network.hidden_edges[i][k].animate.set_stroke(width=self._width(kernel[i, k]))
            for i in range(2)
            for k in range(2)
        ]


def show_numbers(weights: VGroup, biases: VGroup, kernel: Array, bias: Array) -> None:
    """Let counters show W of shape ``(2, 2)``, row by row, and b of shape ``(2,)``."""
    for number, value in zip((*weights, *biases), (*kernel.flat, *bias), strict=True):
        number.set_value(float(value))
