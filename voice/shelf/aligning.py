"""When the words of a recording are said: its sound laid along that of a take whose words are known."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from voice.sound.samples import RATE, Mono
from voice.sound.trimming import speech_span
from voice.voices.protocol import WordTime

#: Samples of a frame of sound that is compared, 32 ms, and from one to the next, 10 ms.
FRAME, STEP = 1536, 480
#: Number of frequency bands, and the edges of the lowest and the highest, in hertz: where speech differs.
BANDS, LOWEST, HIGHEST = 20, 120.0, 7000.0
#: Energy of a band, full scale being about 1, below which it counts as silent.
QUIET = 1e-4


def aligned(recording: Mono, take: Mono, words: Sequence[WordTime]) -> tuple[WordTime, ...]:
    """Return when the words of a recording are said, by those of a take of the same sentence.

    Parameters
    ----------
    recording, take : array of float32, shape (samples,)
        Trimmed and levelled.
    words : sequence of WordTime
        Of the take.
    """
    frames = warped(features(take), features(recording))
    times = (np.arange(len(frames)) * STEP + FRAME / 2) / RATE
    there = (frames * STEP + FRAME / 2) / RATE
    length = len(recording) / RATE

    def moved(second: float) -> float:
        return round(float(np.clip(np.interp(second, times, there), 0, length)), 6)

    return tuple(WordTime(word.word, moved(word.start), moved(word.end)) for word in words)


def features(samples: Mono) -> NDArray[np.float64]:
    """Return the logarithm of each band's energy in each frame, about its mean: shape (frames, bands)."""
    padded = np.pad(samples, (0, max(0, FRAME - len(samples))))
    frames = np.lib.stride_tricks.sliding_window_view(padded, FRAME)[::STEP] * np.hanning(FRAME)
    energy = np.abs(np.fft.rfft(frames)) ** 2 / FRAME
    edges = np.geomspace(LOWEST, HIGHEST, BANDS + 1) * FRAME / RATE
    bands = [energy[:, int(low) : int(high) + 1].mean(axis=1) for low, high in pairwise(edges)]
    levels = np.log(np.stack(bands, axis=1) + QUIET)
    return np.asarray(levels - levels.mean(axis=0))


def warped(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each frame of one sound the frame of another that it is most like, in order.

    Dynamic time warping: the cheapest way through both, from their first frames to their last.

    Parameters
    ----------
    one, other : array, shape (frames, bands)
        From `features`.
    """
    squares = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1) - 2 * one @ other.T
    cost = np.sqrt(np.maximum(squares, 0))
    total = np.empty_like(cost)
    total[0] = np.cumsum(cost[0])
    for row in range(1, len(one)):
        above = total[row - 1]
        entered = np.minimum(above, np.concatenate([[np.inf], above[:-1]]))
        # A row is walked from the cheapest column one may enter it by.
        along = np.cumsum(cost[row])
        total[row] = along + np.minimum.accumulate(entered - np.concatenate([[0.0], along[:-1]]))
    return path_through(total)


def path_through(total: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean column of each row on the cheapest way through a table of summed costs."""
    row, column = total.shape[0] - 1, total.shape[1] - 1
    summed, counted = np.zeros(row + 1), np.zeros(row + 1)
    while True:
        summed[row] += column
        counted[row] += 1
        if row == 0 and column == 0:
            return summed / counted
        ways = [
            (r, c) for r, c in ((row - 1, column - 1), (row - 1, column), (row, column - 1)) if min(r, c) >= 0
        ]
        row, column = min(ways, key=lambda way: total[way])


def shared(recording: Mono, words: Sequence[str]) -> tuple[WordTime, ...]:
    """Return when the words of a recording are said, were each character as long as the next.

    Parameters
    ----------
    recording : array of float32, shape (samples,)
        Trimmed.
    words : sequence of str
        As spoken.
    """
    first, last = speech_span(recording, RATE) or (0, len(recording))
    edges = np.cumsum([0, *(len(word) + 1 for word in words)]) / max(1, sum(len(word) + 1 for word in words))
    times = (first + edges * (last - first)) / RATE
    return tuple(
        WordTime(word, round(float(start), 6), round(float(end), 6))
        for word, start, end in zip(words, times, times[1:], strict=False)
    )
