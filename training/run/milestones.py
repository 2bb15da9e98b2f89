"""The epochs of a run at which points come right, the loss rests, axes widen, units squash or die.

An epoch that is not reached is None, which reads "not within 150 epochs".
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.network.formulas import activation_values, correct, pre_activation, probability
from training.run.interpolation import unit_grid
from training.run.trajectory import Trajectory

Array = NDArray[Any]
NOT_REACHED = -1
"""Stands in arrays of epochs for one that is not reached."""
PLATEAU_BAND = 0.05
"""Of the loss's whole range: how far it may move on a plateau."""
PLATEAU_FALL_AFTER = 0.25
"""Of the loss's whole range: how far it must still fall after a plateau."""
WIDENED = 0.10
"""Of the widest an axis gets: how far it must be beyond its start to count as widening."""
SQUASHED_SLOPE = 0.5
"""Of sigma's steepest slope: below this a point counts as squashed."""
SQUASHED_SHARE = 0.05
"""Of all points: so many must be squashed for squashing to have begun."""
SATURATED_SLOPE = 0.01
"""Slope below which a point counts as saturated for a unit."""
_CHUNK_FLOATS = 2_000_000
"""Pre-activations of a unit computed at once: 16 MB as float64."""


@dataclass(frozen=True)
class Plateau:
    """A stretch of epochs over which the loss hardly moves; `level` is its mean loss there."""

    begin: int
    end: int
    level: float


@dataclass(frozen=True)
class Milestones:
    """What happened during a run of `epochs` epochs.

    Parameters
    ----------
    negatives_right, all_right : int or None
        The epoch from which, to the end, every negative (every point) is right after each epoch.
    plateau : Plateau or None
        The longest stretch over which the loss stays within 5 % of its whole range and after which
        it still falls by at least 25 % of that range.
    widening : (int or None, int or None)
        Per feature axis, the first epoch at which the image of the input square is wider than at
        the start by 10 % of the widest it gets on that axis.
    squashing : (int or None, int or None)
        Per feature axis, the first epoch at which sigma' is below half its peak for at least 5 % of
        the points; None where sigma has no two-sided limits and so does not squash.
    dead : (int or None, int or None)
        Per feature unit, the epoch from which, to the end, sigma' is 0 on every point.
    saturated : (E + 1, 2) array
        Per epoch and feature unit, the share of points with |sigma'| < 0.01.
    """

    epochs: int
    negatives_right: int | None
    all_right: int | None
    plateau: Plateau | None
    widening: tuple[int | None, int | None]
    squashing: tuple[int | None, int | None]
    dead: tuple[int | None, int | None]
    saturated: Array

    def described(self, epoch: int | None) -> str:
        """Return an epoch as text, "not within 150 epochs" when it was not reached."""
        return f"not within {self.epochs} epochs" if epoch is None else str(epoch)


def for_good(holds: Array) -> Array:
    """Return the first index from which `holds` stays true to the end; NOT_REACHED where the end is not.

    Parameters
    ----------
    holds : (n, ...) array of bool, n >= 1
        In order of time along the first axis.

    Returns
    -------
    (...) int32 array
    """
    broken = ~np.asarray(holds, dtype=bool)
    last = len(broken) - 1 - np.argmax(broken[::-1], axis=0)
    since = np.where(broken.any(axis=0), last + 1, 0)
    return np.where(broken[-1], NOT_REACHED, since).astype(np.int32)


def reached(index: Array) -> int | None:
    """Return an index as a number, None for NOT_REACHED."""
    return None if index == NOT_REACHED else int(index)


def first(holds: Array) -> int | None:
    """Return the first index at which `holds` is true, None when there is none."""
    hits = np.flatnonzero(holds)
    return int(hits[0]) if len(hits) else None


def longest_plateau(loss: Array) -> Plateau | None:
    """Return the plateau of a loss curve, one value per epoch; see `Milestones`."""
    values = np.asarray(loss, dtype=np.float64)
    whole = float(np.ptp(values))
    lowest_after = np.minimum.accumulate(values[::-1])[::-1]
    best: tuple[int, int] | None = None
    begin = 0
    for end in range(len(values)):
        while np.ptp(values[begin : end + 1]) > PLATEAU_BAND * whole:
            begin += 1
        falls_after = values[end] - lowest_after[end] >= PLATEAU_FALL_AFTER * whole
        if whole > 0 and falls_after and end > begin and (best is None or end - begin > best[1] - best[0]):
            best = begin, end
    if best is None:
        return None
    return Plateau(*best, level=float(values[best[0] : best[1] + 1].mean()))


def milestones_of(trajectory: Trajectory) -> Milestones:
    """Return the milestones of a run, measured with the weights after each epoch."""
    seen = _over_epochs(trajectory)
    return Milestones(
        epochs=trajectory.epochs,
        negatives_right=reached(for_good(seen["negatives"])),
        all_right=reached(for_good(seen["all"])),
        plateau=longest_plateau(trajectory.loss),
        widening=_per_unit(lambda unit: widening_onset(trajectory, unit)),
        squashing=_per_unit(lambda unit: first(seen["squashed"][:, unit] >= SQUASHED_SHARE)),
        dead=_per_unit(lambda unit: reached(for_good(seen["dead"])[unit])),
        saturated=seen["saturated"],
    )


def _over_epochs(trajectory: Trajectory) -> dict[str, Array]:
    """Return what milestones look at after each epoch, arrays with a leading axis of length E + 1.

    `negatives`, `all`: whether they are right; per feature unit `dead`: whether sigma' is 0 on every
    point, `saturated` and `squashed`: the share of points with a flat sigma'.
    """
    activation = trajectory.activation
    inputs, negative = trajectory.inputs.astype(np.float64), trajectory.targets < 0.5
    squashed_below = SQUASHED_SLOPE * _peak_slope(trajectory)
    chunks: list[dict[str, Array]] = []
    step = max(1, _CHUNK_FLOATS // len(inputs))
    for start in range(0, trajectory.epochs + 1, step):
        weights = trajectory.after_epochs()[start : start + step]
        right = correct(probability(inputs, weights, activation), trajectory.targets)
        slopes = np.abs(activation.derivative(pre_activation(inputs, weights, activation)))
        chunks.append(
            {
                "negatives": np.all(right[:, negative], axis=1),
                "all": np.all(right, axis=1),
                "dead": np.all(slopes == 0, axis=1),
                "saturated": (slopes < SATURATED_SLOPE).mean(axis=1),
                "squashed": (slopes < squashed_below).mean(axis=1),
            }
        )
    return {name: np.concatenate([chunk[name] for chunk in chunks]) for name in chunks[0]}


def _peak_slope(trajectory: Trajectory) -> float:
    """Return the steepest slope of an activation that squashes, 0 for one without two-sided limits."""
    if not trajectory.activation.bounded:
        return 0.0
    return float(trajectory.activation.derivative(np.linspace(-8.0, 8.0, 1601)).max())


def _per_unit(epoch_of: Any) -> tuple[int | None, int | None]:
    return epoch_of(0), epoch_of(1)


def widening_onset(trajectory: Trajectory, unit: int) -> int | None:
    """Return the epoch from which one axis of feature space widens; see `Milestones`."""
    image = activation_values(unit_grid(), trajectory.after_epochs(), trajectory.activation)
    width = np.ptp(image[:, :, unit], axis=1)
    return first(width > width[0] + WIDENED * width.max())
