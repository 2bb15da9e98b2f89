"""What a colour is called when it is spoken of: lecture.toml may change it under [look]."""

from __future__ import annotations

from colorsys import rgb_to_hls

from scenes.kit import theme

_HUES = (
    (15, "red"),
    (42, "orange"),
    (68, "yellow"),
    (165, "green"),
    (195, "turquoise"),
    (255, "blue"),
    (300, "purple"),
    (345, "pink"),
    (360, "red"),
)
"""Degrees of the colour circle up to which a name is used."""
_PALE = 0.15
"""Saturation below which a colour is called white, grey or black; lightness this far from either end."""


def hue_said(colour: str) -> str:
    """Return the everyday English name of a hex colour ``#RRGGBB``, such as ``blue``."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, lightness, saturation = rgb_to_hls(red, green, blue)
    if lightness > 1 - _PALE / 3:
        return "white"
    if lightness < _PALE / 3:
        return "black"
    if saturation < _PALE:
        return "white" if lightness > 1 - _PALE else "black" if lightness < _PALE else "grey"
    return next(name for end, name in _HUES if 360 * hue <= end)


def class_hues() -> tuple[str, str]:
    """Return what the negatives' and the positives' colours are called."""
    return hue_said(theme.CLASS_COLOURS[0]), hue_said(theme.CLASS_COLOURS[1])
