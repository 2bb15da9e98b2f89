"""A sentence is cut to its speech, whatever noise lies below it, and its words' times are cut with it."""

from __future__ import annotations

import numpy as np
import pytest

from tests.voice.fake_voice import LOUD, RATE, FakeVoice
from training.errors import LectureError
from voice.sound.trimming import LEAD, STEP, TRAIL, WINDOW, pauses, speech_span, trimmed
from voice.voices.protocol import Speech, WordTime

#: Seconds of silence before and after, as Kokoro leaves them.
BEFORE, AFTER = 0.306, 0.450
SPOKEN = FakeVoice(BEFORE, AFTER).speak("First the plane turns, then it flips over.", {})
#: Seconds by which a window may straddle an edge.
NEAR = WINDOW + STEP


def noisy(below: float, speech: Speech = SPOKEN) -> Speech:
    """Return the sentence over white noise so many decibels below its words (RMS)."""
    noise = np.random.default_rng(1).normal(size=len(speech.samples))
    level = LOUD / np.sqrt(2) * 10 ** (-below / 20)
    return Speech((speech.samples + level * noise).astype(np.float32), speech.rate, speech.words)


@pytest.mark.parametrize("below", [200, 60, 44, 30, 22])
def test_speech_is_found_over_any_noise_floor(below: float) -> None:
    span = speech_span(noisy(below).samples, RATE)
    assert span is not None
    assert span[0] / RATE == pytest.approx(SPOKEN.words[0].start, abs=NEAR)
    assert span[1] / RATE == pytest.approx(SPOKEN.words[-1].end, abs=NEAR)


@pytest.mark.parametrize("loudness", [1.9, 0.1, 0.01])
def test_how_loud_the_speech_is_changes_nothing(loudness: float) -> None:
    assert speech_span((loudness * SPOKEN.samples).astype(np.float32), RATE) == speech_span(
        SPOKEN.samples, RATE
    )


def test_a_click_before_the_speech_is_no_speech() -> None:
    clicked = SPOKEN.samples.copy()
    clicked[RATE // 20 : RATE // 20 + 24] = 0.5
    assert speech_span(clicked, RATE) == speech_span(SPOKEN.samples, RATE)
    clicked[RATE // 20 : RATE // 20 + RATE // 20] = 0.5
    assert speech_span(clicked, RATE) != speech_span(SPOKEN.samples, RATE), "the control: a long one is"


def test_what_is_kept_around_the_speech_is_short_and_the_words_move_with_it() -> None:
    cut = trimmed(SPOKEN)
    assert len(cut.samples) / RATE == pytest.approx(
        SPOKEN.words[-1].end - SPOKEN.words[0].start + LEAD + TRAIL, abs=2 * NEAR
    )
    assert cut.words[0].start == pytest.approx(LEAD, abs=NEAR)
    shifts = {
        round(before.start - after.start, 5) for before, after in zip(SPOKEN.words, cut.words, strict=True)
    }
    assert len(shifts) == 1
    (shift,) = shifts
    first = round(shift * RATE)
    assert np.array_equal(cut.samples, SPOKEN.samples[first : first + len(cut.samples)])
    assert trimmed(cut).samples.size == pytest.approx(cut.samples.size, abs=2 * NEAR * RATE), (
        "cut once is cut"
    )


def test_no_word_ends_after_the_sound_or_begins_before_it() -> None:
    """As the model's durations have them: the last word 300 ms too long, the first in the silence before."""
    words = (
        WordTime("First", 0.0, 0.6),
        *SPOKEN.words[1:-1],
        WordTime("over.", 2.4, SPOKEN.words[-1].end + 0.3),
    )
    cut = trimmed(Speech(SPOKEN.samples, RATE, words))
    assert cut.words[0].start == 0
    assert cut.words[-1].end == pytest.approx(len(cut.samples) / RATE, abs=1e-6)


def test_speech_that_fills_its_sound_is_left_whole() -> None:
    bare = FakeVoice().speak("Turns.", {})
    assert len(trimmed(bare).samples) == len(bare.samples)


@pytest.mark.parametrize("sound", [np.zeros(RATE), np.full(RATE, 1e-5), np.zeros(0), np.zeros(7)])
def test_a_sound_in_which_nothing_is_heard_is_refused_in_one_line(sound: np.ndarray) -> None:
    with pytest.raises(LectureError, match=r"no speech is heard in \d\.\d s of sound; record it anew"):
        trimmed(Speech(sound.astype(np.float32), RATE, ()))


def test_pauses_are_where_nothing_is_said() -> None:
    """The fake voice leaves 60 ms between words, more before and after them."""
    long = pauses(SPOKEN.samples, RATE, 0.1)
    assert long == [
        (pytest.approx(0, abs=NEAR), pytest.approx(SPOKEN.words[0].start, abs=NEAR)),
        (pytest.approx(SPOKEN.words[-1].end, abs=NEAR), pytest.approx(len(SPOKEN.samples) / RATE, abs=NEAR)),
    ]
    assert len(pauses(SPOKEN.samples, RATE, 0.04)) == len(SPOKEN.words) + 1
