"""The trained z-plane beside its image under the activation, with every step of the squash between."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Arrow, VGroup

from scenes.kit import theme
from scenes.kit.activation_words import number
from scenes.kit.feature_space import PlaneMap, WarpedPlane, grid_of, split_at_hinges
from scenes.kit.function_plot import FunctionPlot
from scenes.kit.shapes import Array, Polylines
from scenes.kit.text import maths, words
from scenes.kit.tint import TintedStrokes, segments_of
from scenes.kit.viewport import Viewport, axes, square_viewport
from training.activations import Activation
from training.network import Weights
from training.squashing import Slope, shown_range, slope_facts, squash_path

PANE_SIDE = 4.7
PANE_Y = 0.22
Z_PANE_X, A_PANE_X = -3.35, 3.9


def whole_ticks(reach: float) -> tuple[float, ...]:
    """Round numbers in [-reach, reach], five to nine of them, 0 among them."""
    step = next(s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 1000) if reach / s < 4.5)
    most = int(reach / step + 1e-9)
    return tuple(float(np.round(step * k, 6)) for k in range(-most, most + 1))


class SquashPanes:
    """Geometry of both panes for one set of trained weights.

    Attributes
    ----------
    z_range : tuple of float
        Of both z axes: symmetric, wide enough for the image of the input square.
    z_view, a_view : Viewport
        Left pane over the z-plane, right pane over the a-plane.
    z_axes, a_axes : VGroup
        Axes with ticks.
    """

    def __init__(self, activation: Activation, weights: Weights) -> None:
        self.activation = activation
        self.kernel, self.bias = weights.hidden_kernel, weights.hidden_bias
        corners = np.array([[-1.0, -1], [1, -1], [1, 1], [-1, 1]]) @ self.kernel + self.bias
        reach = float(np.ceil(np.abs(corners).max() * 1.02 * 2) / 2)
        self.z_range = (-reach, reach)
        self.z_ticks = whole_ticks(reach)
        low, high = shown_range(activation, self.z_range)
        self.z_view = square_viewport((Z_PANE_X, PANE_Y), PANE_SIDE, -reach, reach)
        self.a_view = square_viewport((A_PANE_X, PANE_Y), PANE_SIDE, low, high)
        bounded = (low, high) != self.z_range
        a_ticks = (low, (low + high) / 2, high) if bounded else self.z_ticks
        self.z_axes = axes(self.z_view, "z_1", "z_2", self.z_ticks, self.z_ticks)
        self.a_axes = axes(self.a_view, "a_1", "a_2", a_ticks, a_ticks)

    def z_of(self, inputs: Array) -> Array:
        """z = xW + b, shape ``(..., 2)``."""
        return inputs @ self.kernel + self.bias

    def partly(self, first: float, second: float) -> PlaneMap:
        """From inputs to the right pane, coordinate 1 squashed by ``first``, 2 by ``second``, both in [0, 1]."""

        def placed(inputs: Array) -> Array:
            z = self.z_of(inputs)
            shares = (first, second)
            return np.stack(
                [squash_path(self.activation, z[..., k], shares[k], self.z_range) for k in (0, 1)], axis=-1
            )

        return placed

    @property
    def unit_view(self) -> Viewport:
        """The right pane in fractions of its sides, which `partly` gives."""
        return self.a_view.ranged((0.0, 1.0), (0.0, 1.0))

    def show_z(self, plane: WarpedPlane) -> WarpedPlane:
        """Draw the z-plane in the left pane."""
        return plane.show(self.z_view, self.z_of)

    def show_partly(self, plane: WarpedPlane, first: float, second: float) -> WarpedPlane:
        """Draw the plane in the right pane, squashed so far."""
        mapping = self.partly(first, second)
        return plane.show(self.unit_view, mapping, self.kernel, self.bias, self.activation.hinges)

    def moving_ticks(self, first: float, second: float, shape: Polylines) -> Polylines:
        """Marks of the z axes on the right pane's edges, squashed with the plane."""
        reach, marks = 0.14, np.array(self.z_ticks)
        corner = self.unit_view.to_stage(np.zeros(2))
        paths = []
        for axis, share in ((0, first), (1, second)):
            at = squash_path(self.activation, marks, share, self.z_range) * PANE_SIDE
            along, out = np.eye(3)[axis], np.eye(3)[1 - axis]
            paths += [corner + length * along + reach * np.outer((-1, 1), out) for length in at]
        return shape.set_paths(paths)

    def grid_segments(self) -> Array:
        """The grid's segments in the input square, cut at hinges, shape ``(segments, 2, 2)``."""
        lines = split_at_hinges(grid_of(), self.kernel, self.bias, self.activation.hinges)
        return segments_of(lines)

    def tinted_grid(self) -> TintedStrokes:
        """A grid as bright as the steeper of the two slopes: dark where neither unit responds."""
        middles = self.z_of(self.grid_segments().mean(axis=1))
        slopes = np.abs(self.activation.derivative(middles)).max(axis=1)
        return TintedStrokes(np.clip(slopes / slope_facts(self.activation).peak, 0, 1), 3.0)

    def arrow(self) -> VGroup:
        """From the z-plane to the a-plane, with sigma above."""
        start = self.z_view.to_stage(np.array([self.z_range[1], 0.0])) + 0.2 * RIGHT
        arrow = Arrow(start, start + 1.0 * RIGHT, buff=0, color=theme.INK, stroke_width=4)
        return VGroup(arrow, maths("sigma").next_to(arrow, np.array([0.0, 1, 0]), buff=0.12))

    def tint_scale(self, slope: Slope) -> VGroup:
        """What the tints mean: a bar from slope 0 to the largest slope, at the top right."""
        shades = np.linspace(0, 1, 9)
        bar = TintedStrokes(shades, 14.0)
        x = np.linspace(0, 2.0, 10)
        bar.show(
            np.stack(
                [np.stack([x[:-1], 0 * x[1:], 0 * x[1:]], 1), np.stack([x[1:], 0 * x[1:], 0 * x[1:]], 1)], 1
            )
        )
        low, high = maths("sigma' = 0", theme.LABEL_SIZE + 2), maths(number(slope.peak), theme.LABEL_SIZE + 2)
        scale = VGroup(low, bar, high).arrange(RIGHT, buff=0.2)
        return scale.move_to(np.array([theme.RIGHT_EDGE, theme.TOP_EDGE - 0.1, 0]), aligned_edge=UP + RIGHT)


