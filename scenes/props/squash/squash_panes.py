"""Two panes for one set of trained weights: the z-plane, and the a-plane an activation makes of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from manim import LEFT, RIGHT, UP, Arrow, CapStyleType, VGroup

from scenes.kit import theme
from scenes.kit.diagram.matrix import LiveMatrix
from scenes.kit.drawing.counter import cells_for
from scenes.kit.drawing.shapes import Array, Polylines
from scenes.kit.drawing.text import maths
from scenes.kit.drawing.viewport import Viewport, axes, title_above
from scenes.kit.planes.feature_space import PlaneMap, grid_of, split_at_hinges
from scenes.kit.words.activation_words import number
from scenes.props.squash.tint import TintedStrokes, segments_of
from training.geometry.convex import UNIT_SQUARE
from training.geometry.straightness import is_bent
from training.network.activations import Activation
from training.network.formulas import Weights
from training.network.squashing import FLAT, Slope, shown_range, slope_facts, squash_path

SIDE = 4.55
"""Of either pane, Manim units: their titles and tick numbers fill the height between heading and strip."""
_Y, _Z_X, _A_X = 0.12, -3.35, 3.9
"""Stage y of both panes' centres, stage x of the left and of the right one."""
_DARK = 1 / 8
"""Tint of a slope that is not yet saturated, at least: one shade above the darkest."""


