"""What points are with the weights that are drawn: all of them, and those of the first batch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polylines, dots_of
from scenes.kit.planes.feature_panel import FeaturePanel
from training.network.formulas import activation_values, correct, losses, probability
from training.recipe.batches import epoch_orders
from training.run.trajectory import Trajectory


@dataclass(frozen=True)
class PointsNow:
    """All points at one moment.

    Attributes
    ----------
    p, losses, wrong : Array
        Shape ``(n,)``.
    """

    p: Array
    losses: Array
    wrong: NDArray[np.bool_]

    @property
    def accuracy(self) -> float:
        """Share of the points that are right."""
        return 1.0 - float(self.wrong.mean())

    @property
    def loss(self) -> float:
        """Mean loss of the points."""
        return float(self.losses.mean())


class Points:
    """A run's points at any epoch, with the weights that feature space is drawn with there.

    At whole epochs these are the stored weights; what several displays ask of one moment is computed once.

    Parameters
    ----------
    run
        The trajectory.
    """

    def __init__(self, run: Trajectory) -> None:
        self.run = run
        self.inputs, self.targets = run.inputs.astype(float), run.targets
        self._epoch = -1.0
        self._now: PointsNow

    def at(self, epoch: float) -> PointsNow:
        """Return what every point is at an epoch in ``[0, E]``."""
        if epoch != self._epoch:
            p = probability(self.inputs, self.run.glide(epoch), self.run.activation)
            self._now = PointsNow(p, losses(p, self.targets), ~correct(p, self.targets))
            self._epoch = epoch
        return self._now


def first_batch(space: FeaturePanel) -> Polylines:
    """Return dots on the points that the first update of the run takes, where feature space draws them."""
    run = space.run
    taken = next(epoch_orders(run.recipe))[0][: len(run.targets)]
    images = activation_values(run.inputs[taken].astype(float), space.weights, run.activation)
    return Polylines(theme.EMPHASIS, 10.0).set_lines(dots_of(space.view.to_stage(images)))