def activation_plot(activation: Activation, slope: Slope, colour: str) -> FunctionPlot:
    """The graph of sigma over a range of z that shows what there is to see."""
    reach = float(slope.flat_beyond + 1) if slope.flat_beyond else 4.0
    z = np.linspace(-reach, reach, 401)
    drawn = np.concatenate((activation.f(z), activation.derivative(z)))
    pad = 0.07 * (drawn.max() - drawn.min())
    low, high = float(drawn.min()), float(drawn.max())
    view = Viewport((-1.75, 0.45), 7.8, 5.1, (-reach, reach), (low - pad, high + pad))
    levels = [t for t in activation.limits if np.isfinite(t)]
    y_ticks = (levels[0], sum(levels) / 2, levels[1]) if len(levels) == 2 else whole_ticks(high)
    y_ticks = tuple(t for t in y_ticks if low - pad <= t <= high + pad)
    return FunctionPlot(
        view,
        activation.f,
        activation.derivative,
        activation.hinges,
        activation.limits,
        colour,
        whole_ticks(reach),
        y_ticks,
    )


def line_key(colour: str, formula: str, facts: list[str]) -> VGroup:
    """A stroke of a curve's colour with its formula; beneath, facts in the same colour."""
    stroke = Polylines(colour, theme.CURVE_WIDTH).set_paths([np.array([[0.0, 0, 0], [0.5, 0, 0]])])
    top = VGroup(stroke, maths(formula, theme.BODY_SIZE)).arrange(RIGHT, buff=0.25)
    lines = VGroup(*(words(fact, theme.LABEL_SIZE + 2, colour) for fact in facts))
    lines.arrange(DOWN, buff=0.2, aligned_edge=LEFT)
    lines.next_to(top, DOWN, buff=0.3, aligned_edge=LEFT)
    return VGroup(top, lines)