def whole_ticks(low: float, high: float) -> tuple[float, ...]:
    """Return round numbers in [low, high], at most seven of them, multiples of one step."""
    step = next(s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 1000) if (high - low) / s <= 6.5)
    return tuple(float(np.round(step * k, 6)) for k in range(int(np.ceil(low / step)), int(high // step) + 1))


def z_ranges(
    corners: Array, room: tuple[float, float] = (0.0, 0.0)
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Ranges of z1 and z2 of equal length that hold the origin and these points.

    Parameters
    ----------
    corners
        Shape ``(n, 2)``, points of the z-plane.
    room
        Least share (0 to 0.5) of the range of z1 and of z2 on either side of the origin.
    """
    held = np.vstack((corners, np.zeros(2)))
    low, high = held.min(axis=0), held.max(axis=0)
    # A layer without weights or biases leaves nothing but the origin: any range shows it.
    half, middle = 0.53 * float((high - low).max()) or 1.0, (low + high) / 2
    low, high = middle - half, middle + half
    least = np.array(room) / (1 - np.array(room))
    low, high = np.minimum(low, -least * high), np.maximum(high, -least * low)
    half, middle = float((high - low).max()) / 2, (low + high) / 2
    first, second = ((float(m - half), float(m + half)) for m in middle)
    return first, second


class SquashPanes:
    """Geometry of both panes; ``room`` as in :func:`z_ranges`.

    Attributes
    ----------
    z_ranges : pair of (float, float)
        Of z1 and z2; equally long, wide enough for the image of the input square.
    z_view, a_view : Viewport
        Left pane over the z-plane, right pane over the a-plane.
    unit_view : Viewport
        The right pane in fractions of its sides, which `partly` gives.
    z_axes, z_title, a_title
        Axes with ticks of the left pane, and the formula above each pane.
    a_box, a_marks
        The edges of the right pane; its ticks, numbers and labels.
    """

    def __init__(
        self, activation: Activation, weights: Weights, room: tuple[float, float] = (0.0, 0.0)
    ) -> None:
        self.activation = activation
        self.kernel, self.bias = weights.hidden_kernel, weights.hidden_bias
        self.z_ranges = z_ranges(self.z_of(UNIT_SQUARE), room)
        self.z_ticks = tuple(whole_ticks(*span) for span in self.z_ranges)
        a_ranges = [shown_range(activation, span) for span in self.z_ranges]
        low, high = a_ranges[0]
        a_ticks = ((low, (low + high) / 2, high),) * 2 if activation.bounded else self.z_ticks
        self.z_view = Viewport((_Z_X, _Y), SIDE, SIDE, *self.z_ranges)
        self.a_view = Viewport((_A_X, _Y), SIDE, SIDE, a_ranges[0], a_ranges[1])
        self.unit_view = self.a_view.ranged((0.0, 1.0), (0.0, 1.0))
        self.z_axes = axes(self.z_view, "z_1", "z_2", *self.z_ticks)
        edges, numbers, labels = axes(self.a_view, "a_1", "a_2", *a_ticks)
        self.a_box = axes(self.a_view)[0]
        edges.points = edges.points[len(self.a_box.points) :]  # The edges come first, then the ticks.
        labels[1].shift(0.15 * LEFT)  # A number stands beside the letter wherever sigma is centred.
        self.a_marks = VGroup(edges, numbers, labels)
        self.z_title = title_above(self.z_view, "$z = x W + b$", theme.BODY_SIZE)
        self.a_title = title_above(self.a_view, "$a = sigma(z)$", theme.BODY_SIZE)
        z_foot, a_foot = (title.submobjects[0].get_bottom()[1] for title in (self.z_title, self.a_title))
        self.z_title.shift((a_foot - z_foot) * UP)

    def z_of(self, inputs: Array) -> Array:
        """Return z = xW + b, shape ``(..., 2)``."""
        return inputs @ self.kernel + self.bias

    def partly(self, first: float, second: float) -> PlaneMap:
        """Return the map from inputs to the right pane, its coordinates squashed by two shares (0 to 1)."""

        def placed(inputs: Array) -> Array:
            z = self.z_of(inputs)
            ways = zip((first, second), self.z_ranges, strict=True)
            return np.stack(
                [squash_path(self.activation, z[..., k], *way) for k, way in enumerate(ways)], axis=-1
            )

        return placed

    def crossing(self, way: float) -> Viewport:
        """Return a pane in fractions of its sides on its way from the left (0) to the right (1)."""
        return replace(self.unit_view, centre=(_Z_X + way * (_A_X - _Z_X), _Y))

    def ticks_partly(self, view: Viewport, first: float, second: float) -> list[Array]:
        """Return marks of the z axes on a pane's edges, squashed with the plane, each ``(2, 3)``."""
        corner = view.to_stage(np.zeros(2))
        marks = []
        for axis, share in ((0, first), (1, second)):
            values = np.array(self.z_ticks[axis])
            lengths = SIDE * squash_path(self.activation, values, share, self.z_ranges[axis])
            along, across = np.eye(3)[axis], 0.14 * np.outer((-1, 1), np.eye(3)[1 - axis])
            marks += [corner + length * along + across for length in lengths]
        return marks

    def tinted_grids(self) -> tuple[TintedStrokes, TintedStrokes]:
        """The grid in both panes, as bright as the steeper slope; thin and dark where both are saturated."""
        lines = split_at_hinges(grid_of(), self.kernel, self.bias, self.activation.hinges)
        segments = segments_of(lines)
        slopes = np.abs(self.activation.derivative(self.z_of(segments.mean(axis=1)))).max(axis=1)
        bright = np.clip(slopes / slope_facts(self.activation).peak, _DARK, 1)
        tints = np.where(slopes < FLAT, 0.0, bright)
        left, right = TintedStrokes(tints, 3.0), TintedStrokes(tints, 3.0)
        for grid in (left, right):
            grid.submobjects[0].set_stroke(width=theme.GRID_WIDTH)
        left.show(self.z_view.to_stage(self.z_of(segments)))
        right.show(self.unit_view.to_stage(self.partly(1, 1)(segments)))
        return left, right

    def layer(self) -> VGroup:
        """Return z = xW + b with the trained numbers, in the middle of the right half."""
        cells = cells_for(self.kernel, self.bias)
        kernel, bias = (
            LiveMatrix(values, cells.decimals, cells.digits) for values in (self.kernel, self.bias)
        )
        row = VGroup(maths("z = x"), kernel, maths("+"), bias).arrange(RIGHT, buff=0.2)
        return row.move_to(np.array([_A_X - 0.55, _Y, 0]))

    @property
    def bends(self) -> bool:
        """Whether a line of the grid is seen to bend in the right pane, all squashed."""
        placed = self.a_view.to_stage(self.activation.f(self.z_of(grid_of())))
        return any(is_bent(line[:, :2], SIDE / 2) for line in placed)

    def arrow(self) -> VGroup:
        """Return an arrow from the z-plane to the a-plane, with sigma above."""
        start = np.array([_Z_X + SIDE / 2 + 0.2, _Y, 0.0])
        arrow = Arrow(start, start + 1.0 * RIGHT, buff=0, color=theme.INK, stroke_width=4)
        return VGroup(arrow, maths("sigma").next_to(arrow, UP, buff=0.12))


def tint_scale(slope: Slope) -> VGroup:
    """Return what the tints mean: a bar from slope 0 to the largest slope, at the top right of the stage."""
    bar = TintedStrokes(np.linspace(0, 1, 9), 14.0)
    ends = np.zeros((1, 10, 3))
    ends[0, :, 0] = np.linspace(0, 2, 10)
    for shade in bar.show(segments_of(ends)):
        shade.set_cap_style(CapStyleType.BUTT)
    low = maths("sigma' = 0", theme.LABEL_SIZE + 2)
    high = maths(number(slope.peak), theme.LABEL_SIZE + 2)
    scale = VGroup(low, bar, high).arrange(RIGHT, buff=0.2)
    return scale.move_to(np.array([theme.RIGHT_EDGE, theme.TOP_EDGE - 0.1, 0]), aligned_edge=UP + RIGHT)


def hinge_lines(view: Viewport, hinges: tuple[float, ...]) -> Polylines:
    """Return the lines z1 = h and z2 = h across a pane of the z-plane."""
    (left, right), (bottom, top) = view.x_range, view.y_range
    upright = [np.array([[h, bottom], [h, top]]) for h in hinges]
    lying = [np.array([[left, h], [right, h]]) for h in hinges]
    return Polylines(theme.EMPHASIS, 2.5).set_paths([view.to_stage(line) for line in upright + lying])
