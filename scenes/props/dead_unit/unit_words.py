"""What is said of a run that loses a unit, or of one whose units both live."""

from __future__ import annotations

import numpy as np

from scenes.kit.words.language import capitalised, counted, in_percent, out_of
from training.errors import LectureError
from training.network.activations import Activation
from training.recipe.runs import named_recipe
from training.run.gradients import unit_gradients
from training.run.trajectory import Trajectory
from training.sweep.sweep import Sweep

LEAP = 10.0
"""Least growth, as a factor, that is called a leap: an order of magnitude."""
EARLY = 0.1
"""Share of a run by which everything is right if its start is called brilliant."""


def refuse_what_never_switches_off(activation: Activation) -> None:
    """Check that a unit is off on one side of one line and on at the other: only such a unit can die.

    Raises
    ------
    LectureError
        When the activation has another number of hinges, or a slope below its hinge.
    """
    below = activation.derivative(np.array(activation.hinges) - 1.0)
    if below.shape != (1,) or below[0] != 0:
        raise LectureError(
            f"the run dead_unit trains {activation.name}, whose units never switch off; expected relu; "
            'set activation = "relu" under [runs.dead_unit] in lecture.toml'
        )


def refuse_layers_before(run: Trajectory) -> None:
    """Check that the run's two units see the input plane itself: only then has each a line in it.

    Raises
    ------
    LectureError
        When there are layers before them.
    """
    if run.weights.earlier:
        raise LectureError(
            f"the run dead_unit has {len(run.recipe.hidden_layers)} hidden layers, expected one, so that "
            "each unit has a line in the input plane; write under [runs.dead_unit] in lecture.toml: "
            'activation = "relu", learning_rate = 1.5, seed = 23, epochs = 60, hidden_layers = "2"'
        )


def step_ratio(run: Trajectory) -> float:
    """Return the run's learning rate as a multiple of the lecture's own for its activation."""
    return float(run.recipe.learning_rate / named_recipe(run.recipe.activation).learning_rate)


def steps_said(run: Trajectory, best: int) -> str:
    """Return how large the run's steps are beside the lecture's own, and what they lead to at first."""
    ratio = step_ratio(run)
    brilliant = run.accuracy[best] >= 1 and best <= EARLY * run.epochs
    start = "[the start is brilliant]" if brilliant else "[watch the boundary]"
    if np.isclose(ratio, 1):
        return f"Keep our own steps, and {start}."
    if ratio < 0.01:
        return f"Make the steps a hundred times smaller or more, and {start}."
    times = f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2g}"
    return f"Make the steps {times} times as large, and {start}."


def best_said(run: Trajectory, epoch: int) -> str:
    """Return how much a run gets right after an epoch."""
    right = float(run.accuracy[epoch])
    share = "every point is" if right >= 1 else f"{in_percent(right)} percent are"
    when = f"After {counted(epoch, 'epoch')}" if epoch else "Untrained"
    return f"{when}, {share} right."


def leap_said(run: Trajectory, unit: int, first: int, last: int) -> tuple[str, ...]:
    """Return why a unit's steps grow before its death, and how its gradient does; nothing without a leap.

    The numbers are the gauge's: the gradient on all points after updates ``first`` to ``last - 1``.
    """
    weights = run.at_each(np.arange(first, last + 1) / run.updates_per_epoch)
    kernel, bias = weights.hidden_kernel[:, :, unit], weights.hidden_bias[:, unit, None]
    steps = np.linalg.norm(np.diff(np.concatenate((kernel, bias), axis=1), axis=0), axis=1)
    sizes = np.array([unit_gradient(run, unit, update) for update in range(first, last)])
    if sizes.max() < LEAP * sizes[0] or steps.max() < LEAP * steps[0]:
        return ()
    why = "A bad step leaves larger errors, and larger errors make a larger step."
    return why, f"Its gradient leaps from {size_said(sizes[0])} to {size_said(sizes.max())}."


def size_said(size: float) -> str:
    """Return a size with at most two decimals; a small one is not rounded to nothing."""
    return "under 0.01" if size < 0.01 else f"{size:,.0f}" if size >= 100 else f"{size:.2f}"


def unit_gradient(run: Trajectory, unit: int, update: int) -> float:
    """Return the norm of a unit's gradient on all points after an update."""
    weights = run.at(update / run.updates_per_epoch)
    rows = unit_gradients(run.inputs.astype(float), run.targets, weights, run.activation)
    return float(np.linalg.norm(rows[unit]))


def rest_said(run: Trajectory, unit: int, update: int) -> str:
    """Return whether a dead unit has moved after the whole epochs that are left; nothing where none is.

    Momentum may carry it on for a while.
    """
    epochs = (run.recipe.updates - update) // run.updates_per_epoch
    if epochs == 0:
        return ""
    weights = run.weights
    moved = any(
        np.ptp(of[update:, ..., unit], axis=0).any() for of in (weights.hidden_kernel, weights.hidden_bias)
    )
    end = "it has not come back" if moved else "it has not moved"
    return f"{capitalised(counted(epochs, 'epoch'))} later, {end}."


def deaths_said(sweep: Sweep, activation: str) -> str:
    """Return in how many members of one activation a feature unit died."""
    if activation not in sweep.plan.activations:
        return "Smaller steps make that less likely."
    dead = sweep.dead[sweep.plan.activations.index(activation)]
    count, total = int((dead >= 0).any(axis=1).sum()), len(sweep.plan.seeds)
    return f"With our own steps, {out_of(count, total)} of {total} starts lost a unit."
