"""The map a plane is drawn with, in large numbers beside it: W, b and the determinant."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, FadeIn, FadeOut, VGroup, VMobject, smooth
from manim.utils.rate_functions import squish_rate_func

from scenes.kit import theme
from scenes.kit.diagram.matrix import LiveMatrix
from scenes.kit.drawing.counter import Cells, Counter
from scenes.kit.drawing.readout import told
from scenes.kit.drawing.shapes import Array, Polylines
from scenes.kit.drawing.text import maths
from scenes.props.affine.moving_plane import MovingPlane

_SIZE = 44
"""Manim font size of every number."""


class LiveMap(VGroup):
    """W, b and det W in one column, told of the plane beside them.

    Children: ``kernel_row``, ``bias_row``, ``determinant_row``: a name with its numbers.
    ``weights`` (row by row of W) and ``biases`` are counters, ``value`` is the determinant's.

    Parameters
    ----------
    plane
        Whose map is shown.
    cells
        Room for every number of W and b.
    area
        Room for the determinant.
    """

    def __init__(self, plane: MovingPlane, cells: Cells, area: Cells) -> None:
        self.plane = plane
        self.kernel = LiveMatrix(np.eye(2), cells.decimals, cells.digits, _SIZE)
        self.bias = LiveMatrix(np.zeros((1, 2)), cells.decimals, cells.digits, _SIZE)
        self.weights, self.biases = self.kernel.entries, self.bias.entries
        counter = Counter(1, area.decimals, sign="cell", digits=area.digits, size=_SIZE)
        self.value = told(counter, "determinant", plane)
        self.kernel_row = _Row(maths("W =", _SIZE), self.kernel)
        self.bias_row = _Row(maths("b =", _SIZE), self.bias)
        self.determinant_row = _Row(maths("det W =", _SIZE), self.value)
        super().__init__(self.kernel_row, self.bias_row, self.determinant_row)
        self.arrange(DOWN, buff=0.55, aligned_edge=RIGHT)
        self.determinant_row.align_to(self, LEFT)

    def show(self) -> LiveMap:
        """Show the map the plane is drawn with now."""
        self.show_numbers(self.plane.kernel, self.plane.bias)
        self.value.set_value(float(np.linalg.det(self.plane.kernel)))
        return self

    def show_numbers(self, kernel: Array, bias: Array) -> LiveMap:
        """Show W of shape ``(2, 2)`` and b of shape ``(2,)``, not the determinant."""
        self.kernel.set_values(kernel)
        self.bias.set_values(bias[None])
        return self

    def roll_back(self, kernel: Array, bias: Array, share: float) -> LiveMap:
        """Show numbers a share (0 to 1) of the way from a map to the one that changes nothing."""
        return self.show_numbers(kernel + share * (np.eye(2) - kernel), (1 - share) * bias)

    @property
    def symbols(self) -> VGroup:
        """Names and brackets of W and b."""
        return VGroup(self.kernel_row[0], self.bias_row[0], self.kernel.brackets, self.bias.brackets)

    def column_of(self, unit: int) -> VGroup:
        """Return the numbers that change sign with one coordinate, 0 or 1, the determinant among them."""
        return VGroup(self.weights[unit], self.weights[2 + unit], self.value)

    def animate_dashed(self, unit: int, seconds: float) -> list[Any]:
        """Put dashes in place of `column_of` as a flip of some seconds begins: halfway it has no matrix."""
        numbers = self.column_of(unit)
        self.dashes = VGroup(*(maths("-", _SIZE).move_to(number) for number in numbers))
        early = {"run_time": seconds, "rate_func": squish_rate_func(smooth, 0.0, 0.15)}
        return [numbers.animate(**early).set_fill(opacity=0), FadeIn(self.dashes, **early)]

    def animate_undashed(self, unit: int) -> list[Any]:
        """Put the numbers back; the determinant waits."""
        *entries, determinant = self.column_of(unit)
        back = [number.animate.set_fill(opacity=1) for number in entries]
        return [*back, determinant.animate.set_fill(opacity=theme.DIMMED), FadeOut(self.dashes)]

    def animate_focus(self, *rows: VGroup) -> list[Any]:
        """Let these rows be bright and all others wait."""
        return [row.animate.light(1.0 if row in rows else theme.DIMMED) for row in self]


class _Row(VGroup):
    """A name with its numbers."""

    def __init__(self, name: VMobject, numbers: VMobject) -> None:
        super().__init__(name, numbers)
        self.arrange(RIGHT, buff=0.2)

    def light(self, level: float) -> _Row:
        """Show all of it at one opacity, 0 to 1; brackets are strokes, all else is filled."""
        for part in self.family_members_with_points():
            if isinstance(part, Polylines):
                part.set_stroke(opacity=level)
            else:
                part.set_fill(opacity=level)
        return self
