"""Numbers that change while the film runs: prepared glyphs, no jitter, next to no cost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from manim import RIGHT, VMobject

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array
from scenes.kit.drawing.text import words

_CHARACTERS = "0123456789.−+%×"
"""All a counter can show, besides blanks."""
_REFERENCE_SIZE = 48.0
"""Manim font size at which the glyphs are measured, manim's own default; counters scale them."""
_ANCHOR = 0.01
"""Manim units; length of the invisible base vector that remembers a counter's place and size."""
Sign = Literal["", "cell", "term"]
"""How a counter shows its sign, see there."""


@lru_cache(maxsize=1)
def _glyphs() -> tuple[dict[str, Array], dict[str, float]]:
    """Outline (baseline y = 0, cell from x = 0) and cell width of each character at size 48."""
    line = words(" ".join(_CHARACTERS), size=_REFERENCE_SIZE)
    glyphs = [glyph for glyph in line.submobjects if len(glyph.points)]
    if len(glyphs) != len(_CHARACTERS):
        raise ValueError(
            f"Typst gave {len(glyphs)} glyphs, expected {len(_CHARACTERS)}; "
            "check the font in scenes/kit/drawing/text.py"
        )
    baseline = glyphs[1].get_bottom()[1]
    digits = max(glyph.width for glyph, c in zip(glyphs, _CHARACTERS, strict=True) if c.isdigit())
    outlines: dict[str, Array] = {}
    widths: dict[str, float] = {}
    for character, glyph in zip(_CHARACTERS, glyphs, strict=True):
        cell = digits * (0.55 if character == "." else 1.0 if character not in "%" else glyph.width / digits)
        cell += 0.04
        shift = np.array([cell / 2 - glyph.get_center()[0], -baseline, 0.0])
        outlines[character] = glyph.points + shift
        widths[character] = cell
    return outlines, widths


class Counter(VMobject):
    """A number whose digits are swapped, not rebuilt; its decimal places never move.

    Parameters
    ----------
    value
        The number shown first.
    decimals
        Digits after the point.
    digits
        Cells before the point; fewer digits leave cells empty.
    sign
        ``"cell"`` keeps a cell for it, so that a change of sign moves nothing; ``"term"`` shows the number
        as a later term of a sum, with a sign always, apart from the digits (``+ 2.50``); by default a
        minus is shown only where there is one.
    suffix
        Characters after the number, of ``%`` and ``×``.
    size
        Manim font size.
    colour
        Hex colour; by default the ink of the theme.

    Attributes
    ----------
    told
        What it tells of which picture, see `scenes.kit.drawing.readout.told`; None by itself.
    """

    def __init__(
        self,
        value: float = 0.0,
        decimals: int = 2,
        *,
        digits: int = 1,
        sign: Sign = "",
        suffix: str = "",
        size: float = theme.LABEL_SIZE,
        colour: str | None = None,
    ) -> None:
        super().__init__(fill_color=colour or theme.INK, fill_opacity=1, stroke_width=0)
        self.decimals, self.digits, self.sign, self.suffix = decimals, digits, sign, suffix
        self.size = size
        self._scale = size / _REFERENCE_SIZE
        self.value = value
        self.told: Any = None
        self.points = self._points_of(value)
        self._anchor = VMobject(stroke_width=0)
        self._anchor.points = np.array([[0.0, 0.0, 0.0]] + 3 * [[_ANCHOR, 0.0, 0.0]])
        self.add(self._anchor)

    @property
    def text(self) -> str:
        """The characters shown, blanks for empty cells."""
        return self._text_of(self.value)

    @property
    def origin(self) -> Array:
        """Where the first cell's left edge meets the baseline, stage point of shape ``(3,)``."""
        return self._anchor.points[0]

    def _text_of(self, value: float) -> str:
        body = f"{abs(value):.{self.decimals}f}"
        negative = value < 0 and float(body) != 0
        width = self.digits + (self.decimals + 1 if self.decimals else 0)
        if self.sign == "term":
            return f"{'−' if negative else '+'} {body:>{width}}" + self.suffix
        cells = width + (1 if self.sign == "cell" else 0)
        return f"{('−' if negative else '') + body:>{cells}}" + self.suffix

    def _points_of(self, value: float) -> Array:
        outlines, widths = _glyphs()
        pen, pieces = 0.0, []
        for character in self._text_of(value):
            if character == " ":
                pen += widths["0"]
                continue
            pieces.append(outlines[character] + pen * RIGHT)
            pen += widths[character]
        return np.concatenate(pieces) * self._scale

    def set_value(self, value: float) -> Counter:
        """Show another number at the same place and scale."""
        if value != self.value:
            self.value = value
            origin, unit = self._anchor.points[0], self._anchor.points[3]
            grown = (unit - origin) / _ANCHOR
            outline = self._points_of(value)
            across = np.array([-grown[1], grown[0], 0.0])
            self.points = origin + outline[:, :1] * grown + outline[:, 1:2] * across
        return self


@dataclass(frozen=True)
class Cells:
    """Room of every number of a map or table: digits before the point and decimals after it."""

    digits: int
    decimals: int


def cells_for(*arrays: Array) -> Cells:
    """Return room for the largest number of the arrays; large numbers give up decimals, so widths stay."""
    most = max(float(np.abs(array).max()) for array in arrays)
    digits = len(str(int(most + 0.05)))
    return Cells(digits, max(3 - digits, 0))
