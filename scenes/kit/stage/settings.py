"""The parts of lecture.toml that change every scene: colours under [look], pace under [narration]."""

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
    for name, value in {**tables.get("look", {}), **tables.get("narration", {})}.items():
        setattr(theme, name.upper(), value)
    theme.CLASS_COLOURS.update({0: theme.NEGATIVE, 1: theme.POSITIVE})
