"""A limiter that looks ahead: no peak above a ceiling, between the samples neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from film.sound import RATE, Samples

#: How many points are looked at for every sample: BS.1770 asks for four at 48 kHz.
OVERSAMPLING = 4
#: Samples over which the gain falls before a peak and rises after it: 10 ms, a period of a deep voice.
REACH = RATE // 100
#: Samples on each side from which a value between two samples is found.
SEEN = 10
#: Samples on each side that decide about one: twice the reach, and what is seen beyond.
CONTEXT = 2 * REACH + SEEN + 1
#: Samples limited at once; a second without a high peak costs nothing.
PIECE = RATE
#: No value between samples is this many times as high as those around it: more than the sum of their weights.
HIGHEST = 2.5


def weights_between() -> list[NDArray[np.float32]]:
    """Return the weights of the samples around for each point between two: a sinc in a Kaiser window."""
    places = np.arange(-SEEN * OVERSAMPLING, SEEN * OVERSAMPLING + 1)
    weights = (np.sinc(places / OVERSAMPLING) * np.kaiser(len(places), 5.0)).astype(np.float32)
    return [weights[number::OVERSAMPLING] for number in range(1, OVERSAMPLING)]


#: The same, found once.
BETWEEN = weights_between()


def limited(blocks: Iterable[Samples], gain: float, ceiling: float) -> Iterator[Samples]:
    """Yield sound made louder or softer, its peaks pressed under a ceiling; else nothing but scaled.

    Parameters
    ----------
    blocks : iterable of array of float32, shape (channels, samples)
        Following one another, of any lengths, of one number of channels.
    gain : float
        Factor on every sample.
    ceiling : float
        Highest true peak, full scale being 1.

    Yields
    ------
    array of float32, shape (channels, samples)
        As many samples in all, in other blocks.
    """
    waiting: Samples | None = None
    before = 0
    for block in blocks:
        waiting = block if waiting is None else np.concatenate([waiting, block], axis=1)
        while waiting.shape[1] >= before + PIECE + CONTEXT:
            window = waiting[:, : before + PIECE + CONTEXT]
            yield pressed(window, gain, ceiling)[:, before : before + PIECE]
            waiting = waiting[:, before + PIECE - CONTEXT :]
            before = CONTEXT
    if waiting is not None and waiting.shape[1] > before:
        yield pressed(waiting, gain, ceiling)[:, before:]


def pressed(samples: Samples, gain: float, ceiling: float) -> Samples:
    """Return some sound limited; at its ends as if silence were around it."""
    louder = np.multiply(samples, np.float32(gain), order="C")
    if not louder.size or float(np.abs(louder).max()) * HIGHEST <= ceiling:
        return louder
    wanted = np.minimum(1.0, ceiling / np.maximum(true_peaks(louder), 1e-9))
    if wanted.min() == 1.0:
        return louder
    # SciPy comes when something is loud: loading it takes a twentieth of a second.
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    lowest = minimum_filter1d(wanted, 2 * REACH + 1, mode="nearest")
    # Two means of half the reach each: the gain bends softly, and never stands above what a peak allows.
    smooth = uniform_filter1d(uniform_filter1d(lowest, REACH + 1, mode="nearest"), REACH + 1, mode="nearest")
    return louder * np.minimum(smooth, 1.0).astype(np.float32)


def true_peaks(samples: Samples) -> NDArray[np.float32]:
    """Return the highest value around each sample, between the samples too, over all channels.

    Parameters
    ----------
    samples : array of float32, shape (channels, samples)
        At any rate.

    Returns
    -------
    array of float32, shape (samples,)
    """
    highest = np.abs(samples).max(axis=0)
    length = samples.shape[1]
    for channel in samples:
        for weights in BETWEEN:
            between = np.abs(np.convolve(channel, weights)[SEEN : SEEN + length])
            # What lies between two samples belongs to both.
            np.maximum(highest, between, out=highest)
            np.maximum(highest[1:], between[:-1], out=highest[1:])
    return highest
