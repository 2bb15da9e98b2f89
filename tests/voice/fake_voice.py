"""A voice for tests: a tone a word, of a fixed time a character, its word times exact."""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

import numpy as np

from voice.voices.protocol import Speech, WordTime

#: Samples a second, as Kokoro has them.
RATE = 24_000
#: Seconds a character takes, a space too.
CHARACTER = 0.06
#: How loud a word is, of full scale; the silence between words is digital.
LOUD = 0.5


class FakeVoice:
    """Says each word as a tone whose pitch comes from the word and from the phonemes given for it.

    Parameters
    ----------
    lead, trail : float
        Seconds of silence before the first word and after the last, as an engine leaves them.

    Attributes
    ----------
    spoken : list of str
        What it was given to say, in order.
    """

    def __init__(self, lead: float = 0.0, trail: float = 0.0) -> None:
        self.lead = lead
        self.trail = trail
        self.spoken: list[str] = []

    def speak(self, text: str, pronounced: Mapping[str, str]) -> Speech:
        """Return the tones; `CHARACTER` seconds for each character of the text, a space being silent."""
        self.spoken.append(text)
        pieces = [_silence(self.lead)]
        words: list[WordTime] = []
        time = self.lead
        for word in text.split():
            if words:
                pieces.append(_silence(CHARACTER))
                time += CHARACTER
            length = len(word) * CHARACTER
            pieces.append(_tone(word + pronounced.get(word.lower().strip(".,;:!?"), ""), length))
            words.append(WordTime(word, round(time, 6), round(time + length, 6)))
            time += length
        pieces.append(_silence(self.trail))
        return Speech(np.concatenate(pieces), RATE, tuple(words))


def _silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE), np.float32)


def _tone(word: str, seconds: float) -> np.ndarray:
    """Return a tone between 200 and 800 Hz, the same one for the same word in every process."""
    pitch = 200 + crc32(word.encode()) % 600
    time = np.arange(round(seconds * RATE)) / RATE
    return np.asarray(LOUD * np.sin(2 * np.pi * pitch * time), np.float32)
