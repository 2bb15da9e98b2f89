"""Play scenes without video, looking at the mobjects wherever a viewer would pause."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pytest
from manim import tempconfig
from svgelements import SVG

from scenes.kit.stage.hearing import TAKES
from scenes.kit.stage.stage import LectureScene
from tests.scenes.fake_narrator import FakeNarrator
from tests.scenes.harness import Play, Still
from tests.scenes.performances import Performances
from voice.narrator import Narrator


@pytest.fixture(scope="session", autouse=True)
def takes() -> Iterator[None]:
    """Let no scene make a take, whichever process plays it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(TAKES, "some")
        yield


@pytest.fixture(scope="session", autouse=True)
def media(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give this process a media folder of its own, whatever draws in it.

    Manim writes ``Tex/<digest>_.svg`` for every text, reads it and removes it; of two processes that draw
    the same text in one folder, the slower finds nothing.
    """
    folder = tmp_path_factory.mktemp("media")
    with tempconfig({"media_dir": str(folder)}):
        yield folder


@pytest.fixture(scope="session", autouse=True)
def parsed_once() -> Iterator[None]:
    """Let manim parse a text that comes again once: that is the most of what a text costs.

    Scenes are played with many recipes and activations here, and three of four texts come again.
    """
    parse = SVG.parse
    parsed = lru_cache(maxsize=512)(lambda content: parse(BytesIO(content)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SVG, "parse", lambda path: parsed(Path(path).read_bytes()))
        yield


@pytest.fixture(scope="session")
def play_scene(media: Path) -> Play:
    """Run a scene's beats with animations skipped to their ends.

    ``play_scene(SceneClass, on_still=None, narrator=None)`` returns the scene after its last beat;
    ``on_still`` is called with (scene, beat, narration) after every narration and at every beat's end. It is
    spoken by a :class:`FakeNarrator`, or by the narrator given.
    """

    def play(
        cls: type[LectureScene], on_still: Still | None = None, narrator: Narrator | None = None
    ) -> LectureScene:
        with tempconfig(
            {
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
            scene.narrator = narrator or FakeNarrator()
            if on_still is not None:
                scene.on_still = on_still
            scene.render()
        return scene

    return play


@pytest.fixture(scope="session")
def performed(play_scene: Play, tmp_path_factory: pytest.TempPathFactory) -> Performances:
    """Scenes of the lecture as they are, each played once in this process and reviewed on the way."""
    base = tmp_path_factory.getbasetemp()
    # Each process of a parallel run has its own folder inside the run's.
    noted = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "noted"
    noted.mkdir(exist_ok=True)
    return Performances(play_scene, noted)
