"""The part of feature space on screen: fixed where sigma has two limits, else one slow monotone zoom."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject
from scipy.interpolate import PchipInterpolator

from scenes.kit import theme
from scenes.kit.shapes import Array, Polylines
from scenes.kit.text import words
from scenes.kit.viewport import Viewport, tick_text

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
_REACH = 0.09


class Zoom:
    """The view of feature space at every epoch; its ranges only ever grow.

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
        epochs = np.arange(len(images))
        high = _grown(images.max(axis=(1, 2)), limits[1])
        low = -_grown(-images.min(axis=(1, 2)), -limits[0])
        if not self.fixed:
            free = MARGIN * np.maximum(high - low, 1e-3 * (high - low).max() + 1e-9)
            high, low = high + free, low - free
        self.largest = float(max(abs(low).max(), abs(high).max()))
        knots = np.stack((low, high), axis=1)
        self._ranges = PchipInterpolator(epochs, knots) if len(epochs) > 1 else None
        self._last = (float(low[-1]), float(high[-1]))

    def range_at(self, epoch: float) -> tuple[float, float]:
        """Lowest and highest value shown on both axes."""
        if self.fixed or self._ranges is None:
            return self._last
        low, high = self._ranges(epoch)
        return float(low), float(high)

    def at(self, epoch: float) -> Viewport:
        """The rectangle with the ranges of an epoch."""
        shown = self.range_at(epoch)
        return self.view.ranged(shown, shown)


def _grown(reached: Array, limit: float) -> Array:
    """A rising upper bound of what one end has reached: its limit, or a smoothed running maximum."""
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
    """Numbers along the bottom and left edges that travel with the zoom, fading where they crowd.

    Ticks are multiples of powers of two, so a coarser set is always part of the finer one.

    Parameters
    ----------
    zoom
        The view they belong to.
    rests
        Epochs at which the film stands still, the first and last included: no tick is half faded there.
    """

    def __init__(self, zoom: Zoom, rests: tuple[float, ...]) -> None:
        self.zoom = zoom
        spans = np.array([np.ptp(zoom.range_at(epoch)) for epoch in rests])
        least = max(_CLOSEST, _ROOM / zoom.view.width)
        self.closest = least * 2 ** _farthest(-np.log2(spans * least) % 1.0)
        smallest = np.floor(np.log2(spans.min() * least))
        self.steps = 2.0 ** np.arange(smallest, np.ceil(np.log2(spans.max())) + 1)
        self.values, self.levels = self._multiples(max(rests))
        self.end = _END * (1 + _farthest(self._ends(rests) / _END - 1))
        outlines = [_outline(tick_text(value)) for value in self.values]
        self.outlines = outlines
        self.numbers = [[_number() for _ in self.values] for _ in range(2)]
        self.dashes = Polylines(theme.MUTED, theme.AXIS_WIDTH)
        super().__init__(self.dashes, *self.numbers[0], *self.numbers[1])

    def _ends(self, rests: tuple[float, ...]) -> Array:
        """Distances of all ticks from the ends of both axes at every rest, Manim units."""
        found = []
        for epoch in rests:
            low, high = self.zoom.range_at(epoch)
            share = 1 - (self.values - low) / (high - low)
            found += [share * self.zoom.view.width, share * self.zoom.view.height]
        return np.concatenate(found)

    def _multiples(self, last: float) -> tuple[Array, Array]:
        """All values a tick may ever have, and for each the largest step it is a multiple of."""
        levels: dict[float, float] = {0.0: float("inf")}
        for step in self.steps[::-1]:
            widest = step / self.closest
            low, high = self.zoom.range_at(last)
            start, end = max(low, -widest), min(high, widest)
            for k in range(int(np.ceil(start / step)), int(np.floor(end / step)) + 1):
                levels.setdefault(float(k * step), float(step))
        values = np.array(sorted(levels))
        return values, np.array([levels[value] for value in values])

    def show(self, view: Viewport) -> ZoomTicks:
        """Place every tick in a view; the last stretch of each axis is left to the axis's name."""
        dashes = []
        for axis, length in enumerate((view.width, view.height)):
            low, high = (view.x_range, view.y_range)[axis]
            along = (self.values - low) / (high - low)
            octaves = np.log2(np.minimum(self.levels / (high - low), 1.0) / self.closest)
            seen = np.clip(octaves / _FADE + 0.5, 0, 1) * (along >= 0)
            seen *= np.clip((length * (1 - along) - self.end) / _END_FADE + 0.5, 0, 1)
            for index, number in enumerate(self.numbers[axis]):
                if seen[index] <= 0:
                    if len(number.points):
                        number.points = np.zeros((0, 3))
                    continue
                foot, away = self._foot(view, axis, float(along[index]))
                dashes.append(np.stack((foot, foot + _REACH * seen[index] * away)))
                number.points = self.outlines[index] + foot + self._offset(axis, index)
                number.set_fill(opacity=float(seen[index]), family=False)
        self.dashes.set_paths(dashes)
        return self

    def _foot(self, view: Viewport, axis: int, along: float) -> tuple[Array, Array]:
        if axis == 0:
            place = np.array([view.left_of() + along * view.width, view.bottom_of(), 0.0])
            return place, np.array([0.0, -1.0, 0.0])
        place = np.array([view.left_of(), view.bottom_of() + along * view.height, 0.0])
        return place, np.array([-1.0, 0.0, 0.0])

    def _offset(self, axis: int, index: int) -> Array:
        width, height = np.ptp(self.outlines[index][:, :2], axis=0)
        return np.array([0.0, -0.16 - height / 2, 0.0] if axis == 0 else [-0.16 - width / 2, 0.0, 0.0])


def _farthest(taken: Array) -> float:
    """The number in [0, 1) whose distance to all of ``taken`` is largest."""
    candidates = np.linspace(0, 1, 101)[:-1]
    distances = np.abs(candidates[:, None] - np.concatenate((taken, taken - 1, taken + 1)))
    return float(candidates[distances.min(axis=1).argmax()])


def _number() -> VMobject:
    return VMobject(fill_color=theme.MUTED, fill_opacity=1, stroke_width=0)


def _outline(text: str) -> Array:
    """The glyphs of a text as one outline centred at the origin."""
    line = words(text, theme.LABEL_SIZE).move_to(np.zeros(3))
    return np.concatenate([part.points for part in line.family_members_with_points()])
