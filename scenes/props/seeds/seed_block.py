"""Small multiples: the same task solved from many starts, one little input square each."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import baseline_of, told
from scenes.kit.drawing.shapes import Array, Polygons, Polylines, dots_of
from scenes.kit.drawing.text import words
from scenes.kit.planes.feature_space import class_strokes
from scenes.kit.planes.wrong_marks import WrongMarks
from training.geometry.decision import border
from training.network.activations import activation_named
from training.network.datasets import dataset_named
from training.network.formulas import Weights, correct, probability
from training.sweep.sweep import Sweep
from training.sweep.sweep_path import SweepPath

BOX = np.array([[-1.0, -0.62], [1.0, -0.62], [1.0, 1.05], [-1.0, 1.05]])
"""Part of the input plane in each cell: all of both curves."""
_SAMPLES = 25
"""Points of each class curve in a cell: more than its few pixels can show."""
_SIZE = 0.4
"""Of strokes and marks in a cell, 1 in a large picture."""
_VEIL = 0.75
"""Opacity of what lies over cells that wait: they are seen at a quarter."""
_GAP = 0.14
"""Free share of a cell's pitch."""
_PICTURES = 2
"""Pictures drawn an epoch: 93 cells are costly, and half an epoch is 0.04 s of film."""


class SeedBlock(VGroup):
    """All members of one activation, each in its cell; a cell lights up when its member solves the task.

    Between kept epochs the weights are interpolated: the cells glide, but only what was measured after an
    epoch lights a cell, and a lit cell shows no error.

    Children: ``frames`` (FAINT), ``curves[0]``, ``curves[1]``, ``marks`` (of errors), ``boundaries``, ``lit``
    (frames, in the activation's hue, of members that are right from the epoch shown to the end).

    Parameters
    ----------
    sweep
        The results of all members.
    activation
        One of the sweep's.
    centre, width, height
        Of the block, Manim units.
    columns
        Cells in a row.
    """

    def __init__(
        self,
        sweep: Sweep,
        activation: str,
        centre: tuple[float, float],
        width: float,
        height: float,
        columns: int,
    ) -> None:
        self.sweep, self.kind = sweep, activation
        self.activation = activation_named(activation)
        self.solved = sweep.all_right[sweep.plan.activations.index(activation)]
        base = sweep.plan.base
        inputs, targets = dataset_named(base.dataset).points(base.points, base.data_seed)
        self.as_strokes = dataset_named(base.dataset).drawn_as_strokes
        self.strokes = class_strokes(inputs.astype(float), targets.astype(float), base.dataset, _SAMPLES)
        self._place(centre, width, height, columns)
        self.frames = Polylines(theme.FAINT, 1.2).set_lines(self.outlines)
        width_of = _SIZE * theme.CURVE_WIDTH * (1.0 if self.as_strokes else 0.7)
        self.curves = {label: Polylines(theme.CLASS_COLOURS[label], width_of) for label in (0, 1)}
        self.marks = WrongMarks(self.as_strokes, _SIZE)
        self.boundaries = Polylines(theme.BOUNDARY, 1.4)
        self.lit = Polylines(theme.run_colour(activation), 2.8)
        super().__init__(self.frames, *self.curves.values(), self.marks, self.boundaries, self.lit)
        self.path = SweepPath(sweep, activation)
        self.drawn = -1.0
        self.show(0.0)

    def _place(self, centre: tuple[float, float], width: float, height: float, columns: int) -> None:
        count = len(self.sweep.plan.seeds)
        rows = -(-count // columns)
        pitch = np.array([width / columns, height / rows])
        row, column = np.divmod(np.arange(count), columns)
        middles = np.stack((column - (columns - 1) / 2, (rows - 1) / 2 - row), axis=1) * pitch
        span = BOX[2] - BOX[0]
        self._scale = float(((1 - _GAP) * pitch / span).min())
        self._origins = middles + np.array(centre) - self._scale * (BOX[0] + BOX[2]) / 2
        corners = np.vstack((BOX, BOX[:1]))
        self.outlines = self._placed(np.broadcast_to(corners, (count, *corners.shape)))

    def _placed(self, points: Array) -> Array:
        """Input-plane points ``(members, n, 2)`` in their members' cells, ``(members, n, 3)``."""
        placed = np.zeros((*points.shape[:2], 3))
        placed[..., :2] = self._scale * points + self._origins[:, None]
        return placed

    def outline(self, seed: int) -> Array:
        """Return the corners of one member's cell, closed, shape ``(5, 3)``."""
        outline: Array = self.outlines[self.sweep.plan.seeds.index(seed)]
        return outline

    def middle_of(self, seed: int) -> Array:
        """Return the stage point in the middle of one member's cell, shape ``(3,)``."""
        middle: Array = self.outline(seed)[:4].mean(axis=0)
        return middle

    def veil(self, waiting: Array) -> Polygons:
        """Return what dims the cells of some members, a mask of shape ``(members,)``."""
        veil = Polygons(theme.BACKGROUND, _VEIL).set_polygons(list(self.outlines[waiting, :4]))
        return veil.set_stroke(theme.BACKGROUND, 4.0, _VEIL)

    def solved_by(self, epoch: float) -> Array:
        """Return which members have every point right for good from ``epoch`` on, shape ``(members,)``."""
        return (self.solved >= 0) & (self.solved <= epoch + 1e-9)

    def show(self, epoch: float) -> SeedBlock:
        """Show every member as it is at ``epoch``, to the half epoch."""
        half = np.floor(_PICTURES * epoch + 1e-6) / _PICTURES
        if half != self.drawn:
            self.drawn = half
            self._draw(half)
        self.lit.set_lines(self.outlines[self.solved_by(epoch)])
        return self

    def wrong_at(self, epoch: float, weights: Weights) -> dict[int, NDArray[np.bool_]]:
        """Return which samples of each class are wrong, ``(members, samples)``; none of a solved member."""
        settled = self.solved_by(epoch)[:, None]
        right = {
            label: correct(probability(points, weights, self.activation), np.full(len(points), label))
            for label, points in self.strokes.items()
        }
        return {label: np.logical_not(each | settled) for label, each in right.items()}

    def _draw(self, epoch: float) -> None:
        count, weights = len(self.sweep.plan.seeds), self.path.at(epoch)
        placed = {
            label: self._placed(np.broadcast_to(points, (count, *points.shape)))
            for label, points in self.strokes.items()
        }
        for label, curves in placed.items():
            self.curves[label].set_lines(curves if self.as_strokes else dots_of(curves.reshape(-1, 3)))
        self.marks.show(placed, self.wrong_at(epoch, weights))
        self.boundaries.set_paths(self._boundary_paths(weights))

    def _boundary_paths(self, weights: Weights) -> list[Array]:
        """The boundary of every member in its cell.

        None where it has no formula: behind layers that come before, or an activation without an inverse.
        """
        if self.activation.inverse is None or weights.earlier:
            return []
        paths = []
        for index, origin in enumerate(self._origins):
            for piece in border(weights[index], self.activation, BOX, samples=16):
                paths.append(np.column_stack((self._scale * piece + origin, np.zeros(len(piece)))))
        return paths


def tally_beside(label: VMobject, total: int, centre: tuple[float, float], width: float) -> VGroup:
    """Return a counter of solved members at the right end of a line; the label moves to its left end."""
    x, y = centre
    tally = VGroup(told(Counter(0, 0, digits=len(str(total))), "count"), words(f"of {total} solved")).arrange(
        RIGHT, buff=0.12
    )
    tally.move_to([x + width / 2, y, 0], aligned_edge=RIGHT)
    label.move_to([x - width / 2, 0, 0], aligned_edge=LEFT)
    label.shift((baseline_of(tally[1]) - baseline_of(label)) * UP)
    return tally
