"""Two panes for one set of trained weights: the z-plane, and the a-plane an activation makes of it."""

from __future__ import annotations

import numpy as np
from manim import LEFT, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polylines
from scenes.kit.drawing.viewport import Viewport, axes, title_above
from scenes.kit.planes.feature_space import PlaneMap, grid_of
from training.geometry.convex import UNIT_SQUARE
from training.geometry.decision import refuse_deep
from training.geometry.straightness import is_bent
from training.network.activations import Activation
from training.network.formulas import Weights
from training.network.squashing import shown_range, squash_path

_Z_CENTRE, Z_SIDE = (-3.35, 0.12), 4.55
"""Stage point and side of the left pane, Manim units: its title stands below the heading."""
_A_CENTRE, A_SIDE = (4.08, 0.4), 5.3
"""Stage point and side of the right pane: with title and numbers it fills the height above the strip."""
HINGE_ROOM = (0.3, 0.13)
"""Shares of a pane's width and height that the words beside a hinge take with their margins."""


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
    """Geometry of both panes: the plane before and after the squash; the right one is the larger.

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

    def __init__(self, activation: Activation, weights: Weights) -> None:
        refuse_deep(weights)
        self.activation = activation
        self.kernel, self.bias = weights.hidden_kernel, weights.hidden_bias
        room = HINGE_ROOM if activation.hinges == (0.0,) else (0.0, 0.0)
        self.z_ranges = z_ranges(self.z_of(UNIT_SQUARE), room)
        self.z_ticks = tuple(whole_ticks(*span) for span in self.z_ranges)
        a_ranges = [shown_range(activation, span) for span in self.z_ranges]
        low, high = a_ranges[0]
        a_ticks = ((low, (low + high) / 2, high),) * 2 if activation.bounded else self.z_ticks
        self.z_view = Viewport(_Z_CENTRE, Z_SIDE, Z_SIDE, *self.z_ranges)
        self.a_view = Viewport(_A_CENTRE, A_SIDE, A_SIDE, a_ranges[0], a_ranges[1])
        self.unit_view = self.a_view.ranged((0.0, 1.0), (0.0, 1.0))
        self.z_axes = axes(self.z_view, "z_1", "z_2", *self.z_ticks)
        edges, numbers, labels = axes(self.a_view, "a_1", "a_2", *a_ticks)
        self.a_box = axes(self.a_view)[0]
        edges.points = edges.points[len(self.a_box.points) :]  # The edges come first, then the ticks.
        labels[1].shift(0.15 * LEFT)  # A number stands beside the letter wherever sigma is centred.
        self.a_marks = VGroup(edges, numbers, labels)
        self.z_title = title_above(self.z_view, "$z = x W + b$", theme.BODY_SIZE)
        self.a_title = title_above(self.a_view, "$a = sigma(z)$", theme.BODY_SIZE)

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
        return self.z_view.ranged((0.0, 1.0), (0.0, 1.0)).towards(self.unit_view, way)

    def ticks_partly(self, view: Viewport, first: float, second: float) -> list[Array]:
        """Return marks of the z axes on a pane's edges, squashed with the plane, each ``(2, 3)``."""
        corner = view.to_stage(np.zeros(2))
        marks = []
        for axis, share in ((0, first), (1, second)):
            values = np.array(self.z_ticks[axis])
            lengths = view.width * squash_path(self.activation, values, share, self.z_ranges[axis])
            along, across = np.eye(3)[axis], 0.14 * np.outer((-1, 1), np.eye(3)[1 - axis])
            marks += [corner + length * along + across for length in lengths]
        return marks

    @property
    def bends(self) -> bool:
        """Whether a line of the grid is seen to bend in the right pane, all squashed."""
        placed = self.a_view.to_stage(self.activation.f(self.z_of(grid_of())))
        return any(is_bent(line[:, :2], A_SIDE / 2) for line in placed)


def hinge_lines(view: Viewport, hinges: tuple[float, ...]) -> Polylines:
    """Return the lines z1 = h and z2 = h across a pane of the z-plane."""
    (left, right), (bottom, top) = view.x_range, view.y_range
    upright = [np.array([[h, bottom], [h, top]]) for h in hinges]
    lying = [np.array([[left, h], [right, h]]) for h in hinges]
    return Polylines(theme.EMPHASIS, 2.5).set_paths([view.to_stage(line) for line in upright + lying])
