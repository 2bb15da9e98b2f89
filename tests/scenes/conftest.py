"""Play scenes without video, looking at the mobjects wherever a viewer would pause."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness import Still
from manim import tempconfig

from scenes.kit.stage import LectureScene


@pytest.fixture(scope="session")
def play_scene(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., LectureScene]:
    """Run a scene's beats with animations skipped to their ends.

    ``play_scene(SceneClass, on_still=None)`` returns the scene after its last beat; ``on_still``
    is called with (scene, beat, narration) after every narration and at every beat's end.
    """
    media = tmp_path_factory.mktemp("media")

    def play(cls: type[LectureScene], on_still: Still | None = None) -> LectureScene:
        with tempconfig(
            {
                "media_dir": str(media),
                "format": "none",
                "pixel_width": 480,
                "pixel_height": 270,
                "frame_rate": 15,
                "progress_bar": "none",
                "verbosity": "ERROR",
                "notify_outdated_version": False,
            }
        ):
            scene = cls(skip_animations=True)
            if on_still is not None:
                scene.on_still = on_still
            scene.render()
        return scene

    return play
