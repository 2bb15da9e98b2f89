"""The look of the film: colours, sizes and seconds, named by what they mean.

Hues carry one meaning each throughout the film. Sizes are Manim font sizes or
Manim units (the 16:9 stage is 14.2 x 8 units; 1 unit is 135 px at 1080p), times are seconds.
"""

from __future__ import annotations

from typing import Final

# Colours ------------------------------------------------------------------
# Those not final are a lecture's own choice: scenes.kit.stage.settings sets what its [look] says.
BACKGROUND: str = "#0E1116"
PANEL: str = "#161B22"
INK: str = "#F0F2F5"
MUTED: str = "#A7B0BC"
FAINT: str = "#4A5362"
"""Lines only: too dark for text."""
NEGATIVE: str = "#5AA9FF"
POSITIVE: str = "#9BE564"
WRONG: str = "#FF4D6D"
EMPHASIS: str = "#FFF04D"
BOUNDARY: str = "#FFFFFF"
HALO: Final = "#0E1116"

CLASS_COLOURS: Final = {0: NEGATIVE, 1: POSITIVE}
RUN_COLOURS: Final = {"sigmoid": "#C9A0FF", "tanh": "#FF9F55", "relu": "#3FD6C6"}
"""One hue per activation, for plots that compare runs; always with a label beside the curve."""

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

WORDS_PER_MINUTE: float = 150
"""Pace of speech; a lecture's own choice under [narration]."""
CAPTION_LINE: Final = 42
"""Most characters in one caption line."""
CAPTION_LINES: Final = 2
CAPTION_RATE: Final = 20.0
"""Most characters a second."""
CAPTION_LEAST: Final = 1.0
