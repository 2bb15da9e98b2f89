"""Histograms of what every point is: its probability, its loss; the followed point among them."""

from __future__ import annotations

import numpy as np
from manim import DOWN, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polylines, dots_of
from scenes.kit.drawing.text import maths, words
from scenes.kit.drawing.viewport import TICK_GAP, Viewport, axes
from scenes.kit.planes.panels import Histogram, Panel, histogram_counts
from scenes.kit.words.hues import class_hues
from scenes.props.training.layout import above, row_view, threshold
from scenes.props.training.points import Points

PROBABILITY_EDGES = np.linspace(0.0, 1.0, 11)
"""Bins of a tenth: 0.5, where a point changes class, is an edge."""
LOSS_EDGES = np.arange(17) * np.log(2) / 4
"""Four bins to ln 2, the loss of a point at p = 0.5, and up to 4 ln 2 for every run: films compare."""
_TICKS_APART = 0.55
"""Least distance of a round tick from a named one, Manim units."""


class Place(VGroup):
    """The followed point in a histogram: its bar outlined, a dot at its own value.

    Children: ``bar`` and ``dot``, both in the hue of attention.

    Parameters
    ----------
    view
        Of the histogram.
    edges
        Of its bins.
    """

    def __init__(self, view: Viewport, edges: Array) -> None:
        self.view, self.edges = view, edges
        self.bar = Polylines(theme.EMPHASIS, 3.5)
        self.dot = Polylines(theme.EMPHASIS, 14.0)
        super().__init__(self.bar, self.dot)

    def show(self, value: float, counts: Array, share: float) -> Place:
        """Stand at a value among bars of some counts; ``share`` is how far it is seen, as the bars grow."""
        value = float(np.clip(value, self.edges[0], self.edges[-1]))
        # As numpy.histogram has it: a bin holds its lower edge; the last one both.
        bin_ = min(int(np.searchsorted(self.edges, value, side="right")) - 1, len(counts) - 1)
        left, right = self.edges[bin_], self.edges[bin_ + 1]
        top = share * counts[bin_]
        corners = np.array([[left, 0.0], [left, top], [right, top], [right, 0.0], [left, 0.0]])
        self.bar.set_paths([self.view.to_stage(corners)])
        self.dot.set_lines(dots_of(self.view.to_stage(np.array([[value, 0.0]]))))
        for line in (self.bar, self.dot):
            line.set_stroke(opacity=share)
        return self


class ProbabilityPanel(Panel):
    """Histograms of probability, 10 bins: ``histograms[0]`` of one class, ``[1]`` of the other.

    Parameters
    ----------
    points
        Of the run.
    followed
        Index of the followed point.
    row
        Of the plots at the right.
    """

    def __init__(self, points: Points, followed: int, row: int = 1) -> None:
        self.points_now, self.followed = points, followed
        self.label = int(points.targets[followed] > 0.5)
        self.own = {label: (points.targets > 0.5) == bool(label) for label in (0, 1)}
        self.histograms: dict[int, Histogram] = {}
        frame = VGroup()
        most = int(max(own.sum() for own in self.own.values()))
        for label, hue in enumerate(class_hues()):
            view = row_view(row, label, 2).ranged((0.0, 1.0), (0.0, 1.06 * most))
            self.histograms[label] = Histogram(view, PROBABILITY_EDGES, theme.CLASS_COLOURS[label])
            edges = axes(view, x_ticks=(0.0, 0.5, 1.0), y_ticks=(0.0, float(most)) if label == 0 else ())
            title = above(view, words(f"{hue} points", theme.LABEL_SIZE, theme.CLASS_COLOURS[label]))
            at = view.to_stage(np.array([0.75, 0.0]))
            letter = maths("p", theme.LABEL_SIZE + 2).next_to(at, DOWN, buff=TICK_GAP)
            frame.add(edges, threshold(view, 0.5), title, letter)
        self.place = Place(self.histograms[self.label].view, PROBABILITY_EDGES)
        super().__init__(*self.histograms.values(), self.place, frame=frame)

    def draw(self) -> None:
        """Count the points of ``self.epoch``."""
        now = self.points_now.at(self.epoch)
        for label, histogram in self.histograms.items():
            right = histogram_counts(now.p[self.own[label] & ~now.wrong], PROBABILITY_EDGES)
            wrong = histogram_counts(now.p[self.own[label] & now.wrong], PROBABILITY_EDGES)
            histogram.show(right, wrong, self.share, self.light)
        counts = self.histograms[self.label].counts
        self.place.show(float(now.p[self.followed]), counts, self.share)


class LossPanel(Panel):
    """Histogram of all points' losses; beyond ln 2 lie exactly the misclassified ones.

    The last bin also holds all losses beyond it: it reads ``2.8+``.

    Parameters
    ----------
    points
        Of the run.
    followed
        Index of the followed point.
    row
        Of the plots at the right.
    """

    def __init__(self, points: Points, followed: int, row: int = 2) -> None:
        self.points_now, self.followed = points, followed
        most = len(points.targets)
        view = row_view(row).ranged((0.0, float(LOSS_EDGES[-1])), (0.0, 1.06 * most))
        self.histogram = Histogram(view, LOSS_EDGES, theme.MUTED)
        last = float(LOSS_EDGES[-1])
        named = {
            float(np.log(2)): maths("ln 2", theme.LABEL_SIZE, theme.MUTED),
            last: words(f"{last:.1f}+", theme.LABEL_SIZE, theme.MUTED),
        }
        whole = tuple(
            float(tick)
            for tick in range(int(last) + 1)
            if all(abs(tick - taken) * view.scale[0] > _TICKS_APART for taken in named)
        )
        frame = VGroup(
            axes(view, x_ticks=whole, y_ticks=(0.0, float(most))),
            threshold(view, float(np.log(2))),
            above(view, words("loss of each point", theme.LABEL_SIZE)),
        )
        for value, name in named.items():
            frame.add(name.next_to(view.to_stage(np.array([value, 0.0])), DOWN, buff=TICK_GAP))
        self.place = Place(view, LOSS_EDGES)
        super().__init__(self.histogram, self.place, frame=frame)

    def draw(self) -> None:
        """Count the points of ``self.epoch``."""
        now = self.points_now.at(self.epoch)
        right = histogram_counts(now.losses[~now.wrong], LOSS_EDGES)
        wrong = histogram_counts(now.losses[now.wrong], LOSS_EDGES)
        self.histogram.show(right, wrong, self.share, self.light)
        self.place.show(float(now.losses[self.followed]), self.histogram.counts, self.share)
