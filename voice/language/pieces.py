"""The pieces that a written word consists of: numbers, words, raised and lowered signs."""

from __future__ import annotations

import re

#: Letters that stand side by side in a formula: xW, aV, dz, Wx, xy.
PRODUCT = re.compile(r"[a-z][A-Z]{1,2}|d[xyzwabp]|[WVUABX][xz]|[wxyz]{2,3}")
#: A letter that words are made of, as a pattern: no Greek one, none raised or lowered, no fraction.
LETTER = r"[^\W\d_Ͱ-Ͽ²³¹¼½¾⅐-ⅿ⁰-₟①-⓿ᵀᵢⱼ]"
#: One piece of a written word, the longest meaning first.
PIECE = re.compile(
    r"(?P<layers>\d+(?:-\d+){2,}(?![\d.,]*\d))"
    r"|(?P<fraction>(?<![\d.,/])\d+/\d+(?![\d/.]*\d))"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)*|(?<!\w)\.\d+)"
    r"(?:(?P<ordinal>st|nd|rd|th)(?![^\W_])|(?P<plural>'?s)(?![^\W_])|[eE](?P<exponent>[-+−]?\d+)(?![^\W_]))?"
    r"|(?P<raised>[⁰¹⁴⁵⁶⁷⁸⁹⁺⁻ⁿᵀ][⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿᵀ]*|[²³](?=[⁰¹²³⁴⁵⁶⁷⁸⁹ⁿᵀ])[⁰¹²³⁴⁵⁶⁷⁸⁹ⁿᵀ]+)"
    r"|(?P<lowered>[₀₁₂₃₄₅₆₇₈₉₊₋ₙᵢⱼ]+)"
    rf"|(?P<word>{LETTER}+(?:'{LETTER}+)*(?:-{LETTER}{{2,}}(?:'{LETTER}+)*|(?<={LETTER}{{2}})-{LETTER}+(?:'{LETTER}+)*)*)"
    rf"|(?P<plural_of_any>(?<={LETTER}{{2}})\(s\))"
    rf"|(?P<degrees>°(?:[CF](?!{LETTER}))?)"
    r"|(?P<ellipsis>\.{3,}|…)"
    r"|(?P<other>.)",
    re.DOTALL,
)
