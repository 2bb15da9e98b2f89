"""Sentences about what a run reaches, true of any activation: who is right, how sure, what the loss does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenes.kit.words.activation_words import introduced
from scenes.kit.words.hues import class_hues
from scenes.kit.words.language import capitalised, counted, epochs_said, points_are
from scenes.props.training.followed import only_ends_wrong
from scenes.props.training.run_facts import RunFacts
from scenes.props.training.stretches import Stretch

_HIGH = 0.45
"""From this p on a point of the other class is nearly wrong."""
_BARELY = 0.02
"""A p this near one half is barely above it."""
_HARDER = 0.02
"""Least growth of the saturated share that is told."""


class RunWords(RunFacts):
    """Sentences about one run; every number in them, and every claim, is one of its :class:`RunFacts`."""

    @property
    def name(self) -> str:
        """The activation's name within a sentence."""
        return introduced(self.run.activation)

    @property
    def title(self) -> str:
        """What the film is called."""
        return f"{capitalised(self.name)} learns"

    @property
    def hues(self) -> tuple[str, str]:
        """What the classes are called."""
        return class_hues()

    def stretches(self) -> tuple[Stretch, ...]:
        """Return the run in stretches, as its film plays it."""
        raise NotImplementedError

    def certainty(self, start: int, end: int) -> str:
        """Return what is said where nothing is wrong any more."""
        if self.run.loss[end] >= self.run.loss[start]:
            return self.loss_way(start, end)
        squeezed = self.milestones.saturated[end] - self.milestones.saturated[start]
        harder = ", and both axes are squashed harder" if self.bounded and squeezed.min() >= _HARDER else ""
        return f"From here on, only certainty grows{harder}."

    def loss_way(self, start: int, end: int) -> str:
        """Return what the loss does between two epochs."""
        loss = np.asarray(self.run.loss[start : end + 1], float)
        before, after = f"{loss[0]:.2f}", f"{loss[-1]:.2f}"
        if before == after:
            verb = "stays at" if np.ptp(loss) <= 0.01 else "is back at"
            return f"The loss {verb} {after}."
        return f"The loss {'falls' if loss[-1] < loss[0] else 'rises'} from {before} to {after}."

    def first_class_right(self, epoch: int) -> str:
        """Return that class 0 is right, and how sure."""
        highest = min(round(float(self.p[epoch, self.run.targets < 0.5].max()), 2), 0.49)
        nearly = f", some with p as high as {highest:.2f}" if highest >= _HIGH else ""
        return f"At epoch {epoch}, every {self.hues[0]} point is right{nearly}."

    def still_wrong(self, epoch: int) -> str:
        """Return who of class 1 is wrong; nothing where nobody is."""
        wrong, hue = self.wrong[epoch], self.hues[1]
        count = int(wrong.sum())
        if not count:
            return ""
        if only_ends_wrong(self.run, 1, wrong):
            return f"Only the ends of {hue} are wrong{', our point among them' * bool(self.among(epoch))}."
        verb = "is" if count == 1 else "are"
        return f"{capitalised(counted(count, f'{hue} point'))} {verb} still wrong{self.among(epoch)}."

    def among(self, epoch: int) -> str:
        """Return that the followed point is one of those that are wrong; nothing where it is right."""
        ours = bool(self.wrong[epoch, self.followed.index])
        return (", ours" if self.errors[epoch] == 1 else ", ours among them") * ours

    @property
    def comes_last(self) -> bool:
        """Whether the followed point is the last of all to be right."""
        return self.followed.last and self.followed.right_from == self.milestones.all_right

    def solved_at(self, epoch: int) -> str:
        """Return that everything is right, and how sure the followed point is."""
        said = f"At epoch {epoch}, everything is right."
        if not self.comes_last:
            return said
        p = self.followed.p[epoch]
        barely = self.followed.label == 1 and p - 0.5 < _BARELY
        return f"{said} Our point comes last, {'barely above one half' if barely else f'with p at {p:.2f}'}."

    def left_over(self) -> str:
        """Return how much is wrong at the run's end."""
        end = self.run.epochs
        return f"After {epochs_said(end)}, {points_are(int(self.errors[end]))} still wrong{self.among(end)}."


@dataclass(frozen=True)
class NextRunWords(RunWords):
    """Sentences about a run whose film follows another's.

    Attributes
    ----------
    before : RunWords
        Of the film that came before.
    """

    before: RunWords

    @property
    def last_again(self) -> bool:
        """Whether the point that comes last is the one that came last in the film before."""
        same = self.before.followed.index == self.followed.index
        return same and self.comes_last and self.before.comes_last
