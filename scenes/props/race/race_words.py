"""What can truthfully be said about a race: sentences made from its measurements."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenes.props.race.race import Race
from training.run.spread import grid_images


@dataclass(frozen=True)
class RaceWords:
    """Sentences about a race; every number in them is measured.

    Attributes
    ----------
    race : Race
    """

    race: Race

    def spoken(self, name: str) -> str:
        """The activation's name as one says it in a sentence."""
        said = self.race.label(name)
        return f"the {said}" if said.endswith("sigmoid") else said

    def terms(self) -> str:
        """What the runs have in common."""
        if self.race.fair:
            return "Same points, same first weights, same batches. Only the activation differs."
        return "Same task, one clock. These runs differ in more than the activation."

    def at(self, epoch: int) -> str:
        """Who has arrived at a stop."""
        now = [name for name in self.race.finish if self.race.solved[name] == epoch]
        names = _joined([self.spoken(name) for name in now])
        place = self.race.finish.index(now[0])
        if place == 0:
            return f"{_start(names)} {'solves' if len(now) == 1 else 'solve'} it first, at epoch {epoch}."
        if place + len(now) == len(self.race.runs):
            return f"{_start(names)} {'comes' if len(now) == 1 else 'come'} last, at epoch {epoch}."
        return f"Then {names}, at epoch {epoch}."

    def left_over(self) -> str:
        """Who has not arrived by the end; empty when all have."""
        late = [name for name, epoch in self.race.solved.items() if epoch is None]
        told = [
            f"{_start(self.spoken(name))} is not done after {self.race.epochs} epochs: "
            f"{self.race.wrong(name, self.race.epochs)} points are still wrong."
            for name in late
        ]
        return " ".join(told)

    def stalls(self) -> str:
        """Whose loss hardly falls, and for how long."""
        lengths = [
            f"{plateau.end - plateau.begin} epochs with {self.spoken(name)}"
            for name, plateau in self.race.plateaus.items()
        ]
        if not lengths:
            return "No loss hangs on a plateau for long."
        return f"Here the loss hardly falls: {_joined(lengths)}."

    def shuffles(self) -> str:
        """What the other batch orders show."""
        members = len(self.race.shuffled_solved(next(iter(self.race.runs))))
        told = f"A lucky shuffle? The bands hold {members} others"
        if len(self.race.finish) < 2:
            return f"{told}."
        same, members = self.race.same_order()
        share = "all" if same == members else str(same or "none")
        return f"{told}, and {share} finish{'es' if same == 1 else ''} in the same order."

    def verdict(self, one: str, other: str, unit: str = "percent") -> str:
        """The comparison of two runs in one sentence."""
        share = self.race.share(one, other)
        if share is None:
            return f"{_start(self.spoken(one))} and {self.spoken(other)} did not both get there."
        return f"{_start(self.spoken(one))} took {share} {unit} of {self.spoken(other)}'s epochs."

    def times(self) -> str:
        """How long each took, first to last."""
        if not self.race.finish:
            return f"Nobody has solved it within {self.race.epochs} epochs."
        first, *others = self.race.finish
        told = [f"{self.spoken(first)} needs {self.race.solved[first]} epochs"]
        told += [f"{self.spoken(name)} {self.race.solved[name]}" for name in others]
        sentence = _start(f"{_joined(told)}.")
        if self.race.shuffles is not None:
            sentence += " Whiskers span the other shuffles."
        late = [self.spoken(name) for name in self.race.runs if self.race.solved[name] is None]
        return f"{sentence} Not within {self.race.epochs} for {_joined(late)}." if late else sentence

    def final_losses(self) -> str:
        """Whose loss is lowest at the end."""
        last = {name: float(run.loss[self.race.epochs]) for name, run in self.race.runs.items()}
        low = min(last, key=lambda name: last[name])
        return f"{_start(self.spoken(low))} ends with the lowest loss, {last[low]:.3f}."

    def walls(self) -> str:
        """Which spaces have walls, and how far the others have grown."""
        walled: list[str] = []
        free: list[str] = []
        for name, run in self.race.runs.items():
            (walled if run.activation.bounded else free).append(name)
        told = []
        if walled:
            inside = _start(_joined([self.spoken(name) for name in walled]))
            told.append(f"{inside} {'stay' if len(walled) > 1 else 'stays'} inside fixed walls.")
        for name in free:
            reach = float(np.abs(grid_images(self.race.runs[name])[self.race.epochs]).max())
            told.append(f"{_start(self.spoken(name))} has no upper wall: it reaches {reach:.1f}.")
        return " ".join(told)


def _joined(parts: list[str]) -> str:
    """Join by commas and a last and."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""


def _start(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
