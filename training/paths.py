"""Where the project keeps its files."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder."""
CACHE = Path(os.environ.get("LECTURE_CACHE") or ROOT / "cache").absolute()
"""Folder of the cached runs; LECTURE_CACHE names another."""
LECTURE_TOML = Path(os.environ.get("LECTURE_TOML") or ROOT / "lecture.toml").absolute()
"""The lecture file; LECTURE_TOML names another."""


def shown(path: Path) -> str:
    """Return the path as a person would type it: relative to the project when it lies inside."""
    try:
        return str(path.relative_to(ROOT))
    except ValueError:
        return str(path)
