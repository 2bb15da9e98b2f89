"""What a sweep over seeds shows, as spoken sentences computed from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scenes.kit.drawing.shapes import Array
from scenes.kit.words.activation_words import introduced, spoken_name
from scenes.kit.words.language import capitalised, counted, listed, out_of
from training.network.activations import activation_named
from training.sweep.sweep import Sweep


def names_of(sweep: Sweep) -> list[str]:
    """Return the activations' names as one writes them alone, in the sweep's order."""
    return [spoken_name(activation_named(name)) for name in sweep.plan.activations]


def said_of(sweep: Sweep) -> list[str]:
    """Return the activations' names as one meets them within a sentence, in the sweep's order."""
    return [introduced(activation_named(name)) for name in sweep.plan.activations]


def finishing(sweep: Sweep) -> Array:
    """Return the epoch from which every point is right for good, infinity where it never is, shape (A, S)."""
    return np.where(sweep.all_right < 0, np.inf, sweep.all_right.astype(float))


def middle(times: Array) -> Array:
    """Return the middle one of the last axis, the earlier of two: an epoch of a real member."""
    return np.asarray(np.sort(times, axis=-1)[..., (times.shape[-1] - 1) // 2])


def asked(sweep: Sweep, solved: bool) -> str:
    """Return how the starts are announced, and what is asked; ``solved``: whether there is a verdict."""
    total = len(sweep.plan.seeds)
    here = "Here is another" if total == 1 else f"Here are {counted(total)}"
    return f"[{here}]. {'Will the verdict hold?' if solved else 'Will another one get there?'}"


def clock_said(sweep: Sweep) -> str:
    """Return how to read the cells while all members run."""
    lights = "lights" if (sweep.all_right >= 0).any() else "would light"
    return f"A cell {lights} up once its network is right for good."


def solved_said(sweep: Sweep) -> str:
    """Return from how many starts each activation solves the task, most first."""
    count, total = (sweep.all_right >= 0).sum(axis=1), len(sweep.plan.seeds)
    if (count == total).all():
        return f"All of them solve it from {'their start' if total == 1 else 'every start'}."
    if not count.any():
        return f"None of them solves it from {'this start' if total == 1 else 'any start'}."
    order, names = np.argsort(-count, kind="stable"), said_of(sweep)

    def many(k: int) -> str:
        return "every start" if count[k] == total else counted(int(count[k])) if count[k] else "none"

    first, *others = order.tolist()
    starts = "" if count[first] == total else f" of {total} starts"
    told = [f"{names[first]} solves it from {many(first)}{starts}"]
    told += [f"{names[k]} from {many(k)}" for k in others]
    return f"{capitalised(listed(told))}."


def median_said(sweep: Sweep) -> str:
    """Return the median time to solve it; a start that never does counts as later than any."""
    medians = middle(finishing(sweep))
    order = np.argsort(medians, kind="stable").tolist()
    names, last = said_of(sweep), sweep.plan.base.epochs
    there = [k for k in order if np.isfinite(medians[k])]
    stuck = [names[k] for k in order if not np.isfinite(medians[k])]
    told = [f"{names[k]} {counted(int(medians[k]), '' if i else 'epoch')}" for i, k in enumerate(there)]
    median = "[The median], the middle one of all starts,"
    if not told:
        return f"{median} is not there by epoch {last}."
    said = f"{median} takes {listed(told)}."
    return f"{said} With {listed(stuck, 'or')}, it is not there by epoch {last}." if stuck else said


@dataclass(frozen=True)
class Duel:
    """The activation that the verdict calls the winner, against its closest rival.

    Attributes
    ----------
    champion, rival : int
        Places among the sweep's activations.
    wins, losses : (S,) array of bool
        Where the rival, or the champion, is right strictly earlier from the same start.
    """

    champion: int
    rival: int
    wins: Array
    losses: Array

    @property
    def overturned(self) -> bool:
        """Whether the rival is ahead in more starts."""
        return int(self.wins.sum()) > int(self.losses.sum())

    def keeps(self, tie: bool) -> bool:
        """Whether the verdict stands: that the champion wins, or that the two of them tie."""
        ahead = int(self.losses.sum()) - int(self.wins.sum())
        return ahead == 0 if tie else ahead > 0


def duel_of(sweep: Sweep, winners: Sequence[str]) -> Duel | None:
    """Return a verdict's winner against the one that does best against it; None where it has no rival.

    Of winners that tie, the first stands against the best of the others.
    """
    names = sweep.plan.activations
    champion = winners[0] if winners else ""
    if champion not in names or len(names) < 2:
        return None
    rivals = [names.index(name) for name in winners[1:] or names if name in names and name != champion]
    times, own = finishing(sweep), names.index(champion)
    ahead, behind = times < times[own], times > times[own]
    lead = (ahead.sum(axis=1) - behind.sum(axis=1)).tolist()
    medians = middle(times).tolist()
    rival = max(rivals, key=lambda k: (lead[k], -medians[k]))
    return Duel(own, rival, ahead[rival], behind[rival])


def duel_said(sweep: Sweep, duel: Duel) -> str:
    """Return how often the rival beats the champion, or fails to."""
    names, total = said_of(sweep), len(duel.wins)
    first, second, ahead = duel.champion, duel.rival, duel.losses
    if duel.overturned:
        first, second, ahead = duel.rival, duel.champion, duel.wins
    count = out_of(int(ahead.sum()), total)
    return f"[From the same start], {names[first]} beats {names[second]} in {count} of {total}."


def judged(duel: Duel, tie: bool) -> str:
    """Return what becomes of the verdict; ``tie``: whether it is one."""
    if duel.keeps(tie):
        return "So [the verdict holds]."
    return "So [strike the verdict out]." if tie or duel.overturned else "So [neither of them wins]."


def seed_said(sweep: Sweep, seed: int) -> str:
    """Return where one seed stands among the others that get there."""
    times = finishing(sweep)
    own = times[:, sweep.plan.seeds.index(seed)]
    latest = np.where(np.isfinite(times), times, -1.0).max(axis=1)
    slower = (np.isfinite(times) & (times < own[:, None])).sum(axis=1)
    names = said_of(sweep)
    slowest = [names[k] for k in range(len(own)) if own[k] == latest[k] and slower[k] > 0]
    if slowest:
        return f"For {listed(slowest)}, [our seed] was the slowest that got there."
    if not np.isfinite(own).any():
        return "[Our seed] is ringed, and gets there with none of them."
    worst = int(slower.argmax())
    if np.isinf(own[worst]) and slower[worst]:
        others = capitalised(counted(int(slower[worst]), "other"))
        get = "gets" if slower[worst] == 1 else "get"
        return f"[Our seed] is ringed. {others} {get} there with {names[worst]}, and it does not."
    ahead = counted(int(slower[worst])) if slower[worst] else "none"
    verb = "is" if slower[worst] == 1 else "are"
    return f"[Our seed] is ringed, and {ahead} of the others {verb} faster for {names[worst]}."
