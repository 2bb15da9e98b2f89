"""The look of the film: colours, sizes and seconds, named by what they mean.

Hues carry one meaning each throughout the film. Sizes are Manim font sizes or
Manim units (the 16:9 stage is 14.2 x 8 units; 1 unit is 135 px at 1080p), times are seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from film.look import RUN_COLOURS as RUN_COLOURS
from film.look import Look

# What a lecturer may change -------------------------------------------------


@dataclass(frozen=True)
class Settings(Look):
    """What lecture.toml may change; the defaults are the film's own.

    Everybody reads a field by its name in capitals (``theme.EMPHASIS``) at the moment of use: a default
    argument would keep the value from before lecture.toml was read.

    Attributes
    ----------
    background, panel, ink, muted, faint, negative, positive, wrong, emphasis, boundary : str
        Colours ``#RRGGBB`` under ``[look]``, as `film.look.Look` describes them.
    words_per_minute : float
        Pace of the narration where nobody speaks, under ``[narration]``.
    pause_sentence, pause_question, pause_reveal : float
        Seconds of silence after a spoken sentence, after one that asks, and after what a scene has led up
        to, under ``[voice.pause]`` without their ``pause_``.
    """

    words_per_minute: float = 150
    pause_sentence: float = 0.35
    pause_question: float = 2.0
    pause_reveal: float = 3.0


current = Settings()
"""The settings in force; only :func:`adopt` replaces them."""

# Declared here, read from ``current`` by __getattr__ below.
BACKGROUND: str
PANEL: str
INK: str
MUTED: str
FAINT: str
NEGATIVE: str
POSITIVE: str
WRONG: str
EMPHASIS: str
BOUNDARY: str
WORDS_PER_MINUTE: float
PAUSE_SENTENCE: float
PAUSE_QUESTION: float
PAUSE_REVEAL: float
CLASS_COLOURS: dict[int, str]
"""Hue of the negatives (0) and of the positives (1)."""
FRAME: str
"""Grey of outlines, frames and axes, that of muted text: white is the boundary's only."""

LOOK: Final = tuple(field.name.upper() for field in fields(Settings) if field.type == "str")
"""Colours that lecture.toml may change under ``[look]``, in lower case there."""

if not TYPE_CHECKING:  # a type checker then still refuses names that are not declared above

    def __getattr__(name: str) -> Any:
        """Return a field of ``current`` by its name in capitals, or a colour that follows from them."""
        if name == "CLASS_COLOURS":
            return {0: current.negative, 1: current.positive}
        if name == "FRAME":
            return current.muted
        if name.isupper() and hasattr(current, name.lower()):
            return getattr(current, name.lower())
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def adopt(changes: Mapping[str, Any]) -> None:
    """Let settings be those of lecture.toml, all others the film's own; called before a stage is set.

    Parameters
    ----------
    changes
        Fields of :class:`Settings` with their values, as the reader of lecture.toml has checked them.
    """
    global current
    current = Settings(**changes)


# Colours that stay ----------------------------------------------------------
HALO: Final = "#0E1116"


def run_colour(activation: str) -> str:
    """Return an activation's hue, the grey of frames for one that has none: white is the boundary's only."""
    return RUN_COLOURS.get(activation, current.muted)


# Sizes --------------------------------------------------------------------
STAGE_WIDTH: Final = 128 / 9
STAGE_HEIGHT: Final = 8.0
SAFE_MARGIN: Final = 0.35
"""Free at every edge of the stage: players and projectors crop."""
STRIP_HEIGHT: Final = 0.12 * STAGE_HEIGHT
"""The bottom strip: captions and the epoch ruler only."""
# Stage coordinates of the edges of the room for pictures.
STRIP_TOP: Final = -STAGE_HEIGHT / 2 + STRIP_HEIGHT
LEFT_EDGE: Final = -STAGE_WIDTH / 2 + SAFE_MARGIN
RIGHT_EDGE: Final = STAGE_WIDTH / 2 - SAFE_MARGIN
TOP_EDGE: Final = STAGE_HEIGHT / 2 - SAFE_MARGIN

# Manim font sizes.
TITLE_SIZE: Final = 46
BODY_SIZE: Final = 36
LABEL_SIZE: Final = 28
"""Smallest text of the film: its capitals are over 24 px high at 1080p."""

# Stroke widths, 1 about a pixel at 1080p: what matters more is thicker.
CURVE_WIDTH: Final = 6.5
BOUNDARY_WIDTH: Final = 4.0
HALO_WIDTH: Final = 9.0
OUTLINE_WIDTH: Final = 3.5
GRID_WIDTH: Final = 1.5
AXIS_WIDTH: Final = 2.0

# Opacities: what lies beneath the curves stays behind them.
GRID_OPACITY: Final = 0.6
GHOST_OPACITY: Final = 0.22
REGION_OPACITY: Final = 0.18
DIMMED: Final = 0.3
"""What waits beside the one thing that is named."""

GRID_LINES: Final = 11
"""Of the input square each way: every fifth of a unit."""
GRID_SAMPLES: Final = 101
"""Points a grid line is drawn by, both ends among them."""

# Seconds ------------------------------------------------------------------
QUICK: Final = 0.6
"""A change nobody has to follow."""
BEAT: Final = 1.0
"""One thing comes or goes."""
MOVE: Final = 2.5
"""A movement to be followed."""
REVEAL: Final = 5.0
"""The movement a scene is about."""
FREEZE: Final = 1.8
"""Stillness at a milestone, beside its sentence."""
RIDDLE: Final = 4.0
"""Silence in which the viewer solves the riddle; its answer follows."""

CAPTION_LINE: Final = 42
"""Most characters in one caption line."""
CAPTION_LINES: Final = 2
"""Most lines of one caption."""
CAPTION_RATE: Final = 20.0
"""Most characters a second."""
CAPTION_LEAST: Final = 1.0
"""Least seconds a caption stands."""
