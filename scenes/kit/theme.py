"""The look of the film: colours, sizes and seconds, named by what they mean.

Hues carry one meaning each throughout the film. Sizes are Manim font sizes or
Manim units (the 16:9 stage is 14.2 x 8 units; 1 unit is 135 px at 1080p), times are seconds.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any, Final

from training.errors import LectureError

# Colours ------------------------------------------------------------------
BACKGROUND: Final = "#0E1116"
PANEL: Final = "#161B22"
INK: Final = "#F0F2F5"
MUTED: Final = "#A7B0BC"
FAINT: Final = "#4A5362"
"""Lines only: too dark for text."""
NEGATIVE: Final = "#5AA9FF"
POSITIVE: Final = "#9BE564"
WRONG: Final = "#FF4D6D"
EMPHASIS: Final = "#FFF04D"
BOUNDARY: Final = "#FFFFFF"
HALO: Final = "#0E1116"

CLASS_COLOURS: Final = {0: NEGATIVE, 1: POSITIVE}
RUN_COLOURS: Final = {"sigmoid": "#C9A0FF", "tanh": "#FF9F55", "relu": "#3FD6C6"}
"""One hue per activation, for plots that compare runs; always with a label beside the curve."""

LOOK: Final = (
    "BACKGROUND",
    "PANEL",
    "INK",
    "MUTED",
    "FAINT",
    "NEGATIVE",
    "POSITIVE",
    "WRONG",
    "EMPHASIS",
    "BOUNDARY",
)
"""Colours that lecture.toml may change under ``[look]``, in lower case there."""


def adopt(look: dict[str, Any], narration: dict[str, Any]) -> None:
    """Replace colours and pace by those of lecture.toml; the stage calls this before it is set.

    Parameters
    ----------
    look
        Lower-case names of :data:`LOOK` to hex colours ``#RRGGBB``.
    narration
        ``words_per_minute``, from 60 to 300.

    Raises
    ------
    LectureError
        When a name is not one of these (the nearest is named), or a value no colour or pace.
    """
    names = [name.lower() for name in LOOK]
    for name, value in look.items():
        if name not in names:
            near = get_close_matches(name, names, n=1, cutoff=0.0)[0]
            raise LectureError(f"[look] has an unknown colour {name!r}; did you mean {near}?")
        if not isinstance(value, str) or not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
            raise LectureError(f'[look] {name} = {value!r} is no hex colour; write it as {name} = "#RRGGBB"')
        globals()[name.upper()] = value
    CLASS_COLOURS.update({0: NEGATIVE, 1: POSITIVE})
    for name, value in narration.items():
        if name != "words_per_minute":
            raise LectureError(f"[narration] has an unknown key {name!r}; did you mean words_per_minute?")
        if isinstance(value, bool) or not isinstance(value, int | float) or not 60 <= value <= 300:
            raise LectureError(f"[narration] words_per_minute = {value!r}, expected 60 to 300, such as 150")
        globals()["WORDS_PER_MINUTE"] = value


# Sizes --------------------------------------------------------------------
STAGE_WIDTH: Final = 128 / 9
STAGE_HEIGHT: Final = 8.0
SAFE_MARGIN: Final = 0.35
STRIP_HEIGHT: Final = 0.12 * STAGE_HEIGHT
"""The bottom strip: captions and the epoch ruler only."""
STRIP_TOP: Final = -STAGE_HEIGHT / 2 + STRIP_HEIGHT
LEFT_EDGE: Final = -STAGE_WIDTH / 2 + SAFE_MARGIN
RIGHT_EDGE: Final = STAGE_WIDTH / 2 - SAFE_MARGIN
TOP_EDGE: Final = STAGE_HEIGHT / 2 - SAFE_MARGIN

TITLE_SIZE: Final = 46
BODY_SIZE: Final = 36
LABEL_SIZE: Final = 28
"""Smallest text of the film: its capitals are over 24 px high at 1080p."""

CURVE_WIDTH: Final = 6.5
BOUNDARY_WIDTH: Final = 4.0
HALO_WIDTH: Final = 9.0
OUTLINE_WIDTH: Final = 3.5
GRID_WIDTH: Final = 1.5
GRID_OPACITY: Final = 0.5
GHOST_OPACITY: Final = 0.22
REGION_OPACITY: Final = 0.18
AXIS_WIDTH: Final = 2.0
GRID_LINES: Final = 11
GRID_SAMPLES: Final = 101

# Seconds ------------------------------------------------------------------
QUICK: Final = 0.6
BEAT: Final = 1.0
MOVE: Final = 2.5
REVEAL: Final = 5.0
FREEZE: Final = 1.8

WORDS_PER_MINUTE: Final = 150
CAPTION_LINE: Final = 42
"""Most characters in one caption line."""
CAPTION_LINES: Final = 2
CAPTION_RATE: Final = 20.0
"""Most characters a second."""
CAPTION_LEAST: Final = 1.0
