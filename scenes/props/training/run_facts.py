"""What is measured of a run before anything is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scenes.kit.drawing.shapes import Array
from scenes.props.training.followed import Followed, followed_point
from training.network.formulas import correct, pre_activation, probability
from training.run.gradients import gradient_length, switched_off
from training.run.milestones import PLATEAU_BAND, Milestones, Plateau, first, milestones_of
from training.run.spread import area_filled, grid_images, spans
from training.run.trajectory import Trajectory

LONG = 0.1
"""Least length of a plateau worth a word, as a share of the run: 15 of the film's 150 epochs."""
SNAP, SNAP_TIME = 0.3, 0.15
"""Least growth of the area that is a snap, in areas of feature space; most time it takes, in runs."""
WALL = 0.95
"""Of an axis: an image this wide reaches from wall to wall."""
LEANING = 0.5
"""Of sigma's steepest slope: a point with less on some axis leans on a wall."""


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
        """The epochs from which each class and all points are right, and the plateau of the loss."""
        return milestones_of(self.run)

    @property
    def bounded(self) -> bool:
        """Whether sigma has two finite limits."""
        return self.run.activation.bounded

    @property
    def presses(self) -> bool:
        """Whether sigma lays points on an axis: constant below its hinge, without an upper limit."""
        return not self.bounded and self.run.activation.flat[0]

    @cached_property
    def followed(self) -> Followed:
        """The point that the film follows."""
        return followed_point(self.run)

    @cached_property
    def p(self) -> Array:
        """Every point's probability after each epoch, shape ``(E + 1, n)``."""
        inputs = self.run.inputs.astype(float)
        return probability(inputs, self.run.after_epochs(), self.run.activation)

    @cached_property
    def wrong(self) -> NDArray[np.bool_]:
        """Which points are misclassified after each epoch, shape ``(E + 1, n)``."""
        return ~correct(self.p, self.run.targets)

    @cached_property
    def errors(self) -> Array:
        """How many points are misclassified after each epoch, shape ``(E + 1,)``."""
        return np.asarray(self.wrong.sum(axis=1))

    @cached_property
    def spans(self) -> Array:
        """Extent of the square's image per epoch and axis, shares of the side, shape ``(E + 1, 2)``."""
        return spans(self.run)

    @cached_property
    def area(self) -> Array | None:
        """Share of feature space that the square's image fills after each epoch, shape ``(E + 1,)``.

        None where it has no end; or where a layer before may fold the square, whose outline then tells less.
        """
        if not self.bounded or self.run.weights.earlier:
            return None
        return area_filled(self.run.after_epochs(), self.run.activation)

    @cached_property
    def pressed(self) -> Array | None:
        """Share of the points that lie on an axis after each epoch; None where sigma presses none."""
        if not self.presses:
            return None
        weights = self.run.after_epochs()
        inputs = self.run.inputs.astype(float)
        each = (switched_off(inputs, weights[epoch], self.run.activation) for epoch in self._epochs)
        return np.array([float(share) for share in each])

    @cached_property
    def highest(self) -> Array:
        """The largest value of the square's image on any axis after each epoch, shape ``(E + 1,)``."""
        return np.asarray(grid_images(self.run).max(axis=(1, 2)))

    @cached_property
    def gradients(self) -> Array:
        """Length of the loss's gradient over all points after each epoch, shape ``(E + 1,)``."""
        weights, inputs = self.run.after_epochs(), self.run.inputs.astype(float)
        of = (weights[epoch].astype(float) for epoch in self._epochs)
        return np.array([gradient_length(inputs, self.run.targets, w, self.run.activation) for w in of])

    @property
    def _epochs(self) -> range:
        return range(self.run.epochs + 1)

    @cached_property
    def plateau(self) -> Plateau | None:
        """The plateau of the loss, if it is long enough to be worth a word and does not begin the run."""
        found = self.milestones.plateau
        long = found is not None and found.end - found.begin >= LONG * self.run.epochs
        return found if long and found is not None and found.begin > 0 else None

    @cached_property
    def within_plateau(self) -> int | None:
        """An epoch well inside the plateau at which the loss is the plateau's level, as nearly as it gets."""
        plateau = self.plateau
        if plateau is None:
            return None
        third = (plateau.end - plateau.begin) // 3
        epochs = np.arange(plateau.begin + third, plateau.end - third + 1)
        return int(epochs[np.abs(self.run.loss[epochs] - plateau.level).argmin()])

    @cached_property
    def last_rest(self) -> int | None:
        """The epoch from which to the end the loss moves as little as on a plateau; None if that is short.

        It has fallen by then: a loss that never moves does not rest.
        """
        loss = np.asarray(self.run.loss, float)
        moves = np.array([np.ptp(loss[epoch:]) for epoch in self._epochs])
        begin = first(np.asarray(moves <= PLATEAU_BAND * np.ptp(loss)))
        long = begin is not None and 0 < begin <= (1 - LONG) * self.run.epochs and loss[begin] < loss[0]
        return begin if long else None

    @cached_property
    def at_the_walls(self) -> tuple[int, int] | None:
        """The first epoch at which the square's image reaches from wall to wall, and the axis; or None."""
        if not self.bounded:
            return None
        epoch = first(np.asarray((self.spans >= WALL).any(axis=1)))
        return None if not epoch else (epoch, int(self.spans[epoch].argmax()))

    def leaning(self, epoch: int) -> float:
        """Return the share of the points that lean on a wall: a slope under half of sigma's steepest."""
        activation = self.run.activation
        z = pre_activation(self.run.inputs.astype(float), self.run.at(epoch), activation)
        steepest = float(activation.derivative(np.linspace(-8.0, 8.0, 1601)).max())
        return float((activation.derivative(z) < LEANING * steepest).any(axis=1).mean())

    @cached_property
    def snap(self) -> tuple[int, int] | None:
        """The epochs between which, after a plateau, the area snaps open until all are right; or None."""
        solved, plateau, area = self.milestones.all_right, self.plateau, self.area
        if solved is None or plateau is None or area is None or plateau.end >= solved:
            return None
        negatives = self.milestones.negatives_right or 0
        begin = negatives if plateau.end <= negatives < solved else plateau.end
        quick = solved - begin <= SNAP_TIME * self.run.epochs
        return (begin, solved) if quick and area[solved] - area[begin] >= SNAP else None
