"""What reaches a feature unit: the share of points it is on for, and the size of its gradient."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import readout, told
from scenes.kit.drawing.text import words
from scenes.kit.planes.judged_plane import JudgedPlane
from training.network.formulas import accuracy, probability
from training.run.gradients import switched_on, unit_gradients

_PLACE = (theme.LEFT_EDGE, 0.1, 0.0)
"""Left end of the column, at the height of its middle, Manim units."""
_LARGE = 2 * theme.LABEL_SIZE
"""Font size of what is spoken of."""


class UnitGauges(VGroup):
    """Numbers measured in every frame with the weights that are drawn.

    Children: ``whole`` (updates made, accuracy), ``own`` (of the watched unit: its name, the share of points
    it is on for, its gradient).

    Parameters
    ----------
    plane
        Whose drawn weights are measured; it watches one unit.
    """

    def __init__(self, plane: JudgedPlane) -> None:
        self.plane, self.unit = plane, plane.watched[0]
        run, size = plane.run, theme.BODY_SIZE
        self.updates = told(Counter(0, 0, digits=len(str(run.recipe.updates)), size=size), "count")
        self.accuracy = told(Counter(0, 1, digits=3, suffix="%", size=size), "accuracy", plane)
        self.share = told(Counter(0, 0, digits=3, suffix="%", size=size), "on", plane)
        self.gradient = told(Counter(0, 4, digits=2, size=_LARGE), "gradient", plane)
        rows = (
            readout("update", self.updates, size, theme.INK),
            readout("accuracy", self.accuracy, size, theme.INK),
        )
        self.whole = VGroup(*rows).arrange(DOWN, 0.25, aligned_edge=LEFT)
        hue = theme.run_colour(run.recipe.activation)
        title = words(f"unit {self.unit + 1}", _LARGE, hue)
        on = readout("on for", self.share, size, theme.INK)
        on.add(words("of the points", size).next_to(on, RIGHT, 0.15).align_to(on[0], UP))
        self.row = readout("gradient", self.gradient, _LARGE, theme.INK, 0.3)
        self.own = VGroup(title, on, self.row).arrange(DOWN, 0.35, aligned_edge=LEFT)
        super().__init__(self.whole, self.own)
        self.arrange(DOWN, 0.8, aligned_edge=LEFT).move_to(_PLACE, aligned_edge=LEFT)
        self.show(0.0)

    def show(self, epoch: float) -> UnitGauges:
        """Measure the weights that are drawn, those of an epoch; return the gauges."""
        run, weights, inputs = self.plane.run, self.plane.weights, self.plane.run.inputs.astype(float)
        self.updates.set_value(int(epoch * run.updates_per_epoch + 1e-6))
        p = probability(inputs, weights, run.activation)
        self.accuracy.set_value(100 * float(accuracy(p, run.targets)))
        self.share.set_value(100 * float(switched_on(inputs, weights, run.activation)[self.unit]))
        reaching = unit_gradients(inputs, run.targets, weights, run.activation)[self.unit]
        self.gradient.set_value(float(np.linalg.norm(reaching)))
        return self
