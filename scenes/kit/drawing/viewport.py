"""Where a plane of numbers stands on the stage: plain affine placement, axes, ticks."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from manim import DOWN, LEFT, UP, Typst, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polylines
from scenes.kit.drawing.text import maths, words

TICK_LENGTH = 0.09
"""Of a tick's dash, Manim units: outside the plane, seen at 480p."""
TICK_GAP = 0.16
"""Manim units between an edge and a tick's number: past its dash."""
_BELOW_NUMBERS = 0.5
"""Manim units between the bottom edge and its label where numbers stand between: one line of them."""
_BESIDE_NUMBERS = 0.3
"""Manim units between the left edge and its label, beyond the width of the widest number there."""


@dataclass(frozen=True)
class Viewport:
    """A rectangle on the stage showing a range of the plane.

    Attributes
    ----------
    centre : tuple of float
        Of the rectangle, Manim units.
    width, height : float
        Manim units.
    x_range, y_range : tuple of float
        Plane coordinates at the rectangle's edges.
    """

    centre: tuple[float, float]
    width: float
    height: float
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    @property
    def scale(self) -> Array:
        """Manim units per plane unit, shape ``(2,)``."""
        spans = np.array([self.x_range[1] - self.x_range[0], self.y_range[1] - self.y_range[0]])
        return np.array([self.width, self.height]) / spans

    def to_stage(self, points: Array) -> Array:
        """Place plane points, shape ``(..., 2)``, on the stage, shape ``(..., 3)``."""
        points = np.asarray(points, float)
        placed = np.zeros((*points.shape[:-1], 3))
        # One axis at a time: NumPy is slow along a last axis of length 2.
        for axis, (ends, unit) in enumerate(
            zip((self.x_range, self.y_range), self.scale.tolist(), strict=True)
        ):
            placed[..., axis] = (points[..., axis] - sum(ends) / 2) * unit + self.centre[axis]
        return placed

    def ranged(self, x_range: tuple[float, float], y_range: tuple[float, float]) -> Viewport:
        """Return the same rectangle over another part of the plane."""
        return replace(self, x_range=x_range, y_range=y_range)

    def towards(self, other: Viewport, share: float) -> Viewport:
        """Return the rectangle and range ``share`` of the way (0 to 1) to another viewport."""

        def mixed(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
            return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])

        width, height = mixed((self.width, self.height), (other.width, other.height))
        return Viewport(
            mixed(self.centre, other.centre),
            width,
            height,
            mixed(self.x_range, other.x_range),
            mixed(self.y_range, other.y_range),
        )

    @property
    def corners(self) -> Array:
        """Of the rectangle in the plane, counter-clockwise from bottom left, shape ``(4, 2)``."""
        (left, right), (bottom, top) = self.x_range, self.y_range
        return np.array([[left, bottom], [right, bottom], [right, top], [left, top]], float)

    def left_of(self) -> float:
        """Return the stage x of the left edge."""
        return self.centre[0] - self.width / 2

    def bottom_of(self) -> float:
        """Return the stage y of the bottom edge."""
        return self.centre[1] - self.height / 2


def square_viewport(
    centre: tuple[float, float], side: float, low: float, high: float, y_low: float | None = None
) -> Viewport:
    """Return a square showing the square ``[low, high]`` squared (y from ``y_low`` when given)."""
    bottom = low if y_low is None else y_low
    return Viewport(centre, side, side, (low, high), (bottom, bottom + high - low))


def tick_text(value: float) -> str:
    """Return a tick's number with a true minus sign, no trailing zeros."""
    return f"{value:g}".replace("-", "−")


def axes(
    view: Viewport,
    x_label: str = "",
    y_label: str = "",
    x_ticks: tuple[float, ...] = (),
    y_ticks: tuple[float, ...] = (),
    *,
    size: float = theme.LABEL_SIZE,
    closed: bool = True,
) -> VGroup:
    """Draw the edges of a viewport with ticks and labels outside it.

    Parameters
    ----------
    view
        The rectangle.
    x_label, y_label
        Typst maths below the bottom edge's end and left of the left edge's end; empty for none.
    x_ticks, y_ticks
        Plane coordinates that get a tick and its number.
    size
        Manim font size of numbers and labels.
    closed
        Draw all four edges; otherwise only bottom and left.

    Returns
    -------
    VGroup
        ``[0]`` the edges and ticks, ``[1]`` the numbers, ``[2]`` the labels.
    """
    corners = view.to_stage(view.corners)
    edge = np.vstack((corners, corners[:1])) if closed else corners[[3, 0, 1]]
    x_dashes, x_numbers = _ticks(view, 0, x_ticks, size)
    y_dashes, y_numbers = _ticks(view, 1, y_ticks, size)
    labels = VGroup()
    if x_label:
        below = _BELOW_NUMBERS if x_ticks else TICK_GAP
        middle = (corners[0] + corners[1]) / 2
        labels.add(maths(x_label, size + 4).next_to(middle, DOWN, buff=below))
    if y_label:
        widest = max((number.width for number in y_numbers), default=0.0)
        middle = (corners[0] + corners[3]) / 2
        beside = _BESIDE_NUMBERS + widest if y_ticks else TICK_GAP
        labels.add(maths(y_label, size + 4).next_to(middle, LEFT, buff=beside))
    frame = Polylines(theme.FRAME, theme.AXIS_WIDTH).set_paths([edge, *x_dashes, *y_dashes])
    return VGroup(frame, VGroup(*x_numbers, *y_numbers), labels)


def axis_names(view: Viewport, letter: str) -> VGroup:
    """Return the names of both axes, a letter with 1 and 2, in the middle of the rows of their numbers."""
    below, beside = maths(f"{letter}_1", theme.BODY_SIZE), maths(f"{letter}_2", theme.BODY_SIZE)
    below.next_to([view.centre[0], view.bottom_of(), 0.0], DOWN, buff=TICK_GAP)
    beside.next_to([view.left_of(), view.centre[1], 0.0], LEFT, buff=TICK_GAP)
    return VGroup(below, beside)


def _ticks(
    view: Viewport, axis: int, values: tuple[float, ...], size: float
) -> tuple[list[Array], list[Typst]]:
    """Return dashes outward from the bottom (axis 0) or left edge (1), each (2, 3), and their numbers."""
    outward = LEFT if axis else DOWN
    dashes, numbers = [], []
    for value in values:
        foot = view.to_stage(np.array([view.x_range[0], value] if axis else [value, view.y_range[0]]))
        dashes.append(np.stack((foot, foot + TICK_LENGTH * outward)))
        numbers.append(words(tick_text(value), size, theme.MUTED).next_to(foot, outward, buff=TICK_GAP))
    return dashes, numbers


def title_above(
    view: Viewport, text: str, size: float = theme.LABEL_SIZE, colour: str | None = None
) -> Typst:
    """Return words centred just above a viewport."""
    top = np.array([view.centre[0], view.centre[1] + view.height / 2, 0.0])
    return words(text, size, colour).next_to(top, UP, buff=0.15)
