"""The dashboard's panels: histograms and learning curves that follow one epoch."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes.kit import theme
from scenes.kit.shapes import Array, Polygons, Polylines
from scenes.kit.viewport import Viewport


def between_epochs(values: Array, epoch: float) -> Array:
    """Straight passage between two measured epochs; exactly the measurement at whole epochs.

    Parameters
    ----------
    values
        One row an epoch, shape ``(E + 1, ...)``.
    epoch
        Real, clipped to ``[0, E]``.
    """
    last = len(values) - 1
    epoch = min(max(epoch, 0.0), float(last))
    before = min(int(epoch), last - 1) if last else 0
    share = epoch - before
    if share == 0.0 or last == 0:
        return np.asarray(values[before], float)
    return (1 - share) * values[before] + share * values[before + 1]


def histogram_counts(rows: Array, edges: Array) -> Array:
    """``numpy.histogram`` of every row, values outside the edges counted in the end bins.

    Parameters
    ----------
    rows
        Shape ``(E + 1, n)``.
    edges
        Shape ``(bins + 1,)``, ascending.

    Returns
    -------
    Array
        Shape ``(E + 1, bins)``; each row sums to n.
    """
    clipped = np.clip(rows, edges[0], edges[-1])
    return np.stack([np.histogram(row, edges)[0] for row in clipped]).astype(float)


class Histogram(VGroup):
    """Bars of one class: right ones in the class's hue, misclassified ones red with an outline.

    Children: ``bars`` (right), ``wrong_bars``, ``wrong_edges``.

    Parameters
    ----------
    view
        x over the bins, y over counts.
    edges
        Bin edges, shape ``(bins + 1,)``.
    wrong_bins
        Which bins hold misclassified points only, shape ``(bins,)``.
    colour
        The class's hue.
    """

    def __init__(self, view: Viewport, edges: Array, wrong_bins: Array, colour: str) -> None:
        self.view, self.edges, self.wrong_bins = view, edges, np.asarray(wrong_bins, bool)
        self.counts = np.zeros(len(edges) - 1)
        self.bars = Polygons(colour, 0.9)
        self.wrong_bars = Polygons(theme.WRONG, 0.9)
        self.wrong_edges = Polylines(theme.INK, 1.5)
        super().__init__(self.bars, self.wrong_bars, self.wrong_edges)

    def show(self, counts: Array) -> Histogram:
        """Show counts, shape ``(bins,)``."""
        self.counts = counts
        low, high = self.edges[:-1], self.edges[1:]
        gap = 0.06 * (high - low)
        feet = self.view.to_stage(np.stack((low + gap, np.zeros_like(low)), axis=1))
        tops = self.view.to_stage(np.stack((high - gap, counts), axis=1))
        left, bottom, right, top = feet[:, 0], feet[:, 1], tops[:, 0], tops[:, 1]
        for shape, chosen in ((self.bars, ~self.wrong_bins), (self.wrong_bars, self.wrong_bins)):
            shape.set_bars(left[chosen], right[chosen], bottom[chosen], top[chosen])
        self.wrong_edges.points = self.wrong_bars.points
        return self


class LearningCurve(Polylines):
    """One measured value an epoch, drawn up to the current epoch.

    Parameters
    ----------
    view
        x over epochs, y over the value.
    values
        Shape ``(E + 1,)``.
    colour
        Stroke colour.
    width
        Stroke width.
    """

    def __init__(self, view: Viewport, values: Array, colour: str, width: float = 3.5) -> None:
        super().__init__(colour, width)
        self.view, self.values = view, np.asarray(values, float)
        self.tip = np.zeros(3)
        self.show(0.0)

    def show(self, epoch: float) -> LearningCurve:
        """Draw from epoch 0 to ``epoch``; the tip lies on the straight line between two measurements."""
        whole = int(min(max(epoch, 0.0), len(self.values) - 1))
        x = np.append(np.arange(whole + 1), epoch)
        y = np.append(self.values[: whole + 1], between_epochs(self.values, epoch))
        placed = self.view.to_stage(np.stack((x, y), axis=1))
        self.tip = placed[-1]
        self.set_lines(placed[None])
        return self
