"""What the watching process and a drawing process tell each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lecture.scene.job import DrawingJob
from lecture.system.cues import Cues, Section
from training.storage.messages import Message


@dataclass(frozen=True)
class Task(Message):
    """A part of a scene to draw, or a scene to play.

    Attributes
    ----------
    number : int
        Of this task alone.
    job : DrawingJob
        The scene, the picture format and the folder of manim's files.
    activation : str, optional
        For scenes that serve any activation.
    clips : Path
        The folder of the clips.
    sections : tuple of str
        Keys of the sections to draw; the scene ends after the last of them. Empty: all but those kept.
    kept : tuple of str
        Keys of sections that need not be drawn again.
    survey : bool
        Draw nothing; note which functions each section runs.
    """

    number: int
    job: DrawingJob
    activation: str | None
    clips: Path
    sections: tuple[str, ...]
    kept: tuple[str, ...]
    survey: bool


@dataclass(frozen=True)
class Clip(Message):
    """One section that has been drawn.

    Attributes
    ----------
    section : str
        Its key: its name, made unique in its scene; empty for what stands before the first one.
    start, seconds : float
        Its start, from the scene's, and its length.
    file : str
        Its film in the folder of the clips.
    """

    section: str
    start: float
    seconds: float
    file: str


@dataclass(frozen=True)
class Still(Message):
    """The newest frame of a section that is being drawn.

    Attributes
    ----------
    section : str
        The section's key.
    seconds : float
        How much of it is drawn.
    file : str
        Its picture in the folder of the clips.
    """

    section: str
    seconds: float
    file: str


@dataclass(frozen=True)
class Played(Message):
    """A scene that was played to the end of what was asked for.

    Attributes
    ----------
    sections : tuple of Section
        By their keys, in order, all that it came to.
    seconds : float
        How far it came, from its start.
    whole : bool
        Whether that is its end.
    cues : Cues
        Its title, captions and sentences until then.
    observed : dict
        Digest of every further project file it was seen to read.
    calls : dict, optional
        Functions by section, when the task was a survey.
    """

    sections: tuple[Section, ...]
    seconds: float
    whole: bool
    cues: Cues
    observed: dict[str, str]
    calls: dict[str, tuple[str, ...]] | None


@dataclass(frozen=True)
class Failure(Message):
    """An error of a scene.

    Attributes
    ----------
    file : str
        The project file it happened in, from the project's folder; empty when it is none's.
    line : int
        Line of that file, 0 when there is none.
    message : str
        What went wrong, in one line.
    source : str
        That line of the file.
    trail : tuple of str
        How the project's code came there, outermost first: ``FILE:LINE in FUNCTION``.
    """

    file: str
    line: int
    message: str
    source: str
    trail: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Where and what, in one line."""
        return f"{self.file}:{self.line}: {self.message}" if self.file else self.message


@dataclass(frozen=True)
class Told(Message):
    """What a drawing process tells: one of these."""

    still: Still | None = None
    clip: Clip | None = None
    played: Played | None = None
    failure: Failure | None = None
