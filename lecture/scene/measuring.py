"""A scene played without pictures: how long it will run, told while it is first drawn, and what it says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from lecture.freshness.observed import ReadFiles
from lecture.scene.cues import own_cues
from lecture.scene.job import DrawingJob
from lecture.system.cues import Cues
from lecture.system.processes import die_with_parent, kill, start
from training.errors import exit_code
from training.storage.messages import Message

#: Seconds a scene is drawn before it is measured: most of a short one is over by then.
PATIENCE = 3.0
#: The file in which a process tells what it `Played`.
PLAYED = "played.json"
#: What a scene tells that writes no cues of its own.
UNTOLD = Cues("", (), ())


@dataclass(frozen=True)
class Played(Message):
    """A scene that was played without pictures.

    Attributes
    ----------
    seconds : float
        From its first frame to its last.
    cues : Cues
        What it writes of itself when LECTURE_CUES names a file; else empty.
    observed : dict
        Digest of every project file it was seen to read that is not among the known inputs.
    """

    seconds: float
    cues: Cues
    observed: dict[str, str]


class Measurement:
    """Measures a scene of unknown length in a process of its own, beside the one that draws it.

    Parameters
    ----------
    job : DrawingJob
        The drawing, whose job file is written; the measurement gets a folder in its media folder.
    environment : dict
        The drawing process's environment.
    needed : bool
        Whether the length is unknown.
    """

    def __init__(self, job: DrawingJob, environment: dict[str, str], *, needed: bool) -> None:
        self.media = job.media / "measuring"
        self.command = playing_command(job, self.media)
        # The scene's own cues belong to the drawing.
        self.environment = {name: value for name, value in environment.items() if name != "LECTURE_CUES"}
        self.job = job
        self.needed = needed
        self.began = time.monotonic()
        self.process: subprocess.Popen[bytes] | None = None

    def seconds(self) -> float | None:
        """Return the scene's length in seconds, once, when it is known; call now and then."""
        if not self.needed:
            return None
        if self.process is None and time.monotonic() - self.began >= PATIENCE:
            # What fails here fails in the drawing too, whose log says so.
            with self.media.with_suffix(".log").open("wb") as log:
                self.process = start(self.command, log, str(self.job.root), self.environment, group=False)
        if self.process is None or self.process.poll() is None:
            return None
        self.needed = False
        found = Played.read_if_there(self.media / PLAYED)
        return None if found is None else found.seconds

    def __enter__(self) -> Measurement:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process is not None:
            kill(self.process)


def playing_command(job: DrawingJob, media: Path) -> list[str]:
    """Return the command that plays a scene, told by its job file, into a folder which it makes."""
    return [sys.executable, "-m", "lecture.scene.measuring", str(job.path), str(media)]


def played(job: DrawingJob, media: Path) -> Any:
    """Play a scene with its animations skipped to their ends; return it.

    Parameters
    ----------
    job : DrawingJob
        As the drawing process gets it.
    media : Path
        A folder for what manim writes on the way.
    """
    from manim import config, tempconfig

    from lecture.scene.drawing import scene_class, settings

    quiet = {"format": "none", "verbosity": "ERROR"}
    with tempconfig(settings(job.picture, job.seen_from_root(media)) | quiet):
        config.input_file = str(job.seen_from_root(job.file))
        config.scene_names = [job.scene]
        scene = scene_class(job.file, job.scene)(skip_animations=True)
        scene.render()
    return scene


def main(words: list[str]) -> int:
    """Play the scene of the job file named first into the folder named second; return the exit code."""
    die_with_parent(signal.SIGKILL)

    def work() -> None:
        job, media = DrawingJob.read(Path(words[0])), Path(words[1])
        media.mkdir()
        reading = ReadFiles(job.root, job.accounted)
        reading.watch()
        seconds = float(played(job, media).renderer.time)
        told = os.environ.get("LECTURE_CUES")
        cues = own_cues(Path(told)) if told and Path(told).is_file() else UNTOLD
        Played(seconds, cues, reading.with_modules(job.known)).write(media / PLAYED, durable=False)

    return exit_code(work)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
