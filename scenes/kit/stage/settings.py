"""The parts of lecture.toml that change every scene: [look], [narration], [voice.pause]."""

from __future__ import annotations

from scenes.kit import theme
from training.recipe.lecture_file import lecture_file


def adopt_settings() -> None:
    """Let lecture.toml change the theme; without the file the theme stays as it is.

    Raises
    ------
    LectureError
        When the file cannot be read, or has a colour or pace that is none.
    """
    tables = lecture_file()
    pauses = tables.get("voice", {}).get("pause", {})
    theme.adopt(
        {
            **tables.get("look", {}),
            **tables.get("narration", {}),
            **{f"pause_{after}": seconds for after, seconds in pauses.items()},
        }
    )
