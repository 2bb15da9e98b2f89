"""What an activation does to numbers, measured: where it is steep or flat, how it squashes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.network.activations import Activation
from training.network.special import expit

Array = NDArray[Any]
FLAT = 0.01
"""A slope below this counts as saturated: a unit there learns a hundred times slower than at slope 1."""
_SEARCH = np.linspace(-12, 12, 24001)
"""Pre-activations at which sigma' is looked at, 0.001 apart."""
_MOST_LEVELS = 3
"""A sigma' of at most so many values is told by listing them."""


@dataclass(frozen=True)
class Slope:
    """Facts about sigma'.

    Parameters
    ----------
    peak : float
        Its largest value.
    at : float
        The z where that is reached first, counted from 0 outwards; infinite when sigma' only tends to it.
    levels : tuple of float
        All values it takes when they are few (ReLU: 0 and 1), ascending; empty otherwise.
    flat_beyond : int or None
        The smallest whole number beyond which, on both sides, sigma' < FLAT; None when there is none.
    """

    peak: float
    at: float
    levels: tuple[float, ...]
    flat_beyond: int | None


def slope_facts(activation: Activation) -> Slope:
    """Return what sigma' is like, measured at 24,001 z in [-12, 12]."""
    slopes = activation.derivative(_SEARCH)
    peak = float(slopes.max())
    steepest = _SEARCH[slopes >= peak - 1e-9]
    at = float(steepest[np.abs(steepest).argmin()])
    if abs(at) > _SEARCH[-1] - 1:
        peak, at = float(slopes.max().round(3)), float(np.copysign(np.inf, at))
    levels = np.unique(slopes.round(9))
    few = tuple(float(level) for level in levels) if len(levels) <= _MOST_LEVELS else ()
    steep = np.abs(_SEARCH[np.abs(slopes) >= FLAT])
    furthest = float(steep.max()) if len(steep) else 0.0
    beyond = None if furthest > _SEARCH[-1] - 1 else int(np.ceil(furthest))
    return Slope(peak, at, few, beyond)


def shown_range(activation: Activation, z_range: tuple[float, float]) -> tuple[float, float]:
    """Return the range of a that a picture shows.

    Sigma's limits where both are finite; else `z_range`, widened where sigma leaves it (SELU outgrows z).
    """
    if activation.bounded:
        return activation.limits
    reached = activation.f(np.linspace(*z_range, 1001))
    return min(z_range[0], float(reached.min())), max(z_range[1], float(reached.max()))


def squash_path(activation: Activation, z: Array, share: float, z_range: tuple[float, float]) -> Array:
    """Return where one coordinate stands on its way from z to sigma(z), as a fraction of the picture.

    Every step of the way is an activation itself. A bounded sigma has its gain turned up,
    sigma(g z) with g = share², which is affine in z as g -> 0; an unbounded one has its leak turned down,
    (1 - share) z + share sigma(z), for ReLU a leaky ReLU of slope 1 - share.

    Parameters
    ----------
    activation : Activation
    z : (...) array
        One coordinate of the pre-activations.
    share : float in [0, 1]
        0 is z, 1 is sigma(z).
    z_range : (float, float)
        What the picture shows at share 0; at share 1 it shows `shown_range`.

    Returns
    -------
    (...) array
        0 at the picture's lower edge, 1 at its upper.
    """
    low, high = z_range
    if share <= 0:
        return (np.asarray(z, dtype=np.float64) - low) / (high - low)
    if not activation.bounded:
        shown_low, shown_high = shown_range(activation, z_range)
        low, high = low + share * (shown_low - low), high + share * (shown_high - high)
        return ((1 - share) * z + share * activation.f(z) - low) / (high - low)
    gain = max(share * share, 1e-4)
    ends = activation.f(gain * np.array(z_range, dtype=np.float64))
    ends = ends + (np.array(activation.limits) - ends) * share**6
    return (activation.f(gain * np.asarray(z, dtype=np.float64)) - ends[0]) / (ends[1] - ends[0])


def stretched_sigmoid(z: Array, share: float) -> Array:
    """Return a sigmoid squeezed, stretched and lowered: (1 + t) sigmoid((1 + t) z) - t, t = share in [0, 1].

    At share 1 it is tanh z, since tanh z = 2 sigmoid(2z) - 1.
    """
    return (1 + share) * expit((1 + share) * z) - share
