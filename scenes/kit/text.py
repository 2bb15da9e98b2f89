"""Words and formulas, always through Typst and its embedded fonts."""

from __future__ import annotations

from manim import MathTypst, Typst

from scenes.kit import theme

WORDS_FONT = "Libertinus Serif"
_PREAMBLE = f'#set text(font: "{WORDS_FONT}", number-width: "tabular", fallback: false)'


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
    return Typst(text, typst_preamble=_PREAMBLE + _MATHS_RULE, font_size=size, color=colour or theme.INK)


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
    return MathTypst(formula, typst_preamble=_MATHS_RULE, font_size=size, color=colour or theme.INK)


_MATHS_RULE = '\n#show math.equation: set text(font: "New Computer Modern Math")'
