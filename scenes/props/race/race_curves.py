"""The losses of several runs in one plot over one axis of epochs, down a logarithmic axis."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, Typst, VGroup

from scenes.kit import theme
from scenes.kit.drawing.readout import baseline_of
from scenes.kit.drawing.shapes import Array, Polygons, Polylines
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import TICK_GAP, TICK_LENGTH, Viewport, axes, tick_text
from scenes.kit.planes.panels import LearningCurve, Panel
from scenes.kit.stage.ruler import epoch_step
from scenes.props.race.race import Race

_CENTRE, _WIDTH, _HEIGHT = (-1.35, 0.2), 9.0, 5.0
"""Of the plot, Manim units."""
LINE = 5.0
"""Stroke width of a curve."""
_TIP = 0.1
"""Radius of a curve's tip, Manim units."""
_FLOOR = 1e-6
"""Least loss that is drawn: a logarithmic axis has no 0."""
_FREE = (0.06, 0.08)
"""Decades free below the lowest loss and above the highest."""
_LEAST_SPAN = 0.4
"""Least decades an axis shows, so that a loss that rests looks it."""


def decades(losses: Array) -> Array:
    """Return losses as powers of ten, those under `_FLOOR` at it."""
    return np.asarray(np.log10(np.maximum(np.asarray(losses, float), _FLOOR)))


def loss_ticks(low: float, high: float) -> tuple[float, ...]:
    """Return the losses that are numbered between two powers of ten: decades, or finer where few fit."""
    for steps in ((1.0,), (1.0, 2.0, 5.0), tuple(np.arange(1.0, 10.0))):
        powers = range(int(np.floor(low)), int(np.ceil(high)) + 1)
        ticks = [step * 10.0**power for power in powers for step in steps]
        inside = tuple(float(f"{tick:.6g}") for tick in ticks if low <= np.log10(tick) <= high)
        if len(inside) >= 2:
            return inside
    return inside


class LossPlot(Panel):
    """The losses of all runs up to the current epoch, each with a tip.

    Children: ``curves``, then ``tips``, both in the order of the race.

    Parameters
    ----------
    race
        The runs.

    Attributes
    ----------
    view : Viewport
        x over epochs, y over powers of ten of the loss.
    ticks : tuple of float
        The numbered losses.
    """

    def __init__(self, race: Race) -> None:
        values = {name: decades(run.loss[: race.epochs + 1]) for name, run in race.runs.items()}
        low = min(float(each.min()) for each in values.values()) - _FREE[0]
        high = max(float(each.max()) for each in values.values()) + _FREE[1]
        high = 0.0 if -_LEAST_SPAN < high < 0 else high
        low = min(low, high - _LEAST_SPAN)
        self.view = Viewport(_CENTRE, _WIDTH, _HEIGHT, (0.0, float(race.epochs)), (low, high))
        self.ticks = loss_ticks(low, high)
        self.curves = {
            name: LearningCurve(self.view, values[name], theme.run_colour(name), LINE) for name in values
        }
        self.tips = {name: Polygons(theme.run_colour(name)) for name in values}
        super().__init__(*self.curves.values(), *self.tips.values(), frame=self._frame(race.epochs))

    def _frame(self, epochs: int) -> VGroup:
        view = self.view
        across = tuple(float(tick) for tick in range(0, epochs + 1, epoch_step(epochs, 6)))
        edges = axes(view, x_ticks=across, closed=False)
        name = words("loss", theme.BODY_SIZE).set_x(view.left_of(), LEFT)
        name.shift((view.bottom_of() + view.height + 0.18 - baseline_of(name)) * UP)
        end = edges[1][-1] if across[-1] == epochs else edges[1]
        unit = words("epoch", theme.BODY_SIZE).next_to(end, RIGHT, buff=0.3)
        unit.set_x(view.left_of() + view.width + 0.35, LEFT)
        return VGroup(edges, self._loss_numbers(), name, unit)

    def _loss_numbers(self) -> VGroup:
        dashes, numbers = [], VGroup()
        for tick in self.ticks:
            foot = self.view.to_stage(np.array([0.0, np.log10(tick)]))
            dashes.append(np.stack((foot, foot + TICK_LENGTH * LEFT)))
            number = words(tick_text(tick), theme.LABEL_SIZE, theme.MUTED)
            numbers.add(number.next_to(foot, LEFT, buff=TICK_GAP))
        return VGroup(Polylines(theme.FRAME, theme.AXIS_WIDTH).set_paths(dashes), numbers)

    @property
    def by_tens(self) -> bool:
        """Whether each numbered loss is ten times the one below."""
        return len(self.ticks) > 1 and np.allclose(np.diff(np.log10(self.ticks)), 1)

    def draw(self) -> None:
        """Draw every curve up to ``self.epoch``."""
        for name, curve in self.curves.items():
            self.tips[name].set_polygons([_disc(curve.show(self.epoch).tip)])

    def end_names(self, race: Race) -> VGroup:
        """Return the runs' names where their curves end, beyond the plot, in the order of the race."""
        names = VGroup(
            *(words(race.label(run), theme.BODY_SIZE, theme.run_colour(run)) for run in self.curves)
        )
        ends = np.array([curve.tip for curve in self.curves.values()])
        levels = spread_apart(np.maximum(ends[:, 1], self.view.bottom_of() + 0.3), 0.5)
        for name, end, y in zip(names, ends, levels, strict=True):
            name.set_x(end[0] + 0.25, LEFT).shift((y - 0.1 - baseline_of(name)) * UP)
        return names

    def shuffled(self, race: Race) -> VGroup:
        """Return the losses of all other batch orders as thin curves, one mobject a run, to lie behind."""
        epochs = np.arange(race.epochs + 1)
        curves = VGroup()
        for name in race.runs:
            losses = decades(race.shuffled_loss(name))
            across = np.broadcast_to(epochs, losses.shape)
            lines = self.view.to_stage(np.stack((across, losses), axis=-1))
            curves.add(Polylines(theme.run_colour(name), 1.5, 0.55).set_paths(list(lines)))
        return curves


