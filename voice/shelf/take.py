"""A take: one spoken sentence, found by its key."""

from __future__ import annotations

from dataclasses import dataclass

from training.storage.messages import Message
from voice.sound.samples import RATE
from voice.voices.protocol import WordTime


@dataclass(frozen=True)
class Take(Message):
    """What is known of a take; its samples lie beside it as Opus.

    Attributes
    ----------
    key : str
        Digest of everything that shapes it; see `voice.shelf.key`.
    text : str
        As spoken: spelled out.
    words : tuple of WordTime
        One for each part of the text between spaces; seconds from the take's first sample.
    samples : int
        Its length at `RATE`.
    sha256 : str
        Of the Opus file.
    voice : str
        Who speaks, for people.
    """

    key: str
    text: str
    words: tuple[WordTime, ...]
    samples: int
    sha256: str
    voice: str

    @property
    def seconds(self) -> float:
        """Its length."""
        return self.samples / RATE
