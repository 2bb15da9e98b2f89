"""Scenes of the lecture, each played once in a process and reviewed on the way, whoever looks at them."""

from __future__ import annotations

import io
import json
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from manim import Typst

from scenes.kit.stage.stage import LectureScene
from tests.scenes.frames import FrameWatcher, luma
from tests.scenes.harness import Play, Still
from tests.scenes.notes import Notes, said_in
from tests.scenes.review import Findings, inspect, texts_of, watched_background
from tests.scenes.rules.colours import ColourWatcher
from tests.scenes.rules.readouts import ReadoutWatcher
from tests.scenes.timing import Line, block_findings, watched_lines
from tests.scenes.watching import watched_frames


@dataclass(frozen=True)
class Performance:
    """A scene after its last beat, with what a reviewer noted on the way.

    Attributes
    ----------
    scene : LectureScene
        Shared: a test that changes it puts it back.
    findings : list of str
        Faults of its stills, each with its beat.
    changed_background : list of str
        What was painted once as background, but changed.
    lines : list of Line
        What was said with ``say``, and what was played meanwhile.
    """

    scene: LectureScene
    findings: list[str]
    changed_background: list[str]
    lines: list[Line]


class Performances:
    """Plays scenes as they are; a scene that a test alters belongs to ``play_scene``.

    Parameters
    ----------
    play : callable
        Plays a scene class, calling a function at every still; returns the scene.
    noted : Path
        Folder in which all processes of a test run note what they have seen of scenes.
    """

    def __init__(self, play: Play, noted: Path) -> None:
        self.play = play
        self.noted = noted
        self.kept: dict[type[LectureScene], Performance] = {}

    def __call__(self, cls: type[LectureScene], on_still: Still | None = None) -> LectureScene:
        """Return a scene after its last beat; it is played for it unless it was, or somebody wants to look.

        Parameters
        ----------
        cls : type
            Of the lecture.
        on_still : callable, optional
            Called with (scene, beat, narration) after every narration and at every beat's end.
        """
        if on_still is None:
            return self.reviewed(cls).scene
        if cls in self.kept:
            return self.play(cls, on_still)
        return self._reviewed_while_played(cls, on_still).scene

    def reviewed(self, cls: type[LectureScene]) -> Performance:
        """Return what a reviewer noted, and the scene."""
        return self.kept[cls] if cls in self.kept else self._reviewed_while_played(cls, None)

    def notes(self, cls: type[LectureScene]) -> Notes:
        """Return what was noted of a scene, as played by any process of this test run."""
        file = self.noted / f"{cls.__name__}.json"
        if not file.exists():
            self.reviewed(cls)
        return Notes.read(file)

    def frames(self, cls: type[LectureScene]) -> tuple[np.ndarray, np.ndarray]:
        """Return the luma of a scene's first and last frame, as played by any process of this test run."""
        self.notes(cls)
        first, last = np.load(self.noted / f"{cls.__name__}.npy")
        return first, last

    def _reviewed_while_played(self, cls: type[LectureScene], on_still: Still | None) -> Performance:
        found = Findings()
        changed: list[str] = []
        lines: list[Line] = []
        blocks: list[Line] = []
        typeset: dict[str, None] = {}
        review, colours, readouts, frame = inspect(found), ColourWatcher(), ReadoutWatcher(), FrameWatcher()

        def all_of_them(scene: LectureScene, beat: str, narration: str) -> None:
            review(scene, beat, narration)
            colours.look(scene, beat, narration)
            texts = [text for top in scene.mobjects for text in texts_of(top) if isinstance(text, Typst)]
            typeset.update(dict.fromkeys(text.typst_code for text in texts))
            if on_still is not None:
                on_still(scene, beat, narration)

        with (
            watched_frames([readouts, frame]),
            watched_background(changed),
            watched_lines(lines, blocks),
        ):
            scene = self.play(cls, all_of_them)
        readouts.ends(scene)
        self.kept[cls] = Performance(scene, found.lines, changed, lines)
        record = scene.record()
        notes = Notes(
            cls.__name__,
            scene.title,
            float(scene.time),
            tuple(name for name, _ in scene.beats),
            said_in(record),
            tuple(typeset),
            tuple(readouts.faults),
            tuple(readouts.unmarked),
            tuple(colours.faults),
            tuple(block_findings(blocks, record["spoken"])),
            dict(readouts.compared),
        )
        self._note(f"{cls.__name__}.npy", as_bytes(np.stack((frame.first, luma(scene)))))
        self._note(f"{cls.__name__}.json", json.dumps(notes.to_json()).encode())
        return self.kept[cls]

    def _note(self, name: str, content: bytes) -> None:
        part = self.noted / f".{name}.{os.getpid()}"
        part.write_bytes(content)
        part.replace(self.noted / name)


def as_bytes(array: np.ndarray) -> bytes:
    """Return an array as a file's content."""
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()
