"""Where the three panes x, z and a stand, with their axes and titles."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, Typst, VGroup

from scenes.kit import theme
from scenes.kit.drawing.text import maths
from scenes.kit.drawing.viewport import TICK_GAP, Viewport, axes, square_viewport, title_above

SIDE = 3.75
"""Of every pane, Manim units: three of them and their gaps fill the width of the stage."""
HEIGHT = 0.3
"""Stage y of the panes' centres."""
COLUMNS = {"x": -4.35, "z": 0.2, "a": 4.75}
"""Stage x of the panes' centres."""
NAMES: dict[str, str] = {"x": "inputs $x$", "z": "$z = x W + b$", "a": "$a = sigma(z)$"}
"""Typst above each pane."""
INPUT_REACH = 1.15
"""Half the side of the range of x shown: the input square and a margin."""


def pane_views(limit: float, limits: tuple[float, float]) -> dict[str, Viewport]:
    """Return the panes by letter: x around the input square, z in [-limit, limit]², a in sigma's limits."""
    ranges = {"x": (-INPUT_REACH, INPUT_REACH), "z": (-limit, limit), "a": limits}
    return {
        letter: square_viewport((COLUMNS[letter], HEIGHT), SIDE, low, high)
        for letter, (low, high) in ranges.items()
    }


def pane_frames(views: dict[str, Viewport]) -> dict[str, VGroup]:
    """Return the axes of the panes by letter; those of z have their ticks at the last multiple of 5."""
    limit = views["z"].x_range[1]
    tick = 5 * np.floor(limit / 5) if limit >= 5 else limit
    low, high = views["a"].x_range
    return {
        "x": pane_axes(views["x"], "x", 1),
        "z": pane_axes(views["z"], "z", tick),
        "a": pane_axes(views["a"], "a", high, low),
    }


def pane_titles(views: dict[str, Viewport]) -> dict[str, Typst]:
    """Return the words above the panes by letter, on one baseline."""
    size = theme.LABEL_SIZE + 4
    titles = {letter: title_above(views[letter], text, size) for letter, text in NAMES.items()}
    baseline = min(title.submobjects[0].get_bottom()[1] for title in titles.values())
    for title in titles.values():
        title.shift((baseline - title.submobjects[0].get_bottom()[1] + 0.06) * UP)
    return titles


def pane_axes(view: Viewport, letter: str, tick: float, low: float | None = None) -> VGroup:
    """The frame of one pane: two ticks an axis, the axis' name between them.

    Parameters
    ----------
    view
        Square, as wide as high.
    letter
        Of the coordinates: x, z or a.
    tick
        The upper tick.
    low
        The lower tick; ``-tick`` when not given.
    """
    ticks = (-tick if low is None else low, tick)
    frame = axes(view, x_ticks=ticks, y_ticks=ticks)
    middle = view.to_stage(np.array([(ticks[0] + ticks[1]) / 2, view.y_range[0]]))
    beside = view.to_stage(np.array([view.x_range[0], (ticks[0] + ticks[1]) / 2]))
    size = theme.LABEL_SIZE + 4
    frame[2].add(
        maths(f"{letter}_1", size).next_to(middle, DOWN, buff=TICK_GAP),
        maths(f"{letter}_2", size).next_to(beside, LEFT, buff=0.22),
    )
    return frame