def rest_of(race: Race, plot: LossPlot, name: str, above: bool) -> VGroup:
    """Return what marks a plateau: its stretch of the curve in grey, a span beside it, its length.

    Children: ``stretch`` (to lie behind the curves), ``span``, ``length``.
    """
    plateau = race.plateaus[name]
    along = np.arange(plateau.begin, plateau.end + 1)
    placed = plot.view.to_stage(np.stack((along, decades(race.runs[name].loss[along])), axis=1))
    stretch = Polylines(theme.FRAME, 4 * LINE, 0.5).set_paths([placed])
    side = 1.0 if above else -1.0
    level = float(side * (side * placed[:, 1]).max()) + 0.32 * side
    ends = np.array([[placed[0, 0], level, 0.0], [placed[-1, 0], level, 0.0]])
    cap = np.array([[0.0, -0.1, 0.0], [0.0, 0.1, 0.0]])
    span = Polylines(theme.run_colour(name), LINE / 1.5).set_paths([ends, ends[0] + cap, ends[1] + cap])
    length = words(f"{plateau.end - plateau.begin} epochs", theme.BODY_SIZE, theme.run_colour(name))
    length.next_to(span, side * UP, buff=0.1)
    return VGroup(stretch, span, length)


def _disc(at: Array) -> Array:
    angle = 2 * np.pi * np.arange(24) / 24
    return np.asarray(at + _TIP * np.stack((np.cos(angle), np.sin(angle), 0 * angle), axis=1))


def named_bars(race: Race, plot: LossPlot, names: list[str]) -> VGroup:
    """Return a bar a run along the axis of epochs, as long as it took to be all right, with its name.

    Children: a group of bar and text for each name that solves it, from the lowest up.
    """
    bars, height = VGroup(), 0.34
    floor = plot.view.bottom_of() + 0.12
    for place, name in enumerate(names):
        low = floor + place * (height + 0.14)
        left, right = (
            float(plot.view.to_stage(np.array([epoch, 0.0]))[0]) for epoch in (0, race.solved[name] or 0)
        )
        bar = Polygons(theme.run_colour(name), 0.9)
        bar.set_bars(np.array([left]), np.array([right]), np.array([low]), np.array([low + height]))
        text: Typst = words(
            f"{race.label(name)} {race.solved[name]}", theme.BODY_SIZE - 4, theme.run_colour(name)
        )
        text.next_to([right, 0, 0], RIGHT, buff=0.15).shift((low + 0.06 - baseline_of(text)) * UP)
        bars.add(VGroup(bar, text))
    return bars


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
