"""What a run's points and curves say at an epoch: three panels beside feature space."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup, VMobject

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import baseline_of, readout
from scenes.kit.drawing.shapes import Array, Polylines, dots_of
from scenes.kit.drawing.text import maths, words
from scenes.kit.drawing.viewport import TICK_GAP, Viewport, axes
from scenes.kit.planes.panels import (
    Histogram,
    LearningCurve,
    Panel,
    between_epochs,
    histogram_counts,
    wrong_counts,
)
from scenes.kit.stage.ruler import epoch_step
from training.network.formulas import correct, losses, probability
from training.run.trajectory import Trajectory

PROBABILITY_EDGES = np.linspace(0.0, 1.0, 11)
"""Bins of a tenth: 0.5, where a point changes class, is an edge."""
LOSS_BINS = 4
"""Bins of the loss histogram from 0 to ln 2, the loss of a point at p = 0.5."""
MOST_LOSS_BINS = 24
"""Bins up to 6 ln 2: with more, bars get too thin to be read; higher losses share the last bin."""

FEATURE_VIEW = Viewport((-2.14, 0.17), 7.86, 5.5, (0.0, 1.0), (0.0, 1.0))
"""Where feature space stands: over 55 % of the stage's width."""
_LEFT, _ROW, _PLOT_HEIGHT = 2.75, 2.27, 1.3
"""Left end of the plots, distance of their rows, height of each, Manim units."""
_TICKS_APART = 0.55
"""Least distance of a round tick from a named one, Manim units."""


@dataclass(frozen=True)
class Points:
    """Every point's probability and loss after every epoch.

    Attributes
    ----------
    targets : Array
        Shape ``(n,)``.
    probabilities, losses, wrong : Array
        Shape ``(E + 1, n)``.
    """

    targets: Array
    probabilities: Array
    losses: Array
    wrong: Array


def points_of(run: Trajectory) -> Points:
    """Return what every point of a run is after every epoch."""
    p = probability(run.inputs.astype(float), run.after_epochs(), run.activation)
    return Points(run.targets, p, losses(p, run.targets), ~correct(p, run.targets))


def row_view(row: int, column: int = 0, columns: int = 1) -> Viewport:
    """Return the plot rectangle of a row at the right of feature space, or one of several side by side."""
    gap = 0.3
    width = (theme.RIGHT_EDGE - 0.24 - _LEFT - (columns - 1) * gap) / columns
    x = _LEFT + column * (width + gap) + width / 2
    y = theme.TOP_EDGE - 0.4 - row * _ROW - _PLOT_HEIGHT / 2
    return Viewport((x, y), width, _PLOT_HEIGHT, (0.0, 1.0), (0.0, 1.0))


def _above(view: Viewport, title: VMobject, side: Array = LEFT) -> VMobject:
    """Put a title above a plot, at its left or right end, all on one baseline whatever their descenders."""
    edge = view.left_of() if side[0] < 0 else view.left_of() + view.width
    rise = view.bottom_of() + view.height + 0.17 - baseline_of(title)
    return title.shift(rise * UP).set_x(edge, side)


def _threshold(view: Viewport, x: float) -> Polylines:
    """A dashed upright line: beyond it a point is misclassified, or positive."""
    at = view.to_stage(np.array([[x, view.y_range[0]], [x, view.y_range[1]]]))
    cuts = np.linspace(0, 1, 22)
    dashes = at[0] + cuts[:, None] * (at[1] - at[0])
    return Polylines(theme.MUTED, theme.AXIS_WIDTH).set_lines(dashes.reshape(11, 2, 3))


class ProbabilityPanel(Panel):
    """Histograms of probability, 10 bins: ``histograms[0]`` of the negatives, ``[1]`` of the positives."""

    def __init__(self, run: Trajectory, points: Points, row: int = 0) -> None:
        self.histograms: dict[int, Histogram] = {}
        self.right: dict[int, Array] = {}
        self.wrong: dict[int, Array] = {}
        frame = VGroup()
        most = int(max(np.sum(run.targets == label) for label in (0, 1)))
        for label, name in ((0, "negatives"), (1, "positives")):
            own = run.targets == label
            p, wrong = points.probabilities[:, own], points.wrong[:, own]
            self.wrong[label] = wrong_counts(p, wrong, PROBABILITY_EDGES)
            self.right[label] = histogram_counts(p, PROBABILITY_EDGES) - self.wrong[label]
            view = row_view(row, label, 2).ranged((0.0, 1.0), (0.0, 1.06 * most))
            self.histograms[label] = Histogram(view, PROBABILITY_EDGES, theme.CLASS_COLOURS[label])
            edges = axes(view, x_ticks=(0.0, 0.5, 1.0), y_ticks=(0.0, float(most)) if label == 0 else ())
            title = _above(view, words(name, theme.LABEL_SIZE, theme.CLASS_COLOURS[label]))
            at = view.to_stage(np.array([0.75, 0.0]))
            letter = maths("p", theme.LABEL_SIZE + 2).next_to(at, DOWN, buff=TICK_GAP)
            frame.add(edges, _threshold(view, 0.5), title, letter)
        super().__init__(*self.histograms.values(), frame=frame)

    def draw(self) -> None:
        """Show the counts of ``self.epoch``; between two epochs bars pass from one to the other."""
        for label, histogram in self.histograms.items():
            right = between_epochs(self.right[label], self.epoch)
            histogram.show(right, between_epochs(self.wrong[label], self.epoch), self.share)


