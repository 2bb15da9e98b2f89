"""The four ways to write one affine map in one column, with its determinant."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, VGroup

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter, cells_for
from scenes.kit.drawing.shapes import Array
from scenes.kit.drawing.text import maths, words
from scenes.props.affine.affine_forms import EquationForm, LineForm, MatrixForm
from scenes.props.affine.network_form import NetworkForm
from training.geometry.moves import AffineMoves


class AffineColumn(VGroup):
    """Network, equations, matrices and one line; every number shows the same map.

    Children: ``network``, ``equations``, ``matrices``, ``line`` (z = xW + b), ``determinant``.
    ``names`` (no child) are words beside the four. ``kernel`` and ``bias`` are the map shown, ``cells`` the
    room of each of its numbers.

    Parameters
    ----------
    moves
        The map whose partial maps will be shown: its largest numbers decide the room for digits.
    """

    def __init__(self, moves: AffineMoves) -> None:
        kernels = np.stack((np.eye(2), moves.stretched(), moves.turned_again()))
        cells = self.cells = cells_for(kernels, moves.bias)
        area = cells_for(np.linalg.det(kernels))
        self.network = NetworkForm(float(np.abs(kernels).max()), cells)
        self.equations = EquationForm(cells)
        self.matrices = MatrixForm(cells, theme.LABEL_SIZE + 2)
        self.line = LineForm()
        column = VGroup(self.network, self.equations, self.matrices, self.line)
        column.arrange(DOWN, buff=0.38).move_to([0, -0.05, 0])
        self.value = Counter(1, area.decimals, sign="cell", digits=area.digits, size=theme.BODY_SIZE)
        self.determinant = VGroup(maths("det =", theme.BODY_SIZE), self.value).arrange(RIGHT, buff=0.2)
        rows = zip(column, ("a network", "two sums", "one product", "one line"), strict=True)
        left = self.matrices.get_left()[0] - 0.7
        self.names = VGroup(
            *(words(text, colour=theme.MUTED).move_to([left, row.get_y(), 0], RIGHT) for row, text in rows)
        )
        super().__init__(self.network, self.equations, self.matrices, self.line, self.determinant)
        self.show(moves.turned_again(), moves.bias)

    @property
    def numbers(self) -> VGroup:
        """Every counter of the column but the determinant's."""
        forms = (self.network, self.equations, self.matrices)
        return VGroup(*(number for form in forms for number in (*form.weights, *form.biases)))

    @property
    def still(self) -> VGroup:
        """What no move changes: nodes, symbols, the line."""
        nodes = (*self.network.network.inputs, *self.network.network.hidden)
        symbols = (self.equations.symbols, self.matrices.symbols, self.line, self.determinant[0])
        return VGroup(*nodes, *symbols)

    @property
    def live(self) -> VGroup:
        """What shows the map: edges and every number."""
        edges = (edge for row in self.network.network.hidden_edges for edge in row)
        return VGroup(*edges, self.network.backs, *self.numbers, self.value)

    def numbers_of(self, unit: int) -> VGroup:
        """The counters of one unit, 0 or 1, in all forms, with the determinant's."""
        forms = (self.network, self.equations, self.matrices)
        owned = [(form.weights[unit], form.weights[2 + unit], form.biases[unit]) for form in forms]
        return VGroup(*(number for numbers in owned for number in numbers), self.value)

    def show(self, kernel: Array, bias: Array) -> AffineColumn:
        """Show W of shape ``(2, 2)`` and b of shape ``(2,)`` in all forms."""
        self.kernel, self.bias = kernel, bias
        for form in (self.network, self.equations, self.matrices):
            form.show(kernel, bias)
        self.value.set_value(float(np.linalg.det(kernel)))
        return self
