"""One number of feature space above it, live: the area filled, the points pressed, the gradient."""

from __future__ import annotations

from collections.abc import Callable

from manim import RIGHT, UP, VGroup

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import Quantity, baseline_of, readout, told
from scenes.kit.planes.feature_panel import FeaturePanel
from scenes.kit.planes.panels import Panel
from training.network.activations import Activation
from training.network.formulas import Weights
from training.run.gradients import gradient_length, switched_off
from training.run.spread import area_filled
from training.run.trajectory import Trajectory

_SIZE = 40
"""Of word and number: what a film is about is read from the back row."""
_ABOVE = 0.39
"""Manim units over feature space, on the heading's baseline: the ring of a point on its edge stays clear."""


class Gauge(Panel):
    """A word and a number that is measured of the weights drawn in feature space.

    Parameters
    ----------
    word
        Before the number.
    quantity
        What it tells of feature space.
    space
        Above whose right end it stands.
    measured
        The number, of weights.
    decimals, suffix
        Of the number; one in per cent has three digits before the point.
    """

    def __init__(
        self,
        word: str,
        quantity: Quantity,
        space: FeaturePanel,
        measured: Callable[[Weights], float],
        decimals: int = 1,
        suffix: str = "%",
    ) -> None:
        self.space, self.measured = space, measured
        self.number = Counter(0.0, decimals, digits=3 if suffix else 1, suffix=suffix, size=_SIZE)
        told(self.number, quantity, space)
        line = readout(word, self.number, _SIZE, theme.INK)
        super().__init__(self.number, frame=VGroup(line[0]))
        self.move_above(space)

    def move_above(self, space: FeaturePanel) -> Gauge:
        """Stand above feature space at its right end."""
        view = space.zoom.view
        line = VGroup(self.frame, self.number)
        line.shift((view.bottom_of() + view.height + _ABOVE - baseline_of(self.frame)) * UP)
        line.shift((view.left_of() + view.width - line.get_right()[0]) * RIGHT)
        return self

    def draw(self) -> None:
        """Tell the number of what feature space draws at ``self.epoch``."""
        self.number.set_value(self.measured(self.space.run.glide(self.epoch)))
        self.number.set_fill(opacity=self.share * self.light, family=False)


def area_of(activation: Activation) -> Callable[[Weights], float]:
    """Return how to measure the area filled, per cent."""
    return lambda weights: 100 * float(area_filled(weights, activation))


def pressed_of(run: Trajectory) -> Callable[[Weights], float]:
    """Return how to measure the share of the points that lie pressed onto an axis, per cent."""
    inputs = run.inputs.astype(float)
    return lambda weights: 100 * float(switched_off(inputs, weights, run.activation))


def gradient_of(run: Trajectory) -> Callable[[Weights], float]:
    """Return how to measure the length of the loss's gradient over all points."""
    inputs = run.inputs.astype(float)
    return lambda weights: gradient_length(inputs, run.targets, weights, run.activation)
