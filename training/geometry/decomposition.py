"""The plane's geometry under the network: what W does, and where the hinges lie."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.geometry.convex import UNIT_SQUARE, line_inside
from training.geometry.decision import refuse_deep
from training.network.activations import Activation
from training.network.formulas import Weights

Array = NDArray[Any]


@dataclass(frozen=True)
class Decomposition:
    """W as three moves of the plane: W = first @ scale @ second, rows are points.

    Parameters
    ----------
    first : (2, 2) array
        Rotation by `first_angle`, then, when `reflects`, the mirror diag(1, -1).
    scale : (2, 2) array
        Diagonal, singular values in falling order, none negative.
    second : (2, 2) array
        Rotation by `second_angle`.
    first_angle, second_angle : float
        Radians, counterclockwise; the second within (-pi/2, pi/2].
    reflects : bool
        Whether W turns the plane over (det W < 0).
    """

    first: Array
    scale: Array
    second: Array
    first_angle: float
    second_angle: float
    reflects: bool


def rotation(angle: float) -> Array:
    """Return the matrix R for which x @ R is the row x turned counterclockwise by `angle` radians."""
    cosine, sine = np.cos(angle), np.sin(angle)
    return np.array([[cosine, sine], [-sine, cosine]])


def decompose(kernel: Array) -> Decomposition:
    """Return W as rotate (and mirror when det W < 0), scale, rotate.

    Parameters
    ----------
    kernel : (2, 2) array
    """
    left, values, right = np.linalg.svd(np.asarray(kernel, dtype=np.float64))
    if np.linalg.det(right) < 0:
        left, right = left * [1, -1], right * [[1], [-1]]
    angle = np.arctan2(right[0, 1], right[0, 0])
    if not -np.pi / 2 < angle <= np.pi / 2:
        left, right, angle = -left, -right, angle - np.sign(angle) * np.pi
    reflects = bool(np.linalg.det(left) < 0)
    turn = left * [1, -1] if reflects else left
    return Decomposition(
        left, np.diag(values), right, float(np.arctan2(turn[0, 1], turn[0, 0])), float(angle), reflects
    )


def hinge_lines(
    weights: Weights, activation: Activation, box: Array = UNIT_SQUARE
) -> list[tuple[int, float, Array]]:
    """Return where in the x-plane sigma' jumps: (unit, hinge, ends (2, 2)) per line that meets the box.

    ``box`` is a convex polygon, (k, 2).

    Raises
    ------
    LectureError
        When there are earlier layers: behind them the hinges are curves.
    """
    refuse_deep(weights)
    found = []
    for unit in range(2):
        for hinge in activation.hinges:
            offset = float(weights.hidden_bias[unit]) - hinge
            ends = line_inside(box, weights.hidden_kernel[:, unit], offset)
            if len(ends):
                found.append((unit, hinge, ends))
    return found
