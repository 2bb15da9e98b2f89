"""What is said of a run beside the sigmoid's: a rest at the walls, a snap."""

from __future__ import annotations

import numpy as np

from scenes.kit.words.language import capitalised, counted, epochs_said, in_percent, whole_percent
from scenes.props.training.run_words import NextRunWords
from scenes.props.training.stretches import Display, Stretch
from training.network.activations import Activation

_FOCUS: dict[str, tuple[Display, ...]] = {"all": ("curves", "probabilities")}
"""Displays that are bright, where it is not accuracy and loss alone."""
_MOST = 0.5
"""Share of the points from which on they are *most points*."""
_SHRUNK = 0.5
"""Of the gradient's earlier peak: less is told."""


class TanhWords(NextRunWords):
    """Sentences of the film that begins with the question whether a steeper slope learns faster."""

    @property
    def title(self) -> str:
        """What the film is called."""
        return f"{capitalised(self.name)} {'snaps' if self.snap is not None else 'learns'}"

    def question(self) -> str:
        """Return what the film asks."""
        times = steepest(self.run.activation) / steepest(self.before.run.activation)
        said = counted(round(times)) if abs(times - round(times)) < 0.05 else f"{times:.1f}"
        return f"{capitalised(self.name)} has {said} times {self.before.name}'s slope. Will it learn faster?"

    def stretches(self) -> tuple[Stretch, ...]:
        """Return the run in stretches: to the walls, to the end of the rest, to the end of the snap."""
        made: list[Stretch] = []
        start = 0
        for end, kind in self.stops().items():
            way, rest = self.told(start, end, kind)
            gauge = "gradient" if kind in ("walls", "plateau") else "area"
            bright = _FOCUS.get(kind, ("curves",))
            made.append(Stretch(self.part(end, kind), end, way, rest, bright, bright, gauge))
            start = end
        return tuple(made)

    def stops(self) -> dict[int, str]:
        """Return where each stretch ends, and what it is."""
        epochs, solved = self.run.epochs, self.milestones.all_right
        kinds = dict[int, str]()
        wall = self.at_the_walls
        if wall is not None and wall[0] < (epochs if self.plateau is None else self.plateau.begin):
            kinds[wall[0]] = "walls"
        if self.plateau is not None:
            kinds[self.snap[0] if self.snap is not None else self.plateau.end] = "plateau"
        if solved is not None and 0 < solved < epochs:
            kinds[solved] = "all"
        kinds[epochs] = "end"
        return dict(sorted(kinds.items()))

    def part(self, end: int, kind: str) -> str:
        """Return the name of a chapter."""
        return {
            "walls": "From wall to wall",
            "plateau": f"A rest of {epochs_said(self.plateau.end - self.plateau.begin)}"
            if self.plateau is not None
            else "",
            "all": "The snap" if self.snap is not None else "Until everything is right",
        }.get(kind, f"To epoch {end}")

    def told(self, start: int, end: int, kind: str) -> tuple[str, str]:
        """Return what is said on the way and at the end of a stretch."""
        if kind == "walls":
            return "", f"After {epochs_said(end)}, it reaches from wall to wall along one axis."
        if kind == "plateau":
            return f"{self.resting()} {self.leaning_said()}".strip(), ""
        way = self.opened(start, end)
        if kind == "all":
            return way, self.took(end)
        return ("" if self.milestones.all_right is not None else way), self.closing()

    def resting(self) -> str:
        """Return how long the loss rests."""
        if self.plateau is None:
            return ""
        return f"Then the loss rests, for {epochs_said(self.plateau.end - self.plateau.begin)}."

    def leaning_said(self) -> str:
        """Return where the points are meanwhile, and what is left of the gradient."""
        if self.plateau is None or self.within_plateau is None or not self.bounded:
            return ""
        leaning = self.leaning(self.within_plateau) >= _MOST
        where = "Most points lean on a wall, where slopes are small." if leaning else ""
        begin, end = self.plateau.begin, self.plateau.end
        peak, usual = self.gradients[: begin + 1].max(), np.median(self.gradients[begin : end + 1])
        shrunk = usual <= _SHRUNK * peak and usual >= 0.005
        also = "The gradient shrinks with them" if leaning else "The gradient shrinks"
        return f"{where} {f'{also}, from {peak:.2f} to {usual:.2f}.' * bool(shrunk)}".strip()

    def opened(self, start: int, end: int) -> str:
        """Return how the area grows between two epochs, or what the loss does."""
        if self.area is None or self.area[end] - self.area[start] < 0.1:
            return self.loss_way(start, end)
        before, after = whole_percent(self.area[start]), in_percent(self.area[end])
        if self.snap == (start, end):
            time = epochs_said(end - start)
            return f"Then it [snaps], from {before} to {after} percent of the area in {time}."
        return f"The area grows from {before} to {after} percent."

    def took(self, solved: int) -> str:
        """Return when everything is right, and whether the followed point is the last again."""
        if not self.comes_last:
            return f"It took {epochs_said(solved)}."
        return f"It took {epochs_said(solved)}, and our point comes last{' again' * self.last_again}."

    def closing(self) -> str:
        """Return what is left to say at the run's end: what is still wrong, or when all came right."""
        late = self.milestones.all_right == self.run.epochs
        if late or self.errors[-1] == 0:
            return self.took(self.run.epochs) if late else ""
        left = int(self.before.errors[-1])
        # The answer to the question whether it learns faster than the one before.
        compared = f" {capitalised(self.before.name)} left {left:,} wrong." if left else ""
        return f"{self.left_over()}{compared}"


def steepest(activation: Activation) -> float:
    """Return the steepest slope of an activation between -8 and 8."""
    return float(activation.derivative(np.linspace(-8.0, 8.0, 1601)).max())
