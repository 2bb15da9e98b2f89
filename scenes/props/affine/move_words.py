"""What can truthfully be said about the moves an affine map is made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenes.kit.words.result_words import degrees_said, factor_said
from training.geometry.moves import AffineMoves

_LEAST_FACTOR = 0.001
"""A smaller factor would be said with an exponent, and flattens the plane to a line on any screen."""


@dataclass(frozen=True)
class MoveWords:
    """Sentences and section names about the moves of z = xW + b.

    Attributes
    ----------
    moves : AffineMoves
    decimals : int
        Digits after the point of every number of the map on screen.
    """

    moves: AffineMoves
    decimals: int

    @property
    def scaling(self) -> str:
        """What the two factors do together, in one word."""
        if self.moves.scale.min() >= 1:
            return "stretch"
        return "shrink" if self.moves.scale.max() <= 1 else "scale"

    def first_turn(self) -> str:
        """Return the sentence on the first turn, by its degrees."""
        return f"First, the plane [turns] by {degrees_said(self.moves.first_angle)}."

    def factors(self) -> str:
        """Return the sentence on the two factors, the words on each marked."""
        wide, high = map(_factor, self.moves.scale.tolist())
        if self.moves.scale.min() >= 1.05:  # what is said is then more than once
            return f"Now it grows [{wide} times as wide], and [{high} times as high]."
        return f"Now its [width is multiplied by {wide}], and its [height by {high}]."

    def area(self, decimals: int) -> str:
        """Return the sentence on the determinant's size, with as many decimals as its number on screen."""
        area = abs(float(np.prod(self.moves.scale)))
        return f"[The determinant's size] multiplies every area, here by {area:.{decimals}f}."

    def second_turn(self) -> str:
        """Return the sentence on the second turn, by its degrees."""
        return f"Then a [second turn], by {degrees_said(self.moves.second_angle)}, completes W."

    def slide(self) -> str:
        """Return the sentence on the bias, or on that it reads nought on screen."""
        if not np.round(self.moves.bias, self.decimals).any():
            return "Last comes the bias, and [here] it is as good as zero."
        return "Last, the bias [slides] it into place."


def _factor(factor: float) -> str:
    return factor_said(factor) if factor >= _LEAST_FACTOR else "almost 0"
