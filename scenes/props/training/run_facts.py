"""What is measured of a run before anything is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scenes.props.training.stops import long_plateau
from training.network.formulas import correct, pre_activation, probability
from training.run.milestones import Milestones, Plateau, milestones_of
from training.run.spread import grid_images, spans
from training.run.trajectory import Trajectory


@dataclass(frozen=True)
class RunFacts:
    """Measurements of one run that its commentary rests on; each is made once.

    Attributes
    ----------
    run : Trajectory
    """

    run: Trajectory

    @cached_property
    def milestones(self) -> Milestones:
        """The epochs from which negatives and all points are right, and the plateau of the loss."""
        return milestones_of(self.run)

    @property
    def bounded(self) -> bool:
        """Whether sigma has two finite limits."""
        return self.run.activation.bounded

    @cached_property
    def spans(self) -> np.ndarray:
        """Extent of the square's image per epoch and axis, shares of the side, shape ``(E + 1, 2)``."""
        return spans(self.run)

    @cached_property
    def highest(self) -> np.ndarray:
        """The largest value of the square's image on any axis after each epoch, shape ``(E + 1,)``."""
        return np.asarray(grid_images(self.run).max(axis=(1, 2)))

    @cached_property
    def errors(self) -> np.ndarray:
        """How many points are misclassified after each epoch, shape ``(E + 1,)``."""
        inputs = self.run.inputs.astype(float)
        p = probability(inputs, self.run.after_epochs(), self.run.activation)
        return np.asarray(np.sum(~correct(p, self.run.targets), axis=1))

    @cached_property
    def plateau(self) -> Plateau | None:
        """The plateau of the loss, if it is long enough to be worth a word."""
        return long_plateau(self.milestones)

    def folded_share(self, epoch: int) -> float:
        """Return the share of points that a flat lower end of sigma has laid on an axis, 0 if it has none."""
        activation = self.run.activation
        if self.bounded or not activation.flat[0]:
            return 0.0
        z = pre_activation(self.run.inputs.astype(float), self.run.at(epoch), activation)
        return float((z <= activation.hinges[0]).any(axis=1).mean())

    def widest(self, start: int, end: int) -> tuple[str, int, int] | None:
        """Return the axis the square's image widens along most, its share there before and after, per cent.

        None where the image does not widen, or its plane has no end.
        """
        if not self.bounded:
            return None
        axis = int((self.spans[end] - self.spans[start]).argmax())
        before, after = (round(100 * float(self.spans[epoch, axis])) for epoch in (start, end))
        return (("first", "second")[axis], before, after) if after > before else None
