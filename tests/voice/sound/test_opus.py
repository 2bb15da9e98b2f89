"""A take comes back from Opus as long as it was, in its place, and the same bytes are written twice."""

from __future__ import annotations

import av
import numpy as np
import pytest

from tests.film.loud import speech
from voice.sound.opus import opus_bytes, opus_samples
from voice.sound.samples import RATE


@pytest.mark.parametrize("length", [1, 959, 960, 961, 5000, 2 * RATE + 17])
def test_every_sample_has_its_place_after_decoding(length: int) -> None:
    time = np.arange(length) / RATE
    samples = (0.3 * np.sin(2 * np.pi * (200 * time + 150 * time**2))).astype(np.float32)
    back = opus_samples(opus_bytes(samples), length)
    assert back.shape == (length,)
    if length > 2000:
        lags = range(-400, 401)
        likeness = [float(np.dot(np.roll(samples, lag), back)) for lag in lags]
        assert abs(lags[int(np.argmax(likeness))]) <= 1, "the encoder's look-ahead is taken off"
        assert np.corrcoef(samples, back)[0, 1] > 0.98


def test_a_take_costs_what_48_kbit_cost_and_its_bytes_are_the_same_twice() -> None:
    samples = 0.3 * speech(5, 6)
    data = opus_bytes(samples)
    assert data == opus_bytes(samples.copy())
    assert 20_000 < len(data) * 8 / 5 < 96_000
    assert data != opus_bytes(0.9 * samples), "the control"


def test_a_file_that_ends_too_early_is_no_take() -> None:
    data = opus_bytes(0.3 * speech(1, 8))
    with pytest.raises((av.FFmpegError, ValueError)):
        opus_samples(data, 2 * RATE)
    with pytest.raises((av.FFmpegError, ValueError, IndexError)):
        opus_samples(data[: len(data) // 2], RATE)
