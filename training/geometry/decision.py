"""Where in the input plane a 2-2-1 network changes its mind: the border p = 1/2 as exact polylines.

In the z-plane, V1 f(z1) + V2 f(z2) + c grows or falls along each axis alone when f is monotone. So the
positives are an epigraph: everything beyond one monotone border. The border is sampled along both
axes, split at the hinges, and carried back by x = (z - b) W^-1.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.errors import LectureError
from training.geometry.convex import UNIT_SQUARE, curve_inside, polygon_inside
from training.network.activations import Activation
from training.network.formulas import Weights

Array = NDArray[Any]
_SMALLEST = 1e-300
"""Stands for an output weight of exactly 0, so that dividing by it gives an infinity."""
_NUDGE = 1e-9
"""Added to a kernel without inverse, in units of its weights: far below what a picture shows."""


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
    low, high = _reach(weights, activation, box)
    curve = _border_between(weights, activation, low, high, samples)
    above, room = _output(weights)[0][1] > 0, np.array([0.0, _room(low, high)[1]])
    ends = []
    for upper in (not above, above):
        level = (high + room if upper else low - room)[1]
        ring = np.vstack((curve, [[high[0], level], [low[0], level]]))
        ends.append(polygon_inside(_to_inputs(ring, weights), box))
    return ends[0], ends[1]


def border(
    weights: Weights, activation: Activation, box: Array = UNIT_SQUARE, samples: int = 240
) -> list[Array]:
    """Return the curve p = 1/2 inside a convex box as polylines, each (m, 2); parameters as in `regions`."""
    if not np.any(weights.output_kernel):
        return []
    low, high = _reach(weights, activation, box)
    curve = _border_between(weights, activation, low, high, samples)
    return curve_inside(_to_inputs(curve, weights), box)


def corners(weights: Weights, activation: Activation) -> Array:
    """Return the inputs at which the border crosses a hinge line z_k = h, shape (m, 2): its corners."""
    refuse_deep(weights)
    _refuse_folds(activation)
    gains, offset = _output(weights)
    found = []
    for unit in (0, 1):
        for hinge in activation.hinges:
            held = gains[unit] * activation.f(np.array(hinge))
            other = _level(activation, np.array((-offset - held) / gains[1 - unit]))
            if np.isfinite(other):
                found.append([hinge, float(other)] if unit == 0 else [float(other), hinge])
    return _to_inputs(np.array(found).reshape(-1, 2), weights)


def refuse_deep(weights: Weights) -> None:
    """Refuse a network with layers before the one that is shown.

    Raises
    ------
    LectureError
        When there are earlier layers.
    """
    if weights.earlier:
        raise LectureError(
            f"the network has {1 + len(weights.earlier)} hidden layers, this picture is of one with 2 units;"
            " set hidden_layers = 2 under [recipe] in lecture.toml"
        )


def _refuse_folds(activation: Activation) -> None:
    if activation.inverse is None:
        raise LectureError(
            f"{activation.name} is not monotone and has no inverse, expected one such as sigmoid or relu"
        )


def _output(weights: Weights) -> tuple[Array, float]:
    """Return V and c in float64, with no V exactly 0: dividing by it must give infinities, not NaN."""
    gains = np.asarray(weights.output_kernel, float)[:, 0]
    return np.where(gains == 0, _SMALLEST, gains), float(weights.output_bias[0])


def _kernel(weights: Weights) -> Array:
    """Return W in float64; one of no inverse is nudged by 1e-9, far below what a picture shows."""
    kernel = np.asarray(weights.hidden_kernel, float)
    singular = abs(np.linalg.det(kernel)) < _NUDGE**2
    return kernel + _NUDGE * np.array([[1.0, 0.5], [-0.5, 1.0]]) if singular else kernel


def _to_inputs(z: Array, weights: Weights) -> Array:
    return np.linalg.solve(_kernel(weights).T, (z - np.asarray(weights.hidden_bias, float)).T).T


def _level(activation: Activation, values: Array) -> Array:
    """Return the z at which f passes each value; minus or plus infinity below or above all of f's values."""
    assert activation.inverse is not None
    low, high = activation.limits
    within = (values > low) & (values < high)
    middle = float(activation.f(np.array(0.5)))
    z = activation.inverse(np.where(within, values, middle))
    return np.where(within, z, np.where(values <= low, -np.inf, np.inf))


def _reach(weights: Weights, activation: Activation, box: Array) -> tuple[Array, Array]:
    """Return the lowest and the highest z1, z2 that the inputs of a box reach, each (2,)."""
    refuse_deep(weights)
    _refuse_folds(activation)
    image = box @ _kernel(weights) + np.asarray(weights.hidden_bias, float)
    return image.min(axis=0), image.max(axis=0)


def _room(low: Array, high: Array) -> Array:
    """Return how far beyond a frame of the z-plane everything that lies outside it is put, (2,)."""
    return np.asarray(high - low + 1.0)


def _border_between(weights: Weights, activation: Activation, low: Array, high: Array, samples: int) -> Array:
    """The border in the z-plane in order of z1, from the lowest to the highest z1, (m, 2).

    Beyond the lowest and highest z2 it is drawn outside the frame, at most by its room.
    """
    gains, offset = _output(weights)
    room = _room(low, high)
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
    curve = curve[np.lexsort((rising * curve[:, 1], curve[:, 0]))]
    return curve[np.append(True, np.any(np.diff(curve, axis=0) != 0, axis=1))]
