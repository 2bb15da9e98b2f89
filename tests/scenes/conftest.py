"""Play scenes without video, looking at the mobjects wherever a viewer would pause."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from harness import Still
from manim import CairoRenderer, Scene, VMobject, tempconfig

from scenes.kit.stage.stage import LectureScene


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


def looks(part: VMobject) -> tuple[np.ndarray, ...]:
    """What of a mobject is painted: its points, colours and stroke width; copies."""
    return (
        part.points.copy(),
        part.get_fill_rgbas().copy(),
        part.get_stroke_rgbas().copy(),
        np.array(part.get_stroke_width()),
    )


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record what each play paints once as background; a line for all of it that changes under way.

    Played with animations skipped, a scene is looked at under way and at the end of each play, so that
    there and back is noticed too.
    """
    complaints: list[str] = []
    save, update = CairoRenderer.save_static_frame_data, Scene.update_to_time
    kept: list[tuple[VMobject, tuple[np.ndarray, ...]]] = []

    def save_and_keep(self: Any, scene: LectureScene, static_mobjects: Any) -> Any:
        family = (part for top in static_mobjects for part in top.get_family() if isinstance(part, VMobject))
        kept[:] = [(part, looks(part)) for part in family]
        return save(self, scene, static_mobjects)

    def update_and_compare(scene: LectureScene, t: float) -> None:
        for moment in (0.37 * t, t):
            update(scene, moment)
            beat = scene.beats[-1][0] if scene.beats else "before the first beat"
            changed = {
                type(part).__name__: None
                for part, before in kept
                if not all(map(np.array_equal, before, looks(part)))
            }
            lines = (f"{beat}: {name} is painted as background, but changes" for name in changed)
            complaints.extend(line for line in lines if line not in complaints)

    monkeypatch.setattr(CairoRenderer, "save_static_frame_data", save_and_keep)
    monkeypatch.setattr(Scene, "update_to_time", update_and_compare)
    return complaints
