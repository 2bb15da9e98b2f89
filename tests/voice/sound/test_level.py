"""Every take has one loudness, however short or loud it was, and clicks nowhere."""

from __future__ import annotations

import numpy as np
import pytest

from tests.film.loud import loudness, speech, true_peak
from voice.sound.level import CEILING, FADE, LEVEL, level_of, levelled
from voice.sound.resampling import at_film_rate
from voice.sound.samples import RATE, Mono


def heard(take: Mono, seconds: float = 0.0) -> np.ndarray:
    """A take as it is heard: from both sides, said again and again until the measure has enough of it."""
    times = max(1, round(seconds * RATE / len(take)))
    return np.repeat(np.tile(take, times)[None], 2, axis=0)


@pytest.mark.parametrize("factor", [0.001, 0.05, 1.0])
def test_a_take_has_the_level_of_takes_whatever_it_was_recorded_at(factor: float) -> None:
    spoken = factor * speech(3, 7)
    take = levelled(spoken)
    assert loudness(heard(take)) == pytest.approx(LEVEL, abs=0.3)
    assert true_peak(heard(take)) <= CEILING + 0.1
    assert take.shape == spoken.shape
    if factor != 0.05:
        assert abs(loudness(heard(spoken)) - LEVEL) > 3, "the control: it was not there before"


@pytest.mark.parametrize("seconds", [0.06, 0.2, 0.39])
def test_a_word_shorter_than_the_meters_window_is_levelled_too(seconds: float) -> None:
    first = round(0.1 * RATE)
    word = (0.02 * speech(2, 3))[first : first + round(seconds * RATE)]
    take = levelled(word)
    assert loudness(heard(take, 4)) == pytest.approx(LEVEL, abs=1.2), "its faded ends are a part of it"
    assert loudness(heard(take)) == -np.inf, "the control: a meter alone finds nothing"


@pytest.mark.parametrize("length", [0, 1, 2, 100, RATE])
def test_silence_and_next_to_nothing_stay_what_they_are(length: int) -> None:
    assert not levelled(np.zeros(length, np.float32)).any()
    assert level_of(np.zeros((1, length), np.float32)) == -np.inf
    assert np.isfinite(levelled(np.full(length, 0.1, np.float32))).all()


def test_there_is_no_click_where_a_take_meets_silence() -> None:
    """Cut at the height of a wave: faded, it moves no faster at its ends than the wave does itself."""
    tone = np.cos(2 * np.pi * 220 * np.arange(RATE) / RATE).astype(np.float32)

    def steepest(samples: np.ndarray, at: int) -> float:
        laid = np.pad(samples, 1000)
        return float(np.abs(np.diff(laid[1000 + at - 50 : 1000 + at + 50])).max())

    take = levelled(tone)
    inside = float(np.abs(np.diff(take[FADE:-FADE])).max())
    for seam in (0, len(take)):
        assert steepest(take, seam) <= inside
    control = np.float32(np.abs(take).max()) * tone
    for seam in (0, len(take)):
        assert steepest(control, seam) > 10 * inside, "the control: without fades"


@pytest.mark.parametrize("rate", [8_000, 22_050, 24_000, 44_100, 96_000])
def test_sound_of_any_rate_keeps_its_length_its_pitch_and_its_place(rate: int) -> None:
    time = np.arange(rate // 2) / rate
    resampled = at_film_rate(np.sin(2 * np.pi * 440 * time).astype(np.float32), rate)
    assert len(resampled) == RATE // 2
    exact = np.sin(2 * np.pi * 440 * np.arange(RATE // 2) / RATE)
    assert np.abs(resampled - exact)[500:-500].max() < 1e-3
