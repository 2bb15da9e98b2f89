"""A number line sent through a function: up to the graph, across to the other axis."""

from __future__ import annotations

import numpy as np
from manim import Animation, UpdateFromAlphaFunc, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polygons, Polylines, dots_of
from scenes.props.squash.function_plot import FunctionPlot
from scenes.props.squash.tint import TintedStrokes


class SquashedLine(VGroup):
    """Evenly spaced numbers on the z axis that travel through the graph of f to the vertical axis.

    Children: ``trails``, ``dots`` (tinted by f').

    Parameters
    ----------
    plot
        Whose graph they travel through.
    numbers
        Shape ``(n,)``, inside the plot's range.
    tints
        In [0, 1], shape ``(n,)``.
    colour
        Of tint 1, a hex colour; tint 0 is grey.
    """

    def __init__(self, plot: FunctionPlot, numbers: Array, tints: Array, colour: str) -> None:
        view = plot.view
        left, bottom = view.x_range[0], view.y_range[0]
        heights = plot.f(numbers)
        self.feet = view.to_stage(np.stack((numbers, np.full_like(numbers, bottom)), axis=1))
        self.bends = view.to_stage(np.stack((numbers, heights), axis=1))
        self.ends = view.to_stage(np.stack((np.full_like(numbers, left), heights), axis=1))
        self.trails = Polylines(theme.MUTED, theme.GRID_WIDTH, theme.GRID_OPACITY)
        self.dots = TintedStrokes(tints, 14.0, dark=theme.FRAME, bright=colour)
        self.heads = self.feet
        super().__init__(self.trails, self.dots)
        self.show(0.0)

    def show(self, share: float) -> SquashedLine:
        """Travel: 0 on the z axis, 1 on the graph, 2 on the vertical axis."""
        up, across = min(share, 1.0), max(share - 1.0, 0.0)
        corner = self.feet + up * (self.bends - self.feet)
        self.heads = corner + across * (self.ends - self.bends)
        self.trails.set_lines(np.stack((self.feet, corner, self.heads), axis=1))
        self.dots.show(dots_of(self.heads))
        return self

    def animate_travel(self, start: float, end: float) -> Animation:
        """Return the animation by which it travels from one share to another; it enters with it."""

        def show(moved: SquashedLine, way: float) -> None:
            moved.show(start + way * (end - start))

        return UpdateFromAlphaFunc(self, show, introducer=True)


def step_strip(plot: FunctionPlot, start: float, stop: float) -> Polygons:
    """Return the interval [start, stop] of z shaded to the graph, and its image shaded across to the axis."""
    view = plot.view
    z = np.linspace(start, stop, 40)
    graph = np.stack((z, plot.f(z)), axis=1)
    bottom, left = view.y_range[0], view.x_range[0]
    upright = np.vstack(([[start, bottom]], graph, [[stop, bottom]]))
    lying = np.vstack(([[left, graph[0, 1]]], graph, [[left, graph[-1, 1]]]))
    shape = Polygons(theme.EMPHASIS, 0.4)
    return shape.set_polygons([view.to_stage(upright), view.to_stage(lying)])
