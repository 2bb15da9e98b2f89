"""Strokes tinted by a number each: bright where it is large, dark where it is nought."""

from __future__ import annotations

import numpy as np
from manim import ManimColor, VGroup, interpolate_color

from scenes.kit.drawing.shapes import Array, Polylines


class TintedStrokes(VGroup):
    """Many short strokes, sorted once into a few shades; only their points move.

    Children: one :class:`Polylines` a shade, the darkest first.

    Parameters
    ----------
    tints
        In [0, 1], one a stroke, shape ``(strokes,)``.
    width
        Stroke width.
    dark, bright
        Hex colours of tint 0 and 1.
    shades
        How many tints are told apart.
    """

    def __init__(
        self,
        tints: Array,
        width: float,
        dark: str,
        bright: str,
        shades: int = 9,
    ) -> None:
        self.tints = np.asarray(tints, float)
        steps = np.clip(np.rint(self.tints * (shades - 1)), 0, shades - 1).astype(int)
        self.members = [np.flatnonzero(steps == shade) for shade in range(shades)]
        ends = ManimColor(dark), ManimColor(bright)
        self.colours = [interpolate_color(*ends, shade / (shades - 1)).to_hex() for shade in range(shades)]
        super().__init__(*(Polylines(colour, width) for colour in self.colours))

    def show(self, strokes: Array) -> TintedStrokes:
        """Place the strokes: stage points of shape ``(strokes, samples, 3)``."""
        for shape, chosen in zip(self.submobjects, self.members, strict=True):
            shape.set_lines(strokes[chosen])
        return self


def segments_of(lines: Array) -> Array:
    """Cut polylines ``(lines, samples, d)`` into their segments ``(lines * (samples - 1), 2, d)``."""
    pairs = np.stack((lines[:, :-1], lines[:, 1:]), axis=2)
    return pairs.reshape(-1, 2, lines.shape[-1])
