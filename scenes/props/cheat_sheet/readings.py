"""What the shape of a trained feature space means, measured and in words."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.kit.drawing.shapes import Array
from scenes.kit.words.activation_words import spoken_name
from scenes.kit.words.result_words import in_percent
from training.geometry.convex import inside
from training.geometry.decision import corners
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
    """Share of all slopes, over points and both units, that are under 0.01 at the end of a run."""
    return float(milestones_of(run).saturated[-1].mean())


def no_bend(run: Trajectory) -> Reading:
    """The run without an activation."""
    right = in_percent(float(run.accuracy[-1]))
    said = f"No bend: an affine layer alone, with {right} percent right."
    return Reading(run, run.epochs, "no bend", "linear", said)


def a_line(run: Trajectory) -> Reading | None:
    """The run that lost a unit, at the update that killed it; None when it did not."""
    death = death_of(run)
    if death is None:
        return None
    epoch = death.update / run.updates_per_epoch
    return Reading(run, epoch, "one line", "a dead unit", "All points on one line: one unit is dead.")


def pressed(*runs: Trajectory) -> Reading | None:
    """The most saturated of some runs; None when hardly a slope has gone."""
    run = max(runs, key=saturated_share)
    if saturated_share(run) < _WORTH_TELLING:
        return None
    share, name = in_percent(saturated_share(run)), spoken_name(run.activation)
    said = (
        "Pressed to the edges: saturation. "
        f"With {name}, {share} percent of the slopes are below {SATURATED_SLOPE:g}."
    )
    return Reading(run, run.epochs, "pressed to the edges", "saturation", said)


def riddle_said(relu: Trajectory) -> str:
    """How to tell the three borders apart, by ReLU's corners if it has any in the input square."""
    count = len(seen_corners(relu))
    if count == 0:
        return "ReLU folds the plane. The others squash it smoothly."
    bent = "a corner" if count == 1 else "corners"
    return f"ReLU folds the plane, so its border has {bent}. The others squash smoothly."


def seen_corners(run: Trajectory) -> Array:
    """Corners of a run's last border inside the input square, shape (m, 2)."""
    found = corners(run.at(run.epochs), run.activation)
    return found[inside(found)] if len(found) else found


def bent_apart(*runs: Trajectory) -> Reading:
    """The first of the most accurate of some runs."""
    run = max(runs, key=lambda run: float(run.accuracy[-1]))
    right = float(run.accuracy[-1])
    if right >= 1:
        said = "Bent so that one straight cut parts the classes: solved."
        return Reading(run, run.epochs, "bent apart", "solved", said)
    said = f"Bent so that one straight cut gets {in_percent(right)} percent right."
    return Reading(run, run.epochs, "bent", f"{in_percent(right)} % right", said)
