"""What the shape of a trained feature space means, measured and in words."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.kit.drawing.shapes import Array
from scenes.kit.planes.riddle import Riddle
from scenes.kit.words.activation_words import spoken_name
from scenes.kit.words.language import in_percent
from training.geometry.convex import UNIT_SQUARE, inside
from training.geometry.decision import corners
from training.network.formulas import pre_activation
from training.run.gradients import death_of
from training.run.milestones import SATURATED_SLOPE, milestones_of
from training.run.trajectory import Trajectory

_WORTH_TELLING = 0.05
"""Least share of lost slopes that is called saturation."""


@dataclass(frozen=True)
class Reading:
    """One feature space of a run at an epoch: its shape and meaning in a few words, what is said of it."""

    run: Trajectory
    epoch: float
    shape: str
    meaning: str
    said: str


def saturated_share(run: Trajectory) -> float:
    """Return the share of all slopes, over points and both units, that are under 0.01 at the end of a run."""
    return float(milestones_of(run).saturated[-1].mean())


def no_bend(run: Trajectory) -> Reading:
    """Return the reading of the run without an activation."""
    right = in_percent(float(run.accuracy[-1]))
    said = f"No bend: an affine layer alone, with {right} percent right."
    return Reading(run, run.epochs, "no bend", "linear", said)


def a_line(run: Trajectory) -> Reading | None:
    """Return the run that lost a unit, at the update that killed it; None when it did not."""
    death = death_of(run)
    if death is None:
        return None
    epoch = death.update / run.updates_per_epoch
    return Reading(run, epoch, "one line", "a dead unit", "All points on one line: one unit is dead.")


def pressed(*runs: Trajectory) -> Reading | None:
    """Return the most saturated of some runs; None when hardly a slope has gone."""
    run = max(runs, key=saturated_share)
    if saturated_share(run) < _WORTH_TELLING:
        return None
    share, name = in_percent(saturated_share(run)), spoken_name(run.activation)
    said = (
        "Pressed to the edges: saturation. "
        f"With {name}, {share} percent of the slopes are below {SATURATED_SLOPE:g}."
    )
    return Reading(run, run.epochs, "pressed to the edges", "saturation", said)


def return_said(relu: Trajectory) -> str:
    """Return what is said as the three pictures return: ReLU's corners are what tells them apart."""
    told = " Now you can tell them apart." if len(seen_corners(relu)) else ""
    return f"Back to the three pictures.{told}"


def riddle_said(relu: Trajectory) -> str:
    """Return how to tell the three borders apart, by ReLU's corners if it has any in the input square."""
    count = len(seen_corners(relu))
    if not folds(relu):
        if flattens(relu):
            return "Here, ReLU has pressed the whole square flat. The others squash it smoothly."
        return "Here, ReLU has folded nothing. The others squash the plane smoothly."
    if count == 0:
        return "ReLU folds the plane. The others squash it smoothly."
    bent = "a corner" if count == 1 else "corners"
    return f"ReLU folds the plane, so its border has {bent}. The others squash smoothly."


def cuts_said(riddle: Riddle) -> str:
    """Return what stands behind the borders; where a picture has none, why not."""
    if all(len(picture.pieces) for picture in riddle.pictures.values()):
        return "And behind each border stands one straight cut."
    return "Behind a border stands one straight cut. Without a border, the cut misses the square."


def folds(run: Trajectory) -> bool:
    """Return whether a hinge line of either unit crosses the input square at the end of a run."""
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
    """Return the corners of a run's last border inside the input square, shape (m, 2)."""
    found = corners(run.at(run.epochs), run.activation)
    return found[inside(found)] if len(found) else found


def bent_apart(*runs: Trajectory) -> Reading:
    """Return the first of the most accurate of some runs, those left out that have folded nothing."""
    bending = [run for run in runs if folds(run) or not run.activation.hinges]
    run = max(bending or runs, key=lambda run: float(run.accuracy[-1]))
    right = float(run.accuracy[-1])
    if right >= 1:
        said = "Bent so that one straight cut parts the classes: solved."
        return Reading(run, run.epochs, "bent apart", "solved", said)
    said = f"Bent so that one straight cut gets {in_percent(right)} percent right."
    return Reading(run, run.epochs, "bent", f"{in_percent(right)} % right", said)
