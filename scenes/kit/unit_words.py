"""What is said of a run that loses a unit, or of one whose units both live."""

from __future__ import annotations

import numpy as np

from scenes.kit.activation_words import spoken_name
from scenes.kit.result_words import counted, in_percent
from training.activations import Activation
from training.errors import LectureError
from training.runs import named_recipe
from training.trajectory import Trajectory


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


def step_ratio(run: Trajectory) -> float:
    """The run's learning rate as a multiple of the lecture's own for its activation."""
    return float(run.recipe.learning_rate / named_recipe(run.recipe.activation).learning_rate)


def steps_said(run: Trajectory) -> str:
    """How large the run's steps are."""
    name, ratio = spoken_name(run.activation), step_ratio(run)
    if np.isclose(ratio, 1):
        return f"Here {name} trains with steps as large as our own."
    return f"Here {name} trains with steps {ratio:.3g} times our own."


def best_said(run: Trajectory, epoch: int) -> str:
    """How much a run gets right at an epoch."""
    right = float(run.accuracy[epoch])
    share = "every point" if right >= 1 else f"{in_percent(right)} percent of the points"
    when = f"After {counted(epoch, 'epoch')}" if epoch else "Untrained"
    return f"{when}, it gets {share} right."


def rest_said(epochs: int) -> str:
    """How long a dead unit is still trained."""
    if epochs == 0:
        return "No gradient, no step back."
    return (
        f"No gradient, no step back. {counted(epochs, 'more epoch').capitalize()}, and it never moves again."
    )


def end_said(run: Trajectory) -> str:
    """How much a run gets right at its end."""
    return f"The run ends with {in_percent(float(run.accuracy[-1]))} percent right."
