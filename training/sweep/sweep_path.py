"""Weights of a sweep's members between the kept epochs: monotone interpolation, as for single runs."""

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.network.formulas import Weights, weights_of
from training.run.interpolation import Path
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
        kept = [getattr(sweep.weights, field.name)[index] for field in fields(Weights)[:4]]
        kept += [array[index] for layer in sweep.weights.earlier for array in layer]
        self._shapes = [array.shape[2:] for array in kept]
        self._members = len(sweep.plan.seeds)
        self._epochs = np.array(sweep.plan.kept_epochs, dtype=np.float64)
        rows = [np.swapaxes(array, 0, 1).reshape(len(self._epochs), -1) for array in kept]
        whole = np.concatenate(rows, axis=1).astype(np.float64)
        self._path = Path(np.nan_to_num(whole, nan=0.0, posinf=0.0, neginf=0.0))

    def at(self, epoch: float) -> Weights:
        """Return the weights of all members, a leading axis of S; exactly the stored ones at a kept epoch."""
        row = self._path.at(float(np.interp(epoch, self._epochs, np.arange(len(self._epochs)))))
        sizes = [self._members * int(np.prod(shape)) for shape in self._shapes]
        parts = np.split(row, np.cumsum(sizes)[:-1])
        shaped = [p.reshape(self._members, *shape) for p, shape in zip(parts, self._shapes, strict=True)]
        return weights_of(shaped)
