"""Several runs on one clock: who solves the task, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from scenes.kit.stage.playback import Playback, fine_epochs, slowness, sweeping
from scenes.kit.words.activation_words import spoken_name
from training.network.formulas import correct
from training.run.milestones import NOT_REACHED, Plateau, longest_plateau, milestones_of
from training.run.reclassification import reclassified
from training.run.spread import motion
from training.run.trajectory import Trajectory
from training.sweep.sweep import Sweep

ARTICLE = {"sigmoid": 103, "tanh": 69, "relu": 52}
"""Epoch from which everything is right in the article's own runs, as published there."""
LONG_PLATEAU = 0.1
"""Least length of a plateau worth telling, as a share of the run."""


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
        """Epoch from which every point is right for good, by name."""
        return {name: milestones_of(run).all_right for name, run in self.runs.items()}

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
        """The long plateaus of the loss, by name."""
        found = {name: longest_plateau(run.loss) for name, run in self.runs.items()}
        least = LONG_PLATEAU * self.epochs
        return {name: p for name, p in found.items() if p is not None and p.end - p.begin >= least}

    @cached_property
    def fair(self) -> bool:
        """Whether the runs differ in the activation only, first weights included."""
        runs = list(self.runs.values())
        first = runs[0]
        alike = (replace(run.recipe, activation=first.recipe.activation) == first.recipe for run in runs)
        starts = (np.array_equal(run.at(0).hidden_kernel, first.at(0).hidden_kernel) for run in runs)
        return all(alike) and all(starts)

    def shuffled(self, name: str, value: str) -> np.ndarray:
        """Accuracy or loss of a run under every other batch order, ``(members, E + 1)``."""
        if self.shuffles is None:
            return np.zeros((0, self.epochs + 1))
        member = self.shuffles.plan.activations.index(name)
        measured_values: np.ndarray = getattr(self.shuffles, value)[member, :, : self.epochs + 1]
        return measured_values

    def shuffled_solved(self, name: str) -> np.ndarray:
        """Epochs at which the other batch orders solve it, infinite where they do not, ``(members,)``."""
        if self.shuffles is None:
            return np.zeros(0)
        solved = self.shuffles.all_right[self.shuffles.plan.activations.index(name)]
        return np.where(solved == NOT_REACHED, np.inf, solved)

    def same_order(self) -> tuple[int, int]:
        """How many of how many other batch orders end in the order of finish shown."""
        times = np.stack([self.shuffled_solved(name) for name in self.finish])
        return int((np.diff(times, axis=0) > 0).all(axis=0).sum()), times.shape[1]

    def playback(self, seconds: float, swept: bool = False) -> Playback:
        """One clock for all: slow where any of the planes moves (or is ``swept``), still at every finish."""
        moved = [motion(run)[: self.epochs + 1] for run in self.runs.values()]
        shares = [each / max(float(each.mean()), 1e-12) for each in moved]
        fine = fine_epochs(self.epochs)
        least = [sweeping(reclassified(run, fine)) for run in self.runs.values()] if swept else []
        stops = tuple(map(float, self.stops))
        floor = np.max(least, axis=0) if least else None
        return Playback(slowness(np.mean(shares, axis=0)), stops, seconds, least=floor)

    def label(self, name: str) -> str:
        """The activation's name as a label has it."""
        return spoken_name(self.runs[name].activation)

    def wrong(self, name: str, epoch: int) -> int:
        """How many points are misclassified after an epoch."""
        run = self.runs[name]
        return int(np.sum(~correct(run.probabilities(epoch), run.targets)))

    def share(self, one: str, other: str) -> int | None:
        """Epochs of one to epochs of another, in per cent; None unless both solve it."""
        mine, its = self.solved.get(one), self.solved.get(other)
        return None if mine is None or not its else round(100 * mine / its)

    def highest_loss(self) -> float:
        """A little more than any loss on the way: the top of a plot."""
        return 1.08 * max(float(run.loss[: self.epochs + 1].max()) for run in self.runs.values())

    def loss_ticks(self) -> tuple[float, ...]:
        """Two or three round losses below the top of the plot."""
        top = self.highest_loss()
        step = next(s * 10.0**k for k in range(-4, 4) for s in (1, 2.5, 5) if top / (s * 10.0**k) < 3.2)
        return tuple(float(np.round(i * step, 6)) for i in range(int(top / step) + 1))
