"""Several runs on one clock: who solves the task, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from scenes.kit.stage.playback import Playback, fine_epochs, slowness, time_to_follow
from scenes.kit.words.activation_words import spoken_name
from training.network.formulas import correct
from training.run.milestones import NOT_REACHED, PLATEAU_BAND, Plateau, longest_plateau, milestones_of
from training.run.reclassification import reclassified
from training.run.spread import motion
from training.run.trajectory import Trajectory
from training.sweep.sweep import Sweep

LONG_PLATEAU = 0.1
"""Least length of a plateau worth telling, as a share of the run."""
FEWEST = 3
"""Least length of one in epochs: through fewer a loss is not seen to rest."""


@dataclass(frozen=True)
class Race:
    """Runs of the same task, by activation name, in the order they are shown.

    Attributes
    ----------
    runs : dict
        Name to trajectory.
    shuffles : Sweep or None
        The same runs with other batch orders.
    """

    runs: dict[str, Trajectory]
    shuffles: Sweep | None = None

    @cached_property
    def epochs(self) -> int:
        """Epochs that all runs have."""
        return min(run.epochs for run in self.runs.values())

    @cached_property
    def solved(self) -> dict[str, int | None]:
        """Epoch from which every point is right for good, by name; None where that is not within the race."""
        found = {name: milestones_of(run).all_right for name, run in self.runs.items()}
        return {
            name: epoch if epoch is not None and epoch <= self.epochs else None
            for name, epoch in found.items()
        }

    @cached_property
    def finish(self) -> list[str]:
        """Names of those that solve it, first to last."""
        done = {name: epoch for name, epoch in self.solved.items() if epoch is not None}
        return sorted(done, key=lambda name: done[name])

    @cached_property
    def stops(self) -> tuple[int, ...]:
        """Epochs inside the run at which one or more runs solve it."""
        return tuple(sorted({epoch for epoch in self.solved.values() if epoch and epoch < self.epochs}))

    @cached_property
    def plateaus(self) -> dict[str, Plateau]:
        """The long plateaus of the loss, by name; that of an unsolved run may last to its end."""
        losses = {name: np.asarray(run.loss[: self.epochs + 1], float) for name, run in self.runs.items()}
        found = {
            name: longest_rest(loss) if self.solved[name] is None else longest_plateau(loss)
            for name, loss in losses.items()
        }
        least = max(LONG_PLATEAU * self.epochs, FEWEST)
        return {name: p for name, p in found.items() if p is not None and p.end - p.begin >= least}

    @property
    def highest(self) -> str:
        """Name of the run whose plateau is the highest: over it there is room; empty without plateaus."""
        return max(self.plateaus, key=lambda name: self.plateaus[name].level, default="")

    @cached_property
    def fair(self) -> bool:
        """Whether the runs differ in the activation only, first weights included."""
        runs = list(self.runs.values())
        first = runs[0]
        alike = (replace(run.recipe, activation=first.recipe.activation) == first.recipe for run in runs)
        return all(alike) and all(_same_start(run, first) for run in runs)

    def shuffled_loss(self, name: str) -> np.ndarray:
        """Return the loss of a run under every other batch order, ``(members, E + 1)``."""
        if self.shuffles is None:
            return np.zeros((0, self.epochs + 1))
        member = self.shuffles.plan.activations.index(name)
        losses: np.ndarray = self.shuffles.loss[member][self.others, : self.epochs + 1]
        return losses

    @cached_property
    def others(self) -> np.ndarray:
        """Members of the sweep that are none of the runs shown: one of its orders may be theirs."""
        if self.shuffles is None:
            return np.zeros(0, int)
        plan, raced = self.shuffles.plan, {run.recipe for run in self.runs.values()}
        own = [any(plan.member(name, seed) in raced for name in plan.activations) for seed in plan.seeds]
        return np.flatnonzero(~np.array(own))

    def shuffled_solved(self, name: str) -> np.ndarray:
        """Return when other batch orders solve it, epochs ``(members,)``, infinite where they do not."""
        if self.shuffles is None:
            return np.zeros(0)
        solved = self.shuffles.all_right[self.shuffles.plan.activations.index(name)][self.others]
        return np.where(solved == NOT_REACHED, np.inf, solved)

    def same_order(self) -> tuple[int, int]:
        """Return how many of how many other batch orders end in the order of finish shown.

        Whoever is behind in the race must be behind there too, those that finish together must do so there,
        and those that do not finish are behind all others.
        """
        places = {name: np.inf if epoch is None else epoch for name, epoch in self.solved.items()}
        groups = {
            place: np.stack([self.shuffled_solved(name) for name in places if places[name] == place])
            for place in sorted(set(places.values()))
        }
        kept = [before.max(axis=0) < after.min(axis=0) for before, after in pairwise(groups.values())]
        kept += [each.min(axis=0) == each.max(axis=0) for place, each in groups.items() if place < np.inf]
        members = len(self.others)
        return int(np.all(kept, axis=0).sum()) if kept else members, members

    def playback(self, seconds: float, stops: tuple[float, ...] = (), boundaries: bool = False) -> Playback:
        """Return one clock for all: slow where a plane moves, still at the stops.

        ``boundaries``: whether time is slow where a boundary moves, too; see :class:`Playback`.
        """
        moved = [motion(run)[: self.epochs + 1] for run in self.runs.values()]
        shares = [each / max(float(each.mean()), 1e-12) for each in moved]
        fine = fine_epochs(self.epochs)
        least = [time_to_follow(reclassified(run, fine)) for run in self.runs.values()] if boundaries else []
        floor = np.max(least, axis=0) if least else None
        return Playback(slowness(np.mean(shares, axis=0)), stops, seconds, least=floor)

    def label(self, name: str) -> str:
        """Return the activation's name as a label has it."""
        return spoken_name(self.runs[name].activation)

    def wrong(self, name: str, epoch: int) -> int:
        """Return how many points are misclassified after an epoch."""
        run = self.runs[name]
        return int(np.sum(~correct(run.probabilities(epoch), run.targets)))

    def share(self, one: str, other: str) -> int | None:
        """Return the epochs of one to those of another, per cent; None unless both solve it by learning."""
        mine, its = self.solved.get(one), self.solved.get(other)
        return round(100 * mine / its) if mine and its else None


def longest_rest(loss: np.ndarray) -> Plateau:
    """Return the longest stretch over which a loss hardly moves, whatever it does afterwards.

    Hardly means by 5 % of its range, as for a :class:`Plateau`, or by 5 % of its first value where its whole
    range is less: then it rests all the time.
    """
    whole, first = float(np.ptp(loss)), float(loss[0])
    most = PLATEAU_BAND * (first if whole <= PLATEAU_BAND * first else whole)
    begin, best = 0, (0, 0)
    for end in range(len(loss)):
        while np.ptp(loss[begin : end + 1]) > most:
            begin += 1
        best = max(best, (begin, end), key=lambda stretch: stretch[1] - stretch[0])
    return Plateau(*best, level=float(loss[best[0] : best[1] + 1].mean()))


def _same_start(one: Trajectory, other: Trajectory) -> bool:
    """Whether two runs of one recipe begin with the same weights in every layer."""
    return all(map(np.array_equal, one.at(0).arrays(), other.at(0).arrays()))
