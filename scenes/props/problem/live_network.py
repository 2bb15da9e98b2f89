"""The 2-2-1 network with every number it learns: edges as thick as their weights, live matrices below."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, UP, VGroup

from scenes.kit import theme
from scenes.kit.diagram.diagram import NetworkDiagram
from scenes.kit.diagram.matrix import LiveMatrix
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import readout, told
from scenes.kit.drawing.shapes import Array
from scenes.kit.drawing.text import maths
from scenes.kit.words.hues import class_hues
from training.network.formulas import THRESHOLD, Weights, probability
from training.run.trajectory import Trajectory

THIN, THICK = 1.5, 9.0
"""Stroke widths of a weight of 0 and of the run's largest."""


class LiveNetwork(VGroup):
    """Network diagram above; below it W and b on the left, V and c on the right.

    Children: ``diagram``, ``tables`` (one group of name and matrix each). The ``clock`` (epoch and its
    counter) and the ``answer`` (p of one point) are no children: the storyboard places and shows them.
    ``weights`` and ``point`` are what is shown now.

    Parameters
    ----------
    run
        Shown before its training at first.
    point
        Whose p the answer is, inputs of shape ``(2,)``.
    """

    def __init__(self, run: Trajectory, point: Array) -> None:
        self.run, self.point = run, np.asarray(point, float)
        self.largest = largest_weight(run.weights)
        self.diagram = NetworkDiagram(spacing=(2.5, 1.55), radius=0.48)
        self.matrices = {
            name: LiveMatrix(values, decimals=2, digits=2, size=theme.LABEL_SIZE + 4)
            for name, values in tables_of(run.at(0)).items()
        }
        self.tables = VGroup(
            *(
                VGroup(maths(f"{name} =", theme.BODY_SIZE), matrix).arrange(RIGHT, buff=0.15)
                for name, matrix in self.matrices.items()
            )
        )
        hidden, output = VGroup(*self.tables[:2]), VGroup(*self.tables[2:])
        for column in (hidden, output):
            column.arrange(DOWN, buff=0.35, aligned_edge=RIGHT)
        VGroup(hidden, output).arrange(RIGHT, buff=0.5, aligned_edge=UP).next_to(self.diagram, DOWN, buff=0.6)
        output[1].set_y(hidden[1].get_y())
        self.counter = told(Counter(0, 0, digits=len(str(run.epochs)), size=theme.BODY_SIZE), "epoch")
        self.clock = readout("epoch", self.counter, theme.BODY_SIZE, theme.INK, buff=0.2)
        self.answer = told(Counter(0.0, 2, size=theme.TITLE_SIZE), "p", self)
        super().__init__(self.diagram, self.tables)
        self.show(0.0)

    @property
    def live(self) -> VGroup:
        """What other weights change: edges and every number."""
        numbers = (entry for matrix in self.matrices.values() for entry in matrix.entries)
        return VGroup(*self.diagram.edges, *numbers, self.counter, self.answer)

    def show(self, epoch: float) -> LiveNetwork:
        """Show the run at a real epoch, with its answer for the point."""
        self.weights: Weights = self.run.glide(epoch)
        self.counter.set_value(int(epoch + 1e-9))
        self.answer.set_value(float(probability(self.point[None], self.weights, self.run.activation)[0]))
        for name, values in tables_of(self.weights).items():
            self.matrices[name].set_values(values)
        kernel, output = self.weights.hidden_kernel, self.weights.output_kernel
        edges = [(self.diagram.hidden_edges[i][k], kernel[i, k]) for i in range(2) for k in range(2)]
        edges += [(self.diagram.output_edges[k], output[k, 0]) for k in range(2)]
        for edge, weight in edges:
            share = min(abs(float(weight)) / self.largest, 1.0)
            edge.set_stroke(width=THIN + share * (THICK - THIN))
        return self

    @property
    def verdict(self) -> tuple[str, str]:
        """The class the answer means: the name of its colour, the colour."""
        label = int(self.answer.value > THRESHOLD)
        return class_hues()[label], theme.CLASS_COLOURS[label]


def tables_of(weights: Weights) -> dict[str, Array]:
    """Return W, b, V and c as tables, rows are points: shapes (2, 2), (1, 2), (2, 1), (1, 1)."""
    return {
        "W": np.asarray(weights.hidden_kernel, float),
        "b": np.asarray(weights.hidden_bias, float)[None],
        "V": np.asarray(weights.output_kernel, float),
        "c": np.asarray(weights.output_bias, float)[None],
    }


def largest_weight(weights: Weights) -> float:
    """Return the largest absolute kernel entry of one or many sets of weights; 1 when all are 0."""
    found = max(float(np.abs(weights.hidden_kernel).max()), float(np.abs(weights.output_kernel).max()))
    return found or 1.0
