"""What can truthfully be said about a race: sentences made from its measurements."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.kit.words.activation_words import introduced
from scenes.kit.words.language import capitalised, counted, decimals, epochs_said, listed
from scenes.props.race.race import Race


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
            given = "They all get the same points, the same first weights and the same batches."
            return f"{given} Only the activation function differs."
        return "They all get the same task. Here, more than the activation function differs."

    def at(self, epoch: int) -> str:
        """Return who has arrived at a stop, and in which place."""
        now = [name for name in self.race.finish if self.race.solved[name] == epoch]
        names = capitalised(listed([self.spoken(name) for name in now]))
        place = self.race.finish.index(now[0])
        if place == 0:
            return f"[{names}] {'is' if len(now) == 1 else 'are'} there at epoch {epoch}."
        if place + len(now) == len(self.race.runs):
            return f"[{names}] {_verb('need', now)} {epoch}."
        return f"[{names}] {_verb('follow', now)} at {epoch}."

    def left_over(self) -> str:
        """Return who has not arrived by the end, or at no stop on the way; nothing when all have."""
        told = [self._late(name, epoch) for name, epoch in self.race.solved.items() if epoch is not None]
        return " ".join(sentence for sentence in (*told, self._not_done()) if sentence)

    def _not_done(self) -> str:
        """Who never arrives, with how many points wrong."""
        race = self.race
        wrong = {name: race.wrong(name, race.epochs) for name, epoch in race.solved.items() if epoch is None}
        if not wrong:
            return ""
        first, *others = ((self.spoken(name), count) for name, count in wrong.items())
        after = epochs_said(race.epochs)
        if not others:
            points = "1 point" if first[1] == 1 else f"{first[1]:,} points"
            return f"{capitalised(first[0])} is not done after {after}, with {points} still wrong."
        points = "1 wrong point" if first[1] == 1 else f"{first[1]:,} wrong points"
        have = listed([f"{first[0]} has {points}", *(f"{name} has {count:,}" for name, count in others)])
        return f"After {after}, {have}."

    def _late(self, name: str, epoch: int) -> str:
        who = capitalised(self.spoken(name))
        if epoch == self.race.epochs:
            return f"{who} is done with the very last epoch."
        return f"{who} had everything right before training." if epoch == 0 else ""

    def walls(self) -> str:
        """Return how many spaces have walls; nothing when none has."""
        walled, total = len(self.walled), len(self.race.runs)
        if walled == total:
            return "All of these spaces have [walls]."
        have = "has" if walled == 1 else "have"
        return f"{capitalised(counted(walled))} of these spaces {have} [walls]." if walled else ""

    def reach(self, name: str, reached: float) -> str:
        """Return how far a space without walls has got, ``reached`` being its largest coordinate."""
        has = "has none, and" if self.walled else "has no walls, and"
        return f"{capitalised(self.spoken(name))}'s {has} reaches [{decimals(reached, 1)}]."

    @property
    def walled(self) -> list[str]:
        """Names of the runs whose activation is bounded."""
        return [name for name, run in self.race.runs.items() if run.activation.bounded]

    def stalls(self) -> str:
        """Return how long each loss rests, each in brackets in the order of the race's plateaus."""
        lengths = [
            f"{plateau.end - plateau.begin} for {self.spoken(name)}"
            for name, plateau in self.race.plateaus.items()
        ]
        if not lengths:
            return "Nowhere for long, since no loss rests on a plateau."
        number, rest = lengths[0].split(" ", 1)
        told = [f"[{epochs_said(int(number))} {rest}]", *(f"[{length}]" for length in lengths[1:])]
        return f"Into the plateau{'' if len(told) == 1 else 's'}, {listed(told)}."

    def shuffle_question(self) -> str:
        """Return what one asks before other shuffles are shown."""
        asked = "Would another shuffle change the result?" if len(self.race.finish) > 1 else ""
        return f"The batches come in a random order. {asked}".strip()

    def shuffles(self) -> str:
        """Return what the batches in other orders give, the race itself being one of them."""
        same, members = self.race.same_order()
        same, members = same + 1, members + 1
        if len(self.race.finish) < 2:
            return f"[Here] are all {members} shuffles."
        if same == members:
            return f"[No]. All {members} shuffles keep it."
        return f"[Yes]. Only {counted(same)} of {members} shuffles {_verb('keep', ['it'] * same)} it."


def _verb(verb: str, who: list[str]) -> str:
    """Return the verb in the number of those who do it."""
    return verb + ("s" if len(who) == 1 else "")
