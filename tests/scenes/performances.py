"""Scenes of the lecture, each played once in a process and reviewed on the way, whoever looks at them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from scenes.kit.stage.stage import LectureScene
from tests.scenes.harness import Play, Still
from tests.scenes.review import Findings, inspect, watched_background
from tests.scenes.timing import Line, watched_lines


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
    lengths : Path
        Folder in which all processes of a test run note how long scenes last.
    """

    def __init__(self, play: Play, lengths: Path) -> None:
        self.play = play
        self.lengths = lengths
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

    def seconds(self, cls: type[LectureScene]) -> float:
        """Return how long a scene lasts, as played by any process of this test run."""
        noted = self.lengths / cls.__name__
        return float(noted.read_text()) if noted.exists() else float(self.reviewed(cls).scene.time)

    def said(self, cls: type[LectureScene]) -> list[str]:
        """Return the sentences a scene says, as played by any process of this test run."""
        noted = self.lengths / f"{cls.__name__}.said"
        if not noted.exists():
            self.reviewed(cls)
        return noted.read_text().splitlines()

    def _reviewed_while_played(self, cls: type[LectureScene], on_still: Still | None) -> Performance:
        found = Findings()
        changed: list[str] = []
        lines: list[Line] = []
        review = inspect(found)

        def both(scene: LectureScene, beat: str, narration: str) -> None:
            review(scene, beat, narration)
            if on_still is not None:
                on_still(scene, beat, narration)

        with watched_background(changed), watched_lines(lines):
            scene = self.play(cls, both)
        self.kept[cls] = Performance(scene, found.lines, changed, lines)
        self._note(cls.__name__, str(scene.time))
        self._note(f"{cls.__name__}.said", "\n".join(said["sentence"] for said in scene.record()["spoken"]))
        return self.kept[cls]

    def _note(self, name: str, text: str) -> None:
        part = self.lengths / f".{name}.{os.getpid()}"
        part.write_text(text)
        part.replace(self.lengths / name)
