"""The input square cut by both hinge lines: where both units are on, one is, none is."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, BackgroundRectangle, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polygons
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.planes.feature_space import PlaneMap
from training.geometry.convex import UNIT_SQUARE, half_plane

ON_OFF = ((True, True), (True, False), (False, True), (False, False))
"""(unit 1 on, unit 2 on) of the four quadrants, in the order they are kept."""
LABEL_ROOM = (0.35, 0.13)
"""Shares of a pane's width and height that the widest label takes with its margin: the hinges leave it so
much, else it would stand in the wrong quadrant."""
SHADES = {2: 0.0, 1: 0.14, 0: 0.38}
"""Fill opacity by the number of units that are on."""


class Quadrants(VGroup):
    """Four pieces of the input square, drawn through any map that is affine on each of them.

    Children: one :class:`Polygons` a piece, in the order of ``ON_OFF`` (unit 1 on, unit 2 on).

    Parameters
    ----------
    kernel, bias
        Of z = xW + b.
    hinge
        A unit is on where its z exceeds this.
    """

    def __init__(self, kernel: Array, bias: Array, hinge: float = 0.0) -> None:
        self.pieces: list[Array] = []
        for states in ON_OFF:
            piece = UNIT_SQUARE
            for k, on in enumerate(states):
                sign = 1.0 if on else -1.0
                piece = half_plane(piece, sign * kernel[:, k], sign * (bias[k] - hinge))
            self.pieces.append(piece)
        super().__init__(*(Polygons(theme.MUTED, SHADES[sum(states)]) for states in ON_OFF))

    def show(self, view: Viewport, mapping: PlaneMap) -> Quadrants:
        """Draw the pieces; ``mapping`` goes from inputs to the plane that ``view`` shows."""
        for shape, piece in zip(self.submobjects, self.pieces, strict=True):
            shape.set_polygons([view.to_stage(mapping(piece))] if len(piece) else [])
        return self


def quadrant_labels(view: Viewport) -> VGroup:
    """Return which units are on in each quadrant of a pane, words in the quadrant's own corner."""
    inset = 0.14
    labels = VGroup()
    for text, side in (
        ("both on", UP + RIGHT),
        ("only unit 1", DOWN + RIGHT),
        ("only unit 2", UP + LEFT),
        ("both off", DOWN + LEFT),
    ):
        corner = np.array([*view.centre, 0.0]) + side * (view.width / 2 - inset)
        label = words(text).move_to(corner, aligned_edge=side)
        if side[1] < 0:  # The letters stand on one line, whatever hangs below it.
            feet = label.family_members_with_points()[0].get_bottom()[1]
            label.shift((corner[1] + 0.08 - feet) * UP)
        paper = BackgroundRectangle(label, color=theme.BACKGROUND, fill_opacity=0.85, buff=0.06)
        labels.add(VGroup(paper, label))
    return labels
