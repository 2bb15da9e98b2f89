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
    "Why does that matter?",
]
#: Words a minute, between those of a slow reader and of an auctioneer.
SLOW, QUICK = 100, 230
#: Seconds by which a word that follows a pause may be heard off its time: one frame at 60 a second.
NEAR = 1 / 60


def onsets(speech: Speech) -> list[float]:
    """Return when it is loud again after a tenth of a second of quiet: the largest sample of each 5 ms."""
    step = speech.rate // 200
    blocks = np.abs(speech.samples[: len(speech.samples) // step * step]).reshape(-1, step).max(axis=1)
    loud = np.flatnonzero(blocks > 0.01 * np.abs(speech.samples).max())
    again = [after for before, after in itertools.pairwise(loud) if after - before > 20]
    return [float(block / 200) for block in [loud[0], *again]]


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


def test_the_same_sentence_is_the_same_bytes_in_another_session(spoken: list[Speech]) -> None:
    again = voice_of(VoiceSettings()).speak(SENTENCES[2], {})
    assert again.samples.tobytes() == spoken[2].samples.tobytes()
    assert again.words == spoken[2].words
