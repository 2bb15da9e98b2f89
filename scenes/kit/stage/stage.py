"""The stage every scene plays on: background, narration, captions, sections, the epoch tracker."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from manim import UL, Scene, Typst, ValueTracker, config

from film.renderer import FilmRenderer
from scenes.kit import theme
from scenes.kit.drawing.text import words
from scenes.kit.stage.camera import StageCamera
from scenes.kit.stage.captions import Cue, cues
from scenes.kit.stage.refusal import told_in_one_line
from scenes.kit.stage.settings import adopt_settings
from training.errors import LectureError
from training.run.trajectory import Trajectory, load
from training.storage.files import write_whole
from training.sweep.sweep import Sweep, load_sweep


@dataclass(frozen=True)
class Narration:
    """One block of narration: what is said, when it starts, how long it takes (seconds)."""

    text: str
    start: float
    duration: float


class LectureScene(Scene):
    """Base of all scenes.

    Class attributes, literal so that production can read them without running the scene (a scene that learns
    what it shows when it is set up gives its instance the values):

    ``title``
        Shown as the chapter's name and at the top of the stage.
    ``runs``, ``sweeps``
        Names of the cached runs and sweeps this scene shows; nothing else may be loaded.
    """

    title: str = ""
    runs: tuple[str, ...] = ()
    sweeps: tuple[str, ...] = ()

    on_still: Callable[[LectureScene, str, str], None] | None = None
    """Called with (scene, beat, narration) after each narration and at each beat's end: the eye of tests."""

    def __init__(self, **kwargs: Any) -> None:
        renderer = FilmRenderer(StageCamera, kwargs.get("skip_animations", False))
        super().__init__(**{"renderer": renderer, "camera_class": StageCamera} | kwargs)

    @told_in_one_line()
    def render(self, preview: bool = False) -> bool:
        """Draw the scene as manim does; a plain manim call that is refused says so in one line."""
        return bool(super().render(preview))

    def setup(self) -> None:
        """Prepare background, tracker and record before the first beat."""
        adopt_settings()
        self.camera.background_color = theme.BACKGROUND
        _fit_stage_to_frame(self)
        self.epoch = ValueTracker(0.0)
        self.beats: list[tuple[str, float]] = []
        self.cues: list[Cue] = []
        self.narrations: list[Narration] = []

    def trajectory(self, name: str) -> Trajectory:
        """Load a run this scene has declared in ``runs``.

        Raises
        ------
        LectureError
            When it is not declared, or its cache file is missing, damaged or of another recipe.
        """
        self._refuse_undeclared("run", name, self.runs)
        return load(name)

    def sweep(self, name: str) -> Sweep:
        """Load a sweep this scene has declared in ``sweeps``.

        Raises
        ------
        LectureError
            When it is not declared, or its cache file is missing, damaged or of another plan.
        """
        self._refuse_undeclared("sweep", name, self.sweeps)
        return load_sweep(name)

    def _refuse_undeclared(self, kind: str, name: str, declared: tuple[str, ...]) -> None:
        if name not in declared:
            scene = type(self).__name__
            raise LectureError(
                f"{scene} asks for the {kind} {name!r}, declared are {declared}; add it to `{kind}s`"
            )

    def heading(self) -> Typst:
        """Return the scene's title at the top left of the stage; the scene adds or plays it."""
        place = np.array([theme.LEFT_EDGE, theme.TOP_EDGE, 0.0])
        return words(self.title, theme.TITLE_SIZE).move_to(place, aligned_edge=UL)

    def next_section(self, name: str = "unnamed", *args: Any, **kwargs: Any) -> None:
        """Open a beat: section, chapter and slide in one."""
        self._end_beat()
        self.beats.append((name, self.time))
        super().next_section(name, *args, **kwargs)

    @contextmanager
    def voiceover(self, text: str) -> Iterator[Narration]:
        """Say something while the block plays; the block lasts at least as long as the words.

        Parameters
        ----------
        text
            Spoken English in short sentences; each becomes its own caption.

        Yields
        ------
        Narration
            With ``duration`` in seconds, to pace animations by.
        """
        laid = cues(text, self.time)
        narration = Narration(text, self.time, laid[-1].end - laid[0].start)
        yield narration
        left = narration.duration - (self.time - narration.start)
        if left > 1 / config.frame_rate:
            self.wait(left)
        self.cues.extend(laid)
        self.narrations.append(narration)
        self._still(text)

    def tear_down(self) -> None:
        """Write captions and sections once the scene's length is known."""
        self._end_beat()
        for cue in self.timed_cues():
            self.add_subcaption(cue.text, cue.end - cue.start, cue.start - self.time)
        target = os.environ.get("LECTURE_CUES")
        if target:
            record = json.dumps(self.record(), indent=1, ensure_ascii=False)
            write_whole(Path(target), record.encode(), durable=False)

    def timed_cues(self) -> list[Cue]:
        """Return the captions clipped to the next one's start and to the scene's end."""
        limits = [*(cue.start for cue in self.cues), self.time][1:]
        return [
            Cue(cue.text, cue.start, min(cue.end, limit))
            for cue, limit in zip(self.cues, limits, strict=True)
        ]

    def record(self) -> dict[str, Any]:
        """Return what production joins this scene by: sections and captions in seconds from its start."""
        return {
            "scene": type(self).__name__,
            "title": self.title,
            "duration": self.time,
            "frame_rate": config.frame_rate,
            "sections": [{"name": name, "start": start} for name, start in self.beats],
            "captions": [asdict(cue) for cue in self.timed_cues()],
        }

    def _end_beat(self) -> None:
        if self.beats:
            self._still("")

    def _still(self, text: str) -> None:
        if self.on_still is not None:
            self.on_still(self, self.beats[-1][0] if self.beats else "", text)
        folder = os.environ.get("LECTURE_STILLS")
        if folder:
            _save_still(self, Path(folder), text)


def _fit_stage_to_frame(scene: Scene) -> None:
    """Show the whole 16:9 stage in a frame of any shape, bars of background around it."""
    aspect = config.pixel_width / config.pixel_height
    height = max(theme.STAGE_HEIGHT, theme.STAGE_WIDTH / aspect)
    scene.camera.frame_height = height
    scene.camera.frame_width = height * aspect


def _save_still(scene: LectureScene, folder: Path, text: str) -> None:
    """Save the stage as it stands now, with its beat and caption in a JSON beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    number = len(list(folder.glob("*.png"))) + 1
    beat = scene.beats[-1][0] if scene.beats else ""
    scene.renderer.static_image = None
    scene.renderer.update_frame(scene)
    name = folder / f"{number:03}"
    scene.camera.get_image().convert("RGB").save(name.with_suffix(".png"))
    note = {"beat": beat, "caption": text, "time": float(np.round(scene.time, 3))}
    name.with_suffix(".json").write_text(json.dumps(note, ensure_ascii=False))
