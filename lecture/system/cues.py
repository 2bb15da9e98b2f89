"""What a drawn scene tells of itself: its title, sections, captions, and the epochs it shows."""

from __future__ import annotations

from dataclasses import dataclass

from training.storage.messages import Message


@dataclass(frozen=True)
class Section(Message):
    """The beginning of a section or chapter.

    Attributes
    ----------
    name : str
        As the scene named it.
    start : float
        Seconds from the start of the scene, or of the lecture.
    """

    name: str
    start: float


@dataclass(frozen=True)
class Caption(Message):
    """One caption.

    Attributes
    ----------
    text : str
        Of any number of lines.
    start, end : float
        Seconds from the start of the scene, or of the lecture.
    """

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Spoken(Message):
    """One sentence that is said.

    Attributes
    ----------
    sentence : str
        As written, without brackets.
    section : str
        Name of the section it belongs to.
    start, seconds : float
        When it begins, from the scene's start, and how long it lasts.
    source : str
        What is heard, as `voice.narrator.Heard.source`; empty when nothing is.
    """

    sentence: str
    section: str
    start: float
    seconds: float
    source: str


@dataclass(frozen=True)
class RunShown(Message):
    """When a run is shown at which epoch.

    Attributes
    ----------
    run : str
        Its name.
    knots : tuple of (float, float)
        Seconds from the scene's start, or of the lecture, and the epoch shown there, in order; between two of
        them the epoch runs evenly, before the first it is not known, after the last it rests.
    """

    run: str
    knots: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Cues(Message):
    """Title, sections, captions, spoken sentences and epochs of one scene.

    Attributes
    ----------
    title : str
        Empty when it has none.
    sections : tuple of Section
        In order.
    captions : tuple of Caption
        In any order, and as long as the scene says.
    spoken : tuple of Spoken
        In order.
    epochs : tuple of RunShown
        Of the runs that it shows in training; a scene may show others at no epoch.
    """

    title: str
    sections: tuple[Section, ...]
    captions: tuple[Caption, ...]
    spoken: tuple[Spoken, ...] = ()
    epochs: tuple[RunShown, ...] = ()
