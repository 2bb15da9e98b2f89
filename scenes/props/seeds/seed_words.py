"""What a sweep over seeds shows, as spoken sentences computed from it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.kit.drawing.shapes import Array
from scenes.kit.words.activation_words import spoken_name
from scenes.kit.words.language import among, counted, listed
from training.network.activations import activation_named
from training.sweep.sweep import Sweep


def names_of(sweep: Sweep) -> list[str]:
    """Return the activations' names as one says them, in the sweep's order."""
    return [spoken_name(activation_named(name)) for name in sweep.plan.activations]


def finishing(sweep: Sweep) -> Array:
    """Return the epoch from which every point is right for good, infinity where it never is, shape (A, S)."""
    return np.where(sweep.all_right < 0, np.inf, sweep.all_right.astype(float))


def middle(times: Array) -> Array:
    """Return the middle one of the last axis, the earlier of two: an epoch of a real member."""
    return np.asarray(np.sort(times, axis=-1)[..., (times.shape[-1] - 1) // 2])


def clock_said(sweep: Sweep) -> str:
    """Return what is said before all members run; a dot is promised only where one will come."""
    runs = sweep.all_right.size
    dots = (
        "Each dot is one that is done."
        if (sweep.all_right >= 0).any()
        else "A dot would be one that is done."
    )
    return f"Now run all {runs} trainings on one clock. {dots}"


def solved_said(sweep: Sweep) -> str:
    """Return from how many starts each activation solves the task."""
    count, total = (sweep.all_right >= 0).sum(axis=1), len(sweep.plan.seeds)
    if (count == total).all():
        return f"All of them solve it, from all {total} starts."
    first, *others = [among(int(times), total) for times in count]
    names = names_of(sweep)
    told = [f"{name} {many}" for name, many in zip(names[1:], others, strict=True)]
    return f"Of {total} starts, {listed([f'{names[0]} solves {first}', *told])}."


def typical_said(sweep: Sweep) -> str:
    """Return the median time to solve it; an unsolved start counts as later than any."""
    medians = middle(finishing(sweep))
    order = np.argsort(medians, kind="stable")
    names, last = names_of(sweep), sweep.plan.base.epochs
    there = [k for k in order if np.isfinite(medians[k])]
    stuck = [names[k] for k in order if not np.isfinite(medians[k])]
    told = [f"{names[k]} {counted(int(medians[k]), '' if i else 'epoch')}" for i, k in enumerate(there)]
    said = [f"The middle start takes {listed(told)}."] if told else []
    said += [f"With {listed(stuck)}, the middle start is not there by epoch {last}."] if stuck else []
    return " ".join(said)


def in_front(sweep: Sweep) -> NDArray[np.bool_]:
    """Return whether an activation is strictly the first to finish from the same start, shape (A, S)."""
    times = finishing(sweep)
    return np.array([row < np.delete(times, k, axis=0).min(axis=0) for k, row in enumerate(times)])


def first_said(sweep: Sweep) -> str:
    """Return how often the activation that most often is strictly first from a start is so."""
    firsts = in_front(sweep).sum(axis=1)
    best = int(firsts.argmax())
    if firsts[best] == 0:
        return "Start for start, none of them is ever alone in front."
    return f"Start for start, {names_of(sweep)[best]} is first in {firsts[best]} of {len(sweep.plan.seeds)}."


def seed_said(sweep: Sweep, seed: int) -> str:
    """Return where one seed stands among the others, for the activation with which it does worst."""
    times = finishing(sweep)
    index = sweep.plan.seeds.index(seed)
    own, others = times[:, index], np.delete(times, index, axis=1)
    faster = (others < own[:, None]).sum(axis=1)
    worst, count = int(faster.argmax()), others.shape[1]
    name, marked = names_of(sweep)[worst], f"Our own seed, {seed}, is marked."
    if not np.isfinite(own[worst]):
        return f"{marked} With {name}, it is not there by epoch {sweep.plan.base.epochs}."
    if count == 0:
        return marked
    many = among(int(faster[worst]), count)
    whom = f"{many} others" if faster[worst] == count else f"{many} of the {count} others"
    return f"{marked} With {name}, {whom} {'is' if faster[worst] == 1 else 'are'} faster."
