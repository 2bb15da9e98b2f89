"""Words and formulas, always through Typst and its embedded fonts."""

from __future__ import annotations

from typing import TypeVar

from manim import MathTypst, Typst

from scenes.kit import theme

WORDS_FONT = "Libertinus Serif"
"""One of the fonts inside Typst: no machine's own fonts are asked for."""
_Text = TypeVar("_Text", bound=Typst)
_PREAMBLE = f'#set text(font: "{WORDS_FONT}", number-width: "tabular", fallback: false)'
"""Typst before all words: figures of one width, and no other font where a letter is missing."""


def words(text: str, size: float = theme.LABEL_SIZE, colour: str | None = None) -> Typst:
    """Typeset words (Typst markup: ``*bold*``, ``_italic_``, ``$maths$``).

    Parameters
    ----------
    text
        Typst markup.
    size
        Manim font size; 28 makes capitals of 25 px at 1080p, the film's least.
    colour
        Hex colour; by default the ink of the theme.
    """
    preamble = _PREAMBLE + _MATHS_RULE
    return _lean(Typst(text, typst_preamble=preamble, font_size=size, color=colour or theme.INK, **_ONCE))


def maths(formula: str, size: float = theme.BODY_SIZE, colour: str | None = None) -> MathTypst:
    """Typeset a formula; ``{{ part : name }}`` marks parts for ``.select("name")``.

    Parameters
    ----------
    formula
        Typst maths.
    size
        Manim font size.
    colour
        Hex colour; by default the ink of the theme.
    """
    ink = colour or theme.INK
    return _lean(MathTypst(formula, typst_preamble=_MATHS_RULE, font_size=size, color=ink, **_ONCE))


def _lean(text: _Text) -> _Text:
    """Let the letters forget the parsed SVG paths they were made from: every fade would copy them too."""
    for letter in text.family_members_with_points():
        letter.path_obj = None
    return text


_ONCE = {"use_svg_cache": False}
"""Manim would keep a copy of every text in case the same one comes again, which costs more than it saves."""
_MATHS_RULE = '\n#show math.equation: set text(font: "New Computer Modern Math")'
"""Formulas among words look like those that stand alone."""
