"""What the shape of a trained feature space means, measured and in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenes.kit.drawing.shapes import Array
from scenes.kit.words.activation_words import introduced
from scenes.kit.words.hues import class_hues
from scenes.kit.words.language import capitalised, in_percent
from training.geometry.convex import UNIT_SQUARE, inside
from training.geometry.decision import border, corners
from training.network.formulas import pre_activation
from training.run.gradients import death_of
from training.run.milestones import milestones_of
from training.run.trajectory import Trajectory

_WORTH_TELLING = 0.05
"""Least share of lost slopes that is called saturation."""
_LINE = 0.01
"""Of the image's length: a narrower image is a line to the eye."""


@dataclass(frozen=True)
class Reading:
    """One feature space of a run after its last epoch: its shape and meaning in a few words, what is said."""

    run: Trajectory
    shape: str
    meaning: str
    said: str


def saturated_share(run: Trajectory) -> float:
    """Return the share of all slopes, over points and both units, that are under 0.01 at the end of a run."""
    return float(milestones_of(run).saturated[-1].mean())


def flat(run: Trajectory) -> Reading:
    """Return the reading of the run without an activation."""
    right = in_percent(float(run.accuracy[-1]))
    said = f"If it is [still flat], nothing was bent, and {right} percent are right."
    return Reading(run, "still flat", f"{right} % right", said)


def a_line(run: Trajectory, *others: Trajectory) -> Reading | None:
    """Return the reading of a run that lost a unit; None when it did not.

    Where the points of one of the others lie on a line, too, that alone is no sign of a death.
    """
    if death_of(run) is None:
        return None
    said = "If all points lie on [one line], a unit has died."
    if any(map(collapses, others)):
        said = "If a unit has died, all points lie on [one line]."
    return Reading(run, "all on one line", "a unit has died", said)


def pressed(*runs: Trajectory) -> Reading | None:
    """Return the most saturated of some runs; None when hardly a slope has gone."""
    run = max(runs, key=saturated_share)
    if saturated_share(run) < _WORTH_TELLING:
        return None
    if float(run.accuracy[-1]) >= 1:
        said = "If it is [pressed] to the walls, it is solved, and slow to change from here."
        return Reading(run, "pressed to the walls", "solved, slow to change", said)
    said = "If it is [pressed] to the walls, it is slow to change from here."
    return Reading(run, "pressed to the walls", "slow to change", said)


def parted(*runs: Trajectory) -> Reading:
    """Return the first of the most accurate of some runs, those left out that have pressed nothing."""
    bending = [run for run in runs if presses(run) or not run.activation.hinges]
    run = max(bending or runs, key=lambda run: float(run.accuracy[-1]))
    right, (low, high) = float(run.accuracy[-1]), class_hues()
    if right >= 1:
        said = f"With [{low} on one side] and {high} on the other, it is ready for a straight boundary."
        return Reading(run, f"{low} apart from {high}", "ready for the boundary", said)
    said = f"And here, a straight boundary gets [{in_percent(right)} percent] right."
    return Reading(run, "not yet parted", f"{in_percent(right)} % right", said)


def corners_said(relu: Trajectory) -> str:
    """Return what ReLU makes of its boundary, a bracket where a corner is shown."""
    name = capitalised(introduced(relu.activation))
    count = len(seen_corners(relu))
    if flattens(relu):
        return f"Here, {introduced(relu.activation)} has pressed the whole plane flat."
    if not presses(relu):
        return f"Here, {introduced(relu.activation)} has pressed nothing."
    if not bounds(relu):
        return f"{name} presses the plane, and shows no boundary here."
    if count == 0:
        return f"{name} presses the plane, though its boundary shows no corner here."
    return f"{name} presses, so its boundary has [{'a corner' if count == 1 else 'corners'}]."


def pictures_said(*runs: Trajectory) -> str:
    """Return with what the pictures of the beginning come back: with their boundaries if all have one."""
    shown = "boundaries" if all(map(bounds, runs)) else "pictures"
    return f"Here are the three {shown} from the beginning."


def smooth_said(*others: Trajectory) -> str:
    """Return what the activations without a hinge make of their boundaries, where they have one."""
    names = [introduced(run.activation) for run in others]
    drawn = [name for name, run in zip(names, others, strict=True) if bounds(run)]
    squash = f"{capitalised(' and '.join(names))} squash the plane"
    if len(drawn) == len(names):
        return f"{squash}, so theirs are smooth."
    if drawn:
        return f"{squash}, so the boundary of {drawn[0]} is smooth."
    return f"{squash}, and show no boundary here."


def bounds(run: Trajectory) -> bool:
    """Return whether a run's last boundary crosses the input square."""
    return bool(border(run.at(run.epochs), run.activation))


def collapses(run: Trajectory) -> bool:
    """Return whether a run's affine map sends the plane to a line in the end, as far as one sees."""
    wide, narrow = np.linalg.svd(run.at(run.epochs).hidden_kernel, compute_uv=False)
    return bool(narrow < _LINE * wide)


def presses(run: Trajectory) -> bool:
    """Return whether a hinge of either unit crosses the input square at the end of a run."""
    low, high = _reached(run)
    return any(bool(((low < hinge) & (hinge < high)).any()) for hinge in run.activation.hinges)


def flattens(run: Trajectory) -> bool:
    """Return whether a unit has the whole input square on its flat side at the end of a run."""
    _, high = _reached(run)
    return run.activation.flat[0] and bool((high <= run.activation.hinges[0]).any())


def _reached(run: Trajectory) -> tuple[Array, Array]:
    """Lowest and highest pre-activation of each unit on the input square at the end, each of shape (2,)."""
    z = pre_activation(UNIT_SQUARE, run.at(run.epochs), run.activation)
    return z.min(axis=0), z.max(axis=0)


def seen_corners(run: Trajectory) -> Array:
    """Return the corners of a run's last boundary inside the input square, shape (m, 2)."""
    found = corners(run.at(run.epochs), run.activation)
    return found[inside(found)] if len(found) else found
