"""What runs achieved, as spoken sentences that stay true for any recipe."""

from __future__ import annotations

from collections.abc import Sequence
from math import degrees, floor

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(number: int, noun: str = "") -> str:
    """A count as one says it, with its noun in the right number: ``nine numbers``."""
    said = _COUNTS[number] if number < len(_COUNTS) else f"{number:,}"
    return said if not noun else f"{said} {noun}" + ("" if number == 1 else "s")


def in_percent(share: float) -> str:
    """A share with at most one decimal; only a whole is called 100."""
    tenths = 1000 if share >= 1 else min(floor(1000 * share + 0.5), 999)
    return f"{tenths / 10:g}"


def all_right_said(accuracies: Sequence[float]) -> str:
    """One sentence on how many points several networks get right."""
    if min(accuracies) >= 1:
        return "Each of them gets every point right."
    *others, last = (in_percent(share) for share in accuracies)
    return f"They get {', '.join(others)} and {last} percent of the points right."


def listed(names: Sequence[str]) -> str:
    """Names joined by commas and a last ``and``."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def degrees_said(angle: float) -> str:
    """The size of an angle in radians as spoken degrees."""
    whole = round(abs(degrees(angle)))
    return f"{whole} degree" + ("" if whole == 1 else "s")


def factor_said(factor: float) -> str:
    """A factor with two figures, or all of them before the point."""
    return f"{factor:.0f}" if factor >= 10 else f"{factor:.2g}"
