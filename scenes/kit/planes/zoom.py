"""The part of feature space on screen: fixed where sigma has two limits, else a slow monotone zoom."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject
from scipy.interpolate import PchipInterpolator

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polylines
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import TICK_GAP, TICK_LENGTH, Viewport, tick_text

LOOK_AHEAD = 12
"""Epochs over which the zoom sees growth coming, so that it never has to hurry."""
MARGIN = 0.05
"""Free share of the range on every side that zooms."""
_CLOSEST = 0.11
"""Least distance of neighbouring ticks, as a share of their axis; the film's own lies up to twice as far."""
_ROOM = 0.75
"""The same in Manim units, for small views: the width of a number with three decimals."""
_FADE = 0.06
"""Octaves of zoom over which a set of ticks fades in or out."""
_END = 0.5
"""Manim units at each axis's end that belong to its name; the film's own may be up to twice as long."""
_END_FADE = 0.12
"""Manim units over which a tick fades as it comes to the axis's end."""


class Zoom:
    """The view of feature space at every epoch; its ranges only ever grow.

    Both axes show the same range and zoom alike, so that a unit that has hardly moved looks it.

    Parameters
    ----------
    view
        The rectangle; its ranges are ignored.
    limits
        Infimum and supremum of sigma.
    images
        Images of the input grid after every epoch, shape ``(E + 1, n, 2)``.
    """

    def __init__(self, view: Viewport, limits: tuple[float, float], images: Array) -> None:
        self.view = view
        self.fixed = bool(np.all(np.isfinite(limits)))
        high, low = _shared(images.max(axis=1), limits[1]), -_shared(-images.min(axis=1), -limits[0])
        if not self.fixed:
            free = MARGIN * np.maximum(high - low, 1e-3 * (high - low).max() + 1e-9)
            high, low = high + free, low - free
        knots = np.concatenate((low, high), axis=1)
        self._ranges = PchipInterpolator(np.arange(len(knots)), knots) if len(knots) > 1 else None
        self._last = knots[-1]

    def ranges_at(self, epoch: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the lowest and highest value shown on either axis at an epoch."""
        moving = None if self.fixed else self._ranges
        left, bottom, right, top = (self._last if moving is None else moving(epoch)).tolist()
        return (left, right), (bottom, top)

    def at(self, epoch: float) -> Viewport:
        """Return the rectangle with the ranges of an epoch."""
        return self.view.ranged(*self.ranges_at(epoch))


def _shared(reached: Array, limit: float) -> Array:
    """Return what both axes show at one end, ``(E + 1, 2)``: what the unit that reaches further needs."""
    return np.repeat(_grown(reached.max(axis=1), limit)[:, None], 2, axis=1)


def _grown(reached: Array, limit: float) -> Array:
    """Return a rising bound of what one end has reached, ``(E + 1,)``: its limit, or a smoothed maximum."""
    if np.isfinite(limit):
        return np.full(len(reached), float(limit))
    highest = np.pad(np.maximum.accumulate(reached), (0, LOOK_AHEAD), mode="edge")
    total = np.concatenate(([0.0], np.cumsum(highest)))
    epochs = np.arange(len(reached))
    # Both ends of the window only ever advance, so its mean never falls; it starts narrow to start close.
    ahead = np.minimum(epochs + 1, LOOK_AHEAD)
    mean: Array = (total[epochs + ahead + 1] - total[epochs]) / (ahead + 1)
    return mean


class ZoomTicks(VGroup):
    """Numbers along the bottom and left edges that travel with the zoom; children: one AxisTicks an axis.

    Parameters
    ----------
    zoom
        The view they belong to.
    rests
        Epochs at which the film stands still, the first and last included: no tick is half faded there.
    """

    def __init__(self, zoom: Zoom, rests: tuple[float, ...]) -> None:
        ranges = np.array([zoom.ranges_at(epoch) for epoch in rests])
        self.axes = [AxisTicks(axis, zoom.view, ranges[:, axis]) for axis in (0, 1)]
        super().__init__(*self.axes)

    def show(self, view: Viewport) -> ZoomTicks:
        """Place every tick in a view."""
        for axis in self.axes:
            axis.show(view)
        return self


class AxisTicks(VGroup):
    """Numbers along one edge, fading where they crowd; the last stretch is left to the axis's name.

    Ticks are multiples of powers of two, so a coarser set is always part of the finer one; numbers of more
    than two decimals, or too wide for the margin of the stage, are left out.

    Parameters
    ----------
    axis
        0 for the bottom edge, 1 for the left one.
    view
        The rectangle; its ranges are ignored.
    ranges
        Lowest and highest value shown at every rest, shape ``(rests, 2)``, growing.
    """

    def __init__(self, axis: int, view: Viewport, ranges: Array) -> None:
        self.axis, self.length = axis, (view.width, view.height)[axis]
        spans = np.ptp(ranges, axis=1)
        least = max(_CLOSEST, _ROOM / view.width)
        self.closest = least * 2 ** _farthest(-np.log2(spans * least) % 1.0)
        smallest = np.floor(np.log2(spans.min() * least))
        self.steps = 2.0 ** np.arange(smallest, np.ceil(np.log2(spans.max())) + 1)
        room = np.inf if axis == 0 else view.left_of() - theme.LEFT_EDGE - TICK_GAP
        levels = self._multiples(*ranges[-1].tolist())
        outlines = {value: _outline(tick_text(value)) for value in sorted(levels) if value * 100 % 1 == 0}
        drawn = {value: o for value, o in outlines.items() if np.ptp(o[:, 0]) <= room}
        self.values, self.outlines = np.array(list(drawn)), list(drawn.values())
        self.levels = np.array([levels[value] for value in drawn])
        ends = self.length * (1 - (self.values - ranges[:, :1]) / spans[:, None])
        self.end = _END * (1 + _farthest(ends.ravel() / _END - 1))
        self.numbers = [_number() for _ in self.values]
        self.dashes = Polylines(theme.FRAME, theme.AXIS_WIDTH)
        super().__init__(self.dashes, *self.numbers)

    def _multiples(self, low: float, high: float) -> dict[float, float]:
        """Return all values a tick may ever have, and for each the largest step it is a multiple of."""
        levels: dict[float, float] = {0.0: float("inf")}
        for step in self.steps[::-1]:
            widest = step / self.closest
            start, end = max(low, -widest), min(high, widest)
            for k in range(int(np.ceil(start / step)), int(np.floor(end / step)) + 1):
                levels.setdefault(float(k * step), float(step))
        return levels

    def show(self, view: Viewport) -> AxisTicks:
        """Place every tick in a view."""
        low, high = (view.x_range, view.y_range)[self.axis]
        along = (self.values - low) / (high - low)
        octaves = np.log2(np.minimum(self.levels / (high - low), 1.0) / self.closest)
        seen = np.clip(octaves / _FADE + 0.5, 0, 1) * (along >= 0)
        seen *= np.clip((self.length * (1 - along) - self.end) / _END_FADE + 0.5, 0, 1)
        corner = np.array([view.left_of(), view.bottom_of(), 0.0])
        upward, away = np.eye(3)[self.axis] * self.length, -np.eye(3)[1 - self.axis]
        dashes = []
        for number, outline, share, opacity in zip(self.numbers, self.outlines, along, seen, strict=True):
            if opacity <= 0:
                if len(number.points):
                    number.points = np.zeros((0, 3))
                continue
            foot = corner + share * upward
            dashes.append(np.stack((foot, foot + TICK_LENGTH * opacity * away)))
            thick = np.ptp(outline[:, 1 - self.axis])
            number.points = outline + foot + (TICK_GAP + thick / 2) * away
            number.set_fill(opacity=float(opacity), family=False)
        self.dashes.set_paths(dashes)
        return self


def _farthest(taken: Array) -> float:
    """Return the number in [0, 1) whose distance to all of ``taken`` is largest."""
    candidates = np.linspace(0, 1, 101)[:-1]
    distances = np.abs(candidates[:, None] - np.concatenate((taken, taken - 1, taken + 1)))
    return float(candidates[distances.min(axis=1).argmax()])


def _number() -> VMobject:
    return VMobject(fill_color=theme.MUTED, fill_opacity=1, stroke_width=0)


def _outline(text: str) -> Array:
    """Return the glyphs of a text as one outline centred at the origin, shape ``(points, 3)``."""
    line = words(text, theme.LABEL_SIZE).move_to(np.zeros(3))
    return np.concatenate([glyph.points for glyph in line.family_members_with_points()])
