"""A word with a live number on the same baseline."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.text import words


def set_on_baseline(counter: Counter, baseline: float, left: float) -> Counter:
    """Move a counter so that its digits stand on a stage y, its first cell at a stage x."""
    # The counter's anchor starts on the baseline at the left edge of its first cell.
    return counter.shift(np.array([left, baseline, 0.0]) - counter.origin)


def baseline_of(text: VMobject) -> float:
    """Return the stage y of a line of text: where most of its glyphs end, descenders being few."""
    return float(np.median([glyph.get_bottom()[1] for glyph in text.family_members_with_points()]))


def readout(text: str, counter: Counter, size: float, colour: str, buff: float = 0.12) -> VGroup:
    """A word and a counter after it, on one baseline.

    Returns
    -------
    VGroup
        ``[0]`` the word, ``[1]`` the counter.
    """
    word = words(text, size, colour)
    set_on_baseline(counter, baseline_of(word), word.get_right()[0] + buff)
    return VGroup(word, counter)
