"""The parts of lecture.toml that change every scene: colours under [look], pace under [narration]."""

from __future__ import annotations

import tomllib
from typing import Any

from scenes.kit import theme
from training.errors import LectureError
from training.paths import LECTURE_TOML, shown


def adopt_settings() -> None:
    """Let lecture.toml change the theme; without the file the theme stays as it is.

    Raises
    ------
    LectureError
        When the file is no TOML, or a key or value is not one the theme knows.
    """
    if not LECTURE_TOML.exists():
        return
    try:
        settings = tomllib.loads(LECTURE_TOML.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LectureError(f"{shown(LECTURE_TOML)} cannot be read as TOML ({error}); correct it") from None
    theme.adopt(_table(settings, "look"), _table(settings, "narration"))


def _table(settings: dict[str, Any], name: str) -> dict[str, Any]:
    table = settings.get(name, {})
    if not isinstance(table, dict):
        raise LectureError(f"{name} in {shown(LECTURE_TOML)} is no table; write [{name}] above its keys")
    return table
