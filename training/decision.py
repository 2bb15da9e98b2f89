"""Where in the input plane a 2-2-1 network changes its mind: the border p = 1/2 as exact polylines.

In the z-plane, V1 f(z1) + V2 f(z2) + c grows or falls along each axis alone when f is monotone. So the
positives are an epigraph: everything beyond one monotone border. The border is sampled along both
axes, split at the hinges, and carried back by x = (z - b) W^-1.
"""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.activations import Activation
from training.errors import LectureError
from training.network import Weights

Array = NDArray[Any]
UNIT_SQUARE = np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
_SMALLEST = 1e-300
_NUDGE = 1e-9


def regions(
    weights: Weights, activation: Activation, box: Array = UNIT_SQUARE, samples: int = 240
) -> tuple[Array, Array]:
    """Return the polygons of the negatives (p < 1/2) and of the positives (p > 1/2) inside a box.

    Parameters
    ----------
    weights : Weights of a 2-2-1 network
    activation : Activation, monotone (with an inverse)
    box : (k, 2) array
        Convex polygon in the input plane, counter-clockwise.
    samples : int
        Border samples along each axis of the z-plane.

    Returns
    -------
    (m, 2) array, (n, 2) array
        Corners in order; no corners where that side does not reach the box. A region in several
        parts is joined along the box's edges.

    Raises
    ------
    LectureError
        When there are earlier layers, or the activation has no inverse.
    """
    if not np.any(weights.output_kernel):
        nothing = np.zeros((0, 2))
        return (nothing, box) if weights.output_bias[0] > 0 else (box, nothing)
    border, low, high = _border_in_z(weights, activation, box, samples)
    above = _output(weights)[0][1] > 0
    ends = []
    for upper in (not above, above):
        level = high[1] if upper else low[1]
        ring = np.vstack((border, [[high[0], level], [low[0], level]]))
        ends.append(_clip(_to_inputs(ring, weights), box))
    return ends[0], ends[1]


def border(
    weights: Weights, activation: Activation, box: Array = UNIT_SQUARE, samples: int = 240
) -> list[Array]:
    """Return the curve p = 1/2 inside a convex box as polylines, each (m, 2); parameters as in `regions`."""
    if not np.any(weights.output_kernel):
        return []
    curve = _to_inputs(_border_in_z(weights, activation, box, samples)[0], weights)
    pieces: list[Array] = []
    for start, end in pairwise(curve):
        part = _segment_in(start, end, box)
        if part is None:
            continue
        if pieces and np.allclose(pieces[-1][-1], part[0], rtol=0, atol=1e-12):
            pieces[-1] = np.vstack((pieces[-1], part[1:]))
        else:
            pieces.append(part)
    return pieces


def corners(weights: Weights, activation: Activation) -> Array:
    """Return the inputs at which the border crosses a hinge line z_k = h, shape (m, 2): its corners."""
    _refuse(weights, activation)
    gains, offset = _output(weights)
    found = []
    for unit in (0, 1):
        for hinge in activation.hinges:
            held = gains[unit] * activation.f(np.array(hinge))
            other = _level(activation, np.array((-offset - held) / gains[1 - unit]))
            if np.isfinite(other):
                found.append([hinge, float(other)] if unit == 0 else [float(other), hinge])
    return _to_inputs(np.array(found).reshape(-1, 2), weights)


def inside(points: Array, box: Array = UNIT_SQUARE) -> Array:
    """Return which points, shape (n, 2), lie in a convex counter-clockwise polygon."""
    edges = np.roll(box, -1, axis=0) - box
    away = np.asarray(points)[:, None] - box
    return np.asarray((edges[:, 0] * away[..., 1] - edges[:, 1] * away[..., 0] >= -1e-12).all(axis=1))


def _refuse(weights: Weights, activation: Activation) -> None:
    if weights.earlier:
        raise LectureError(
            f"the network has {1 + len(weights.earlier)} hidden layers, this picture is of one with 2 units;"
            " set hidden_layers = 2 under [recipe] in lecture.toml"
        )
    if activation.inverse is None:
        raise LectureError(f"{activation.name} is not monotone, expected one such as sigmoid, tanh or relu")


