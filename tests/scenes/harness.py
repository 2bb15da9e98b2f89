"""Which scenes the lecture has, for tests that walk all of them."""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Callable

from scenes.kit.stage import LectureScene
from training.paths import LECTURE_TOML

Still = Callable[[LectureScene, str, str], None]


def shot_list() -> list[tuple[str, str]]:
    """(module, scene name) of every scene of the lecture, from lecture.toml."""
    with open(LECTURE_TOML, "rb") as file:
        shots = tomllib.load(file)["scene"]
    return [(shot["file"].removesuffix(".py").replace("/", "."), shot["name"]) for shot in shots]


def scene_class(module: str, name: str) -> type[LectureScene]:
    return getattr(importlib.import_module(module), name)
