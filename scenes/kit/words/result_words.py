"""What runs achieved, as spoken sentences that stay true for any recipe."""

from __future__ import annotations

from math import degrees


def degrees_said(angle: float) -> str:
    """Return the size of an angle, given in radians, as spoken degrees."""
    whole = round(abs(degrees(angle)))
    return f"{whole} degree" + ("" if whole == 1 else "s")


def factor_said(factor: float) -> str:
    """Return a factor with two figures, or with all of those before the point."""
    return f"{factor:.0f}" if factor >= 10 else f"{factor:.2g}"
