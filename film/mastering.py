"""A programme mastered: one loudness, and no peak that a player or a codec would clip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isinf

import numpy as np

from film.limiter import limited
from film.loudness import loudness
from film.sound import Samples

#: Integrated loudness of a film, in LUFS: what the web's players play unchanged.
LOUDNESS = -16.0
#: Highest true peak before encoding, in dB of full scale: AAC and Opus add less than the decibel left to -1.
CEILING = -2.0
#: How near the loudness has to come, in LU: far less than a listener notices.
NEAR = 0.1
#: How often the gain is set again for what the limiter took away.
ATTEMPTS = 4


def decibels(value: float) -> float:
    """Return the factor that so many decibels are."""
    return float(10 ** (value / 20))


def mastered(samples: Samples) -> Samples:
    """Return sound at a film's loudness, its true peaks below the ceiling.

    Parameters
    ----------
    samples : array of float32, shape (1 or 2, samples) or (samples,)
        At `film.sound.RATE`; one channel is heard from both sides.

    Returns
    -------
    array of float32, shape (2, samples)
        Silence stays silence.
    """
    return np.concatenate([*mastered_blocks([np.atleast_2d(samples)]), np.zeros((2, 0), np.float32)], axis=1)


def mastered_blocks(blocks: Sequence[Samples]) -> Iterator[Samples]:
    """Yield a programme mastered as a whole, without another copy of it in memory.

    Parameters
    ----------
    blocks : sequence of array of float32, shape (1 or 2, samples)
        Following one another, at `film.sound.RATE`, of one number of channels; gone through several times.

    Yields
    ------
    array of float32, shape (2, samples)
        As many samples in all, in other blocks.
    """
    gain, ceiling = gain_for(blocks), decibels(CEILING)
    for block in limited(blocks, gain, ceiling):
        yield np.broadcast_to(block, (2, block.shape[1])) if len(block) == 1 else block


def gain_for(blocks: Sequence[Samples]) -> float:
    """Return the factor that gives a programme, once limited, a film's loudness; 1 where all is silent."""
    now = loudness(blocks)
    if isinf(now):
        return 1.0
    gain = LOUDNESS - now
    for _ in range(ATTEMPTS):
        missing = LOUDNESS - loudness(limited(blocks, decibels(gain), decibels(CEILING)))
        gain += missing
        if abs(missing) < NEAR:
            break
    return decibels(gain)
