"""A knob on a stage: its pointer stands upright at zero and turns with what it is set to."""

from __future__ import annotations

import numpy as np
from manim import Circle, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polylines

_RADIUS = 0.62
"""Of the ring, Manim units."""
_ANGLE = np.radians(100)
"""By which the pointer turns for a unit."""


class Knob(VGroup):
    """A grey ring with a pointer in the hue of attention and the arc it has covered since zero.

    Children: ``ring``, ``arc``, ``pointer``.
    """

    def __init__(self) -> None:
        self.ring = Circle(_RADIUS, color=theme.FRAME, stroke_width=theme.OUTLINE_WIDTH)
        self.ring.set_fill(theme.PANEL, 1)
        self.arc = Polylines(theme.EMPHASIS, theme.BOUNDARY_WIDTH)
        self.pointer = Polylines(theme.EMPHASIS, theme.CURVE_WIDTH)
        super().__init__(self.ring, self.arc, self.pointer)
        self.set_to(0.0)

    def set_to(self, value: float) -> Knob:
        """Turn the pointer clockwise from upright, by the same angle for each unit."""
        middle = self.ring.get_center()
        way = np.linspace(0, value * _ANGLE, 33)
        rim = np.stack((np.sin(way), np.cos(way), np.zeros_like(way)), axis=1)
        self.arc.set_paths([middle + 1.25 * _RADIUS * rim] if value else [])
        self.pointer.set_paths([_pointer(middle, rim[-1])])
        return self


def _pointer(middle: Array, direction: Array) -> Array:
    return np.stack((middle + 0.25 * _RADIUS * direction, middle + 0.8 * _RADIUS * direction))
