"""A run in stretches: where it rests, what is said on the way and there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: What stands beside feature space.
Display = Literal["curves", "probabilities", "losses"]
ALL: tuple[Display, ...] = ("curves", "probabilities", "losses")
"""From the top down."""


@dataclass(frozen=True)
class Stretch:
    """A part of a run.

    Attributes
    ----------
    name : str
        Of its chapter.
    end : int
        The epoch at which it ends, and the film rests.
    way : str
        Said on the way; a bracketed span is what the run starts with. Empty: silence.
    rest : str
        Said at its end; may be empty.
    way_focus, rest_focus : tuple of str
        Displays that are bright meanwhile; feature space always is.
    gauge : str
        What is measured above feature space from here on; empty: as before.
    """

    name: str
    end: int
    way: str = ""
    rest: str = ""
    way_focus: tuple[Display, ...] = ALL
    rest_focus: tuple[Display, ...] = ALL
    gauge: str = ""
