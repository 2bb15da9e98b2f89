"""What can truthfully be said about a race: sentences made from its measurements."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.kit.words.activation_words import introduced
from scenes.kit.words.language import (
    capitalised,
    decimals,
    epochs_said,
    listed,
    loss_said,
    out_of,
    points_are,
)
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
        """Return the activation's name as one says it in a sentence."""
        return introduced(self.race.runs[name].activation)

    def terms(self) -> str:
        """Return what the runs have in common."""
        if self.race.fair:
            return "Same points, same first weights, same batches. Only the activation differs."
        return "Same task, one clock. These runs differ in more than the activation."

    def at(self, epoch: int) -> str:
        """Return who has arrived at a stop, and in which place."""
        now = [name for name in self.race.finish if self.race.solved[name] == epoch]
        names = listed([self.spoken(name) for name in now])
        place = self.race.finish.index(now[0])
        if place == 0:
            return f"{capitalised(names)} {_verb('solve', now)} it first, at epoch {epoch}."
        if place + len(now) == len(self.race.runs):
            return f"{capitalised(names)} {_verb('come', now)} last, at epoch {epoch}."
        return f"Then {names}, at epoch {epoch}."

    def left_over(self) -> str:
        """Return who has not arrived by the end, or at no stop on the way; nothing when all have."""
        told = [self._late(name, epoch) for name, epoch in self.race.solved.items()]
        return " ".join(sentence for sentence in told if sentence)

    def _late(self, name: str, epoch: int | None) -> str:
        who = capitalised(self.spoken(name))
        if epoch is None:
            points = points_are(self.race.wrong(name, self.race.epochs))
            return f"{who} is not done after {epochs_said(self.race.epochs)}: {points} still wrong."
        if epoch == self.race.epochs:
            return f"{who} is done with the very last epoch."
        return f"{who} had everything right before training." if epoch == 0 else ""

    def stalls(self) -> str:
        """Return whose loss hardly falls, and for how long."""
        lengths = [
            f"{epochs_said(plateau.end - plateau.begin)} with {self.spoken(name)}"
            for name, plateau in self.race.plateaus.items()
        ]
        if not lengths:
            return "No loss hangs on a plateau for long."
        return f"Here the loss hardly falls: {listed(lengths)}."

    def shuffles(self) -> str:
        """Return what the other batch orders show."""
        members = len(self.race.shuffled_solved(next(iter(self.race.runs))))
        told = f"A lucky shuffle? The bands hold {members} others"
        if len(self.race.finish) < 2:
            return f"{told}."
        same, members = self.race.same_order()
        return f"{told}, and {out_of(same, members)} finish{'es' if same == 1 else ''} in the same order."

    def verdict(self, one: str, other: str, unit: str = "percent") -> str:
        """Return the comparison of two runs in one sentence."""
        share = self.race.share(one, other)
        mine, its = capitalised(self.spoken(one)), self.spoken(other)
        if share is not None:
            return f"{mine} took {share} {unit} of {its}'s epochs."
        if None in (self.race.solved.get(one), self.race.solved.get(other)):
            return f"{mine} and {its} did not both get there."
        return f"{mine} and {its} cannot be compared: one was right before training."

    def times(self) -> str:
        """Return how long each took, first to last."""
        whiskers = " Whiskers span the other shuffles." if self.race.whiskered else ""
        if not self.race.finish:
            return f"Nobody has solved it within {epochs_said(self.race.epochs)}.{whiskers}"
        first, *others = self.race.finish
        told = [f"{self.spoken(first)} needs {epochs_said(self.race.solved[first] or 0)}"]
        told += [f"{self.spoken(name)} {self.race.solved[name]}" for name in others]
        sentence = capitalised(f"{listed(told)}.{whiskers}")
        late = [self.spoken(name) for name in self.race.runs if self.race.solved[name] is None]
        return f"{sentence} Not within {self.race.epochs} for {listed(late)}." if late else sentence

    def final_losses(self) -> str:
        """Return whose loss is lowest at the end."""
        last = {name: float(run.loss[self.race.epochs]) for name, run in self.race.runs.items()}
        low = [name for name in last if last[name] == min(last.values())]
        names, loss = capitalised(listed([self.spoken(name) for name in low])), loss_said(min(last.values()))
        if len(low) == len(last) > 1:
            return f"All end with the same loss, {loss}."
        return f"{names} {_verb('end', low)} with the lowest loss, {loss}."

    def walls(self) -> str:
        """Return which spaces have walls, and how far the others have grown."""
        walled: list[str] = []
        free: list[str] = []
        for name, run in self.race.runs.items():
            (walled if run.activation.bounded else free).append(name)
        told = []
        if walled:
            inside = capitalised(listed([self.spoken(name) for name in walled]))
            told.append(f"{inside} {_verb('stay', walled)} inside fixed walls.")
        for name in free:
            reach = decimals(float(grid_images(self.race.runs[name])[self.race.epochs].max()), 1)
            told.append(f"{capitalised(self.spoken(name))} has no upper wall: it reaches {reach}.")
        return " ".join(told)


def _verb(verb: str, who: list[str]) -> str:
    """Return the verb in the number of those who do it."""
    return verb + ("s" if len(who) == 1 else "")
