"""A function of one number drawn with its slope, and the tangent that ties the two together."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from manim import LEFT, Typst, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polylines, dots_of
from scenes.kit.drawing.text import maths
from scenes.kit.drawing.viewport import Viewport, axes
from training.network.activations import Activation

Function = Callable[[Array], Array]
"""Elementwise, any shape."""


def pieces_of(function: Function, low: float, high: float, hinges: tuple[float, ...] = ()) -> list[Array]:
    """Sample a graph in pieces that end at the hinges, with one-sided values there.

    Parameters
    ----------
    function
        Elementwise.
    low, high
        Ends of the interval.
    hinges
        Where the function may jump or bend sharply.

    Returns
    -------
    list of Array
        Each of shape ``(samples, 2)``, columns z and function(z).
    """
    ends = [low, *(hinge for hinge in sorted(hinges) if low < hinge < high), high]
    pieces = []
    for start, stop in pairwise(ends):
        z = np.linspace(start, stop, max(2, int(240 * (stop - start) / (high - low))))
        inside = np.clip(z, start + 1e-9, stop - 1e-9)
        pieces.append(np.stack((z, function(inside)), axis=1))
    return pieces


class FunctionPlot(VGroup):
    """Axes, the graph of f, the graph of f' up to any z, and the tangent there.

    Children: ``frame`` (box, numbers, label), ``zeros``, ``limits`` (dashed), ``graph``, ``slope``,
    ``tangent``, ``guide`` (from the point on f to the point on f'), ``touch`` (both points), ``jumps``
    (at a hinge: a dot at the value of f', a ring at the other one-sided limit).
    Apart from them stands ``image_name``, the letter a for the vertical axis.

    Parameters
    ----------
    view
        x over z, y over f and f'.
    activation
        f with its derivative, the hinges where that jumps, and its limits: finite ones are drawn dashed.
    colour
        Of the graph of f, a hex colour.
    ticks
        Numbers on the horizontal and on the vertical axis.
    """

    def __init__(
        self,
        view: Viewport,
        activation: Activation,
        colour: str,
        ticks: tuple[tuple[float, ...], tuple[float, ...]],
    ) -> None:
        self.view, self.hinges = view, activation.hinges
        self.f, self.derivative = activation.f, activation.derivative
        self.low, self.high = view.x_range
        self.frame = axes(view, "z", "", *ticks)
        self.zeros = Polylines(theme.FAINT, theme.GRID_WIDTH).set_paths(self._zero_lines())
        self.limits = Polylines(theme.MUTED, theme.GRID_WIDTH).set_paths(self._dashes(activation.limits))
        self.graph = Polylines(colour, theme.CURVE_WIDTH)
        self.show_graph(self.f)
        self.slope = Polylines(theme.EMPHASIS, theme.BOUNDARY_WIDTH)
        self.tangent = Polylines(theme.INK, theme.OUTLINE_WIDTH)
        self.guide = Polylines(theme.MUTED, theme.GRID_WIDTH)
        self.touch = Polylines(theme.INK, 12)
        self.jumps = self._jumps()
        self.image_name = self._image_name(ticks[1])
        super().__init__(
            self.frame,
            self.zeros,
            self.limits,
            self.graph,
            self.slope,
            self.guide,
            self.tangent,
            self.touch,
        )

    def _zero_lines(self) -> list[Array]:
        (left, right), (bottom, top) = self.view.x_range, self.view.y_range
        lines = [np.array([[0.0, bottom], [0.0, top]])] if left < 0 < right else []
        lines += [np.array([[left, 0.0], [right, 0.0]])] if bottom < 0 < top else []
        return [self.view.to_stage(line) for line in lines]

    def _dashes(self, limits: tuple[float, float]) -> list[Array]:
        cuts = np.linspace(self.low, self.high, 81).reshape(-1)
        return [
            self.view.to_stage(np.array([[a, limit], [b, limit]]))
            for limit in limits
            if np.isfinite(limit)
            for a, b in zip(cuts[:-1:2], cuts[1::2], strict=True)
        ]

    def _jumps(self) -> VGroup:
        at, step = np.array([h for h in self.hinges if self.low < h < self.high]), 1e-9
        sides = [np.stack((at, self.derivative(at + side)), axis=1) for side in (-step, 0.0, step)]
        below, here, above = (self.view.to_stage(side) for side in sides)
        other = np.where(np.isclose(below, here).all(axis=1, keepdims=True), above, below)
        filled = Polylines(theme.EMPHASIS, 14).set_lines(dots_of(np.concatenate((here, other))))
        return VGroup(filled, Polylines(theme.BACKGROUND, 8).set_lines(dots_of(other)))

    def _image_name(self, y_ticks: tuple[float, ...]) -> Typst:
        """Return the letter a beside the vertical axis, between its two upper numbers."""
        upper = sum(y_ticks[-2:]) / 2 if len(y_ticks) > 1 else sum(self.view.y_range) / 2
        beside = self.view.to_stage(np.array([self.view.x_range[0], upper]))
        return maths("a", theme.LABEL_SIZE + 4).next_to(beside, LEFT, buff=0.3)

    def at(self, z: float) -> Array:
        """Return the points on the graph of f and on that of f' at z, stage points ``(2, 3)``."""
        here = np.array([z])
        return self.view.to_stage(np.array([[z, self.f(here)[0]], [z, self.derivative(here)[0]]]))

    def show_graph(self, function: Function) -> FunctionPlot:
        """Draw another function where the graph of f stands; returns the plot."""
        pieces = pieces_of(function, self.low, self.high, self.hinges)
        self.graph.set_paths([self.view.to_stage(piece) for piece in pieces])
        return self

    def show_slope(self, z: float) -> FunctionPlot:
        """Draw f' from the left end up to z, with the tangent to f there; returns the plot."""
        pieces = pieces_of(self.derivative, self.low, max(z, self.low + 1e-6), self.hinges)
        self.slope.set_paths([self.view.to_stage(piece) for piece in pieces])
        return self.show_tangent(z)

    def show_tangent(self, z: float) -> FunctionPlot:
        """Draw the tangent to f at z and the tie from there to f'.

        The tangent's slope in the plane is f'(z) exactly; it ends at the plot's edges.
        """
        on_f, on_slope = self.at(z)
        rise = float(self.derivative(np.array([z]))[0])
        way = np.array([1.0, rise]) * self.view.scale
        reach = 0.8 * np.array([*(way / np.linalg.norm(way)), 0.0])
        corner = np.array([self.view.left_of(), self.view.bottom_of()])
        sides = np.array([self.view.width, self.view.height])
        room = corner - on_f[:2], corner + sides - on_f[:2]
        step = np.maximum(np.abs(reach[:2]), 1e-9)
        back = min(1.0, float((np.where(reach[:2] < 0, room[1], -room[0]) / step).min()))
        ahead = min(1.0, float((np.where(reach[:2] < 0, -room[0], room[1]) / step).min()))
        self.tangent.set_paths([np.stack((on_f - back * reach, on_f + ahead * reach))])
        self.guide.set_paths([np.stack((on_f, on_slope))])
        self.touch.set_lines(dots_of(np.stack((on_f, on_slope))))
        return self

    def clear_tangent(self) -> FunctionPlot:
        """Take tangent, guide and touching points away; the graphs stay. Returns itself."""
        for shape in (self.tangent, self.guide, self.touch):
            shape.points = np.zeros((0, 3))
        return self
