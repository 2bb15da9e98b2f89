"""The results of a sweep, read from the cache."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training import paths
from training.errors import LectureError
from training.naming import refuse_unknown
from training.network.formulas import Weights
from training.storage.store import Form, load_checked, weight_shapes
from training.sweep.sweep_plan import LECTURE_SWEEP, SweepPlan, named_plan, seeds_text, sweep_name

Array = NDArray[Any]


def member_arrays(plan: SweepPlan, members: int) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Return dtype and shape of what is kept of so many members of one activation."""
    kept, epochs = len(plan.kept_epochs), plan.base.epochs + 1
    shapes = weight_shapes(plan.base)
    return {
        **{name: ("<f4", (members, kept, *shape)) for name, shape in shapes.items()},
        "loss": ("<f4", (members, epochs)),
        "accuracy": ("<f4", (members, epochs)),
        "negatives_right": ("<i4", (members,)),
        "all_right": ("<i4", (members,)),
        "dead": ("<i4", (members, 2)),
    }


def sweep_form(plan: SweepPlan) -> Form:
    """Return what the cache file of a sweep must be."""
    count = len(plan.activations)
    members = {
        name: (dtype, (count, *shape))
        for name, (dtype, shape) in member_arrays(plan, len(plan.seeds)).items()
    }
    seeds: dict[str, tuple[str, tuple[int, ...]]] = {"seeds": ("<i8", (len(plan.seeds),))}
    return Form({**members, **seeds}, plan.as_dict(), plan.digest(), plan.command(), finite=False)


@dataclass(frozen=True)
class Sweep:
    """The results of a sweep of A activations, S seeds, E epochs, K kept epochs.

    Parameters
    ----------
    plan : SweepPlan
    weights : Weights with leading axes (A, S, K), float32
        After each of `plan.kept_epochs`.
    loss, accuracy : (A, S, E + 1) float32
        On all points, after each epoch.
    negatives_right, all_right : (A, S) int32
        The epoch from which all negatives (all points) are right for good; -1 when not reached.
    dead : (A, S, 2) int32
        The epoch from which a feature unit is dead for good; -1 when it is not.
    provenance : dict
    """

    plan: SweepPlan
    weights: Weights
    loss: Array
    accuracy: Array
    negatives_right: Array
    all_right: Array
    dead: Array
    provenance: dict[str, Any]

    def index(self, activation: str, seed: int) -> tuple[int, int]:
        """Return where a member stands in the arrays.

        Raises
        ------
        LectureError
            When the sweep has no such member.
        """
        refuse_unknown("activation of the sweep", activation, self.plan.activations)
        if seed not in self.plan.seeds:
            raise LectureError(f"the sweep has no seed {seed}; it has {seeds_text(self.plan.seeds)}")
        return self.plan.activations.index(activation), self.plan.seeds.index(seed)

    def at(self, activation: str, seed: int, epoch: int) -> Weights:
        """Return a member's stored weights after a kept epoch, float64.

        Raises
        ------
        LectureError
            When the sweep has no such member or kept no weights after that epoch.
        """
        if epoch not in self.plan.kept_epochs:
            kept = ", ".join(map(str, self.plan.kept_epochs))
            raise LectureError(f"the sweep kept no weights after epoch {epoch}; it kept those after {kept}")
        member = (*self.index(activation, seed), self.plan.kept_epochs.index(epoch))
        return self.weights[member].astype(np.float64)


def load_sweep(name: "str | SweepPlan" = LECTURE_SWEEP) -> Sweep:
    """Return the cached results of a named sweep or of exactly that plan.

    Raises
    ------
    LectureError
        When the file is missing, damaged, or made from another plan; says what to type.
    """
    plan = name if isinstance(name, SweepPlan) else named_plan(name)
    arrays, provenance = load_checked(paths.CACHE / sweep_name(plan), sweep_form(plan))
    return Sweep(
        plan,
        Weights.from_arrays([arrays[member] for member in weight_shapes(plan.base)]),
        arrays["loss"],
        arrays["accuracy"],
        arrays["negatives_right"],
        arrays["all_right"],
        arrays["dead"],
        provenance,
    )
