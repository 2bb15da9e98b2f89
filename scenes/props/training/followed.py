"""The point a training film follows: the one of its class that comes right for good last."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.kit.drawing.shapes import Array
from scenes.kit.planes.feature_space import strokes_of
from training.network.formulas import correct, probability
from training.run.milestones import NOT_REACHED, for_good
from training.run.trajectory import Trajectory

_NEAR = 0.05
"""Of a curve's length from its end: this near is *near the end*."""


@dataclass(frozen=True)
class Followed:
    """A point of class 1, and what becomes of it.

    Attributes
    ----------
    index : int
        Among the run's points.
    inputs : Array
        Shape ``(2,)``.
    label : int
        Its class.
    p : Array
        Its probability after each epoch, shape ``(E + 1,)``.
    right_from : int or None
        The epoch from which it is right to the end.
    last : bool
        Whether no point of its class is less sure at that epoch, nor comes right later.
    """

    index: int
    inputs: Array
    label: int
    p: Array
    right_from: int | None
    last: bool


def followed_point(run: Trajectory) -> Followed:
    """Return the point of class 1 that is right for good last; of several the least sure one at that time.

    Where some never are, it is the least sure of these at the run's end; where there is no point of class 1,
    the class is 0.
    """
    label = int((run.targets > 0.5).any())
    own = np.flatnonzero((run.targets > 0.5) == bool(label))
    p = probability(run.inputs.astype(float), run.after_epochs(), run.activation)
    since = for_good(correct(p, run.targets)[:, own])
    never = since == NOT_REACHED
    epoch = run.epochs if never.any() else int(since.max())
    late = never if never.any() else since == epoch
    sure = np.where(run.targets[own] > 0.5, p[epoch, own], 1 - p[epoch, own])
    chosen = int(np.flatnonzero(late)[sure[late].argmin()])
    index = int(own[chosen])
    right_from = None if never.any() else epoch
    last = bool(right_from is not None and right_from > 0 and sure[chosen] <= sure.min())
    return Followed(index, run.inputs[index].astype(float), label, p[:, index], right_from, last)


def along_the_curve(run: Trajectory, label: int) -> Array | None:
    """Return where along its class's curve each point of a class lies, 0 to 1; None where it has no ends.

    Dots have none, nor has a closed curve.
    """
    if not run.dataset.drawn_as_strokes:
        return None
    stroke = strokes_of(run)[label]
    steps = np.linalg.norm(np.diff(stroke, axis=0), axis=1)
    if np.linalg.norm(stroke[-1] - stroke[0]) < 0.1 * steps.sum():
        return None
    own = run.inputs[(run.targets > 0.5) == bool(label)].astype(float)
    nearest = np.linalg.norm(own[:, None] - stroke[None], axis=2).argmin(axis=1)
    length = np.concatenate(([0.0], np.cumsum(steps)))
    return np.asarray(length[nearest] / length[-1])


def near_an_end(run: Trajectory, followed: Followed) -> bool:
    """Return whether the followed point lies near an end of its class's curve."""
    along = along_the_curve(run, followed.label)
    if along is None:
        return False
    own = np.flatnonzero((run.targets > 0.5) == bool(followed.label))
    at = float(along[np.flatnonzero(own == followed.index)[0]])
    return min(at, 1 - at) <= _NEAR


def only_ends_wrong(run: Trajectory, label: int, wrong: NDArray[np.bool_]) -> bool:
    """Return whether the wrong points of a class are its curve's ends, both or one, and less than half of it.

    Parameters
    ----------
    run
        Whose points they are.
    label
        The class.
    wrong
        Which of all points are misclassified, shape ``(n,)``.
    """
    along = along_the_curve(run, label)
    own = wrong[(run.targets > 0.5) == bool(label)]
    if along is None or not own.any() or own.mean() >= 0.5:
        return False
    right = along[~own]
    return bool(((along[own] <= right.min()) | (along[own] >= right.max())).all())
