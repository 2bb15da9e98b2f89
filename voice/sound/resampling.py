"""Samples at the rate of films."""

from __future__ import annotations

from collections.abc import Iterable

import av
import numpy as np

from film.sound import RATE, Mono


def mono(frames: Iterable[av.AudioFrame]) -> Mono:
    """Return decoded sound of any rate, width and number of channels as one channel at `RATE`.

    Parameters
    ----------
    frames : iterable of av.AudioFrame
        In order; their times are left aside.
    """
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
    parts = []
    for frame in frames:
        frame.pts = None
        parts += resampler.resample(frame)
    parts += resampler.resample(None)
    return np.concatenate([np.zeros(0, np.float32), *(part.to_ndarray()[0] for part in parts)])


def at_film_rate(samples: Mono, rate: int) -> Mono:
    """Return one channel of any rate at `RATE`, as long to within a sample.

    Parameters
    ----------
    samples : array of float32, shape (samples,)
        Full scale from -1 to 1.
    rate : int
        Samples a second.
    """
    if rate == RATE or not len(samples):
        return samples
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples)[None], format="fltp", layout="mono")
    frame.sample_rate = rate
    length = round(len(samples) * RATE / rate)
    resampled = mono([frame])[:length]
    return np.pad(resampled, (0, length - len(resampled)))
