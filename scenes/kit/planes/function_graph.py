"""The graph of an activation on its two axes, and its two halves beside a hinge."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polylines
from scenes.kit.drawing.viewport import Viewport
from training.network.activations import Activation


def function_graph(view: Viewport, activation: Activation, colour: str, width: float) -> VGroup:
    """Return an activation's graph as far as a viewport shows it.

    Returns
    -------
    VGroup
        ``[0]`` the two axes, ``[1]`` the curve.
    """
    (left, right), (low, high) = view.x_range, view.y_range
    cross = np.array([[[left, 0.0], [right, 0.0]], [[0.0, low], [0.0, high]]])
    lines = Polylines(theme.FRAME, theme.AXIS_WIDTH, 0.6).set_lines(view.to_stage(cross))
    z = np.unique(np.concatenate((np.linspace(left, right, 801), activation.hinges)))
    drawn = np.stack((z, activation.f(z)), axis=1)
    seen = drawn[(drawn[:, 1] >= low) & (drawn[:, 1] <= high)]
    return VGroup(lines, Polylines(colour, width).set_lines(view.to_stage(seen)[None]))


def turning_point(curve: Polylines) -> Array:
    """Return the stage point at which a graph's slope changes most, its hinge, shape ``(3,)``."""
    starts, ends = curve.points[::4], curve.points[3::4]
    slopes = (ends - starts)[:, 1] / (ends - starts)[:, 0]
    return np.asarray(ends[np.argmax(np.abs(np.diff(slopes)))])


def halves(curve: Polylines) -> list[Polylines]:
    """Return a graph in two, as it is before its hinge and after it."""
    split = 4 * int(np.sum(curve.points[3::4, 0] <= turning_point(curve)[0]))
    parts = [curve.copy(), curve.copy()]
    for part, points in zip(parts, (curve.points[:split], curve.points[split:]), strict=True):
        part.points = points
    return parts
