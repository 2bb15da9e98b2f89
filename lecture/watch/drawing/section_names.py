"""How a section of a scene, and the file of its clip, are called."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

#: The ending of a clip's file.
CONTAINER = ".mp4"


def key_of(name: str, taken: Collection[str]) -> str:
    """Return a section's name, numbered where its scene has had a section of that name."""
    number, key = 1, name
    while key in taken:
        number += 1
        key = f"{name} ({number})"
    return key


def clip_name(task: int, number: int) -> str:
    """Return the name of the file of a task's clip, counted from 1."""
    return f"{task}-{number}{CONTAINER}"


def clip_path(clips: Path, file: str) -> Path | None:
    """Return the path of a clip's file, None for what no clip is called."""
    task, _, number = file.removesuffix(CONTAINER).partition("-")
    is_clip = file.endswith(CONTAINER) and task.isdecimal() and number.isdecimal() and file.isascii()
    return clips / file if is_clip else None


def parts_of(asked: str) -> tuple[str, str | None]:
    """Return scene and section of what is typed as ``SCENE`` or ``SCENE:SECTION``."""
    scene, colon, section = asked.partition(":")
    return scene.strip(), section.strip() if colon else None
