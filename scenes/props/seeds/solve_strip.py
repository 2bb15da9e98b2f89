"""Time to solve, one dot a start: when each member of a sweep gets everything right, if ever."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, VGroup
from numpy.typing import NDArray

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import baseline_of, readout, told
from scenes.kit.drawing.shapes import Array, Polylines, dots_of, rings_of
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import TICK_GAP, TICK_LENGTH, Viewport, tick_text
from scenes.kit.words.activation_words import spoken_name
from scenes.props.seeds.seed_words import finishing, middle
from training.network.activations import activation_named
from training.sweep.sweep import Sweep

LARGEST_DOT = 0.125
"""Diameter, Manim units; smaller where stacks would grow into the row above."""
_NEVER_COLUMNS = 8
"""Rings beside each other; more start a layer above."""
_FOOT = 0.12
"""Height of a row's line above the row's lower end, Manim units."""
_HEADROOM = 0.1
"""Free height above the highest stack of a row, Manim units."""
_DIAMETERS = [LARGEST_DOT * share for share in (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.5, 0.4)]
"""Diameters that are tried, Manim units: the largest at which all stacks fit is taken."""


def stacked(places: Array, diameter: float) -> NDArray[np.int_]:
    """Layers that keep dots on a line apart: each takes the lowest layer free within a diameter.

    Parameters
    ----------
    places
        Positions on the line, shape ``(n,)``.
    diameter
        In the same unit.

    Returns
    -------
    NDArray
        Layer of each dot from 0, shape ``(n,)``.
    """
    layers = np.zeros(len(places), int)
    last: list[float] = []
    for index in np.argsort(places, kind="stable"):
        place = float(places[index])
        layer = next((k for k, taken in enumerate(last) if place - taken >= diameter - 1e-9), len(last))
        last[layer : layer + 1] = [place]
        layers[index] = layer
    return layers


class SolveStrip(VGroup):
    """One row an activation over the epochs; members that never solve the task wait as rings at the right.

    Children: ``axis``, ``names``, ``clock`` (the epoch), ``cursor``, ``dots`` and ``rings`` (a row each).

    Parameters
    ----------
    sweep
        The results of all members.
    view
        x over epochs; its height is shared by the rows.
    never_x
        Stage x where the rings of the unsolved begin.
    """

    def __init__(self, sweep: Sweep, view: Viewport, never_x: float) -> None:
        self.sweep, self.view = sweep, view
        self.epochs = sweep.plan.base.epochs
        names = sweep.plan.activations
        pitch = view.height / len(names)
        self.feet = [view.bottom_of() + (len(names) - 1 - row) * pitch + _FOOT for row in range(len(names))]
        self.dot = next(
            d for d in _DIAMETERS if self._tallest(d) * d <= pitch - _HEADROOM or d == _DIAMETERS[-1]
        )
        self.places: list[Array] = []
        self.names, self.dots, self.rings = VGroup(), VGroup(), VGroup()
        for name, solved, foot in zip(names, sweep.all_right, self.feet, strict=True):
            colour = theme.run_colour(name)
            label = words(spoken_name(activation_named(name)), theme.BODY_SIZE - 4, colour)
            label.move_to([theme.LEFT_EDGE, 0, 0], aligned_edge=LEFT)
            self.names.add(label.shift((foot + 0.04 - baseline_of(label)) * UP))
            self.places.append(self._places(np.asarray(solved), foot, never_x))
            self.dots.add(Polylines(colour, 100 * self.dot))
            self.rings.add(Polylines(colour, 2.0))
        self.axis = self._axis(never_x)
        passed = told(Counter(0, 0, digits=len(str(self.epochs))), "epoch")
        self.clock = readout("epoch", passed, theme.LABEL_SIZE, theme.INK)
        self.clock.move_to([theme.LEFT_EDGE, 0, 0], aligned_edge=LEFT)
        self.clock.shift((baseline_of(self.axis[1][0]) - baseline_of(self.clock[0])) * UP)
        self.cursor = Polylines(theme.EMPHASIS, 2.0)
        super().__init__(self.axis, self.names, self.clock, self.cursor, *self.dots, *self.rings)
        self.show(0.0)

    def _x(self, solved: Array) -> Array:
        """Stage x of epochs, shape ``(n,)``."""
        placed: Array = self.view.to_stage(np.stack((solved, 0 * solved), axis=1))[:, 0]
        return placed

    def _tallest(self, diameter: float) -> int:
        """Return the number of dots in the highest stack."""
        return max(
            int(stacked(self._x(solved[solved >= 0]), diameter).max(initial=-1)) + 1
            for solved in self.sweep.all_right
        )

    def _places(self, solved: Array, foot: float, never_x: float) -> Array:
        """Stage point of each member's dot or ring, shape ``(members, 3)``."""
        done, waiting = np.flatnonzero(solved >= 0), np.flatnonzero(solved < 0)
        x, layers = self._x(solved), np.zeros(len(solved), int)
        layers[done] = stacked(x[done], self.dot)
        layers[waiting], column = np.divmod(np.arange(len(waiting)), _NEVER_COLUMNS)
        x[waiting] = never_x + LARGEST_DOT * column
        return np.stack((x, foot + self.dot * (layers + 0.5), 0 * x), axis=1)

    def _axis(self, never_x: float) -> VGroup:
        ends, foot = self._x(np.array([0, self.epochs])), self.feet[-1]
        never_end = never_x + LARGEST_DOT * (_NEVER_COLUMNS - 1)
        paths = [
            np.array([[low, y, 0], [high, y, 0]])
            for y in self.feet
            for low, high in (ends, (never_x, never_end))
        ]
        numbers = VGroup()
        for value in np.linspace(0, self.epochs, 7 if self.epochs % 6 == 0 else 6):
            at = np.array([float(self._x(np.array([value]))[0]), foot, 0.0])
            paths.append(np.stack((at, at + TICK_LENGTH * DOWN)))
            numbers.add(
                words(tick_text(float(value)), theme.LABEL_SIZE, theme.MUTED).next_to(at, DOWN, TICK_GAP)
            )
        level = baseline_of(numbers[0])
        never = words(f"not by {self.epochs}", theme.LABEL_SIZE, theme.MUTED).set_x((never_x + never_end) / 2)
        never.shift((level - baseline_of(never)) * UP)
        return VGroup(Polylines(theme.FAINT, theme.AXIS_WIDTH).set_paths(paths), numbers, never)

    def show(self, epoch: float) -> SolveStrip:
        """Show who has solved the task by ``epoch``; only the last epoch tells who never does."""
        for row, solved in enumerate(self.sweep.all_right):
            done = (solved >= 0) & (solved <= epoch + 1e-9)
            self.dots[row].set_lines(dots_of(self.places[row][done]))
            ended = epoch >= self.epochs - 1e-9
            waiting = self.places[row][(solved < 0) & ended]
            self.rings[row].set_lines(rings_of(waiting, 0.4 * self.dot))
        at = self.view.to_stage(np.array([[epoch, 0.0], [epoch, 0.0]]))
        at[:, 1] = self.view.bottom_of() + np.array([_FOOT, self.view.height])
        self.cursor.set_lines(at[None])
        self.clock[1].set_value(int(epoch + 1e-9))
        return self

    def marks_of(self, seed: int) -> Array:
        """Return rings around one seed's dots, shape ``(rows, corners, 3)``."""
        index = self.sweep.plan.seeds.index(seed)
        return rings_of(np.array([places[index] for places in self.places]), 0.11, sides=28)

    def median_marks(self) -> Polylines:
        """Return a tick in each row at the middle member's epoch; none where it never solves the task."""
        ticks = []
        for row, at_epoch in enumerate(middle(finishing(self.sweep))):
            if np.isfinite(at_epoch):
                at = self.view.to_stage(np.array([[at_epoch, 0.0], [at_epoch, 0.0]]))
                at[:, 1] = self.feet[row] + np.array([-0.12, 0.0])
                ticks.append(at)
        return Polylines(theme.EMPHASIS, 6.0).set_paths(ticks)
