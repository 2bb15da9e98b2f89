"""Where a training film stands still: measured milestones of the run, or thirds of it where these are few."""

from __future__ import annotations

from dataclasses import dataclass

from training.run.milestones import Milestones, Plateau

LONG_PLATEAU = 0.1
"""Least length of a plateau worth a stop, as a share of the run: 15 of the film's 150 epochs."""
_APART = 0.05
"""Least distance of a plateau's stop from every other, as a share of the run: nearer ones are one moment."""
_LEAST_STOPS = 2
"""Stops that a run gets if it has room for them: each lets one panel of the dashboard enter."""


@dataclass(frozen=True)
class Stop:
    """An epoch at which the film stands still.

    Attributes
    ----------
    epoch : int
        Inside the run, neither its first nor its last.
    kind : {"plateau", "negatives", "all", "time"}
        A plateau of the loss begins; every negative (every point) is right from here on; or only time passed.
    """

    epoch: int
    kind: str

    @property
    def until(self) -> str:
        """The end of the name of a chapter that runs to this stop."""
        return {
            "plateau": "until the loss stalls",
            "negatives": "until every negative is right",
            "all": "until everything is right",
            "time": f"until epoch {self.epoch}",
        }[self.kind]

    @property
    def label(self) -> str:
        """What the screen says at this stop."""
        return {
            "plateau": f"epoch {self.epoch}: the loss stalls",
            "negatives": f"epoch {self.epoch}: every negative right",
            "all": f"epoch {self.epoch}: everything right",
            "time": f"epoch {self.epoch}",
        }[self.kind]


def long_plateau(milestones: Milestones) -> Plateau | None:
    """Return the plateau of the loss if it is long enough to be worth a word, else None."""
    found = milestones.plateau
    long = found is not None and found.end - found.begin >= LONG_PLATEAU * milestones.epochs
    return found if long else None


def stops_of(milestones: Milestones) -> tuple[Stop, ...]:
    """Return the stops of a run in order: its milestones, filled up by thirds of it to at least two.

    A run of two epochs has room for one stop, a run of one epoch for none.
    """
    epochs, kinds = milestones.epochs, dict[int, str]()
    for epoch, kind in ((milestones.negatives_right, "negatives"), (milestones.all_right, "all")):
        if epoch is not None and 0 < epoch < epochs:
            kinds[epoch] = kind
    plateau = long_plateau(milestones)
    if (
        plateau is not None
        and plateau.begin > 0
        and all(abs(plateau.begin - epoch) >= _APART * epochs for epoch in kinds)
    ):
        kinds[plateau.begin] = "plateau"
    for third in (1, 2):
        epoch = third * epochs // 3
        if len(kinds) < _LEAST_STOPS and 0 < epoch < epochs and epoch not in kinds:
            kinds[epoch] = "time"
    return tuple(Stop(epoch, kinds[epoch]) for epoch in sorted(kinds))