class CurvesPanel(Panel):
    """Accuracy and loss after every epoch so far, with the last whole epoch's numbers above."""

    def __init__(self, run: Trajectory, row: int = 1) -> None:
        self.run = run
        top = max(1.0, float(np.ceil(run.loss.max())))
        view = row_view(row).ranged((0.0, float(run.epochs)), (-0.04 * top, 1.06 * top))
        step = epoch_step(run.epochs, 3)
        ticks = tuple(float(tick) for tick in range(0, run.epochs + 1, step))
        self.accuracy = LearningCurve(view, run.accuracy, theme.INK, 4.0)
        self.loss = LearningCurve(view, run.loss, theme.MUTED, 4.0)
        self.tips = Polylines(theme.INK, 9.0)
        self.accuracy_shown = Counter(100.0, 2, digits=3, suffix="%")
        self.loss_shown = Counter(0.0, 3, colour=theme.MUTED)
        percent = _above(view, readout("accuracy", self.accuracy_shown, theme.LABEL_SIZE, theme.INK))
        entropy = _above(view, readout("loss", self.loss_shown, theme.LABEL_SIZE, theme.MUTED), RIGHT)
        frame = VGroup(axes(view, x_ticks=ticks, y_ticks=(0.0, top)), percent[0], entropy[0])
        super().__init__(
            self.loss, self.accuracy, self.tips, self.accuracy_shown, self.loss_shown, frame=frame
        )

    def draw(self) -> None:
        """Draw both curves up to ``self.epoch``; numbers are those of the last whole epoch."""
        reached = self.epoch * self.share
        whole = int(self.epoch + 1e-9)
        tips = [curve.show(reached).tip for curve in (self.accuracy, self.loss)]
        self.tips.set_lines(dots_of(np.array(tips)))
        if self.tips.get_stroke_opacity() != self.share:
            for line in (self.accuracy, self.loss, self.tips):
                line.set_stroke(opacity=self.share)
            for number in (self.accuracy_shown, self.loss_shown):
                number.set_fill(opacity=self.share, family=False)
        self.accuracy_shown.set_value(100.0 * float(self.run.accuracy[whole]))
        self.loss_shown.set_value(float(self.run.loss[whole]))


class LossPanel(Panel):
    """Histogram of all points' losses; beyond ln 2 lie exactly the misclassified ones.

    The last bin also holds all losses beyond it when there are any; its end then reads ``4.2+``.
    """

    def __init__(self, run: Trajectory, points: Points, row: int = 2) -> None:
        worst = max(float(points.losses.max()), 2 * np.log(2))
        bins = min(int(np.ceil(worst / np.log(2))) * LOSS_BINS, MOST_LOSS_BINS)
        self.edges = np.arange(bins + 1) * np.log(2) / LOSS_BINS
        self.wrong = wrong_counts(points.losses, points.wrong, self.edges)
        self.right = histogram_counts(points.losses, self.edges) - self.wrong
        most = len(run.targets)
        view = row_view(row).ranged((0.0, float(self.edges[-1])), (0.0, 1.06 * most))
        self.histogram = Histogram(view, self.edges, theme.MUTED)
        named = {float(np.log(2)): maths("ln 2", theme.LABEL_SIZE, theme.MUTED)}
        if worst > self.edges[-1]:
            named[float(self.edges[-1])] = words(f"{self.edges[-1]:.1f}+", theme.LABEL_SIZE, theme.MUTED)
        whole = tuple(
            float(tick)
            for tick in range(int(self.edges[-1]) + 1)
            if all(abs(tick - taken) * view.scale[0] > _TICKS_APART for taken in named)
        )
        frame = VGroup(
            axes(view, x_ticks=whole, y_ticks=(0.0, float(most))),
            _threshold(view, float(np.log(2))),
            _above(view, words("loss of each point", theme.LABEL_SIZE)),
        )
        for value, name in named.items():
            frame.add(name.next_to(view.to_stage(np.array([value, 0.0])), DOWN, buff=TICK_GAP))
        super().__init__(self.histogram, frame=frame)

    def draw(self) -> None:
        """Show the counts of ``self.epoch``."""
        right = between_epochs(self.right, self.epoch)
        self.histogram.show(right, between_epochs(self.wrong, self.epoch), self.share)
