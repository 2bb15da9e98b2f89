"""A programme has one loudness, its peaks stay below -1 dB after encoding, its silence is silence."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from film import loudness as meter
from film.limiter import limited, true_peaks
from film.mastering import CEILING, LOUDNESS, decibels, mastered, mastered_blocks
from film.sound import Mono, Samples, add_sound, encoded
from tests.film.loud import RATE, decoded, loudness, speech, true_peak


def with_bursts(seconds: float, seed: int = 0) -> Mono:
    """Speech with a plosive thrice as loud every two seconds: what has to be limited."""
    samples = speech(seconds, seed)
    return samples * np.where(np.arange(len(samples)) % (2 * RATE) < 2400, 3, 1).astype(np.float32)


def written(path: Path, samples: Samples) -> Path:
    with av.open(str(path), "w") as output:
        track = add_sound(output, path.suffix, spoken=True)
        output.start_encoding()
        for packet in encoded(track, [samples]):
            output.mux(packet)
    return path


@pytest.mark.parametrize("form", ["mp4", "webm"])
def test_a_programme_is_at_minus_16_lufs_and_peaks_below_minus_1_after_decoding(
    tmp_path: Path, form: str
) -> None:
    programme = mastered(0.05 * with_bursts(15))
    film = decoded(written(tmp_path / f"film.{form}", programme))
    assert loudness(film) == pytest.approx(-16.0, abs=0.3)
    assert true_peak(film) <= -1.0
    plain = np.repeat(with_bursts(15)[None], 2, axis=0)
    assert true_peak(plain * decibels(LOUDNESS - loudness(plain))) > 0, "the control: gain alone would clip"


def test_the_meter_agrees_with_the_recommendation_written_down() -> None:
    stereo = np.stack([speech(8, 1), 0.3 * speech(8, 2)])
    assert meter.loudness([stereo[:, :1000], stereo[:, 1000:]]) == pytest.approx(loudness(stereo), abs=0.1)
    one = speech(8, 3)[None]
    assert meter.loudness([one]) == pytest.approx(loudness(np.repeat(one, 2, axis=0)), abs=0.1)
    assert meter.loudness([one]) != pytest.approx(loudness(one), abs=2), (
        "one channel is heard from both sides"
    )


def test_peaks_between_samples_are_found_where_an_independent_filter_finds_them() -> None:
    time = np.arange(RATE // 10) / RATE
    tone = np.sin(2 * np.pi * 12_000 * time + np.pi / 4).astype(np.float32)[None]
    assert np.abs(tone).max() < 0.71
    assert 20 * np.log10(true_peaks(tone)[100:-100].max()) == pytest.approx(0.0, abs=0.1)
    noise = speech(2, 4)[None]
    assert 20 * np.log10(true_peaks(noise).max()) == pytest.approx(true_peak(noise), abs=0.1)


def test_the_limiter_leaves_alone_what_is_below_the_ceiling_and_gives_the_same_in_any_blocks() -> None:
    samples = with_bursts(4.5)[None]
    whole = np.concatenate([*limited([samples], 0.5, 0.6)], axis=1)
    assert whole.shape == samples.shape
    assert true_peak(whole) <= 20 * np.log10(0.6) + 0.05
    cut = [samples[:, :7], samples[:, 7:7], samples[:, 7 : 3 * RATE], samples[:, 3 * RATE :]]
    np.testing.assert_allclose(np.concatenate([*limited(cut, 0.5, 0.6)], axis=1), whole, atol=1e-6)
    quiet = 0.1 * samples
    np.testing.assert_array_equal(np.concatenate([*limited([quiet], 1.0, 0.6)], axis=1), quiet)


def third_harmonic(tone: np.ndarray) -> float:
    """The part of a second of a tone of 80 Hz that lies at 240 Hz, in dB of the tone."""
    spectrum = np.abs(np.fft.rfft(tone * np.hanning(len(tone))))
    return float(20 * np.log10(spectrum[240] / spectrum[80]))


def test_a_deep_tone_above_the_ceiling_becomes_softer_not_rougher() -> None:
    tone = 1.8 * np.sin(2 * np.pi * 80 * np.arange(3 * RATE) / RATE).astype(np.float32)[None]
    pressed = np.concatenate([*limited([tone], 1.0, 0.8)], axis=1)
    middle = slice(RATE, 2 * RATE)
    assert np.abs(pressed).max() == pytest.approx(0.8, abs=1e-3)
    assert third_harmonic(pressed[0, middle]) < -60
    assert third_harmonic(np.clip(tone, -0.8, 0.8)[0, middle]) > -20, "the control: a clipper"


@pytest.mark.parametrize("shape", [(0,), (1, 0), (2, 0), (1000,), (1, RATE), (2, 3 * RATE)])
def test_silence_stays_silence(shape: tuple[int, ...]) -> None:
    result = mastered(np.zeros(shape, dtype=np.float32))
    assert result.shape == (2, shape[-1])
    assert not result.any()


def test_silence_between_sentences_stays_digital_silence_and_nothing_moves() -> None:
    samples = 0.02 * with_bursts(6)
    samples[2 * RATE : 3 * RATE] = 0
    result = mastered(samples)
    assert not result[:, 2 * RATE : 3 * RATE].any()
    assert np.array_equal(result[0], result[1])
    lags = range(-3, 4)
    likeness = [float(np.dot(np.roll(samples, lag), result[0])) for lag in lags]
    assert lags[int(np.argmax(likeness))] == 0


def test_a_quarter_of_an_hour_is_mastered_without_a_copy_of_it() -> None:
    """As many samples as go in come out, in blocks of a few seconds."""
    minute = 0.05 * speech(20, 5)[None]
    sizes = [block.shape for block in mastered_blocks([minute, np.zeros((1, RATE), np.float32), minute])]
    assert sum(size[1] for size in sizes) == 41 * RATE
    assert max(size[1] for size in sizes) <= 2 * RATE
    assert CEILING < -1
