"""Weights of a sweep's members between the kept epochs: monotone interpolation, as for single runs."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.network.formulas import Weights
from training.run.interpolation import WeightPath
from training.sweep.sweep import Sweep

Array = NDArray[Any]


class SweepPath:
    """The way of all members of one activation through their kept weights.

    Between kept epochs each weight is monotone (PCHIP): a picture of where a member is, not a measurement.
    A member whose training diverged stands at weights of 0 from there on.

    Parameters
    ----------
    sweep : Sweep
    activation : str
        One of the sweep's.

    Raises
    ------
    LectureError
        When the sweep has no such activation.
    """

    def __init__(self, sweep: Sweep, activation: str) -> None:
        index, _ = sweep.index(activation, sweep.plan.seeds[0])
        self._epochs = np.array(sweep.plan.kept_epochs, dtype=np.float64)
        self._places = np.arange(len(self._epochs))
        self._path = WeightPath(sweep.weights[index].map(_kept_epochs_first))

    def at(self, epoch: float) -> Weights:
        """Return the weights of all members, a leading axis of S; exactly the stored ones at a kept epoch."""
        return self._path.at(float(np.interp(epoch, self._epochs, self._places)))


def _kept_epochs_first(array: Array) -> Array:
    """Turn (S, K, ...) into (K, S, ...), 0 in place of what is not finite."""
    return np.nan_to_num(np.swapaxes(array, 0, 1), nan=0.0, posinf=0.0, neginf=0.0)
