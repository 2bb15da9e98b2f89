"""What can truthfully be said about a run of any activation: sentences made from its measurements."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from scenes.kit.words.activation_words import introduced
from scenes.kit.words.hues import class_hues
from scenes.kit.words.language import capitalised, counted, epochs_said, points_are, whole_percent
from scenes.props.training.followed import near_an_end, only_ends_wrong
from scenes.props.training.run_facts import RunFacts
from scenes.props.training.stretches import Display, Stretch

_APART = 0.05
"""Least distance of the rest on a plateau from every other, as a share of the run: nearer is one moment."""
_GROWN = 0.1
"""Least growth of the area, in areas of feature space, that is told."""
_NARROW, _LONG = 0.25, 0.9
"""A band fills at most this share of the area, and at least this share of one axis."""
_HIGH = 0.45
"""From this p on a point of the other class is nearly wrong."""
_BARELY = 0.02
"""A p this near one half is barely above it."""
_FOCUS: dict[str, tuple[Display, ...]] = {
    "plateau": ("curves",),
    "negatives": ("probabilities",),
    "all": ("curves", "probabilities"),
    "end": ("curves",),
}
"""Displays that are bright while the film rests."""
_HARDER = 0.02
"""Least growth of the saturated share that is told."""


class Commentary(RunFacts):
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

    def opening(self) -> str:
        """Return what is said of the plane before training; the gauge comes with the span."""
        if self.area is not None:
            most = int(np.floor(100 * self.area[0])) + 1
            share = f"less than {most} percent" if most < 100 else "nearly all"
            return f"Before training, the square of inputs [fills {share}] of {self.name}'s feature space."
        if self.run.weights.earlier:
            return "Before training, this is the feature space of the last two hidden units."
        end = "without walls" if not self.bounded else "between its walls"
        return f"Before training, this is {self.name}'s feature space, {end}."

    def following(self) -> str:
        """Return who is followed."""
        place = ", near the end of its curve" if near_an_end(self.run, self.followed) else ""
        return f"Follow [one {self.hues[self.followed.label]} point]{place}."

    def counting(self) -> str:
        """Return what the histograms are; each enters with its span."""
        return "Bars [count the points by p], and [below, by their losses]. Ours stays yellow."

    def updating(self) -> str:
        """Return what an update is."""
        size, points = self.run.recipe.batch_size, len(self.run.targets)
        taken = f"a batch of {counted(size, 'point')}" if size < points else f"all {points} points at once"
        return f"Each update takes [{taken}], and [follows the gradient], the steepest way down the loss."

    @cached_property
    def ends(self) -> dict[int, str]:
        """The epochs at which the film rests, and why, in order; the run's end among them."""
        epochs, kinds = self.run.epochs, dict[int, str]()
        negatives, solved = self.milestones.negatives_right, self.milestones.all_right
        for epoch, kind in ((negatives, "negatives"), (solved, "all")):
            if epoch is not None and 0 < epoch < epochs:
                kinds[epoch] = kind
        rest = self.within_plateau
        if rest is not None and all(abs(rest - epoch) >= _APART * epochs for epoch in (*kinds, epochs)):
            kinds[rest] = "plateau"
        kinds[epochs] = "end"
        return dict(sorted(kinds.items()))

    def stretches(self) -> tuple[Stretch, ...]:
        """Return the run in stretches."""
        made: list[Stretch] = []
        start, after = 0, ""
        for end, kind in self.ends.items():
            made.append(
                Stretch(
                    self.chapter(end, kind),
                    end,
                    self.way(start, end, after),
                    self.rest(end, kind),
                    ("curves",) if kind == "plateau" else ("curves", "probabilities"),
                    _FOCUS[kind],
                )
            )
            start, after = end, kind
        return tuple(made)

    def chapter(self, end: int, kind: str) -> str:
        """Return the name of the chapter that a stretch is."""
        return {
            "plateau": "Until the loss rests",
            "negatives": f"Until every {self.hues[0]} point is right",
            "all": "Until everything is right",
        }.get(kind, f"To epoch {end}")

    def way(self, start: int, end: int, after: str) -> str:
        """Return what is said on the way between two epochs; ``after`` is why the film rested at the first."""
        if after == "plateau":
            return self.reopened(start, end)
        if start == 0:
            return self.first_way(end)
        if not self.errors[start : end + 1].any():
            return self.certainty(start, end)
        return self.loss_way(start, end) if end == self.run.epochs else ""

    def first_way(self, end: int) -> str:
        """Return how the square's image widens from the beginning to an epoch, or what the loss does."""
        early = [epoch for epoch in self.milestones.widening if epoch is not None and epoch <= end]
        if self.area is not None and early and len(set(self.milestones.widening)) == 2:
            return f"The square stretches along one axis first{', into a narrow band' * self.band(end)}."
        if not self.bounded and self.highest[end] >= 1.05 * max(self.highest[0], 0.1):
            first, last = self.highest[[0, end]]
            return f"The largest value grows from {max(first, 0):.1f} to {last:.1f}."
        return self.loss_way(0, end)

    def band(self, epoch: int) -> bool:
        """Return whether the square's image is a narrow band at an epoch."""
        return bool(
            self.area is not None and self.area[epoch] <= _NARROW and self.spans[epoch].max() >= _LONG
        )

    def reopened(self, start: int, end: int) -> str:
        """Return the answer to whether learning has stopped on the plateau."""
        if self.area is not None and self.area[end] - self.area[start] >= _GROWN:
            grown = f"from {whole_percent(self.area[start])} to {whole_percent(self.area[end])} percent"
            opens = "the [band opens], and " if self.band(start) else ""
            return f"No, {opens}the area grows {grown}."
        before, after = self.run.loss[[start, end]]
        if before - after >= 0.01:
            return f"No, the loss [falls again], from {before:.2f} to {after:.2f}."
        return "Not for good, it only rests."

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

    def rest(self, epoch: int, kind: str) -> str:
        """Return what is said while the film rests at an epoch."""
        if kind == "plateau" and self.plateau is not None:
            lasted = epochs_said(epoch - self.plateau.begin)
            level = f"For {lasted}, the loss has rested near {self.plateau.level:.2f}."
            return f"{level} Such a rest is called a plateau. Has it stopped learning?"
        if kind == "negatives":
            return f"{self.first_class_right(epoch)} {self.still_wrong(epoch)}".strip()
        if kind == "all":
            return self.solved_at(epoch)
        return self.closing()

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
        ours = bool(wrong[self.followed.index])
        if only_ends_wrong(self.run, 1, wrong):
            return f"Only the ends of {hue} are wrong{', our point among them' * ours}."
        among = (", ours" if count == 1 else ", ours among them") * ours
        verb = "is" if count == 1 else "are"
        return f"{capitalised(counted(count, f'{hue} point'))} {verb} still wrong{among}."

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

    def closing(self) -> str:
        """Return what is left to say at the run's end."""
        solved = self.milestones.all_right
        if solved is None:
            return f"After {epochs_said(self.run.epochs)}, {points_are(int(self.errors[-1]))} still wrong."
        if solved == 0:
            return "Everything was right before training, and stays so."
        if solved == self.run.epochs:
            return self.solved_at(solved)
        again = self.last_rest is not None and self.plateau is not None
        return "The loss rests again, on a new plateau." if again else ""
