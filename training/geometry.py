"""The plane's geometry under the network: what W does, where the boundary and the hinges lie.

A line is the set of points v with v . normal + offset = 0. A box is (low, high), two corners.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from training.activations import Activation
from training.errors import LectureError
from training.network import Weights

Array = NDArray[Any]
INPUT_BOX = ((-1.0, -1.0), (1.0, 1.0))
_DENSE = 8001
_DEEP_Z = 16.0


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


def line_in_box(normal: ArrayLike, offset: float, low: ArrayLike, high: ArrayLike) -> Array:
    """Return the ends of the part of a line inside a box, shape (2, 2); (0, 2) when there is none."""
    n = np.asarray(normal, dtype=np.float64)
    corner = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    size = float(n @ n)
    if size == 0:
        return np.empty((0, 2))
    point, direction = -float(offset) * n / size, np.array([-n[1], n[0]])
    enter, leave = -np.inf, np.inf
    for axis in range(2):
        if direction[axis] == 0:
            if not corner[0][axis] <= point[axis] <= corner[1][axis]:
                return np.empty((0, 2))
            continue
        times = sorted((float(side[axis]) - point[axis]) / direction[axis] for side in corner)
        enter, leave = max(enter, times[0]), min(leave, times[1])
    if not enter < leave:
        return np.empty((0, 2))
    return np.clip(point + np.outer([enter, leave], direction), *corner)


def boundary_line(weights: Weights, low: ArrayLike, high: ArrayLike) -> Array:
    """Return the ends of the boundary aV + c = 0 inside a box of the a-plane, (2, 2) or (0, 2)."""
    return line_in_box(weights.output_kernel[:, 0], float(weights.output_bias[0]), low, high)


def boundary_halves(weights: Weights, low: ArrayLike, high: ArrayLike) -> tuple[Array, Array]:
    """Return the box of the a-plane cut by the boundary: the negatives' part, the positives' part.

    Returns
    -------
    (negative, positive) : two (k, 2) arrays, counterclockwise; (0, 2) when a part is empty.
    """
    (left, bottom), (right, top) = np.asarray(low, float), np.asarray(high, float)
    corners = np.array([[left, bottom], [right, bottom], [right, top], [left, top]])
    score = corners @ weights.output_kernel[:, 0] + weights.output_bias[0]
    return _clipped(corners, -score), _clipped(corners, score)


def _clipped(corners: Array, score: Array) -> Array:
    """Return the part of a polygon where a linear function, given at its corners, is >= 0."""
    kept: list[Array] = []
    for here in range(len(corners)):
        there = (here + 1) % len(corners)
        if score[here] >= 0:
            kept.append(corners[here])
        if score[here] * score[there] < 0:
            share = score[here] / (score[here] - score[there])
            kept.append(corners[here] + share * (corners[there] - corners[here]))
    return np.array(kept).reshape(-1, 2)


def hinge_lines(
    weights: Weights, activation: Activation, box: tuple[ArrayLike, ArrayLike] = INPUT_BOX
) -> list[tuple[int, float, Array]]:
    """Return where in the x-plane sigma' jumps: (unit, hinge, ends (2, 2)) per line that meets the box."""
    found = []
    for unit in range(2):
        for hinge in activation.hinges:
            offset = float(weights.hidden_bias[unit]) - hinge
            ends = line_in_box(weights.hidden_kernel[:, unit], offset, *box)
            if len(ends):
                found.append((unit, hinge, ends))
    return found


def boundary_in_z(
    weights: Weights, activation: Activation, samples: int = 400, limit: float = _DEEP_Z
) -> Array:
    """Return the boundary's preimage in the z-plane, where p = 0.5, as one curve.

    Parameters
    ----------
    samples : int
        Points on the curve, evenly spaced along it.
    limit : float
        The curve is cut at |z1|, |z2| <= limit.

    Returns
    -------
    (samples, 2) array, or (0, 2) when the boundary does not meet the image of that square.

    Raises
    ------
    LectureError
        When sigma has no inverse (gelu, silu, mish).
    """
    return _spaced(_dense_in_z(weights, activation, limit), samples)


