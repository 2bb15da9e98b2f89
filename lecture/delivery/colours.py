"""The pages' colours, dark and light, from those of the lecture: words on them can always be read."""

from __future__ import annotations

import colorsys
from dataclasses import asdict, replace

from film.look import Look

#: Least contrast of words, as WCAG 2.2 AA asks for; of lines that one has to see.
TEXT_CONTRAST, LINE_CONTRAST = 4.6, 3.1
#: Steps of lightness in which a colour is made darker or lighter.
STEP = 0.01
#: The neutral colours of a page that is light where the film is dark.
LIGHT = {
    "background": "#FFFFFF", "panel": "#F2F4F7", "ink": "#12161C", "muted": "#4E5866", "faint": "#C3CAD4",
}  # fmt: skip
DARK = {name: value for name, value in asdict(Look()).items() if name in LIGHT}


def style_of(look: Look) -> str:
    """Return the CSS that names the colours of a page for dark and for light readers.

    The film's own background decides which of the two the lecture's colours are; the other has neutral
    ones, with the lecture's hues.

    Parameters
    ----------
    look : Look
        The lecture's.

    Returns
    -------
    str
        CSS with a custom property ``--NAME`` for each colour of `page_colours`. ``data-theme`` on the root
        element, ``dark`` or ``light``, overrides what the reader's system asks for.
    """
    is_dark = luminance(look.background) < luminance(look.ink)
    dark = page_colours(look if is_dark else replace(look, **DARK))
    light = page_colours(replace(look, **LIGHT) if is_dark else look)
    stage = f":root {{ --stage: {look.background}; --stage-ink: {page_colours(look)['ink']}; }}"
    return "\n".join(
        [
            stage,
            rule(":root", {**dark, "scheme": "dark"}),
            "@media (prefers-color-scheme: light) {",
            rule(":root", {**light, "scheme": "light"}),
            "}",
            rule(':root[data-theme="dark"]', {**dark, "scheme": "dark"}),
            rule(':root[data-theme="light"]', {**light, "scheme": "light"}),
            ":root { color-scheme: var(--scheme); }",
        ]
    )


def rule(selector: str, properties: dict[str, str]) -> str:
    """Return a CSS rule of custom properties."""
    return f"{selector} {{ " + " ".join(f"--{name}: {value};" for name, value in properties.items()) + " }"


def page_colours(look: Look) -> dict[str, str]:
    """Return a page's colours by name: those of words with enough contrast on background and panel.

    Parameters
    ----------
    look : Look
        Colours that may be of any contrast.

    Returns
    -------
    dict
        ``#RRGGBB``. ``mark`` lies behind the word that is said, in ``mark-ink``; ``focus`` is the ring of
        what has the keyboard.
    """
    grounds = (look.background, look.panel)
    words = {name: readable(getattr(look, name), grounds, TEXT_CONTRAST) for name in ("ink", "muted")}
    hues = {
        name: readable(getattr(look, name), grounds, TEXT_CONTRAST)
        for name in ("negative", "positive", "wrong")
    }
    return {
        "background": look.background,
        "panel": look.panel,
        **words,
        "line": readable(look.faint, grounds, 1.3),
        "control": readable(look.muted, grounds, LINE_CONTRAST),
        **hues,
        "mark": look.emphasis,
        "mark-ink": readable("#12161C", (look.emphasis,), TEXT_CONTRAST),
        "focus": readable(look.negative, grounds, LINE_CONTRAST),
    }


def readable(colour: str, grounds: tuple[str, ...], ratio: float) -> str:
    """Return a colour, made lighter or darker until it stands out from every ground by a ratio.

    Where no lightness is enough, black or white is returned, whichever stands out more.
    """
    red, green, blue = channels(colour)
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    reached = []
    for direction in (1, -1):
        for steps in range(round(1 / STEP) + 1):
            tried = lightness + direction * STEP * steps
            if not 0 <= tried <= 1:
                break
            found = hexadecimal(colorsys.hls_to_rgb(hue, tried, saturation)) if steps else colour.upper()
            if least_contrast(found, grounds) >= ratio:
                reached.append((steps, found))
                break
    if reached:
        return min(reached)[1]
    return max(("#000000", "#FFFFFF"), key=lambda extreme: least_contrast(extreme, grounds))


def least_contrast(colour: str, grounds: tuple[str, ...]) -> float:
    """Return the least contrast of a colour with some grounds."""
    return min(contrast(colour, ground) for ground in grounds)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG 2.2 defines it: 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#RRGGBB`` as WCAG 2.2 defines it: 0 to 1."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def channels(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue of ``#RRGGBB``, 0 to 1."""
    red, green, blue = (int(colour[first : first + 2], 16) / 255 for first in (1, 3, 5))
    return red, green, blue


def hexadecimal(parts: tuple[float, float, float]) -> str:
    """Return red, green and blue of 0 to 1 as ``#RRGGBB``."""
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)
