"""Several runs on one clock: who solves the task when, and what can truthfully be said about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from scenes.kit.activation_words import spoken_name
from scenes.kit.playback import Playback, slowness
from training.milestones import Plateau, longest_plateau, measured
from training.network import correct
from training.spread import grid_images, motion
from training.trajectory import Trajectory

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
    """

    runs: dict[str, Trajectory]

    @cached_property
    def epochs(self) -> int:
        """Epochs that all runs have."""
        return min(run.epochs for run in self.runs.values())

    @cached_property
    def solved(self) -> dict[str, int | None]:
        """Epoch from which every point is right for good, by name."""
        return {name: measured(run).all_right for name, run in self.runs.items()}

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

    def playback(self, seconds: float) -> Playback:
        """One clock for all: slow where any of the planes moves, still at every finish."""
        moved = [motion(run)[: self.epochs + 1] for run in self.runs.values()]
        shares = [each / max(float(each.mean()), 1e-12) for each in moved]
        return Playback(slowness(np.mean(shares, axis=0)), tuple(map(float, self.stops)), seconds)

    def spoken(self, name: str) -> str:
        """The activation's name as one says it in a sentence."""
        said = self.label(name)
        return f"the {said}" if said.endswith("sigmoid") else said

    def label(self, name: str) -> str:
        """The activation's name as a label has it."""
        return spoken_name(self.runs[name].activation)

    def wrong(self, name: str, epoch: int) -> int:
        """How many points are misclassified after an epoch."""
        run = self.runs[name]
        return int(np.sum(~correct(run.probabilities(epoch), run.targets)))

    def terms(self) -> str:
        """What the runs have in common."""
        if self.fair:
            return "Same points, same first weights, same batches. Only the activation differs."
        return "Same task, one clock. These runs differ in more than the activation."

    def at(self, epoch: int) -> str:
        """Who has arrived at a stop."""
        now = [name for name in self.finish if self.solved[name] == epoch]
        names = _joined([self.spoken(name) for name in now])
        place = self.finish.index(now[0])
        if place == 0:
            verb = "is" if len(now) == 1 else "are"
            return f"{_start(names)} {verb} first, with every point right from epoch {epoch}."
        if place + len(now) == len(self.runs):
            return f"{_start(names)} {'comes' if len(now) == 1 else 'come'} last, at epoch {epoch}."
        return f"Then {names}, at epoch {epoch}."

    def left_over(self) -> str:
        """Who has not arrived by the end; empty when all have."""
        late = [name for name, epoch in self.solved.items() if epoch is None]
        told = [
            f"{_start(self.spoken(name))} is not done after {self.epochs} epochs: "
            f"{self.wrong(name, self.epochs)} points are still wrong."
            for name in late
        ]
        return " ".join(told)

    def stalls(self) -> str:
        """Whose loss stands still, and for how long."""
        lengths = [
            f"{plateau.end - plateau.begin} epochs with {self.spoken(name)}"
            for name, plateau in self.plateaus.items()
        ]
        if not lengths:
            return "Where does the time go? No loss stands still for long."
        told = f"Where does the time go? The loss stands still, {_joined(lengths)}."
        free = [self.spoken(name) for name in self.runs if name not in self.plateaus]
        if not free:
            return told
        return f"{told} {_start(_joined(free))} never {'waits' if len(free) == 1 else 'wait'} that long."

    def share(self, one: str, other: str) -> int | None:
        """Epochs of one to epochs of another, in per cent; None unless both solve it."""
        mine, its = self.solved.get(one), self.solved.get(other)
        return None if mine is None or not its else round(100 * mine / its)

    def verdict(self, one: str, other: str, unit: str = "percent") -> str:
        """The comparison of two runs in one sentence."""
        share = self.share(one, other)
        if share is None:
            return f"{_start(self.spoken(one))} and {self.spoken(other)} did not both get there."
        return f"{_start(self.spoken(one))} took {share} {unit} of {self.spoken(other)}'s epochs."

    def times(self) -> str:
        """How long each took, first to last."""
        if not self.finish:
            return f"Nobody has solved it within {self.epochs} epochs."
        told = [f"{self.spoken(name)} {self.solved[name]}" for name in self.finish]
        told[0] += " epochs"
        sentence = f"How long until every point is right? It takes {_joined(told)}."
        late = [self.spoken(name) for name in self.runs if self.solved[name] is None]
        return f"{sentence} Not within {self.epochs} for {_joined(late)}." if late else sentence

    def final_losses(self) -> str:
        """Whose loss is lowest at the end, and whose highest."""
        last = {name: float(run.loss[self.epochs]) for name, run in self.runs.items()}
        low, high = min(last, key=lambda name: last[name]), max(last, key=lambda name: last[name])
        return (
            f"At the end the loss is lowest for {self.spoken(low)}, {last[low]:.3f}. "
            f"It is highest for {self.spoken(high)}, {last[high]:.3f}."
        )

    def walls(self) -> str:
        """Which spaces have walls, and how far the others have grown."""
        walled: list[str] = []
        free: list[str] = []
        for name, run in self.runs.items():
            (walled if np.all(np.isfinite(run.activation.limits)) else free).append(name)
        told = []
        if walled:
            inside = _start(_joined([self.spoken(name) for name in walled]))
            told.append(f"{inside} {'stay' if len(walled) > 1 else 'stays'} inside fixed walls.")
        for name in free:
            reach = float(np.abs(grid_images(self.runs[name])[self.epochs]).max())
            told.append(f"{_start(self.spoken(name))} knows no upper wall: its values reach {reach:.1f}.")
        return " ".join(told)

    def highest_loss(self) -> float:
        """A little more than any loss on the way: the top of a plot."""
        return 1.08 * max(float(run.loss[: self.epochs + 1].max()) for run in self.runs.values())

    def loss_ticks(self) -> tuple[float, ...]:
        """Two or three round losses below the top of the plot."""
        top = self.highest_loss()
        step = next(s * 10.0**k for k in range(-4, 4) for s in (1, 2.5, 5) if top / (s * 10.0**k) < 3.2)
        return tuple(float(np.round(i * step, 6)) for i in range(int(top / step) + 1))


def _joined(parts: list[str]) -> str:
    """Join by commas and a last and."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""


def _start(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
