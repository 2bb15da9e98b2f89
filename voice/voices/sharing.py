"""Word times of a voice that tells few of them, or none: shared out by characters over what is heard."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from voice.sound.samples import Mono
from voice.sound.trimming import speech_span
from voice.voices.protocol import WordTime


def shared_out(
    text: str, samples: Mono, rate: int, known: Sequence[tuple[int, float]] = ()
) -> tuple[WordTime, ...]:
    """Return when each part of a text is said.

    Parameters
    ----------
    text : str
        Words between single spaces.
    samples : array of float32, shape (samples,)
        It spoken.
    rate : int
        Samples a second.
    known : sequence of tuple
        Places in the text, as characters from its start, with the seconds at which they are reached; ones
        that go back, in the text or in time, are passed over.

    Returns
    -------
    tuple of WordTime
        One for each part, in order, each ending where the next begins or one space before.
    """
    first, last = speech_span(samples, rate) or (0, len(samples))
    places, seconds = [0.0], [first / rate]
    for place, second in known:
        if place == 0:
            seconds[0] = min(max(second, 0.0), last / rate)
        elif places[-1] < place < len(text) and seconds[-1] <= second <= last / rate:
            places.append(place)
            seconds.append(second)
    places.append(len(text))
    seconds.append(last / rate)
    words, place = [], 0
    for word in text.split(" "):
        start, end = np.interp([place, place + len(word)], places, seconds)
        words.append(WordTime(word, round(float(start), 6), round(float(end), 6)))
        place += len(word) + 1
    return tuple(words)
