"""The four ways to write one affine map, one below the other."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    Animation,
    FadeIn,
    FadeOut,
    FadeTransform,
    ReplacementTransform,
    Restore,
    VGroup,
    smooth,
)
from manim.utils.rate_functions import squish_rate_func

from scenes.kit import theme
from scenes.kit.drawing.counter import Cells
from scenes.kit.drawing.text import words
from scenes.props.affine.affine_forms import EquationForm, LineForm, MatrixForm, travel
from scenes.props.affine.live_map import LiveMap
from scenes.props.affine.network_form import NetworkForm
from training.geometry.moves import AffineMoves

EARLY, LATE = squish_rate_func(smooth, 0.0, 0.4), squish_rate_func(smooth, 0.6, 1.0)
"""What leaves is gone before what arrives is there."""
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

    def animate_network(self, small: VGroup) -> list[Animation]:
        """The diagram of the first layer grows out of another one; numbers come later."""
        return [ReplacementTransform(small, self.network.network), FadeIn(self.names[0])]

    def animate_sums(self) -> list[Animation]:
        """The weights travel from the edges into one sum a unit."""
        symbols = FadeIn(self.equations.symbols, rate_func=LATE)
        return [FadeIn(self.names[1]), symbols, *self.equations.animate_from(self.network)]

    def animate_product(self) -> list[Animation]:
        """The numbers travel from the sums into the matrices; the network waits."""
        symbols = FadeIn(self.matrices.symbols, rate_func=LATE)
        numbers = self.matrices.animate_from(self.equations)
        return [FadeIn(self.names[2]), symbols, *numbers, self.animate_dimmed(self.network)]

    def animate_line(self) -> list[Animation]:
        """Rows and matrices become the single letters of the last line; the sums wait too."""
        matrices, line = self.matrices, self.line
        letters = {"z": matrices.row_z, "x": matrices.row_x, "W": matrices.kernel, "b": matrices.bias}
        folds = [FadeTransform(part.copy(), line.letter(at), stretch=False) for at, part in letters.items()]
        signs = FadeIn(line.signs, rate_func=LATE)
        return [FadeIn(self.names[3]), *folds, signs, self.animate_dimmed(self.equations)]

    def animate_dimmed(self, form: VGroup) -> Animation:
        """Let one of the four wait, until `animate_bright`."""
        form.save_state()
        dimmed: Animation = form.animate.fade(1 - theme.DIMMED).build()
        return dimmed

    def animate_bright(self) -> list[Animation]:
        """Let all that wait be as bright as they were."""
        return [Restore(form) for form in self if hasattr(form, "saved_state")]

    def animate_into(self, live: LiveMap) -> list[Animation]:
        """The numbers travel beside the plane, all else leaves."""
        travelling = travel(self.matrices, live)
        VGroup(*self.matrices.weights, *self.matrices.biases).set_opacity(0)
        named = FadeIn(live.symbols, rate_func=LATE)
        return [FadeOut(*self, self.names, rate_func=EARLY), *travelling, named]
