"""What reaches each feature unit: the share of points it is on for, and the size of its gradient."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import readout
from scenes.kit.drawing.text import words
from training.network.formulas import accuracy, probability
from training.run.gradients import switched_on, unit_gradients
from training.run.trajectory import Trajectory


class UnitGauges(VGroup):
    """Numbers measured with the stored weights after one update, never between two.

    Children: ``clock`` (updates made), ``right`` (accuracy), ``rows`` (a pair of readouts a unit).

    Parameters
    ----------
    run
        The trajectory shown.
    watched
        The unit written in the hue of attention, 0 or 1.
    """

    def __init__(self, run: Trajectory, watched: int) -> None:
        self.run, self.made = run, -1
        size = theme.LABEL_SIZE + 2
        self.updates = Counter(0, 0, digits=len(str(run.recipe.updates)), size=size)
        self.accuracy = Counter(0, 1, digits=3, suffix="%", size=size)
        self.shares = [Counter(0, 0, digits=3, suffix="%", size=size) for _ in range(2)]
        self.gradients = [Counter(0, 4, digits=2, size=size) for _ in range(2)]
        self.clock = readout("update", self.updates, size, theme.INK)
        self.right = readout("accuracy", self.accuracy, size, theme.INK)
        self.rows = VGroup()
        for unit in (0, 1):
            colour = theme.EMPHASIS if unit == watched else theme.INK
            title = words(f"unit {unit + 1}", theme.BODY_SIZE, colour)
            on = readout("on for", self.shares[unit], size, theme.INK)
            on.add(words("of points", size).next_to(on, RIGHT, 0.12).align_to(on[0], UP))
            gradient = readout("gradient", self.gradients[unit], size, theme.INK)
            self.rows.add(VGroup(title, on, gradient).arrange(DOWN, 0.2, aligned_edge=LEFT))
        super().__init__(VGroup(self.clock, self.right).arrange(DOWN, 0.2, aligned_edge=LEFT), self.rows)
        self.rows.arrange(DOWN, 0.45, aligned_edge=LEFT)
        self.arrange(DOWN, 0.55, aligned_edge=LEFT)
        self.show(0.0)

    def show(self, epoch: float) -> UnitGauges:
        """Show what is measured after the last update made by ``epoch``; return the gauges."""
        per_epoch = self.run.updates_per_epoch
        update = int(np.floor(epoch * per_epoch + 1e-6))
        if update == self.made:
            return self
        self.made = update
        weights, run = self.run.at(update / per_epoch), self.run
        inputs = run.inputs.astype(float)
        self.updates.set_value(update)
        self.accuracy.set_value(
            100 * float(accuracy(probability(inputs, weights, run.activation), run.targets))
        )
        sizes = np.linalg.norm(unit_gradients(inputs, run.targets, weights, run.activation), axis=1)
        shares = switched_on(inputs, weights, run.activation)
        for unit in (0, 1):
            self.shares[unit].set_value(100 * float(shares[unit]))
            self.gradients[unit].set_value(float(sizes[unit]))
        return self
