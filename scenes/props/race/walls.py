"""Where a feature space ends: at walls that its activation never passes, or how far it has got without."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, UP, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines, rings_of
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import tick_text
from scenes.kit.planes.feature_panel import FeaturePanel
from training.run.spread import grid_images

_WALL, _LINE = 9.0, 4.0
"""Stroke widths of a wall, and of the line to a coordinate."""


def walls_of(panel: FeaturePanel) -> Polylines:
    """Return the edges of a panel whose activation is bounded, bright."""
    corners = panel.view.to_stage(panel.view.corners)
    return Polylines(theme.EMPHASIS, _WALL).set_paths([np.vstack((corners, corners[:1]))])


def reach_of(panel: FeaturePanel) -> float:
    """Return the largest coordinate that the input square has in a panel, at its whole epoch."""
    return float(grid_images(panel.run)[round(panel.epoch)].max())


def furthest_of(panel: FeaturePanel) -> VGroup:
    """Return what marks the largest coordinate of a panel: a ring, a line to the axis, the number."""
    images = grid_images(panel.run)[round(panel.epoch)]
    point, axis = np.unravel_index(int(images.argmax()), images.shape)
    place = panel.view.to_stage(images[point])
    foot = place.copy()
    foot[1 - axis] = (panel.view.left_of(), panel.view.bottom_of())[1 - axis]
    line = Polylines(theme.EMPHASIS, _LINE).set_paths([np.stack((foot, place))])
    ring = Polylines(theme.EMPHASIS, _LINE).set_lines(rings_of(place[None], 0.14, sides=32))
    number = words(tick_text(round(reach_of(panel), 1)), theme.BODY_SIZE, theme.EMPHASIS)
    if axis == 0:
        number.next_to((place + foot) / 2, RIGHT if place[0] < panel.view.centre[0] else -RIGHT, buff=0.14)
    else:
        number.next_to((place + foot) / 2, UP if place[1] < panel.view.centre[1] else -UP, buff=0.14)
    return VGroup(line, ring, number)
