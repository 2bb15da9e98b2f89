"""Somebody looks at every frame of a scene that is played, where there is something to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np
import pytest
from manim import CairoRenderer, Scene, config

from scenes.kit.stage.stage import LectureScene


class Watcher:
    """Looks at a scene while it is played; each rule that needs more than stills is one."""

    def begins(self, scene: LectureScene, second: float) -> bool:
        """Look at the first frame of a play, ``second`` from the scene's start; say if all are to be seen."""
        return False

    def sees(self, scene: LectureScene, second: float) -> None:
        """Look at a frame."""


@contextmanager
def watched_frames(watchers: Sequence[Watcher]) -> Iterator[None]:
    """Show watchers the first frame of each play and, where one asks for them, all that follow.

    Played with animations skipped, manim would go to the end of each play at once.
    """
    save, update = CairoRenderer.save_static_frame_data, Scene.update_to_time
    looking: list[Watcher] = []

    def begin(self: Any, scene: LectureScene, static_mobjects: Any) -> Any:
        # Skipping, manim adds a play's seconds before it.
        second = float(scene.time - scene.duration)
        looking[:] = [watcher for watcher in watchers if watcher.begins(scene, second)]
        return save(self, scene, static_mobjects)

    def frame_by_frame(scene: LectureScene, t: float) -> None:
        start = float(scene.time - scene.duration)
        first = int(scene.last_t * config.frame_rate) + 1
        frames = np.arange(first, t * config.frame_rate - 1e-3) / config.frame_rate if looking else ()
        for moment in (*frames, t):
            update(scene, moment)
            for watcher in looking:
                watcher.sees(scene, start + moment)

    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(CairoRenderer, "save_static_frame_data", begin)
        patch.setattr(Scene, "update_to_time", frame_by_frame)
        yield
