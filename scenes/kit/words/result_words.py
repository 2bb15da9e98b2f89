"""What runs achieved, as spoken sentences that stay true for any recipe."""

from __future__ import annotations

from collections.abc import Sequence
from math import degrees

from scenes.kit.words.language import in_percent, listed


def all_right_said(accuracies: Sequence[float]) -> str:
    """Return one sentence on the share of points that each of several networks gets right."""
    if min(accuracies) >= 1:
        return "Each of them gets every point right."
    return f"They get {listed([in_percent(share) for share in accuracies])} percent of the points right."


def degrees_said(angle: float) -> str:
    """Return the size of an angle, given in radians, as spoken degrees."""
    whole = round(abs(degrees(angle)))
    return f"{whole} degree" + ("" if whole == 1 else "s")


def factor_said(factor: float) -> str:
    """Return a factor with two figures, or with all of those before the point."""
    return f"{factor:.0f}" if factor >= 10 else f"{factor:.2g}"
