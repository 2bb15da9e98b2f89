"""What can truthfully be said about a run without activation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from scenes.kit.drawing.shapes import Array
from scenes.kit.words.language import counted, in_percent
from scenes.props.problem.straight_run import merged
from training.geometry.convex import UNIT_SQUARE, line_inside
from training.run.trajectory import Trajectory

_WAVERING = 0.06
"""Change of accuracy, a share of the points, up to which the latter half of a run is said to be stuck."""
_RISING = 0.01
"""Gain of mean accuracy from one half of those epochs to the other from which a run is not stuck."""
_FEW = 10
"""Epochs too few to say so."""
_FINISHED = 0.005
"""Loss above the least there is up to which more training is said not to help."""
_TURNED = np.radians(5)
"""Least turn of a boundary, in radians, that is told; a viewer hardly sees less."""
_SLID = 0.05
"""Least slide of a boundary that is told, in units of the input square's half side."""


@dataclass(frozen=True)
class StraightWords:
    """Sentences about a run of affine layers.

    Attributes
    ----------
    run : Trajectory
        With linear activation and one hidden layer.
    """

    run: Trajectory

    def motion(self) -> str:
        """Return what the boundary does from the first epoch to the last."""
        return _motion(*merged(self.run.after_epochs()))

    def outcome(self) -> str:
        """Return the sentence on what the run reached, per cent of the points or all of them."""
        right = self.run.accuracy
        after = f"After {counted(self.run.epochs, 'epoch')}"
        if right[-1] >= 1:
            return f"{after}, every point is right, so here a straight boundary is enough."
        share = f"{in_percent(float(right[-1]))} percent are right"
        if _is_stuck(right) and self.run.loss[-1] - least_loss(self.run) < _FINISHED:
            return f"{after}, {share}, and more training would not help."
        return f"{after}, {share}."

    def best(self) -> str:
        """Return the sentence for when no triangle shows that a straight boundary is impossible."""
        if self.run.accuracy[-1] >= 1:
            return "A straight boundary can part these classes. Most data is not so kind."
        return "This is the straight boundary that training found."


def least_loss(run: Trajectory) -> float:
    """Return the least mean loss that any affine map has on the points: it is convex, so there is one."""
    rows = np.column_stack((run.inputs, np.ones(len(run.inputs)))).astype(float)
    signs = 2 * run.targets.astype(float) - 1

    def loss(weights: Array) -> float:
        return float(np.logaddexp(0, -signs * (rows @ weights)).mean())

    return float(minimize(loss, np.zeros(3)).fun)


def _is_stuck(accuracy: Array) -> bool:
    """Whether accuracies after each epoch, shape ``(E + 1,)``, neither vary nor rise in their latter half."""
    latter = accuracy[len(accuracy) // 2 :]
    if len(latter) <= _FEW:
        return False
    earlier, later = np.array_split(latter, 2)
    return float(np.ptp(latter)) <= _WAVERING and float(later.mean() - earlier.mean()) <= _RISING


def _motion(kernels: Array, biases: Array) -> str:
    """How the line x @ kernel + bias = 0 moves over the input square.

    Parameters
    ----------
    kernels, biases
        After each epoch, shapes ``(E + 1, 2, 1)`` and ``(E + 1, 1)``.
    """
    kernels, biases = kernels[..., 0], biases[..., 0]
    lines = [line_inside(UNIT_SQUARE, kernel, bias) for kernel, bias in zip(kernels, biases, strict=True)]
    seen = np.array([len(line) > 0 for line in lines])
    if not seen.any():
        return "It never enters the square."
    angles = np.unwrap(np.arctan2(kernels[seen, 1], kernels[seen, 0]))
    distances = biases[seen] / np.linalg.norm(kernels[seen], axis=1)
    if np.ptp(angles) > _TURNED and np.ptp(distances) > _SLID:
        return "It slides and turns, and never bends."
    return "It never bends."
