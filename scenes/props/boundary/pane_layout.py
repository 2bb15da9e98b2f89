"""Where the picture of the whole screen stands, and the three panes x, z and a with their axes and titles."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, Typst, VGroup

from scenes.kit import theme
from scenes.kit.drawing.text import maths
from scenes.kit.drawing.viewport import TICK_GAP, Viewport, axes, square_viewport, title_above

FULL_SIDE = 6.84
"""Of the picture that fills the screen, Manim units: more than 85 % of the stage's height above the strip."""
FULL = square_viewport((0.0, theme.STRIP_TOP + FULL_SIDE / 2), FULL_SIDE, -1.0, 1.0)
"""Where it stands."""
FULL_WEIGHT = 1.3
"""How much stronger its strokes are than those of a pane."""
SIDE = 3.85
"""Of every pane, Manim units: three of them and their gaps fill the width of the stage."""
HEIGHT = 0.25
"""Stage y of the panes' centres."""
COLUMNS = {"x": -4.27, "z": 0.22, "a": 4.72}
"""Stage x of the panes' centres."""
NAMES: dict[str, str] = {"x": "inputs $x$", "z": "$z = x W + b$", "a": "$a = sigma(z)$"}
"""Typst above each pane."""


def pane_places() -> dict[str, Viewport]:
    """Return the panes by letter, squares of the stage."""
    return {letter: square_viewport((x, HEIGHT), SIDE, -1.0, 1.0) for letter, x in COLUMNS.items()}


def pane_frames(views: dict[str, Viewport]) -> dict[str, VGroup]:
    """Return the axes of the panes by letter, each with its least and its greatest round number."""
    return {letter: pane_axes(view, letter) for letter, view in views.items()}


def pane_titles(views: dict[str, Viewport]) -> dict[str, Typst]:
    """Return the words above the panes by letter, on one baseline."""
    size = theme.LABEL_SIZE + 4
    titles = {letter: title_above(views[letter], text, size) for letter, text in NAMES.items()}
    baseline = min(title.submobjects[0].get_bottom()[1] for title in titles.values())
    for title in titles.values():
        title.shift((baseline - title.submobjects[0].get_bottom()[1] + 0.06) * UP)
    return titles


def pane_axes(view: Viewport, letter: str) -> VGroup:
    """Return the frame of one pane: two ticks an axis, the axis' name between them."""
    ticks = [_outer_ticks(*span) for span in (view.x_range, view.y_range)]
    frame = axes(view, x_ticks=ticks[0], y_ticks=ticks[1])
    middle = view.to_stage(np.array([sum(ticks[0]) / 2, view.y_range[0]]))
    beside = view.to_stage(np.array([view.x_range[0], sum(ticks[1]) / 2]))
    size = theme.LABEL_SIZE + 4
    frame[2].add(
        maths(f"{letter}_1", size).next_to(middle, DOWN, buff=TICK_GAP),
        maths(f"{letter}_2", size).next_to(beside, LEFT, buff=0.22),
    )
    return frame


def _outer_ticks(low: float, high: float) -> tuple[float, float]:
    """Return the least and the greatest multiple of 5, 1, 0.1 and so on in a range; two of them at least."""
    step = 5.0
    while np.floor(high / step) <= np.ceil(low / step):
        step = 1.0 if step == 5.0 else step / 10
    return float(np.ceil(low / step) * step), float(np.floor(high / step) * step)
