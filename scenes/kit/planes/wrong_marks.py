"""Misclassified points, drawn in one way everywhere: a red stroke along them, with rings."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polylines, dots_of, rings_of

RADIUS = 0.11
"""Of a ring, Manim units."""
_APART = 0.3
"""Least average distance of neighbouring rings along a curve, Manim units."""
_WIDER = 1.25
"""Width of the red stroke against the curve it covers."""
_MOST = 24
"""Most samples of a class that are ringed whenever they are wrong."""
Mask = NDArray[np.bool_]


class WrongMarks(VGroup):
    """What of the class curves is on the wrong side: a stroke in the hue of errors, and rings along it.

    Children: ``strokes`` and ``rings``. Rings stay on their samples while the plane moves; a wrong stretch
    between two of these samples has one ring in its middle.

    Parameters
    ----------
    as_strokes
        Whether the classes are drawn as strokes; otherwise each sample is a dot of its own.
    size
        Of everything, 1 where the classes are drawn with `theme.CURVE_WIDTH`.
    """

    def __init__(self, as_strokes: bool = True, size: float = 1.0) -> None:
        self.as_strokes, self.size = as_strokes, size
        self.radius = RADIUS * size
        width = theme.CURVE_WIDTH * size * (_WIDER if as_strokes else 0.7 * _WIDER)
        self.strokes = Polylines(theme.WRONG, width)
        self.rings = Polylines(theme.WRONG, 2.5 * size)
        super().__init__(self.strokes, self.rings)

    def show(self, placed: dict[int, Array], wrong: dict[int, Mask]) -> WrongMarks:
        """Mark the wrong ones.

        Parameters
        ----------
        placed
            Stage points of each class's samples, shape ``(m, 3)``; ``(curves, m, 3)`` of several pictures.
        wrong
            Which samples are misclassified, for each class without the last axis of ``placed``.
        """
        lines, ringed = [], []
        for label, points in placed.items():
            missed = wrong[label].reshape(-1, wrong[label].shape[-1])
            if missed.any():
                curves = points.reshape(*missed.shape, 3)
                lines.append(_along(curves, missed) if self.as_strokes else dots_of(curves[missed]))
                ringed.append(curves[self._ringed(curves, missed)])
        if not lines:
            self.strokes.points = self.rings.points = np.zeros((0, 3))
            return self
        self.strokes.set_lines(np.concatenate(lines))
        self.rings.set_lines(rings_of(np.concatenate(ringed), self.radius))
        return self

    def _ringed(self, curves: Array, missed: Mask) -> Mask:
        """Which samples of curves ``(c, m, 3)`` have a ring."""
        index = np.arange(missed.shape[1])
        step = max(1, len(index) // _MOST)
        every = step * (self._thinning(curves, step) if self.as_strokes else np.ones(len(curves), int))
        ringed = missed & (index % every[:, None] == 0)
        if self.as_strokes:
            return ringed | _middles_without(ringed, missed)
        lonely = missed.any(axis=1) & ~ringed.any(axis=1)
        ringed[lonely, missed[lonely].argmax(axis=1)] = True
        return ringed

    def _thinning(self, curves: Array, step: int) -> NDArray[np.int_]:
        """Power of two by which to thin every ``step``-th sample so that rings stay apart on average."""
        lengths = np.sqrt((np.diff(curves[:, ::step], axis=1) ** 2).sum(axis=2)).sum(axis=1)
        crowding = curves.shape[1] / step * _APART * self.size / np.maximum(lengths, 1e-9)
        return (2 ** np.clip(np.ceil(np.log2(crowding)), 0, 8)).astype(int)


def _along(curves: Array, missed: Mask) -> Array:
    """Strokes from half-way before each missed sample to half-way after it, ``(missed, 3, 3)``."""
    before, after = curves.copy(), curves.copy()
    before[:, 1:] = after[:, :-1] = (curves[:, 1:] + curves[:, :-1]) / 2
    return np.stack((before[missed], curves[missed], after[missed]), axis=1)


def _middles_without(ringed: Mask, missed: Mask) -> Mask:
    """The middle sample of each stretch of missed samples that has no ring."""
    edge = np.zeros((len(missed), 1), bool)
    change = np.diff(np.concatenate((edge, missed, edge), axis=1).astype(np.int8), axis=1)
    rows, starts = np.nonzero(change == 1)
    _, ends = np.nonzero(change == -1)
    rings = np.concatenate((edge, ringed), axis=1).cumsum(axis=1)
    bare = rings[rows, ends] == rings[rows, starts]
    middles = np.zeros_like(missed)
    middles[rows[bare], (starts[bare] + ends[bare]) // 2] = True
    return middles
