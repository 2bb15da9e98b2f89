"""One affine map z = xW + b written as the first layer of a network; all numbers live."""

from __future__ import annotations

from manim import DOWN, RIGHT, UP, BackgroundRectangle, Line, VGroup

from scenes.kit import theme
from scenes.kit.diagram.diagram import NetworkDiagram
from scenes.kit.drawing.counter import Cells, Counter
from scenes.kit.drawing.readout import told
from scenes.kit.drawing.shapes import Array

SIZE = 34
"""Manim font size of the numbers on the edges."""
_WIDEST_EDGE = 8.0
"""Stroke width of the largest weight; a weight of 0 keeps a width of 1, so that its edge is seen."""


class NetworkForm(VGroup):
    """The first layer as a network: an edge's number is its weight, its width the weight's size.

    Children: ``network``, ``backs``, ``weights`` (counters, row by row of W), ``biases``. No children are
    ``bends``, the hidden units' bent halves, and ``later``, what lies behind them; they stand in their place.

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
        self.network = NetworkDiagram(spacing=spacing, radius=radius)
        self.bends = self.network.bends
        self.later = VGroup(*self.network.output_edges, self.network.output)
        for unit, bend in zip(self.network.hidden, self.bends, strict=True):
            unit.remove(bend)
        self.network.remove(self.network.output)
        self.network.edges.remove(*self.network.output_edges)
        first, second = UP * 0.32, DOWN * 0.32
        places = ((0, 0, 0.5, first), (0, 1, 0.31, 0 * UP), (1, 0, 0.31, 0 * UP), (1, 1, 0.5, second))
        self.weights, self.backs = VGroup(), VGroup()
        for i, k, share, aside in places:
            edge = self.network.hidden_edges[i][k]
            number = told(Counter(0, cells.decimals, sign="cell", digits=cells.digits, size=SIZE), "entry")
            number.move_to(edge.point_from_proportion(share) + aside)
            self.weights.add(number)
            if i != k:
                back = BackgroundRectangle(number, color=theme.BACKGROUND, fill_opacity=1, buff=0.05)
                self.backs.add(back)
        self.biases = VGroup(
            *(
                Counter(0, cells.decimals, sign="term", digits=cells.digits, size=SIZE).next_to(
                    node, RIGHT, 0.2
                )
                for node in self.network.sums
            )
        )
        super().__init__(self.network, self.backs, self.weights, self.biases)

    @property
    def numbered(self) -> VGroup:
        """The weights one by one, those on an edge together with the gap they leave in it."""
        first, crossing, back, last = self.weights
        return VGroup(first, VGroup(self.backs[0], crossing), VGroup(self.backs[1], back), last)

    @property
    def whole(self) -> VGroup:
        """The diagram without numbers, with ``bends`` and ``later``."""
        return VGroup(self.network, self.bends, self.later)

    def fade(self, darkness: float = 0.5, family: bool = True) -> NetworkForm:
        """Fade all but the gaps in the edges: the numbers in them stay readable."""
        for part in (self.network, self.weights, self.biases):
            part.fade(darkness, family)
        return self

    def edge(self, entry: int) -> Line:
        """Return the edge of an entry of W, 0 to 3 row by row."""
        return self.network.hidden_edges[entry // 2][entry % 2]

    def show(self, kernel: Array, bias: Array) -> NetworkForm:
        """Show W of shape ``(2, 2)`` and b of shape ``(2,)``."""
        show_numbers(self.weights, self.biases, kernel, bias)
        for entry, weight in enumerate(kernel.flat):
            share = min(abs(float(weight)) / self.largest, 1.0)
            self.edge(entry).set_stroke(width=1.0 + (_WIDEST_EDGE - 1.0) * share)
        return self


def show_numbers(weights: VGroup, biases: VGroup, kernel: Array, bias: Array) -> None:
    """Let counters show W of shape ``(2, 2)``, row by row, and b of shape ``(2,)``."""
    for number, value in zip((*weights, *biases), (*kernel.flat, *bias), strict=True):
        number.set_value(float(value))
