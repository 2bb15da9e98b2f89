"""The receipt beside the joined lecture: what it was made from, what it is."""

from __future__ import annotations

from dataclasses import dataclass

from lecture.request.layout import Layout
from lecture.system.cues import Section
from training.errors import LectureError
from training.storage.messages import Message


@dataclass(frozen=True)
class LectureReceipt(Message):
    """What is known about the joined lecture.

    Attributes
    ----------
    key : str
        Digest of everything it depends on; see `join_key`.
    title : str
        The lecture's.
    duration : float
        Running time in seconds.
    frames : int
        In all its scenes.
    scenes : tuple of str
        Slugs of the scenes, in order.
    chapters, sections : tuple of Section
        A chapter is a scene, a section a beat of its storyboard.
    files : dict
        Digest of every published file, by its name.
    """

    key: str
    title: str
    duration: float
    frames: int
    scenes: tuple[str, ...]
    chapters: tuple[Section, ...]
    sections: tuple[Section, ...]
    files: dict[str, str]


def read_lecture_receipt(layout: Layout) -> LectureReceipt | None:
    """Return the joined lecture's receipt, or None when there is none of today's form: it is joined anew."""
    try:
        return LectureReceipt.read(layout.lecture_receipt)
    except LectureError:
        return None