def boundary_in_x(
    weights: Weights,
    activation: Activation,
    box: tuple[ArrayLike, ArrayLike] = INPUT_BOX,
    samples: int = 400,
) -> list[Array]:
    """Return the boundary's preimage in the x-plane inside a box, one (k, 2) array per piece.

    The points are evenly spaced along the curve; the ends of a piece lie at most one step inside the box.

    Raises
    ------
    LectureError
        When sigma has no inverse, or W turns the plane into a line, or there are earlier layers.
    """
    if weights.earlier or np.linalg.matrix_rank(weights.hidden_kernel) < 2:
        raise LectureError(
            "the boundary cannot be pulled back to x: expected a single, invertible 2 x 2 layer"
        )
    low, high = (np.asarray(corner, dtype=np.float64) for corner in box)
    corners = np.array([[x1, x2] for x1 in (low[0], high[0]) for x2 in (low[1], high[1])])
    limit = max(float(np.abs(corners @ weights.hidden_kernel + weights.hidden_bias).max()), 1e-6)
    z = _dense_in_z(weights, activation, min(limit, 30.0))
    x = _spaced((z - weights.hidden_bias) @ np.linalg.inv(weights.hidden_kernel), _DENSE)
    inside = np.all((x >= low) & (x <= high), axis=1)
    cuts = np.flatnonzero(np.diff(inside.astype(int))) + 1
    pieces = [
        piece for piece, kept in zip(np.split(x, cuts), np.split(inside, cuts), strict=True) if kept.any()
    ]
    return [_spaced(piece, samples) for piece in pieces if len(piece) > 1]


def _dense_in_z(weights: Weights, activation: Activation, limit: float) -> Array:
    """Return the boundary in the z-plane densely; rays are added where sigma is flat beyond a hinge."""
    if activation.inverse is None:
        raise LectureError(
            f"{activation.name} has no inverse, so its boundary has no closed form; expected one of the"
            " monotone activations, such as sigmoid, tanh or relu"
        )
    lowest, highest = (float(end) for end in activation.f(np.array([-limit, limit])))
    ends = boundary_line(weights, (lowest, lowest), (highest, highest))
    if not len(ends):
        return np.empty((0, 2))
    share = (1 - np.cos(np.linspace(0, np.pi, _DENSE))) / 2
    # sigma reaches its limit in double precision near |z| = 19 already; the inverse starts below it.
    within = np.nextafter(activation.limits, activation.limits[::-1])
    a = np.clip(ends[0] + share[:, None] * (ends[1] - ends[0]), *within)
    z = np.clip(activation.inverse(a), -limit, limit)
    rays = [_ray(a_end, z_end, activation, limit) for a_end, z_end in zip(ends, (z[0], z[-1]), strict=True)]
    return np.concatenate([rays[0][::-1], z, rays[1]])


def _ray(a_end: Array, z_end: Array, activation: Activation, limit: float) -> Array:
    """Return the ray along which sigma stays at `a_end` because one of its units is on a flat part."""
    for axis in range(2):
        for side, flat, extreme in zip((-limit, limit), activation.flat, activation.limits, strict=True):
            if flat and abs(a_end[axis] - extreme) < 1e-12:
                ray = np.tile(z_end, (_DENSE, 1))
                ray[:, axis] = np.linspace(z_end[axis], side, _DENSE)
                return ray[1:]
    return np.empty((0, 2))


def _spaced(curve: Array, samples: int) -> Array:
    """Return points of a densely drawn curve, evenly spaced along it; all are points of the curve.

    Points between two dense ones are taken on the chord, which is nearer to the curve than 1e-6.
    """
    if len(curve) < 2:
        return curve[:0]
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(curve, axis=0), axis=1))])
    at = np.linspace(0.0, along[-1], samples)
    return np.column_stack([np.interp(at, along, curve[:, axis]) for axis in range(2)])
