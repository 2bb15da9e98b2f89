"""What can truthfully be said about a run: sentences made from its measurements."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from training.network.formulas import correct, pre_activation
from training.run.milestones import Milestones, Plateau, milestones_of
from training.run.spread import covered, grid_images, spans
from training.run.trajectory import Trajectory

SPOKEN = {"sigmoid": "The sigmoid", "tanh": "Tanh", "relu": "ReLU"}
LONG_PLATEAU = 0.1
"""Least length of a plateau worth a stop, as a share of the run."""
SHORT = 0.1
"""Most of the run that a jump takes."""
_APART = 0.05
"""Least distance of a plateau's stop from every other, as a share of the run."""


@dataclass(frozen=True)
class Stop:
    """An epoch at which the film stands still, and why: plateau, negatives, all, or only time."""

    epoch: int
    kind: str

    @property
    def until(self) -> str:
        """The end of a chapter's name that runs to this stop."""
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


@dataclass(frozen=True)
class Commentary:
    """Sentences about one run; every number in them is measured from it.

    Attributes
    ----------
    run : Trajectory
    """

    run: Trajectory

    @cached_property
    def milestones(self) -> Milestones:
        """When what happened."""
        return milestones_of(self.run)

    @cached_property
    def bounded(self) -> bool:
        """Whether sigma has two finite limits."""
        return self.run.activation.bounded

    @cached_property
    def spans(self) -> np.ndarray:
        """Extent of the square's image per epoch and axis, shares of the side, shape ``(E + 1, 2)``."""
        return spans(self.run)

    @cached_property
    def plateau(self) -> Plateau | None:
        """The plateau of the loss, if it is long enough to be worth a word."""
        found = self.milestones.plateau
        long = found is not None and found.end - found.begin >= LONG_PLATEAU * self.run.epochs
        return found if long else None

    @cached_property
    def name(self) -> str:
        """The activation's name as the subject of a sentence."""
        return SPOKEN.get(self.run.recipe.activation, self.run.recipe.activation)

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """Measured milestones inside the run, in order; at least two stops, filled up by thirds of it."""
        epochs, found = self.run.epochs, self.milestones
        kinds: dict[int, str] = {}
        for epoch, kind in ((found.negatives_right, "negatives"), (found.all_right, "all")):
            if epoch is not None and 0 < epoch < epochs:
                kinds[epoch] = kind
        plateau = self.plateau
        if (
            plateau is not None
            and plateau.begin > 0
            and all(abs(plateau.begin - epoch) >= _APART * epochs for epoch in kinds)
        ):
            kinds[plateau.begin] = "plateau"
        for third in (1, 2):
            epoch = third * epochs // 3
            if len(kinds) < 2 and 0 < epoch < epochs and epoch not in kinds:
                kinds[epoch] = "time"
        return tuple(Stop(epoch, kinds[epoch]) for epoch in sorted(kinds))

    def wrong(self, epoch: int) -> int:
        """How many points are misclassified after an epoch."""
        return int(np.sum(~correct(self.run.probabilities(epoch), self.run.targets)))

    def opening(self) -> str:
        """About the plane before training."""
        start = "Two hidden units, before training."
        if self.bounded:
            share = int(np.floor(100 * covered(self.run)[0])) + 1
            return f"{start} The input square fills less than {share} percent of their plane."
        return f"{start} They have no upper limit: the frame will grow."

    def first_errors(self) -> str:
        """About the points that are wrong before training."""
        wrong, points = self.wrong(0), len(self.run.targets)
        return f"Ringed points are wrong: {wrong} of {points}."

    def legs(self) -> list[str]:
        """Narration of the way to each stop and to the end; the first three introduce a panel each."""
        marks = [0, *(stop.epoch for stop in self.stops), self.run.epochs]
        return [
            f"{self.introduction(index)} {self.during(start, end)}".strip()
            for index, (start, end) in enumerate(pairwise(marks))
        ]

    def introduction(self, index: int) -> str:
        """About the panel that enters with a leg: curves, probabilities, losses, none."""
        if index == 0:
            return "Watch accuracy and loss."
        if index == 1:
            return "Every point's probability: red is misclassified."
        if index == 2 and self.stops[1].kind == "all":
            return "Every point's loss: none is past log two."
        if index == 2:
            return "Every point's loss: past log two, it is wrong."
        return ""

    def during(self, start: int, end: int) -> str:
        """About the way from one epoch to a later one."""
        plateau = self.plateau
        before, after = float(self.run.loss[start]), float(self.run.loss[end])
        if start == 0 and self.bounded:
            wider = self.widest(start, end)
            return (
                "See the square stretch along the {} axis, from {} to {} percent.".format(*wider)
                if wider
                else ""
            )
        if start == 0:
            tops = [float(np.abs(grid_images(self.run)[epoch]).max()) for epoch in (start, end)]
            return f"By epoch {end} the largest value has gone from {tops[0]:.1f} to {tops[1]:.1f}."
        if plateau is not None and start <= plateau.begin and plateau.end <= end:
            level, wider = f"The loss stays near {plateau.level:.2f}", self.widest(start, end)
            filled = ", yet the {} axis fills from {} to {} percent".format(*wider) if wider else ""
            return f"{level}{filled}."
        if self.wrong(start) == self.wrong(end) == 0 and after < before:
            return f"Now only confidence grows: the loss falls from {before:.3f} to {after:.3f}."
        if f"{before:.3f}" == f"{after:.3f}":
            return f"The loss is {after:.3f} still."
        verb = "falls" if after < before else "goes"
        subject = f"Within {end - start} epochs, the" if end - start <= SHORT * self.run.epochs else "The"
        change = f"{subject} loss {verb} from {before:.3f} to {after:.3f}."
        return f"{change} {self.folded(end)}".strip()

    def folded(self, epoch: int) -> str:
        """How many points a flat lower end of sigma has laid on an axis; empty where there is no such end."""
        activation = self.run.activation
        if self.bounded or not activation.flat[0]:
            return ""
        z = pre_activation(self.run.inputs.astype(float), self.run.at(epoch), activation)
        share = round(100 * float((z <= activation.hinges[0]).any(axis=1).mean()))
        return f"By then {share} percent of the points lie folded onto an axis." if share else ""

    def widest(self, start: int, end: int) -> tuple[str, int, int] | None:
        """Which axis the square's image widens along most, and its share there before and after, per cent."""
        if not self.bounded:
            return None
        axis = int((self.spans[end] - self.spans[start]).argmax())
        before, after = (round(100 * float(self.spans[epoch, axis])) for epoch in (start, end))
        return (("first", "second")[axis], before, after) if after > before else None

    def at(self, stop: Stop) -> str:
        """About the epoch the film stands still at."""
        epoch = stop.epoch
        if stop.kind == "plateau" and self.plateau is not None:
            return f"Epoch {epoch}: for {self.plateau.end - epoch} epochs, the loss will hardly move."
        if stop.kind == "negatives":
            return f"Epoch {epoch}: every negative is right, for good."
        if stop.kind == "all":
            return f"Epoch {epoch}: from here on, everything is right."
        return f"Epoch {epoch}: {self.wrong(epoch)} of {len(self.run.targets)} points are wrong."

    def closing(self) -> str:
        """About the whole run."""
        epochs, found = self.run.epochs, self.milestones
        if found.all_right is None:
            return f"After {epochs} epochs, {self.wrong(epochs)} points are still on the wrong side."
        said = f"{self.name} needed {found.all_right} epochs."
        return said if self.plateau is not None else f"{said} No long plateau stood in its way."
