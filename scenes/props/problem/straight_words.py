"""What can truthfully be said about a run without activation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array
from scenes.kit.words.hues import hue_said
from scenes.kit.words.language import counted, in_percent
from scenes.props.problem.straight_cut import merged
from training.geometry.convex import UNIT_SQUARE, line_inside
from training.run.trajectory import Trajectory

_WAVERING = 0.06
"""Change of accuracy, a share of the points, up to which the latter half of a run is said to be stuck."""
_RISING = 0.01
"""Gain of mean accuracy from one half of those epochs to the other from which a run is not stuck."""
_FEW = 10
"""Epochs too few to say so."""
_TURNED = np.radians(5)
"""Least turn of a cut, in radians, that is told; a viewer hardly sees less."""
_SLID = 0.05
"""Least slide of a cut that is told, in units of the input square's half side."""


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
        """Return what the border does from the first epoch to the last, and what the rings mean, if any."""
        hue = hue_said(theme.WRONG).capitalize()
        rings = f" {hue} rings mark points it gets wrong." if self.run.accuracy.min() < 1 else ""
        return f"{_motion(*merged(self.run.after_epochs()))}{rings}"

    def outcome(self) -> str:
        """Return the sentence on what the run reached, per cent of the points or all of them."""
        accuracy = self.run.accuracy
        right = in_percent(float(accuracy[-1]))
        after = f"After {counted(self.run.epochs, 'epoch')}"
        if accuracy[-1] >= 1:
            return f"{after}, every point is right. For this data, a straight cut is enough."
        if _is_stuck(accuracy):
            return f"{after}, its accuracy is stuck at {right} percent."
        return f"{after}, {right} percent of the points are right."

    def why(self) -> str:
        """Return the question that multiplying the layers out answers, and the beginning of the answer."""
        asked = "Why?" if self.run.accuracy[-1] < 1 else "Why only straight?"
        return f"{asked} Without activation, one affine map follows another."

    def best(self) -> str:
        """Return the sentence for when no triangle shows that a straight cut is impossible."""
        if self.run.accuracy[-1] >= 1:
            return "Here one straight cut is enough. Most data is not so kind."
        return "This is the straight cut that training found."


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
        return "Its border never enters the square."
    angles = np.unwrap(np.arctan2(kernels[seen, 1], kernels[seen, 0]))
    distances = biases[seen] / np.linalg.norm(kernels[seen], axis=1)
    if np.ptp(angles) > _TURNED and np.ptp(distances) > _SLID:
        return "Its border slides and turns, but never bends."
    return "Its border never bends."
