"""How long a scene will run, told while it is drawn for the first time: the scene played without pictures."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from lecture.scene.job import DrawingJob
from lecture.system.processes import die_with_parent, kill, start
from training.storage.messages import Message

#: Seconds a scene is drawn before it is measured: most of a short one is over by then.
PATIENCE = 3.0
#: The file in which a measurement tells the `Length` it found.
LENGTH = "length.json"


@dataclass(frozen=True)
class Length(Message):
    """How long a scene runs.

    Attributes
    ----------
    seconds : float
        From its first frame to its last.
    """

    seconds: float


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
        self.command = [sys.executable, "-m", "lecture.scene.measuring", str(job.path), str(self.media)]
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
        found = Length.read_if_there(self.media / LENGTH)
        return None if found is None else found.seconds

    def __enter__(self) -> Measurement:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process is not None:
            kill(self.process)


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
    """Measure the scene of the job file named first into the folder named second; return the exit code."""
    die_with_parent(signal.SIGKILL)
    job, media = DrawingJob.read(Path(words[0])), Path(words[1])
    media.mkdir()
    Length(float(played(job, media).renderer.time)).write(media / LENGTH)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
