"""What is noted of a scene while it is played: all that a rule of the film is about, and no mobject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from training.storage.messages import Message


@dataclass(frozen=True)
class Said(Message):
    """A spoken sentence, in which section, when it begins and how long it is, seconds."""

    sentence: str
    section: str
    start: float
    seconds: float

    @property
    def end(self) -> float:
        """When it has been said."""
        return self.start + self.seconds


@dataclass(frozen=True)
class Notes(Message):
    """A scene as it was played.

    Attributes
    ----------
    scene, title : str
    seconds : float
        How long it lasts.
    sections : tuple of str
        Names of its beats.
    said : tuple of Said
    typeset : tuple of str
        Everything that was typeset on some still, as Typst has it.
    readouts, unmarked, colours, moves : tuple of str
        What the rules of these names found.
    compared : dict of str to int
        How often each quantity that a counter tells was compared with what is drawn.
    """

    scene: str
    title: str
    seconds: float
    sections: tuple[str, ...]
    said: tuple[Said, ...]
    typeset: tuple[str, ...]
    readouts: tuple[str, ...]
    unmarked: tuple[str, ...]
    colours: tuple[str, ...]
    moves: tuple[str, ...]
    compared: dict[str, int]

    @property
    def words(self) -> tuple[str, ...]:
        """All that is read or heard: sentences, names of sections, title, what is typeset."""
        return (*(line.sentence for line in self.said), *self.sections, self.title, *self.typeset)


def said_in(record: Mapping[str, Any]) -> tuple[Said, ...]:
    """Return the sentences of a scene's record, or of committed narration."""
    names = ("sentence", "section", "start", "seconds")
    return tuple(Said(*(line[name] for name in names)) for line in record["spoken"])
