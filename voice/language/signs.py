"""Signs of mathematics, and what is said for them."""

from __future__ import annotations

import re
import unicodedata

#: Signs between two values, and what is said for them.
BETWEEN = {
    "+": "plus",
    "−": "minus",
    "·": "times",
    "×": "times",
    "⋅": "times",
    "∗": "times",
    "÷": "over",
    "=": "equals",
    "→": "to",
    "⇒": "so",
    "∈": "in",
    "∘": "after",
    "±": "plus or minus",
    "∓": "minus or plus",
    "^": "to the",
    "&": "and",
}
#: Comparisons: said with "is" between two values, bare before one alone ("<5") or after "is".
COMPARED = {
    "<": "less than",
    ">": "greater than",
    "≤": "at most",
    "≥": "at least",
    "≪": "far less than",
    "≫": "far greater than",
    "≈": "about",
    "~": "about",
    "≠": "not",
    "∝": "proportional to",
}
#: Signs that are said wherever they stand.
NAMED = {
    "%": "percent",
    "‰": "per thousand",
    "§": "section",
    "#": "number",
    "@": "at",
    "√": "root",
    "∞": "infinity",
    "∂": "partial",
    "∇": "nabla",
    "∑": "the sum of",
    "∏": "the product of",
    "∫": "the integral of",
    "′": "prime",
    "″": "double prime",
    "²": "squared",
    "³": "cubed",
    "½": "one half",
    "⅓": "one third",
    "⅔": "two thirds",
    "¼": "one quarter",
    "¾": "three quarters",
    "°C": "degrees Celsius",
    "°F": "degrees Fahrenheit",
    "°": "degrees",
}
#: Fractions that are one sign.
FRACTIONS = "½⅓⅔¼¾"
#: Of money: said after their number.
MONEY = {"$": ("dollar", "dollars"), "€": ("euro", "euros"), "£": ("pound", "pounds")}
#: Letters that stand raised, and the characters they are.
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿᵀ", "0123456789+−nT", strict=True))
#: Letters that stand lowered, and the characters they are.
LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋ₙᵢⱼ", "0123456789+−nij", strict=True))
#: Letters that other letters' marks of quotation, prime and accent are written as.
PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "‛": "'", "‐": "-", "‑": "-", "ϕ": "φ", "ϵ": "ε", "µ": "μ"}
)
#: Characters that nobody sees: soft hyphens, joiners, marks of direction and of an emoji's form.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]")
#: Names of Greek letters that Unicode calls otherwise than mathematicians do.
GREEK = {"lamda": "lambda"}


def plain(written: str) -> str:
    """Return a written word with one character for each letter and sign that is seen."""
    return unicodedata.normalize("NFC", UNSEEN.sub("", written)).translate(PLAIN)


def greek(letter: str) -> str | None:
    """Return a Greek letter's name, or None for another character."""
    name = unicodedata.name(letter, "")
    if not name.startswith("GREEK") or " LETTER " not in name:
        return None
    last = name.split(" LETTER ")[1].split(" WITH ")[0].split()[-1].lower()
    return GREEK.get(last, last)
