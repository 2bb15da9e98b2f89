"""The four ways to write one affine map, one below the other."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, Animation, FadeTransform, Restore, VGroup

from scenes.kit import theme
from scenes.kit.drawing.counter import Cells
from scenes.kit.drawing.text import words
from scenes.props.affine.affine_forms import EquationForm, LineForm, MatrixForm
from scenes.props.affine.network_form import NetworkForm
from training.geometry.moves import AffineMoves

_NUMBER_SIZE = 40
"""Manim font size of the numbers in sums and matrices."""
_NAME_SIZE = 32
"""Manim font size of the words beside the four."""
_X = 1.0
"""Stage x of the column's middle; the words beside it begin at the left edge."""


class AffineColumn(VGroup):
    """Network, equations, matrices and one line; every number shows the same map.

    Children: ``network``, ``equations``, ``matrices``, ``line`` (z = xW + b). ``names`` (no child) are words
    beside the four.

    Parameters
    ----------
    moves
        The map that is written.
    cells
        Room for every number.
    """

    def __init__(self, moves: AffineMoves, cells: Cells) -> None:
        kernel = moves.turned_again()
        self.network = NetworkForm(max(float(np.abs(kernel).max()), 1.0), cells)
        self.equations = EquationForm(cells, _NUMBER_SIZE)
        self.matrices = MatrixForm(cells, _NUMBER_SIZE)
        self.line = LineForm()
        super().__init__(self.network, self.equations, self.matrices, self.line)
        self.arrange(DOWN, buff=0.4).move_to([_X, 0.0, 0])
        titles = ("a network", "two sums", "one product", "one line")
        self.names = VGroup(
            *(
                words(text, theme.LABEL_SIZE + 4, theme.MUTED).move_to(
                    [theme.LEFT_EDGE, row.get_y(), 0], LEFT
                )
                for row, text in zip(self, titles, strict=True)
            )
        )
        for form in (self.network, self.equations, self.matrices):
            form.show(kernel, moves.bias)

    def animate_dimmed(self, form: VGroup) -> Animation:
        """Let one of the four wait, until `animate_bright`."""
        form.save_state()
        dimmed: Animation = form.animate.fade(1 - theme.DIMMED).build()
        return dimmed

    def animate_bright(self) -> list[Animation]:
        """Let all that wait be as bright as they were."""
        return [Restore(form) for form in self if hasattr(form, "saved_state")]

    def animate_line(self) -> list[Animation]:
        """Let rows and matrices become the single letters of the last line."""
        matrices, line = self.matrices, self.line
        letters = {"z": matrices.row_z, "x": matrices.row_x, "W": matrices.kernel, "b": matrices.bias}
        return [
            FadeTransform(part.copy(), line.letter(name), stretch=False) for name, part in letters.items()
        ]
