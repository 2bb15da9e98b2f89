"""Sound to be measured, and measures of it that share nothing with the project's own."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter, resample_poly

RATE = 48_000
#: BS.1770-4, tables 1 and 2: the filters of K-weighting at 48 kHz, numerator and denominator.
SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))


def speech(seconds: float, seed: int = 0) -> NDArray[np.float32]:
    """Pulses of a voice through three formants, syllables of changing strength, hisses, pauses; peak 1."""
    random = np.random.default_rng(seed)
    time = np.arange(round(seconds * RATE)) / RATE
    pitch = np.cumsum(110 + 20 * np.sin(2 * np.pi * 0.7 * time)) / RATE
    pulses = np.diff(np.floor(pitch), prepend=0.0)
    voiced = np.zeros(len(time))
    for middle, width, strength in ((600, 80, 1.0), (1300, 100, 0.6), (2600, 150, 0.4)):
        radius = np.exp(-np.pi * width / RATE)
        voiced += strength * lfilter(
            [1 - radius], [1, -2 * radius * np.cos(2 * np.pi * middle / RATE), radius**2], pulses
        )
    syllables = np.repeat(random.uniform(0.1, 1.0, len(time) // 9600 + 1), 9600)[: len(time)]
    envelope = syllables * np.clip(np.sin(2 * np.pi * 2.5 * time), 0, None)
    hiss = np.diff(random.normal(size=len(time)), prepend=0.0) * np.clip(np.sin(4 * time) - 0.7, 0, None)
    sound = (voiced / np.abs(voiced).max() * envelope + 0.1 * hiss) * (np.sin(2 * np.pi * time / 3.1) > -0.8)
    return (sound / np.abs(sound).max()).astype(np.float32)


def loudness(samples: NDArray[np.float32]) -> float:
    """Integrated loudness of BS.1770-4, written down from the recommendation: shape (channels, samples)."""
    weighted = lfilter(*HIGH_PASS, lfilter(*SHELF, samples.astype(float)))
    step, block = RATE // 10, RATE * 4 // 10
    starts = range(0, samples.shape[1] - block + 1, step)
    powers = np.array([np.mean(weighted[:, k : k + block] ** 2, axis=1).sum() for k in starts])

    def level(power: float) -> float:
        return float(-0.691 + 10 * np.log10(power))

    heard = powers[powers > 10 ** ((-70 + 0.691) / 10)]
    if not len(heard):
        return -np.inf
    gate = level(heard.mean()) - 10
    return level(heard[heard > 10 ** ((gate + 0.691) / 10)].mean())


def true_peak(samples: NDArray[np.float32]) -> float:
    """Highest value between samples too, in dB of full scale, looked for at eight points a sample."""
    return float(20 * np.log10(np.abs(resample_poly(samples.astype(float), 8, 1, axis=1)).max() + 1e-12))


def decoded(path: Path) -> NDArray[np.float32]:
    """A file's sound from second 0 on, as a player times it: shape (2, samples)."""
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
        frames = list(container.decode(audio=0))
        start = round(frames[0].pts * frames[0].time_base * RATE)
        parts = [part.to_ndarray() for frame in [*frames, None] for part in resampler.resample(frame)]
    samples = np.concatenate(parts, axis=1)
    return np.pad(samples, ((0, 0), (start, 0))) if start >= 0 else samples[:, -start:]
