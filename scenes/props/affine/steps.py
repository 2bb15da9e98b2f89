"""A row of step names that shows how far a procedure has come."""

from __future__ import annotations

from typing import Any

from manim import VGroup

from scenes.kit import theme
from scenes.kit.drawing.text import words

_ONE_GLYPH_A_LETTER = "#set text(ligatures: false)\n"
"""Typst rule without which fl in flip would be one glyph, and names could not be cut out by their letters."""
_ARROW = " #h(0.5em) $arrow.r$ #h(0.5em) "
"""Typst between two names: one glyph."""


class StepList(VGroup):
    """Names in the order they are carried out: done in ink, the present one emphasised, the rest muted.

    Children: ``names``, on one baseline, with ``arrows`` between them.

    Parameters
    ----------
    names
        One word each.
    """

    def __init__(self, names: list[str]) -> None:
        self.texts = tuple(names)
        self.current = -1
        line = words(_ONE_GLYPH_A_LETTER + _ARROW.join(names), theme.BODY_SIZE - 4, theme.MUTED)
        glyphs = line.family_members_with_points()
        self.names, self.arrows = VGroup(), VGroup()
        for name in names:
            self.names.add(VGroup(*glyphs[: len(name)]))
            self.arrows.add(*glyphs[len(name) : len(name) + 1])
            glyphs = glyphs[len(name) + 1 :]
        super().__init__(self.names, self.arrows)

    def animate_next(self) -> list[Any]:
        """Move on to the next step; past the last one all are done."""
        moves = []
        if self.current >= 0:
            moves.append(self.names[self.current].animate.set_fill(theme.INK))
        self.current += 1
        if self.current < len(self.texts):
            moves.append(self.names[self.current].animate.set_fill(theme.EMPHASIS))
        return moves
