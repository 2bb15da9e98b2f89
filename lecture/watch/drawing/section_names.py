"""How a section of a scene, and the file of its clip, are called."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

#: The endings of a clip's file, and of a still's.
CLIP, STILL = ".mp4", ".jpg"


def key_of(name: str, taken: Collection[str]) -> str:
    """Return a section's name, numbered where its scene has had a section of that name."""
    number, key = 1, name
    while key in taken:
        number += 1
        key = f"{name} ({number})"
    return key


def picture_name(task: int, number: int, ending: str) -> str:
    """Return the name of the file of a task's clip or still, numbered from 1."""
    return f"{task}-{number}{ending}"


def picture_path(clips: Path, file: str) -> Path | None:
    """Return the path of a clip or a still by the name of its file, None for what neither is called."""
    return (
        clips / file if re.fullmatch(rf"[0-9]+-[0-9]+({re.escape(CLIP)}|{re.escape(STILL)})", file) else None
    )


def parts_of(asked: str) -> tuple[str, str | None]:
    """Return scene and section of what is typed as ``SCENE`` or ``SCENE:SECTION``."""
    scene, colon, section = asked.partition(":")
    return scene.strip(), section.strip() if colon else None
