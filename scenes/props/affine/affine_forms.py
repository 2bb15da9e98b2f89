"""One affine map z = xW + b written as equations, as matrices, in one line; all numbers live."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, Transform, VGroup, smooth
from manim.utils.rate_functions import squish_rate_func

from scenes.kit import theme
from scenes.kit.diagram.matrix import LiveMatrix
from scenes.kit.drawing.counter import Cells, Counter
from scenes.kit.drawing.shapes import Array
from scenes.kit.drawing.text import maths
from scenes.props.affine.live_map import LiveMap
from scenes.props.affine.network_form import NetworkForm, show_numbers

_BRACKET_WIDTH = 1.8
"""Of live brackets, so that they look like those Typst sets."""


class EquationForm(VGroup):
    """The first layer unit by unit: a unit's line sums its two weighted inputs and its bias.

    Children: ``lines``; inside them ``weights`` (counters, row by row of W), ``biases`` and ``symbols``.

    Parameters
    ----------
    cells
        Room for every number.
    size
        Manim font size.
    """

    def __init__(self, cells: Cells, size: float = theme.BODY_SIZE) -> None:
        numbers: list[list[Counter]] = []
        self.lines = VGroup()
        for k in (1, 2):
            row = [
                Counter(0, cells.decimals, sign="cell", digits=cells.digits, size=size),
                Counter(0, cells.decimals, sign="term", digits=cells.digits, size=size),
                Counter(0, cells.decimals, sign="term", digits=cells.digits, size=size),
            ]
            numbers.append(row)
            left = maths(f"z_{k} =", size)
            inputs = [maths(f"x_{i}", size) for i in (1, 2)]
            line = VGroup(left, row[0], inputs[0], row[1], inputs[1], row[2]).arrange(RIGHT, buff=0.0)
            self.lines.add(_on_one_line(line, size))
        self.lines.arrange(DOWN, buff=size / 48 * 0.4, aligned_edge=LEFT)
        self.weights = VGroup(numbers[0][0], numbers[1][0], numbers[0][1], numbers[1][1])
        self.biases = VGroup(numbers[0][2], numbers[1][2])
        self.symbols = VGroup(
            *(symbol for line in self.lines for symbol in line if not isinstance(symbol, Counter))
        )
        super().__init__(self.lines)

    def animate_from(self, other: NetworkForm) -> list[Transform]:
        """Send a copy of every number of another form to its place in this one, unit after unit."""
        units = squish_rate_func(smooth, 0.0, 0.55), squish_rate_func(smooth, 0.45, 1.0)
        moves = travel(other, self)
        for move, unit in zip(moves, (0, 1, 0, 1, 0, 1), strict=True):  # weights row by row, then biases
            move.rate_func = units[unit]
        return moves

    def show(self, kernel: Array, bias: Array) -> EquationForm:
        """Show W of shape ``(2, 2)`` and b of shape ``(2,)``."""
        show_numbers(self.weights, self.biases, kernel, bias)
        return self


class MatrixForm(VGroup):
    """The first layer as one product: row z = row x times W plus row b.

    Children: ``row_z``, ``row_x``, ``symbols`` (what has no number), ``kernel`` and ``bias``, live matrices.

    Parameters
    ----------
    cells
        Room for every number.
    size
        Manim font size.
    """

    def __init__(self, cells: Cells, size: float = theme.BODY_SIZE) -> None:
        self.kernel = LiveMatrix(np.zeros((2, 2)), cells.decimals, cells.digits, size)
        self.bias = LiveMatrix(np.zeros((1, 2)), cells.decimals, cells.digits, size)
        row = '{{{{ mat({0}_1, {0}_2; delim: "[") : {0} }}}}'
        head = maths(f"{row.format('z')} = {row.format('x')}", size)
        plus = maths("+", size)
        self.row_z, self.row_x = head.select("z"), head.select("x")
        VGroup(head, self.kernel, plus, self.bias).arrange(RIGHT, buff=0.16)
        for matrix in (self.kernel, self.bias):
            matrix.brackets.set_stroke(width=_BRACKET_WIDTH)
        self.symbols = VGroup(head, plus, self.kernel.brackets, self.bias.brackets)
        self.weights, self.biases = self.kernel.entries, self.bias.entries
        super().__init__(head, plus, self.kernel, self.bias)

    def animate_from(self, other: EquationForm) -> list[Transform]:
        """Send a copy of every number of another form to its place in this one."""
        return travel(other, self)

    def show(self, kernel: Array, bias: Array) -> MatrixForm:
        """Show W of shape ``(2, 2)`` and b of shape ``(2,)``."""
        self.kernel.set_values(kernel)
        self.bias.set_values(bias[None])
        return self


class LineForm(VGroup):
    """The first layer in one line, z = xW + b; ``letter(name)`` is one of its letters, ``signs`` the rest.

    Parameters
    ----------
    size
        Manim font size.
    """

    def __init__(self, size: float = theme.TITLE_SIZE) -> None:
        self.formula = maths("{{ z : z }} = {{ x : x }} {{ W : W }} + {{ b : b }}", size)
        self.signs = VGroup(*self.formula.family_members_with_points()[1::3])
        super().__init__(self.formula)

    def letter(self, name: str) -> VGroup:
        """The glyph of ``z``, ``x``, ``W`` or ``b``."""
        return self.formula.select(name)


def travel(
    start: NetworkForm | EquationForm | MatrixForm, end: EquationForm | MatrixForm | LiveMap
) -> list[Transform]:
    """Send a copy of every number of one form to its place in another, weights row by row, then biases."""
    moves = []
    for here, there in zip((*start.weights, *start.biases), (*end.weights, *end.biases), strict=True):
        goal = there.copy()
        there.scale(here.size / there.size).move_to(here, aligned_edge=RIGHT)
        if there.sign == "term" and here.sign != "term":
            # Its sign stands apart and does not leave with the number: it grows on the way.
            sign = len(there.get_subpaths()[0])
            there.points[:sign] = there.points[sign:].mean(axis=0)
        moves.append(Transform(there, goal))
    return moves


def _on_one_line(line: VGroup, size: float) -> VGroup:
    """Put counters and symbols on one baseline, with the gaps of a formula."""
    pen = 0.0
    for term in line:
        live = isinstance(term, Counter)
        glyph = term.submobjects[0] if live else term.family_members_with_points()[0]
        term.shift(RIGHT * (pen - term.get_left()[0]) + DOWN * glyph.get_bottom()[1])
        pen = term.get_right()[0] + size / 48 * (0.12 if live else 0.22)
    return line
