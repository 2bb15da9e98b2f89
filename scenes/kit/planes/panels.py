"""The dashboard's panels: histograms and learning curves that follow one epoch."""

from __future__ import annotations

import numpy as np
from manim import Animation, UpdateFromAlphaFunc, VGroup, VMobject, smooth

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polygons, Polylines
from scenes.kit.drawing.viewport import Viewport


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
    before = int(epoch + 1e-9)
    share = epoch - before
    if share <= 0.0 or before == last:
        return np.asarray(values[before], float)
    return (1 - share) * values[before] + share * values[before + 1]


def histogram_counts(values: Array, edges: Array) -> Array:
    """``numpy.histogram`` of values ``(n,)``, those outside the edges counted in the end bins.

    Returns
    -------
    Array
        Shape ``(bins,)``, of sum n.
    """
    return np.histogram(np.clip(values, edges[0], edges[-1]), edges)[0].astype(float)


class Histogram(VGroup):
    """Bars of counts: right points in one hue; on them misclassified ones, outlined, in the hue of errors.

    Children: ``bars`` (right) and ``wrong_bars``.

    Parameters
    ----------
    view
        x over the bins, y over counts.
    edges
        Bin edges, shape ``(bins + 1,)``.
    colour
        Hue of the right ones.
    """

    def __init__(self, view: Viewport, edges: Array, colour: str) -> None:
        self.view, self.edges = view, np.asarray(edges, float)
        self.right = np.zeros(len(edges) - 1)
        self.wrong = np.zeros(len(edges) - 1)
        gap = 0.07 * np.diff(self.edges)
        feet = view.to_stage(np.stack((self.edges[:-1] + gap, 0 * gap), axis=1))
        ends = view.to_stage(np.stack((self.edges[1:] - gap, 0 * gap), axis=1))
        self._left, self._right, self._floor = feet[:, 0], ends[:, 0], feet[:, 1]
        self._seen = 1.0
        self.bars = Polygons(colour, 0.9)
        self.wrong_bars = Polygons(theme.WRONG, 0.9)
        self.wrong_bars.set_stroke(theme.BACKGROUND, 1.5, 1.0)
        super().__init__(self.bars, self.wrong_bars)

    @property
    def counts(self) -> Array:
        """All points in each bin, shape ``(bins,)``."""
        return self.right + self.wrong

    def show(self, right: Array, wrong: Array, share: float = 1.0, light: float = 1.0) -> Histogram:
        """Show how many right and wrong points each bin holds.

        Parameters
        ----------
        right, wrong
            Shape ``(bins,)``.
        share
            Of their height the bars have grown so far, for their entrance; they fade in with it.
        light
            1 while they are spoken of, less while they wait.
        """
        if share * light != self._seen:
            self._seen = share * light
            self.bars.set_fill(opacity=0.9 * self._seen)
            self.wrong_bars.set_fill(opacity=0.9 * self._seen).set_stroke(opacity=self._seen)
        self.right, self.wrong = np.asarray(right, float), np.asarray(wrong, float)
        unit = self.view.scale[1] * share
        middle = self._floor + unit * self.right
        self.bars.set_bars(self._left, self._right, self._floor, middle)
        self.wrong_bars.set_bars(self._left, self._right, middle, middle + unit * self.wrong)
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
        epochs = np.arange(len(self.values))
        self._placed = view.to_stage(np.stack((epochs, self.values), axis=1))
        self.tip = self._placed[0]
        self.show(0.0)

    def show(self, epoch: float, value: float | None = None) -> LearningCurve:
        """Draw from epoch 0 to ``epoch``; the tip lies on the straight line between two measurements.

        Parameters
        ----------
        epoch
            In ``[0, E]``.
        value
            Where the tip lies instead: what is measured of what else is drawn at this moment.
        """
        self.tip = between_epochs(self._placed, epoch)
        if value is not None:
            self.tip = self.view.to_stage(np.array([epoch, value]))
        whole = int(min(max(epoch + 1e-9, 0.0), len(self.values) - 1))
        self.set_lines(np.vstack((self._placed[: whole + 1], self.tip))[None])
        return self


class Panel(VGroup):
    """One picture of the dashboard: what moves with the epoch, and a frame that never moves.

    The frame is no child: a scene adds it beneath everything that moves, so it is drawn once.

    Attributes
    ----------
    frame : VGroup
        Axes, ticks and titles.
    share : float
        How far the panel has entered, 0 to 1.
    light : float
        1 while it is spoken of, less while it waits.
    """

    def __init__(self, *live: VMobject, frame: VGroup) -> None:
        super().__init__(*live)
        self.frame = frame
        self.share = self.light = 1.0
        self.epoch = -1.0

    def show(self, epoch: float, share: float = 1.0) -> Panel:
        """Show the run at an epoch; costs nothing when nothing has changed."""
        if (epoch, share) != (self.epoch, self.share):
            self.epoch, self.share = epoch, share
            self.draw()
        return self

    def shine(self, light: float) -> Panel:
        """Be spoken of (1), or wait (less); the frame has its own light."""
        self.light = light
        self.draw()
        return self

    def draw(self) -> None:
        """Set every part from ``self.epoch``, ``self.share`` and ``self.light``."""
        raise NotImplementedError


def animate_light(panel: Panel, light: float) -> list[Animation]:
    """Return the passage of a panel and of its frame to another light."""
    start = panel.light

    def passing(share: float) -> float:
        return start + share * (light - start)

    return [
        UpdateFromAlphaFunc(panel, lambda each, share: each.shine(passing(share)), rate_func=smooth),
        UpdateFromAlphaFunc(panel.frame, lambda frame, share: _lit(frame, passing(share)), rate_func=smooth),
    ]


def _lit(frame: VGroup, light: float) -> None:
    """Paint a frame's lines and letters with an opacity: lines have no fill, letters no stroke."""
    for part in frame.family_members_with_points():
        if part.get_fill_opacity() > 0:
            part.set_fill(opacity=light)
        if part.get_stroke_opacity() > 0:
            part.set_stroke(opacity=light)
