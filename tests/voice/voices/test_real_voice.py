"""The one test that speaks with the model itself; it needs `lecture/setup.sh voice`, as test.sh has it."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from voice.settings import VoiceSettings
from voice.sound.trimming import trimmed
from voice.voices.protocol import Speech
from voice.voices.registry import voice_of

SENTENCES = [
    "First the plane turns by nineteen degrees, then it flips over like a page.",
    "Sigmoid squashes, and ReLU folds.",
    "Why should a layer show the same surface?",
]
#: Words a minute, between those of a slow reader and of an auctioneer.
SLOW, QUICK = 100, 280
#: Seconds by which a word may be heard off its time: one frame at 60 a second after a pause, two elsewhere.
NEAR, WITHIN = 1 / 60, 1 / 30


def onsets(speech: Speech) -> list[float]:
    """Return when it is loud again after a tenth of a second of quiet: the largest sample of each 5 ms."""
    step = speech.rate // 200
    blocks = np.abs(speech.samples[: len(speech.samples) // step * step]).reshape(-1, step).max(axis=1)
    loud = np.flatnonzero(blocks > 0.01 * np.abs(speech.samples).max())
    again = [after for before, after in itertools.pairwise(loud) if after - before > 20]
    return [float(block / 200) for block in [loud[0], *again]]


def hissing(speech: Speech, about: float) -> float:
    """Return when an s or sh begins near a time: half of its rise above 4.5 kHz, in decibels, is made."""
    width = speech.rate // 100
    at = np.arange(about - 0.12, about + 0.1, 0.002)
    pieces = np.stack([speech.samples[round(time * speech.rate) :][:width] for time in at])
    spectrum = np.abs(np.fft.rfft(pieces * np.hanning(width), axis=1)) ** 2
    hiss = 10 * np.log10(spectrum[:, round(4500 * width / speech.rate) :].sum(axis=1) + 1e-9)
    loudest = 40 + int(hiss[40:].argmax())
    middle = (hiss[:loudest].min() + hiss[loudest]) / 2
    return float(at[np.flatnonzero(hiss[:loudest] < middle)[-1]]) + width / speech.rate / 2


@pytest.fixture(scope="module")
def spoken() -> list[Speech]:
    voice = voice_of(VoiceSettings())
    return [voice.speak(sentence, {}) for sentence in SENTENCES]


def test_three_sentences_are_said_at_a_readers_pace_and_level_in_the_order_of_their_words(
    spoken: list[Speech],
) -> None:
    for sentence, raw in zip(SENTENCES, spoken, strict=True):
        speech = trimmed(raw)
        seconds = len(speech.samples) / speech.rate
        assert SLOW < len(sentence.split()) / seconds * 60 < QUICK, sentence
        level = 20 * np.log10(np.sqrt(np.mean(np.square(speech.samples))))
        assert -30 < level < -15, sentence
        assert np.abs(raw.samples).max() <= 1
        assert [word.word for word in speech.words] == sentence.split()
        times = [time for word in speech.words for time in (word.start, word.end)]
        assert times == sorted(times)
        assert all(word.end - word.start > 0.02 for word in speech.words), sentence
        assert times[-1] <= seconds


def test_words_after_a_pause_are_heard_at_their_times(spoken: list[Speech]) -> None:
    """The pauses are found here by amplitude alone; each comma of the three sentences is one."""
    for speech in map(trimmed, spoken):
        begin = [True, *(word.word.endswith(",") for word in speech.words[:-1])]
        starts = [word.start for word, first in zip(speech.words, begin, strict=True) if first]
        assert onsets(speech) == pytest.approx(starts, abs=NEAR)
    others = [word.start for word in spoken[0].words[1:7]]
    assert min(abs(onsets(spoken[0])[1] - time) for time in others) > NEAR, "the control: other words are not"


def test_words_in_running_speech_are_heard_at_their_times(spoken: list[Speech]) -> None:
    """By the hiss with which four words of the third sentence begin."""
    hissed = [word for word in spoken[2].words if word.word.startswith("s")]
    assert [word.word for word in hissed] == ["should", "show", "same", "surface?"]
    assert [hissing(spoken[2], word.start) for word in hissed] == [
        pytest.approx(word.start, abs=WITHIN) for word in hissed
    ]
    later = [word.start + 0.1 for word in hissed]
    found = [abs(hissing(spoken[2], time) - time) for time in later]
    assert min(found) > WITHIN, "the control: times a tenth of a second later are not"


def test_the_same_sentence_is_the_same_bytes_in_another_session(spoken: list[Speech]) -> None:
    again = voice_of(VoiceSettings()).speak(SENTENCES[2], {})
    assert again.samples.tobytes() == spoken[2].samples.tobytes()
    assert again.words == spoken[2].words
