"""Which scenes the lecture has, for tests that walk all of them."""

from __future__ import annotations

import importlib
from collections.abc import Callable

import numpy as np

from scenes.kit.stage.stage import LectureScene
from training.paths import LECTURE_TOML
from training.recipe.lecture_file import lecture_file

Still = Callable[[LectureScene, str, str], None]
Play = Callable[..., LectureScene]


def shot_list() -> list[tuple[str, str]]:
    """(module, scene name) of every scene of the lecture, from lecture.toml."""
    shots = lecture_file(LECTURE_TOML)["scene"]
    return [(shot["file"].removesuffix(".py").replace("/", "."), shot["name"]) for shot in shots]


def scene_class(module: str, name: str) -> type[LectureScene]:
    return getattr(importlib.import_module(module), name)


def linear(colour: str) -> np.ndarray:
    """Linear RGB of a colour written #RRGGBB, each from 0 to 1 (IEC 61966-2-1)."""
    s = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(s <= 0.04045, s / 12.92, ((s + 0.055) / 1.055) ** 2.4)
