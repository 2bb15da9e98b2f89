"""What a voice is: text goes in; samples, their rate and the words' times come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from training.storage.messages import Message
from voice.sound.samples import Mono


@dataclass(frozen=True)
class WordTime(Message):
    """When a word is said.

    Attributes
    ----------
    word : str
        As spelled out for the voice: one part of the spoken text between spaces.
    start, end : float
        Seconds from the first sample.
    """

    word: str
    start: float
    end: float


@dataclass(frozen=True)
class Speech:
    """A spoken sentence as a voice gives it: not trimmed, of any level.

    Attributes
    ----------
    samples : array of float32, shape (samples,)
        One channel.
    rate : int
        Samples a second.
    words : tuple of WordTime
        One for each part of the spoken text between spaces, in order, not overlapping.
    """

    samples: Mono
    rate: int
    words: tuple[WordTime, ...]


class Voice(Protocol):
    """Speaks sentences; making one may load a model, so it is made when the first take is missing."""

    def speak(self, text: str, pronounced: Mapping[str, str]) -> Speech:
        """Return a sentence spoken.

        Parameters
        ----------
        text : str
            As spelled out by `voice.language.spelling`: words between single spaces, with their punctuation.
        pronounced : mapping
            Phonemes that the lecture gives for words, by the word in lower case without punctuation.

        Raises
        ------
        LectureError
            If a word cannot be pronounced (it is named, with the line to add), or the engine fails.
        """
        ...  # pragma: no cover
