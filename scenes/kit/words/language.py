"""Plain English for measured values: counts, shares, lists, a sentence's first letter."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""Numbers that are said as words; from 11 on digits."""


def counted(number: int, noun: str = "") -> str:
    """Return a count as one says it, with its noun in the right number: ``nine numbers``."""
    said = _COUNTS[number] if number < len(_COUNTS) else f"{number:,}"
    return said if not noun else f"{said} {noun}" + ("" if number == 1 else "s")


def out_of(count: int, total: int) -> str:
    """Return how many of ``total`` there are, before their name: ``none``, ``7`` or ``all``."""
    return "none" if count == 0 else "all" if count == total else str(count)


def among(count: int, total: int) -> str:
    """Return how many of ``total`` there are, without their name: ``none``, ``7`` or ``all 31``."""
    said = out_of(count, total)
    return f"all {total}" if said == "all" else said


def listed(items: Sequence[str], last: str = "and") -> str:
    """Return items joined by commas and a last ``and`` (or ``or``); nothing for no items."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def capitalised(sentence: str) -> str:
    """Return a sentence with a capital first letter, all others as they are: ``the ReLU``, ``The ReLU``."""
    return sentence[:1].upper() + sentence[1:]


def whole_percent(share: float) -> str:
    """Return a share in [0, 1] as whole per cent; tiny and near-whole shares are not rounded away."""
    whole = round(100 * share)
    if share > 0 and whole == 0:
        return "less than 1"
    return "more than 99" if share < 1 and whole == 100 else str(whole)


def in_percent(share: float) -> str:
    """Return a share in [0, 1] in per cent with at most one decimal; only a whole is called 100."""
    tenths = 1000 if share >= 1 else min(floor(1000 * share + 0.5), 999)
    return f"{tenths / 10:g}"


def epochs_said(number: int) -> str:
    """Return a number of epochs in digits, as beside a ruler: ``1 epoch``, ``150 epochs``."""
    return f"{number} epoch" + ("" if number == 1 else "s")


def points_are(count: int) -> str:
    """Return a number of points in digits with its verb: ``1 point is``, ``1,000 points are``."""
    return "1 point is" if count == 1 else f"{count:,} points are"


def decimals(value: float, places: int) -> str:
    """Return a number with so many decimals, minus as a word, no minus before a rounded zero."""
    return f"{round(value, places) + 0.0:.{places}f}".replace("-", "minus ")


def loss_said(loss: float) -> str:
    """Return a loss with three decimals; one that is not nothing is not rounded to it."""
    return "less than 0.001" if 0 < loss < 0.0005 else f"{loss:.3f}"
