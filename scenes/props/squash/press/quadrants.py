"""The input square cut by both hinge lines: bright where a unit is on, dark where it is off."""

from __future__ import annotations

import numpy as np
from manim import BackgroundRectangle, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polygons
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.planes.feature_space import PlaneMap
from training.geometry.convex import UNIT_SQUARE, half_plane

ON_OFF = ((True, True), (True, False), (False, True), (False, False))
"""(unit 1 on, unit 2 on) of the four quadrants, in the order they are kept."""
_SHADES = {2: 0.34, 1: 0.14, 0: 0.0}
"""Fill opacity by the number of units that are on."""
_INSET = 0.15
"""Manim units between a hinge, or the pane's edge, and the words beside it."""


class Quadrants(VGroup):
    """Four pieces of the input square, drawn through any map that is affine on each of them.

    Children: one :class:`Polygons` a piece, in the order of ``ON_OFF`` (unit 1 on, unit 2 on).

    Parameters
    ----------
    kernel, bias
        Of z = xW + b.
    colour
        What is on shines in, a hex colour.

    Attributes
    ----------
    shades : list of float
        Fill opacity of each piece: the more units are on, the brighter.
    """

    def __init__(self, kernel: Array, bias: Array, colour: str) -> None:
        self.kernel = kernel
        self.pieces: list[Array] = []
        for states in ON_OFF:
            piece = UNIT_SQUARE
            for k, on in enumerate(states):
                sign = 1.0 if on else -1.0
                piece = half_plane(piece, sign * kernel[:, k], sign * bias[k])
                # A piece that only touches the hinge is off, whichever way it was cut.
                if on and len(piece) and (piece @ kernel[:, k] + bias[k]).max() <= 0:
                    piece = piece[:0]
            self.pieces.append(piece)
        self.shades = [_SHADES[sum(states)] for states in ON_OFF]
        super().__init__(*(Polygons(colour, shade) for shade in self.shades))

    def show(self, view: Viewport, mapping: PlaneMap) -> Quadrants:
        """Draw the pieces; ``mapping`` goes from inputs to the plane that ``view`` shows."""
        for shape, piece in zip(self.submobjects, self.pieces, strict=True):
            shape.set_polygons([view.to_stage(mapping(piece))] if len(piece) else [])
        return self


def side_labels(view: Viewport) -> tuple[VGroup, VGroup]:
    """Return which side of each hinge is on, and which off: one group of two labels a unit.

    Unit 1's stand left and right of its upright hinge, at the top of the pane; unit 2's above and below its
    lying one, at the right.
    """
    hinge, top = view.to_stage(np.zeros(2)), view.centre[1] + view.height / 2 - _INSET
    right = view.centre[0] + view.width / 2 - _INSET
    places = (
        (("unit 1 on", hinge[0] + _INSET, -1, top, 1), ("unit 1 off", hinge[0] - _INSET, 1, top, 1)),
        (("unit 2 on", right, 1, hinge[1] + _INSET, -1), ("unit 2 off", right, 1, hinge[1] - _INSET, 1)),
    )
    first, second = (VGroup(*(_on_paper(*place) for place in own)) for own in places)
    return first, second


def _on_paper(text: str, x: float, across: int, y: float, up: int) -> VGroup:
    """Words with a corner at a stage point, on a ground that lets them be read over lines."""
    label = words(text).move_to([x, y, 0], aligned_edge=np.array([float(across), float(up), 0.0]))
    return VGroup(BackgroundRectangle(label, color=theme.BACKGROUND, fill_opacity=0.85, buff=0.06), label)
