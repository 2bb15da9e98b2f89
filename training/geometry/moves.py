"""An affine map taken apart into moves of the plane: turn, flip, stretch, turn, slide.

Rows are points: z = xW + b with W = turn @ mirror @ stretch @ turn. No partial map of a move is
singular: turns go by the angle, stretches from 1 to their factor, and the flip is no path of matrices.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.geometry.decomposition import decompose, rotation

Array = NDArray[Any]


@dataclass(frozen=True)
class AffineMoves:
    """The five moves of z = xW + b, in the order they are made.

    Parameters
    ----------
    first_angle : float
        Radians, counterclockwise, of the first turn.
    mirror : (2, 2) array
        diag(1, -1) or diag(-1, 1) when W turns the plane over, else the identity.
    scale : (2,) array
        Factors of the stretch along the two axes, the singular values of W.
    second_angle : float
        Radians, counterclockwise, of the second turn.
    bias : (2,) array
        b, the slide.
    """

    first_angle: float
    mirror: Array
    scale: Array
    second_angle: float
    bias: Array

    @property
    def flips(self) -> bool:
        """Whether the plane is turned over (det W < 0)."""
        return bool(np.linalg.det(self.mirror) < 0)

    @property
    def mirrored(self) -> int:
        """The coordinate, 0 or 1, whose sign the flip changes."""
        return int(np.argmin(np.diag(self.mirror)))

    def turned(self, share: float = 1.0) -> Array:
        """Return the kernel (2, 2) after a share of the first turn."""
        return rotation(share * self.first_angle)

    def flipped(self) -> Array:
        """Return the kernel (2, 2) after the first turn and the flip."""
        return self.turned() @ self.mirror

    def stretched(self, share: float | Array = 1.0) -> Array:
        """Return the kernel (2, 2) after a share of the stretch, or a share of each axis' (2,)."""
        return self.flipped() * (1 + share * (self.scale - 1))

    def turned_again(self, share: float = 1.0) -> Array:
        """Return the kernel (2, 2) after a share of the second turn; all of it gives W."""
        return self.stretched() @ rotation(share * self.second_angle)

    def slid(self, share: float = 1.0) -> Array:
        """Return the bias (2,) after a share of the slide."""
        return share * self.bias


def affine_moves(kernel: Array, bias: Array) -> AffineMoves:
    """Return the moves of z = xW + b with the calmer of the two possible flips.

    A turn by t and a mirror of the second axis equals a turn by t - pi and a mirror of the first.

    Parameters
    ----------
    kernel : (2, 2) array
    bias : (2,) array
    """
    factors = decompose(kernel)
    angle, mirror = factors.first_angle, np.diag([1.0, -1.0 if factors.reflects else 1.0])
    if factors.reflects and abs(angle) > np.pi / 2:
        angle, mirror = angle - np.sign(angle) * np.pi, -mirror
    return AffineMoves(
        float(angle),
        mirror,
        np.diag(factors.scale).copy(),
        factors.second_angle,
        np.asarray(bias, np.float64),
    )