def _output(weights: Weights) -> tuple[Array, float]:
    """V and c in float64, with no V exactly 0: dividing by it must give infinities, not NaN."""
    gains = np.asarray(weights.output_kernel, float)[:, 0]
    return np.where(gains == 0, _SMALLEST, gains), float(weights.output_bias[0])


def _kernel(weights: Weights) -> Array:
    """W in float64; one of no inverse is nudged by 1e-9, far below what a picture shows."""
    kernel = np.asarray(weights.hidden_kernel, float)
    singular = abs(np.linalg.det(kernel)) < _NUDGE**2
    return kernel + _NUDGE * np.array([[1.0, 0.5], [-0.5, 1.0]]) if singular else kernel


def _to_inputs(z: Array, weights: Weights) -> Array:
    return np.linalg.solve(_kernel(weights).T, (z - np.asarray(weights.hidden_bias, float)).T).T


def _level(activation: Activation, values: Array) -> Array:
    """The z at which f passes each value; minus or plus infinity below or above all of f's values."""
    assert activation.inverse is not None
    low, high = activation.limits
    within = (values > low) & (values < high)
    middle = float(activation.f(np.array(0.5)))
    z = activation.inverse(np.where(within, values, middle))
    return np.where(within, z, np.where(values <= low, -np.inf, np.inf))


def _border_in_z(
    weights: Weights, activation: Activation, box: Array, samples: int
) -> tuple[Array, Array, Array]:
    """The border in order of z1, and the corners of a frame well outside the box's image."""
    _refuse(weights, activation)
    gains, offset = _output(weights)
    image = box @ _kernel(weights) + np.asarray(weights.hidden_bias, float)
    low, high = image.min(axis=0), image.max(axis=0)
    room = high - low + 1.0
    outside = np.array([0.0, room[1]])
    points = []
    for unit in (0, 1):
        hinges = [h for h in activation.hinges if low[unit] < h < high[unit]]
        along = np.concatenate((np.linspace(low[unit], high[unit], samples), hinges))
        needed = (-offset - gains[unit] * activation.f(along)) / gains[1 - unit]
        across = _level(activation, needed)
        if unit == 0:
            points.append(np.stack((along, np.clip(across, low[1] - room[1], high[1] + room[1])), axis=1))
        else:
            reached = (across >= low[0]) & (across <= high[0])
            points.append(np.stack((across, along), axis=1)[reached])
    curve = np.concatenate(points)
    rising = -np.sign(gains[0]) * np.sign(gains[1])
    order = np.lexsort((rising * curve[:, 1], curve[:, 0]))
    return curve[order], low - outside, high + outside


def _clip(ring: Array, box: Array) -> Array:
    """Sutherland-Hodgman: the part of a polygon inside a convex counter-clockwise box."""
    for start, end in zip(box, np.roll(box, -1, axis=0), strict=True):
        if len(ring) == 0:
            break
        edge = end - start
        side = edge[0] * (ring[:, 1] - start[1]) - edge[1] * (ring[:, 0] - start[0])
        after, side_after = np.roll(ring, -1, axis=0), np.roll(side, -1)
        crosses = (side >= 0) != (side_after >= 0)
        span = np.where(crosses, side - side_after, 1.0)
        cut = ring + (after - ring) * (side / span)[:, None]
        both = np.stack((ring, cut), axis=1).reshape(-1, 2)
        ring = both[np.stack((side >= 0, crosses), axis=1).ravel()]
    return ring


def _segment_in(start: Array, end: Array, box: Array) -> Array | None:
    """The part of a segment inside a convex counter-clockwise box, shape (2, 2), or None."""
    first, last = 0.0, 1.0
    for corner, following in zip(box, np.roll(box, -1, axis=0), strict=True):
        edge = following - corner
        a = edge[0] * (start[1] - corner[1]) - edge[1] * (start[0] - corner[0])
        b = edge[0] * (end[1] - corner[1]) - edge[1] * (end[0] - corner[0])
        if a < 0 and b < 0:
            return None
        if a < 0:
            first = max(first, a / (a - b))
        elif b < 0:
            last = min(last, a / (a - b))
    if last <= first:
        return None
    return np.stack((start + first * (end - start), start + last * (end - start)))
