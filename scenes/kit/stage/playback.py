"""Film time against epochs: slow where the plane moves, fast where it rests, still at every stop."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.ndimage import gaussian_filter1d

from scenes.kit.drawing.easing import eased
from scenes.kit.drawing.shapes import Array

RAMP = 0.7
"""Seconds in which time starts after a stop and comes to rest before one."""
MOST = 4.0
"""Most that motion may weigh, in averages of the run."""
AT_REST = 0.35
"""What an epoch without motion costs, in epochs of average motion."""
_FINE = 40
"""Samples an epoch of the table from film time to epochs."""
_FOLLOWED = 1.2
"""Most of a plane that may change class in a second of film, as a share: more the eye does not follow."""
STRETCH = 1.25
"""Most that moving boundaries may stretch a run, in the film time asked for: a boundary that flips at every
epoch cannot be followed in any time, and a film must end."""
_SHARES = np.linspace(0.0, 1.0, 2001)
"""Shares of a leg's film time at which its epochs are kept."""


def slowness(motion: Array, smooth: float = 2.0) -> Array:
    """Film time each epoch deserves, in arbitrary units: more where more moves.

    Parameters
    ----------
    motion
        How fast the picture changes at each epoch, shape ``(E + 1,)``, not negative.
    smooth
        Standard deviation of the Gaussian average, epochs; cut at three of them, an end goes on as it is.

    Returns
    -------
    Array
        Shape ``(E + 1,)``, between ``AT_REST`` and ``AT_REST + MOST``.
    """
    averaged = gaussian_filter1d(np.asarray(motion, float), smooth, mode="nearest", truncate=3)
    mean = averaged.mean()
    relative = averaged / mean if mean > 0 else np.ones_like(averaged)
    return AT_REST + np.minimum(relative, MOST)


def fine_epochs(epochs: int) -> Array:
    """Return the epochs of the table from film time to epochs, shape ``(40 E + 1,)``."""
    return np.linspace(0, epochs, epochs * _FINE + 1)


def time_to_follow(reclassified: Array) -> Array:
    """Return the least film time of an epoch in which the eye can follow a boundary over the plane.

    Parameters
    ----------
    reclassified
        Share of the plane that has changed class so far, at each of :func:`fine_epochs`, ascending.

    Returns
    -------
    Array
        Seconds an epoch, of the same shape.
    """
    return np.asarray(np.gradient(reclassified) * _FINE / _FOLLOWED)


def _between(values: Array, place: float) -> float:
    """Return the value at a real index, clipped, on a straight line; np.interp would give up the GIL."""
    place = min(max(place, 0.0), len(values) - 1.0)
    before = min(int(place), len(values) - 2)
    return float(values[before] + (place - before) * (values[before + 1] - values[before]))


def _steps(cost: Array) -> Array:
    """Return the film time between neighbours of :func:`fine_epochs`, seconds, from an epoch's at each."""
    return np.asarray((cost[1:] + cost[:-1]) / 2 / _FINE)


def _stretched(cost: Array, least: Array, most: float) -> Array:
    """Return each cost raised to the least, or to the largest even share of it within ``most`` seconds."""
    share = 1.0
    if _steps(np.maximum(cost, least)).sum() > most:
        share = 0.0
        for halves in 0.5 ** np.arange(1, 21):
            tried = np.maximum(cost, (share + halves) * least)
            share += halves if _steps(tried).sum() <= most else 0.0
    return np.maximum(cost, share * least)


@dataclass(frozen=True)
class Leg:
    """The run from one stop to the next.

    Attributes
    ----------
    start, end : float
        Epochs.
    seconds : float
        Of film.
    epochs : Array
        Epoch at 2,001 even shares of the film time.
    """

    start: float
    end: float
    seconds: float
    epochs: Array

    def epoch_at(self, share: float) -> float:
        """Return the epoch at a share of the film time in [0, 1]."""
        return _between(self.epochs, share * (len(self.epochs) - 1))

    def rate(self, share: float) -> float:
        """Return the progress in [0, 1] at a share of the film time: manim's rate function of this leg."""
        return (self.epoch_at(share) - self.start) / (self.end - self.start)


class Playback:
    """A run of E epochs played in a given time, at rest at its stops.

    The epoch is a strictly rising function of film time within each leg.

    Parameters
    ----------
    cost
        Film time each epoch deserves, arbitrary units, shape ``(E + 1,)``, positive; see :func:`slowness`.
    stops
        Epochs at which time stands still, ascending, inside (0, E); measured milestones.
    seconds
        Film time of all legs together, freezes not counted.
    shortest
        Least seconds of each leg, or of all; short legs are stretched, so the sum may exceed ``seconds``.
    least
        Least film time of an epoch at each of :func:`fine_epochs`, seconds; adds to ``seconds`` too, up to
        ``STRETCH`` times as much: beyond that all of it is shortened alike.

    Raises
    ------
    ValueError
        When a cost is not positive, or the stops do not ascend inside the run.
    """

    def __init__(
        self,
        cost: Array,
        stops: tuple[float, ...],
        seconds: float,
        shortest: float | tuple[float, ...] = 3.0,
        least: Array | None = None,
    ) -> None:
        self.epochs = len(cost) - 1
        marks = (0.0, *map(float, stops), float(self.epochs))
        if not all(a < b for a, b in pairwise(marks)):
            raise ValueError(f"stops {stops} must ascend between 0 and {self.epochs}, both excluded")
        if not np.all(cost > 0):
            raise ValueError("every epoch needs a positive cost; raise AT_REST")
        self._fine = fine_epochs(self.epochs)
        self._cost = np.interp(self._fine, np.arange(len(cost)), cost)
        self._cost *= seconds / _steps(self._cost).sum()
        if least is not None:
            self._cost = _stretched(self._cost, np.asarray(least, float), STRETCH * seconds)
        steps = _steps(self._cost)
        self._spent = np.concatenate(([0.0], np.cumsum(steps)))
        bounds = np.broadcast_to(shortest, len(marks) - 1).tolist()
        self.legs = tuple(self._leg(a, b, s) for (a, b), s in zip(pairwise(marks), bounds, strict=True))

    def _leg(self, start: float, end: float, shortest: float) -> Leg:
        first, last = np.interp([start, end], self._fine, self._spent)
        seconds = max(float(last - first), shortest)
        ramp = min(RAMP / seconds, 0.5)
        epochs = np.interp(first + (last - first) * eased(_SHARES, ramp), self._spent, self._fine)
        epochs[0], epochs[-1] = start, end
        return Leg(start, end, seconds, epochs)

    @property
    def seconds(self) -> float:
        """Film time of all legs together."""
        return sum(leg.seconds for leg in self.legs)

    def each_second(self) -> Array:
        """Return the epochs reached after each whole second of running film, freezes left out."""
        reached, before = [], 0.0
        for leg in self.legs:
            seconds = np.arange(np.floor(before) + 1, np.floor(before + leg.seconds) + 1)
            reached += [leg.epoch_at(share) for share in (seconds - before) / leg.seconds]
            before += leg.seconds
        return np.array(reached)
