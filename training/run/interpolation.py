"""Weights between the stored ones: monotone cubic interpolation (PCHIP) through chosen knots."""

import math
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from training.network.activations import Activation
from training.network.formulas import Weights, activation_values

Array = NDArray[Any]
_TOLERANCE = 1e-6
"""Times nearer than this to a knot, in knots, get the knot itself: seconds x frame rate does not round."""
_GRID_LINES = 11
"""Lines of the grid each way, both edges of the square among them."""
_CHUNK = 2048
"""Sets of weights compared at once: 121 crossings of each, 4 MB."""


class WeightPath:
    """A curve through a stack of weights; between two of them each weight is monotone (PCHIP).

    Parameters
    ----------
    knots : Weights with a leading axis of length k >= 2
        What the curve passes through at times 0, 1, ..., k - 1. Further leading axes move together.
    """

    def __init__(self, knots: Weights) -> None:
        arrays = knots.arrays()
        self._shapes = [array.shape[1:] for array in arrays]
        ends = np.cumsum([0, *(math.prod(shape) for shape in self._shapes)]).tolist()
        self._slices = [slice(start, stop) for start, stop in pairwise(ends)]
        self._rows = np.concatenate(
            [array.reshape(len(array), -1).astype(np.float64) for array in arrays], axis=1
        )
        self._last = len(self._rows) - 1
        self._cubics = np.ascontiguousarray(
            PchipInterpolator(np.arange(self._last + 1), self._rows, axis=0).c.transpose(1, 0, 2)
        )

    def at(self, time: float) -> Weights:
        """Return the weights at a time in [0, k - 1], float64; exactly the knot when at one."""
        knot = round(time)
        if abs(time - knot) < _TOLERANCE:
            return self._weights(self._rows[knot])
        left = int(time)
        past = time - left
        cubic = self._cubics[left]
        return self._weights(((cubic[0] * past + cubic[1]) * past + cubic[2]) * past + cubic[3])

    def at_each(self, times: Array) -> Weights:
        """Return `at` for several times at once: Weights with a leading axis, float64."""
        times = np.asarray(times, dtype=np.float64)
        knots = np.rint(times).astype(int)
        left = np.clip(times.astype(int), 0, self._last - 1)
        past = (times - left)[:, None]
        cubic = self._cubics[left]
        between = ((cubic[:, 0] * past + cubic[:, 1]) * past + cubic[:, 2]) * past + cubic[:, 3]
        at_knot = np.abs(times - knots) < _TOLERANCE
        return self._weights(np.where(at_knot[:, None], self._rows[knots], between))

    def _weights(self, rows: Array) -> Weights:
        """Cut rows (..., m) into the arrays of Weights."""
        leading = rows.shape[:-1]
        return Weights.from_arrays(
            [
                rows[..., place].reshape(leading + shape)
                for place, shape in zip(self._slices, self._shapes, strict=True)
            ]
        )


def unit_grid(lines: int = _GRID_LINES) -> Array:
    """Return the crossings of a grid on the input square [-1, 1]^2, shape (lines^2, 2)."""
    side = np.linspace(-1.0, 1.0, lines)
    return np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)


def deviation(activation: Activation, true: Weights, guessed: Weights) -> float:
    """Return how far interpolated weights put the grid from where the true ones put it.

    The largest move of a grid crossing in feature space over all k sets of weights, as a fraction
    of the side of feature space: sigma's range or, where that has no end, the widest the grid gets.

    Parameters
    ----------
    true, guessed : Weights with a leading axis of length k
    """
    grid = unit_grid()
    low, high = activation.limits
    move, extent = 0.0, 1e-12
    for start in range(0, len(true.hidden_bias), _CHUNK):
        chunk = slice(start, start + _CHUNK)
        there = activation_values(grid, true[chunk], activation)
        here = activation_values(grid, guessed[chunk], activation)
        move = max(move, float(np.linalg.norm(there - here, axis=-1).max()))
        extent = max(extent, float(np.ptp(there, axis=1).max()))
    return move / (high - low if activation.bounded else extent)
