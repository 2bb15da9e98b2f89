"""Why no straight boundary will do: three points of a class have one of the other between them."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines, dots_of
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.planes.decided_plane import DecidedPlane
from scenes.kit.planes.wrong_marks import WrongMarks
from scenes.kit.words.hues import class_hues
from training.geometry.separability import Witness


class TriangleProof(VGroup):
    """Three points of one class around one of the other, and a straight boundary that just keeps the three.

    Children: ``decided`` (regions and boundary), ``triangle``, ``dots``, ``ring``; ``remarks`` beside it are
    for the storyboard to show one by one.

    Parameters
    ----------
    view
        Showing the input square.
    witness
        The four points.
    """

    def __init__(self, view: Viewport, witness: Witness) -> None:
        self.view, self.witness = view, witness
        self.decided = DecidedPlane()
        corners = view.to_stage(witness.triangle)
        self.triangle = Polylines(theme.EMPHASIS, 4.0).set_paths([corners[[0, 1, 2, 0]]])
        point = view.to_stage(witness.point)[None]
        self.dots = VGroup(
            *(
                Polylines(colour, width).set_lines(dots_of(places))
                for places, label in ((corners, witness.triangle_label), (point, 1 - witness.triangle_label))
                for colour, width in ((theme.HALO, 32), (theme.CLASS_COLOURS[label], 24))
            )
        )
        inner = 1 - witness.triangle_label
        self.ring = WrongMarks(as_strokes=False, size=2.2).show({inner: point}, {inner: np.ones(1, bool)})
        hues = class_hues()
        self.outer, self.inner = hues[witness.triangle_label], hues[1 - witness.triangle_label]
        self.remarks = VGroup(
            words(f"three {self.outer} corners, \\\n one {self.inner} point inside", theme.TITLE_SIZE),
            words(f"the {self.outer} side \\\n has all four", theme.TITLE_SIZE),
        ).arrange(DOWN, buff=0.9, aligned_edge=LEFT)
        super().__init__(self.decided, self.triangle, self.dots, self.ring)
        self.show(np.pi / 2)

    def show(self, angle: float, room: float = 0.06) -> TriangleProof:
        """Lay the boundary against the triangle, the three on the side the angle (radians) points to."""
        normal = np.array([np.cos(angle), np.sin(angle)])
        sign = 1.0 if self.witness.triangle_label else -1.0
        offset = room - float((self.witness.triangle @ normal).min())
        self.normal, self.offset = sign * normal, sign * offset
        self.decided.show(self.view, self.normal[:, None], np.array([self.offset]))
        return self
