"""One loudness for every take, whoever speaks it, and ends that do not click."""

from __future__ import annotations

from math import ceil, isinf

import numpy as np

from film.limiter import limited
from film.loudness import loudness
from film.mastering import decibels
from film.sound import RATE, Mono, Samples

#: Loudness of a take in LUFS, heard from both sides, pauses left out by the meter's gate: low enough that
#: speech hardly ever reaches the ceiling, so that nothing of a take is lost before a film is mastered.
LEVEL = -20.0
#: Highest true peak of a take, in dB of full scale.
CEILING = -1.0
#: Samples over which a take begins and ends: 5 ms.
FADE = RATE // 200
#: Samples the meter needs to find the loudness of a short word: it is said over and over until then.
MEASURED = 3 * RATE


def level_of(samples: Samples) -> float:
    """Return how loud some speech is, however short.

    Parameters
    ----------
    samples : array of float32, shape (1 or 2, samples)
        At `RATE`.

    Returns
    -------
    float
        LUFS; minus infinity for silence.
    """
    peak = float(np.abs(samples).max(initial=0))
    if not peak:
        return -np.inf
    # The meter hears nothing below -70 LUFS, and nothing that is over before its window is full.
    times = max(1, ceil(MEASURED / samples.shape[1]))
    return loudness([np.tile(samples / np.float32(peak), times)]) + float(20 * np.log10(peak))


def raised(samples: Samples, level: float) -> Samples:
    """Return speech of some loudness at the level of takes; only scaled."""
    return samples * np.float32(decibels(LEVEL - level))


def levelled(samples: Mono) -> Mono:
    """Return a take at its level, its first and last 5 ms faded.

    Parameters
    ----------
    samples : array of float32, shape (samples,)
        Trimmed, at `RATE`.

    Returns
    -------
    array of float32, shape (samples,)
        Silence stays silence.
    """
    level = level_of(samples[None])
    if isinf(level):
        return np.zeros_like(samples)
    gain = decibels(LEVEL - level)
    return faded(np.concatenate([*limited([samples[None]], gain, decibels(CEILING))], axis=1)[0])


def faded(samples: Mono) -> Mono:
    """Return a take that rises from nothing and falls to nothing."""
    result = samples.copy()
    length = min(FADE, len(result) // 2)
    rise = (0.5 - 0.5 * np.cos(np.pi * np.arange(length) / max(1, length))).astype(np.float32)
    result[:length] *= rise
    result[len(result) - length :] *= rise[::-1]
    return result
