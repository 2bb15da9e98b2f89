"""A narrator for tests: everything is heard, at a fixed time a character, its word times exact."""

from __future__ import annotations

import numpy as np

from voice.narrator import Heard, Narrator
from voice.settings import VoiceSettings
from voice.sound.samples import RATE, Mono

#: Seconds a character takes, a space too.
CHARACTER = 0.06


class FakeNarrator(Narrator):
    """Says every sentence in `CHARACTER` seconds a character.

    Parameters
    ----------
    character : float
        Seconds a character.
    mute : frozenset of str
        Sentences that have no take; ``made`` are those it was asked to make, and has since.
    silent : bool
        Whether the lecture is silent.
    """

    def __init__(
        self, character: float = CHARACTER, mute: frozenset[str] = frozenset(), silent: bool = False
    ) -> None:
        super().__init__(VoiceSettings(name="silent" if silent else "fake"))
        self.character = character
        self.mute = mute
        self.made: list[str] = []

    def source(self, scene: str, sentence: str) -> str:
        """Return the sentence itself as its source."""
        return "" if self.settings.silent else f"take {sentence}"

    def heard(self, scene: str, sentence: str) -> Heard | None:
        """Return its word times, `CHARACTER` seconds for each character before and in a word."""
        assert "[" not in sentence
        assert sentence == " ".join(sentence.split())
        if self.settings.silent or (sentence in self.mute and sentence not in self.made):
            return None
        words, passed = [], 0
        for word in sentence.split():
            words.append((passed * self.character, (passed + len(word)) * self.character))
            passed += len(word) + 1
        return Heard(f"take {sentence}", len(sentence) * self.character, tuple(words))

    def make(self, sentence: str) -> None:
        """Note what was asked for."""
        self.made.append(sentence)

    def samples(self, source: str) -> Mono:
        """Return a tone as long as the sentence."""
        seconds = len(source.removeprefix("take ")) * self.character
        return np.full(round(seconds * RATE), 0.25, np.float32)
