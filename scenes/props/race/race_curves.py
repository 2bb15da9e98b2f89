"""Learning curves of several runs in one plot, each in its hue, its tip in its shape."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.kit import theme
from scenes.kit.drawing.readout import baseline_of
from scenes.kit.drawing.shapes import Array, Polygons, Polylines
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import Viewport, axes
from scenes.kit.planes.panels import LearningCurve, Panel
from scenes.kit.stage.ruler import epoch_step
from scenes.props.race.race import Race

SIDES = (24, 4, 3, 5, 6)
"""Corners of the marks: circle, square, triangle, ..."""
MARK = 0.11
"""Radius of a mark, Manim units."""
LINE = 4.0
"""Stroke width of a curve."""


def mark_of(index: int, at: Array, radius: float = MARK) -> Array:
    """Return the corners of a run's mark around a stage point, shape ``(corners, 3)``."""
    sides = SIDES[index % len(SIDES)]
    angle = np.pi / 2 + (np.pi / sides if sides == 4 else 0) + 2 * np.pi * np.arange(sides) / sides
    radius = radius * (1.25 if sides in (3, 4) else 1.0)
    return np.asarray(at) + radius * np.stack((np.cos(angle), np.sin(angle), 0 * angle), axis=1)


def colour_of(name: str) -> str:
    """Return the run's hue; ink for one that has none."""
    return theme.RUN_COLOURS.get(name, theme.INK)


class RacePlot(Panel):
    """One measured value of all runs, drawn up to the current epoch.

    Children: ``curves``, then ``tips``, both in the order of the race.

    Parameters
    ----------
    race
        The runs.
    values
        Name to one value an epoch, ``(E + 1,)``.
    view
        The rectangle with its ranges.
    y_ticks
        Numbered values.
    title
        Above the left end.
    """

    def __init__(
        self, race: Race, values: dict[str, Array], view: Viewport, y_ticks: tuple[float, ...], title: str
    ) -> None:
        self.view = view
        self.curves = {name: LearningCurve(view, values[name], colour_of(name), LINE) for name in race.runs}
        self.tips = {name: Polygons(colour_of(name)) for name in race.runs}
        for tip in self.tips.values():
            tip.set_stroke(theme.BACKGROUND, 2)
        last = int(view.x_range[1])
        step = epoch_step(last, 3)
        ticks = tuple(float(tick) for tick in range(0, last + 1, step))
        name = words(title, theme.LABEL_SIZE + 4).set_x(view.left_of(), LEFT)
        first = name.family_members_with_points()[0]
        name.shift((view.bottom_of() + view.height + 0.55 - first.get_bottom()[1]) * UP)
        unit = words("epoch", theme.LABEL_SIZE, theme.MUTED)
        edges = axes(view, x_ticks=ticks, y_ticks=y_ticks)
        foot = np.array([view.centre[0], view.bottom_of() - 0.52, 0])
        unit.next_to(foot, DOWN, buff=0.0)
        super().__init__(*self.curves.values(), *self.tips.values(), frame=VGroup(edges, name, unit))

    def draw(self) -> None:
        """Draw every curve up to ``self.epoch``."""
        for index, (name, curve) in enumerate(self.curves.items()):
            self.tips[name].set_polygons([mark_of(index, curve.show(self.epoch).tip)])


PLOT_WIDTH, PLOT_HEIGHT = 5.7, 4.0
"""Of each plot, Manim units."""
ACCURACY_X, LOSS_X, PLOT_Y = -3.4, 3.62, 0.0
"""Stage coordinates of the plots' centres."""
FULL = 100.0
"""Accuracy of a run that has everything right, per cent."""
BAND_OPACITY = 0.3
"""Low enough that three bands over one another are told apart."""


def accuracy_plot(race: Race) -> RacePlot:
    """Return the plot of all accuracies, per cent, on the left; its frame holds the line of 100 %."""
    across = (0.0, float(race.epochs))
    view = Viewport((ACCURACY_X, PLOT_Y), PLOT_WIDTH, PLOT_HEIGHT, across, (0.0, 1.06 * FULL))
    values = {name: FULL * run.accuracy for name, run in race.runs.items()}
    plot = RacePlot(race, values, view, (0.0, FULL / 2, FULL), "accuracy, %")
    full = view.to_stage(np.array([[0.0, FULL], [across[1], FULL]]))
    plot.frame.add(Polylines(theme.MUTED, theme.AXIS_WIDTH).set_lines(full[None]))
    return plot


def loss_plot(race: Race) -> RacePlot:
    """Return the plot of all losses, on the right."""
    across, top = (0.0, float(race.epochs)), race.highest_loss()
    view = Viewport((LOSS_X, PLOT_Y), PLOT_WIDTH, PLOT_HEIGHT, across, (0.0, top))
    values = {name: run.loss for name, run in race.runs.items()}
    return RacePlot(race, values, view, race.loss_ticks(), "loss")


def shuffle_bands(race: Race, view: Viewport, value: str, unit: float = 1.0) -> VGroup:
    """Return bands from lowest to highest of all other batch orders, one a run, to lie behind."""
    bands = VGroup()
    epochs = np.arange(race.epochs + 1)
    for name in race.runs:
        values = unit * race.shuffled(name, value)
        edges = [np.stack((epochs, edge), axis=1) for edge in (values.max(axis=0), values.min(axis=0))]
        outline = view.to_stage(np.concatenate((edges[0], edges[1][::-1])))
        bands.add(Polygons(colour_of(name), BAND_OPACITY).set_polygons([outline]))
    return bands


def stalled(race: Race, view: Viewport) -> Polylines:
    """Return the plateaus of all losses, to lie bright and thick over their curves."""
    stretches = []
    for name, plateau in race.plateaus.items():
        along = np.arange(plateau.begin, plateau.end + 1)
        stretches.append(view.to_stage(np.stack((along, race.runs[name].loss[along]), axis=1)))
    return Polylines(theme.EMPHASIS, 9.0).set_paths(stretches)


def legend(race: Race) -> VGroup:
    """Return a row of line, mark and name for every run."""
    entries = VGroup()
    for index, name in enumerate(race.runs):
        line = Polylines(colour_of(name), LINE).set_lines(np.array([[[-0.35, 0, 0], [0.35, 0, 0]]]))
        mark = Polygons(colour_of(name)).set_polygons([mark_of(index, np.zeros(3))])
        label = words(race.label(name), theme.LABEL_SIZE + 2, colour_of(name))
        label.next_to(line, RIGHT, buff=0.18).shift((-baseline_of(label) - 0.1) * UP)
        entries.add(VGroup(line, mark, label))
    for before, entry in pairwise(entries):
        entry.shift((before.get_right()[0] + 0.55 - entry.get_left()[0]) * RIGHT)
    return entries.center()


def spread_apart(wanted: Array, least: float) -> Array:
    """Return places as near to the wanted ones as possible, ``least`` apart, in order (pooled means)."""
    if not len(wanted):
        return np.zeros(0)
    order = np.argsort(wanted, kind="stable")
    blocks: list[tuple[float, int]] = []
    for place, index in enumerate(order):
        blocks.append((float(wanted[index]) - least * place, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (b, m), (a, n) = blocks.pop(), blocks.pop()
            blocks.append(((a * n + b * m) / (n + m), n + m))
    settled = np.concatenate([np.full(count, value) for value, count in blocks])
    result = np.empty(len(wanted))
    result[order] = settled + least * np.arange(len(wanted))
    return result
