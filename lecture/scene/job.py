"""What a drawing process is told, and what it tells when it is done."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from lecture.request.picture import Picture
from lecture.system.cues import Cues
from training.storage.messages import Message


@dataclass(frozen=True)
class Excerpt(Message):
    """A part of a scene, for benchmarks.

    Attributes
    ----------
    first : int
        The play that is drawn first.
    frames : int
        Frames to stop after.
    """

    first: int
    frames: int


@dataclass(frozen=True)
class DrawingJob(Message):
    """A scene to draw.

    Attributes
    ----------
    root : Path
        Project root.
    file : Path
        The scene file.
    scene : str
        The class in it.
    media : Path
        A folder that belongs to this drawing alone.
    picture : Picture
        The format.
    accounted : tuple of Path
        Files, and folders with all they hold, whose reading is accounted for elsewhere.
    known : dict
        The inputs known before it is drawn.
    excerpt : Excerpt, optional
        Draw this part alone.
    """

    root: Path
    file: Path
    scene: str
    media: Path
    picture: Picture
    accounted: tuple[Path, ...] = ()
    known: dict[str, str] = field(default_factory=dict)
    excerpt: Excerpt | None = None

    def seen_from_root(self, path: Path) -> Path:
        """Return a path as manim gets it: from the project root, where the drawing process runs.

        manim fills in whatever stands in braces anywhere in its folders' paths, so the path of the project
        itself must not be in them.
        """
        return path.relative_to(self.root) if path.is_relative_to(self.root) else path

    @property
    def path(self) -> Path:
        """The file that holds this job."""
        return self.media / "job.json"

    @property
    def progress(self) -> Path:
        """The file that holds the newest `Progress`, from the first frames on."""
        return self.media / "progress.json"

    @property
    def result(self) -> Path:
        """The file that holds `Drawn` once the scene is drawn."""
        return self.media / "result.json"


@dataclass(frozen=True)
class Progress(Message):
    """How far a drawing is.

    Attributes
    ----------
    frames : int
        Frames sent to the encoder so far.
    """

    frames: int


@dataclass(frozen=True)
class Drawn(Message):
    """A scene that was drawn.

    Attributes
    ----------
    path : Path
        Its film.
    frames : int
        Frames sent to the encoder.
    cues : Cues
        Title, sections, captions and sentences, in seconds from its start.
    observed : dict
        Digest of every project file it was seen to read that is not among the known inputs.
    seconds, drawing_seconds : float
        What it took by the clock, in all and without starting up.
    cpu_seconds, drawing_cpu_seconds, encoding_seconds : float
        CPU in all, from the first frame on, and of that in the encoder.
    peak_megabytes : float
        Largest memory of the process.
    """

    path: Path
    frames: int
    cues: Cues
    observed: dict[str, str]
    seconds: float
    drawing_seconds: float
    cpu_seconds: float
    drawing_cpu_seconds: float
    encoding_seconds: float
    peak_megabytes: float


def drawing_environment(media: Path, activation: str | None = None, takes: str = "all") -> dict[str, str]:
    """Return the environment a drawing process gets.

    Parameters
    ----------
    media : Path
        The scene's own folder.
    activation : str, optional
        For scenes that serve any activation.
    takes : str
        ``all`` where a sentence without a take is an error, ``some`` where it then has its reading time.
    """
    environment = {name: value for name, value in os.environ.items() if name != "LECTURE_ACTIVATION"}
    environment |= {"LECTURE_CUES": str(media / "cues.json"), "LECTURE_TAKES": takes}
    environment |= {"PYTHONHASHSEED": "0", "PYTHONUNBUFFERED": "1"}
    # glibc then keeps the memory of one frame for the next, in place of fresh pages for each (1 ms a frame).
    environment |= {"MALLOC_MMAP_THRESHOLD_": "33554432", "MALLOC_TRIM_THRESHOLD_": "1073741824"}
    return environment | ({"LECTURE_ACTIVATION": activation} if activation else {})
