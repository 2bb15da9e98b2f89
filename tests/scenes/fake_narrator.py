"""A narrator for tests: everything is heard, at a fixed time a spoken character, its word times exact."""

from __future__ import annotations

import numpy as np

from voice.language.spelling import spelled
from voice.narrator import Heard, Narrator
from voice.settings import VoiceSettings
from voice.sound.samples import RATE, Mono

#: Seconds a spoken character takes, a space too; numbers are spelled out. The lecture's own voice takes 0.058
#: over all of it and 0.056 to 0.061 in a scene, so that scenes last and are filled as in the film.
CHARACTER = 0.06


def word_times(sentence: str, character: float = CHARACTER) -> tuple[tuple[float, float], ...]:
    """Return when each written word of a sentence is said: begin and end, in seconds from its first."""
    times, passed = [], 0
    for word in spelled(sentence):
        said = len(" ".join(word.spoken))
        times.append((passed * character, (passed + said) * character))
        passed += said + 1
    return tuple(times)


def seconds_of(sentence: str, character: float = CHARACTER) -> float:
    """Return how long a sentence is said."""
    return word_times(sentence, character)[-1][1]


class FakeNarrator(Narrator):
    """Says every sentence at an even pace.

    Parameters
    ----------
    character : float
        Seconds a spoken character.
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
        """Return its word times, ``character`` seconds for each spoken character before and in a word."""
        assert "[" not in sentence
        assert sentence == " ".join(sentence.split())
        if self.settings.silent or (sentence in self.mute and sentence not in self.made):
            return None
        words = word_times(sentence, self.character)
        return Heard(f"take {sentence}", words[-1][1], words)

    def make(self, sentence: str) -> None:
        """Note what was asked for."""
        self.made.append(sentence)

    def samples(self, source: str) -> Mono:
        """Return a tone as long as the sentence."""
        seconds = seconds_of(source.removeprefix("take "), self.character)
        return np.full(round(seconds * RATE), 0.25, np.float32)
