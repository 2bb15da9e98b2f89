"""The colours of the lecture, of its film and of the pages beside it: what ``[look]`` may change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Look:
    """Colours ``#RRGGBB`` by what they mean; the defaults are the film's own.

    Attributes
    ----------
    background, panel, ink, muted, faint : str
        What all lies on, what lies on that, words, words beside them, lines (too dark for words).
    negative, positive, wrong : str
        The two classes, and points on the wrong side.
    emphasis, boundary : str
        What is looked at now; the boundary's alone.
    """

    background: str = "#0E1116"
    panel: str = "#161B22"
    ink: str = "#F0F2F5"
    muted: str = "#A7B0BC"
    faint: str = "#4A5362"
    negative: str = "#5AA9FF"
    positive: str = "#9BE564"
    wrong: str = "#FF4D6D"
    emphasis: str = "#FFF04D"
    boundary: str = "#FFFFFF"


RUN_COLOURS: Final = {"sigmoid": "#C9A0FF", "tanh": "#FF9F55", "relu": "#3FD6C6"}
"""One hue per activation, wherever runs are compared; always with a label beside it."""
