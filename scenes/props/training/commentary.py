"""What can truthfully be said about a run: sentences made from its measurements."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

import numpy as np

from scenes.kit import theme
from scenes.kit.words.activation_words import introduced
from scenes.kit.words.hues import hue_said
from scenes.kit.words.language import capitalised, decimals, epochs_said, loss_said, points_are, whole_percent
from scenes.props.training.run_facts import RunFacts
from scenes.props.training.stops import Stop, stops_of
from training.run.milestones import Plateau
from training.run.spread import covered

SHORT = 0.1
"""Most of the run that a jump takes; a longer way is told without its number of epochs."""
_PANELS = 3
"""Panels beside feature space, each with a sentence of its own."""
_GROWN = 1.1
"""Least factor by which the square's image must grow for the growing of its frame to be seen."""
_STILL = 0.001
"""Most that a loss may move while it is told as unmoved: what three decimals show."""
_MOSTLY = 0.7
"""Least share of a leg that a plateau fills where the loss is told to stay there."""


class Commentary(RunFacts):
    """Sentences about one run; every number in them, and every claim, is one of its :class:`RunFacts`."""

    @cached_property
    def name(self) -> str:
        """The activation's name as the first words of a sentence."""
        return capitalised(introduced(self.run.activation))

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """Where the film stands still, in order; see :func:`stops_of`."""
        return stops_of(self.milestones)

    @cached_property
    def marks(self) -> tuple[int, ...]:
        """The epochs between which the legs lead: the first, every stop's, the last."""
        return (0, *(stop.epoch for stop in self.stops), self.run.epochs)

    def opening(self) -> str:
        """Return what is said of the plane before training."""
        units = "The last two hidden units" if self.run.weights.earlier else "Two hidden units"
        return f"{units}, before training. {self.room_said()}".strip()

    def room_said(self) -> str:
        """Return how much of its plane the square fills at first, or that its plane has no upper end."""
        if self.bounded:
            # Layers before may fold the square; its image then lies in the rectangle that its extents span.
            share = np.prod(self.spans[0]) if self.run.weights.earlier else covered(self.run)[0]
            most = int(np.floor(100 * share)) + 1
            return f"The input square fills less than {most} percent of their plane." if most < 100 else ""
        grows = self.highest.max() > _GROWN * self.highest[0]
        return f"They have no upper limit{': the frame will grow' if grows else ''}."

    def first_errors(self) -> str:
        """Return how many points are wrong before training."""
        points = len(self.run.targets)
        if self.errors[0] == 0:
            return f"No point is wrong: all {points} are right before training."
        return f"Ringed points are wrong: {self.errors[0]} of {points}."

    def legs(self) -> list[str]:
        """Return what is said on the way to each stop and to the end, for three legs at least.

        The first three bring in a panel each; where the run is too short for a leg, that is all they do.
        """
        told = [self.during(start, end) for start, end in pairwise(self.marks)]
        told += [""] * (_PANELS - len(told))
        return [f"{self.introduction(index)} {way}".strip() for index, way in enumerate(told)]

    def introduction(self, index: int) -> str:
        """Return what is said of the panel that enters with a leg: curves, probabilities, losses, none.

        A panel for which the run has no leg left enters at its end.
        """
        if index == 0:
            return "Watch accuracy and loss."
        if index == 1:
            return f"Every point's probability: {hue_said(theme.WRONG)} is misclassified."
        if index > 2:
            return ""
        start, end = (*self.marks, self.run.epochs, self.run.epochs)[index : index + 2]
        if self.errors[start : end + 1].any():
            return "Every point's loss: past log two, it is wrong."
        return "Every point's loss: none is past log two."

    def during(self, start: int, end: int) -> str:
        """Return what is said of the way from one epoch to a later one."""
        if start == 0:
            return self.at_first(end)
        plateau, loss = self.plateau, self.run.loss
        if plateau is not None and start <= plateau.begin and plateau.end <= end:
            return self.along(plateau, start, end)
        before, after = float(loss[start]), float(loss[end])
        if not self.errors[start : end + 1].any() and after < before:
            return (
                f"Now only confidence grows: the loss falls from {loss_said(before)} to {loss_said(after)}."
            )
        if loss_said(before) == loss_said(after):
            still = np.ptp(loss[start : end + 1]) <= _STILL
            return f"The loss is {loss_said(after)} {'still' if still else 'again'}."
        verb = "falls" if after < before else "goes"
        short = end - start <= SHORT * self.run.epochs
        subject = f"Within {epochs_said(end - start)}, the loss" if short else "The loss"
        change = f"{subject} {verb} from {loss_said(before)} to {loss_said(after)}."
        return f"{change} {self.folded(end)}".strip()

    def at_first(self, end: int) -> str:
        """Return how the square's image widens up to an epoch; nothing where it does not."""
        if self.bounded:
            wider = self.widest(0, end)
            return (
                "See the square stretch along the {} axis, from {} to {} percent.".format(*wider)
                if wider
                else ""
            )
        first, last = (decimals(float(self.highest[epoch]), 1) for epoch in (0, end))
        if first == last:
            return f"At epoch {end} the largest value is {last}, as before."
        return f"By epoch {end} the largest value has gone from {first} to {last}."

    def along(self, plateau: Plateau, start: int, end: int) -> str:
        """Return what is said of a leg that holds the whole plateau."""
        level, wider = f"{plateau.level:.2f}", self.widest(start, end)
        if plateau.end - plateau.begin < _MOSTLY * (end - start):
            last = loss_said(float(self.run.loss[end]))
            length = plateau.end - plateau.begin
            return f"For {length} epochs the loss stays near {level}. At epoch {end} it is {last}."
        filled = ", yet the {} axis fills from {} to {} percent".format(*wider) if wider else ""
        return f"The loss stays near {level}{filled}."

    def folded(self, epoch: int) -> str:
        """Return how many points lie folded onto an axis; nothing where sigma folds none."""
        share = self.folded_share(epoch)
        if not share:
            return ""
        return f"By then {whole_percent(share)} percent of the points lie folded onto an axis."

    def at(self, stop: Stop) -> str:
        """Return what is said while the film stands still at a stop."""
        epoch, wrong, points = stop.epoch, self.errors[stop.epoch], len(self.run.targets)
        if stop.kind == "plateau" and self.plateau is not None:
            return f"Epoch {epoch}: for {self.plateau.end - epoch} epochs, the loss will hardly move."
        if stop.kind == "negatives":
            return f"Epoch {epoch}: every negative is right, for good."
        if stop.kind == "all":
            return f"Epoch {epoch}: from here on, everything is right."
        if wrong == 0:
            return f"Epoch {epoch}: right now, no point is wrong."
        return f"Epoch {epoch}: {wrong} of {points} points {'is' if wrong == 1 else 'are'} wrong."

    def closing(self) -> str:
        """Return when everything was right for good, or how much is wrong at the run's end."""
        solved = self.milestones.all_right
        if solved is None:
            points = points_are(self.errors[-1])
            return f"After {epochs_said(self.run.epochs)}, {points} still on the wrong side."
        if solved == 0:
            return "Everything was right before training, and stayed so."
        said = f"{self.name} needed {epochs_said(solved)}."
        return said if self.plateau is not None else f"{said} No long plateau stood in its way."
