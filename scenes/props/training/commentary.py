"""What is said in the film of any activation that explains every display as it comes."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from scenes.kit import theme
from scenes.kit.words.hues import hue_said
from scenes.kit.words.language import counted, epochs_said, whole_percent
from scenes.props.training.followed import near_an_end
from scenes.props.training.run_words import RunWords
from scenes.props.training.stretches import Display, Stretch

_APART = 0.05
"""Least distance of the rest on a plateau from every other, as a share of the run: nearer is one moment."""
_GROWN = 0.1
"""Least growth of the area, or of an extent, in those of feature space, that is told."""
_HALFWAY, _BEHIND = 0.5, 0.43
"""Of what each axis widens: where the first has come so far, the other is behind up to there."""
_NARROW, _LONG = 0.25, 0.9
"""A band fills at most this share of the area, and at least this share of one axis."""
_FOCUS: dict[str, tuple[Display, ...]] = {
    "plateau": ("curves",),
    "negatives": ("probabilities",),
    "all": ("curves", "probabilities"),
    "end": ("curves",),
}
"""Displays that are bright while the film rests."""


class Commentary(RunWords):
    """What is said while a film is built up and a run of any activation is played."""

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
        ours = f"Ours stays {hue_said(theme.EMPHASIS)}."
        return f"Bars [count the points by p], and [below, by their losses]. {ours}"

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
            # A class that comes right as the run ends is no news beside what is still wrong then.
            late = solved is None and epoch is not None and epochs - epoch < _APART * epochs
            if epoch is not None and 0 < epoch < epochs and not late:
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
        """Return what is said on the way between two epochs; ``after`` is why it rested there."""
        if after == "plateau":
            return self.reopened(start, end)
        if start == 0:
            return self.first_way(end)
        if not self.errors[start : end + 1].any():
            return self.certainty(start, end)
        return self.loss_way(start, end) if end == self.run.epochs else ""

    def first_way(self, end: int) -> str:
        """Return how the square's image widens from the beginning to an epoch, or what the loss does."""
        into = ", into a narrow band" if self.band(end) else ""
        if self.area is not None and self.one_axis_leads(end):
            return f"The square stretches along one axis first{into}."
        if into:
            return "The square stretches into a narrow band."
        if not self.bounded and self.highest[end] >= 1.05 * max(self.highest[0], 0.1):
            first, last = self.highest[[0, end]]
            return f"The largest value grows from {max(first, 0):.1f} to {last:.1f}."
        return self.loss_way(0, end)

    def one_axis_leads(self, end: int) -> bool:
        """Return whether, until an epoch, one axis has widened halfway when the other hardly has."""
        grown = self.spans[: end + 1] - self.spans[0]
        most = grown.max(axis=0)
        if most.max() < _GROWN:
            return False
        shares = grown / np.maximum(most, _GROWN)
        halfway = int((shares.max(axis=1) >= _HALFWAY).argmax())
        return bool(shares[halfway].min() <= _BEHIND)

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

    def closing(self) -> str:
        """Return what is left to say at the run's end."""
        solved = self.milestones.all_right
        if solved is None:
            return self.left_over()
        if solved == 0:
            return "Everything was right before training, and stays so."
        if solved == self.run.epochs:
            return self.solved_at(solved)
        again = self.last_rest is not None and self.plateau is not None
        return "The loss rests again, on a new plateau." if again else ""
