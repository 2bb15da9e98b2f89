"""Weights between the stored ones: monotone cubic interpolation (PCHIP) through chosen knots."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from training.network.activations import Activation
from training.network.formulas import Weights, activation_values

Array = NDArray[Any]
_TOLERANCE = 1e-6
_GRID_LINES = 11
_CHUNK = 2048


class Path:
    """A curve through equally spaced rows of numbers.

    Parameters
    ----------
    rows : (k, m) float64 array
        The knots, at times 0, 1, ..., k - 1; between them each column is monotone.
    """

    def __init__(self, rows: Array) -> None:
        self._rows = rows
        self._last = len(rows) - 1
        self._cubics = np.ascontiguousarray(
            PchipInterpolator(np.arange(len(rows)), rows, axis=0).c.transpose(1, 0, 2)
        )

    def at(self, time: float) -> Array:
        """Return the row at a time in [0, k - 1], shape (m,); exactly the knot when at one."""
        knot = round(time)
        if abs(time - knot) < _TOLERANCE:
            return self._rows[knot]
        left = int(time)
        past = time - left
        cubic = self._cubics[left]
        row: Array = ((cubic[0] * past + cubic[1]) * past + cubic[2]) * past + cubic[3]
        return row

    def at_each(self, times: Array) -> Array:
        """Return the rows at several times, shape (t, m)."""
        times = np.asarray(times, dtype=np.float64)
        knots = np.rint(times).astype(int)
        left = np.clip(times.astype(int), 0, self._last - 1)
        past = (times - left)[:, None]
        cubic = self._cubics[left]
        between = ((cubic[:, 0] * past + cubic[:, 1]) * past + cubic[:, 2]) * past + cubic[:, 3]
        at_knot = np.abs(times - knots) < _TOLERANCE
        return np.where(at_knot[:, None], self._rows[knots], between)


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
        there = activation_values(grid, part(true, chunk), activation)
        here = activation_values(grid, part(guessed, chunk), activation)
        move = max(move, float(np.linalg.norm(there - here, axis=-1).max()))
        extent = max(extent, float(np.ptp(there, axis=1).max()))
    return move / (high - low if np.isfinite(high - low) else extent)


def part(weights: Weights, index: Any) -> Weights:
    """Return some sets out of a stack of weights."""
    return Weights(
        weights.hidden_kernel[index],
        weights.hidden_bias[index],
        weights.output_kernel[index],
        weights.output_bias[index],
        tuple((kernel[index], bias[index]) for kernel, bias in weights.earlier),
    )
