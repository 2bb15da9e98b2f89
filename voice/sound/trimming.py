"""Where speech begins and ends in a sound, found by its energy, and a sentence cut there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import Field, replace
from typing import Any, ClassVar, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from training.errors import LectureError
from voice.sound.samples import Mono

#: Part of every take's key: raised whenever the same sound would be cut in another place.
TRIM_VERSION = 1
#: Seconds of sound whose energy is taken together, and from one such window to the next.
WINDOW, STEP = 0.010, 0.005
#: Decibels below full speech down to which sound still counts as speech: an f or an h lies that low.
BELOW_SPEECH = 34.0
#: Decibels above the noise floor that sound must reach at least, and decibels below speech that always do.
ABOVE_FLOOR, ALWAYS = 8.0, 15.0
#: Percentiles of the windows' levels that stand for full speech and for the noise floor.
SPEECH, FLOOR = 90.0, 5.0
#: Windows in a row that must count, so that a click is no speech.
TOGETHER = 4
#: Seconds kept before the first sound of speech and after the last.
LEAD, TRAIL = 0.020, 0.060
#: RMS of full scale, in decibels, below which nothing is heard at all.
NOTHING = -70.0


class Timed(Protocol):
    """Something said from one second to another."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def start(self) -> float:
        """Its first second."""

    @property
    def end(self) -> float:
        """Its last."""


class Sound(Protocol):
    """Spoken words, as `voice.voices.protocol.Speech`."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def samples(self) -> Mono:
        """One channel."""

    @property
    def rate(self) -> int:
        """Samples a second."""

    @property
    def words(self) -> Iterable[Timed]:
        """When each word is said."""


Spoken = TypeVar("Spoken", bound=Sound)


def levels(samples: Mono, rate: int) -> NDArray[np.float64]:
    """Return the energy of each window of a sound.

    Parameters
    ----------
    samples : array of float32, shape (samples,)
        At least one window long.
    rate : int
        Samples a second.

    Returns
    -------
    array, shape (windows,)
        Decibels of full scale (RMS); window `i` begins ``i * STEP`` seconds after the first sample.
    """
    summed = np.concatenate([[0.0], np.cumsum(np.square(samples, dtype=np.float64))])
    width, step = round(WINDOW * rate), round(STEP * rate)
    first = np.arange(0, len(samples) - width + 1, step)
    power = (summed[first + width] - summed[first]) / width
    decibels: NDArray[np.float64] = 10 * np.log10(np.maximum(power, 1e-12))
    return decibels


def speech_span(samples: Mono, rate: int) -> tuple[int, int] | None:
    """Return where speech begins and ends, whatever noise lies below it.

    Parameters
    ----------
    samples : array of float32, shape (samples,)
        One channel.
    rate : int
        Samples a second.

    Returns
    -------
    tuple of int or None
        The first sample of speech and the one after its last; None where nothing is heard.
    """
    if len(samples) < round(WINDOW * rate):
        return None
    loud = np.flatnonzero(_in_a_row(_loud(samples, rate), TOGETHER))
    if not len(loud):
        return None
    step, width = round(STEP * rate), round(WINDOW * rate)
    return int(loud[0]) * step, min(len(samples), int(loud[-1]) * step + width)


def pauses(samples: Mono, rate: int, shortest: float) -> list[tuple[float, float]]:
    """Return where nothing is said, before, between and after what is.

    Parameters
    ----------
    samples : array of float32, shape (samples,)
        One channel, at least one window long.
    rate : int
        Samples a second.
    shortest : float
        Seconds a pause lasts at least.

    Returns
    -------
    list of tuple of float
        First and last second of each, in order.
    """
    quiet = _in_a_row(~_loud(samples, rate), max(1, round(shortest / STEP)))
    first, last = _runs(quiet)
    # A window is heard about its middle.
    seconds = (np.column_stack([first, last]) * STEP + WINDOW / 2).tolist()
    return [(begin, end) for begin, end in seconds]


def trimmed(spoken: Spoken) -> Spoken:
    """Return a spoken sentence cut to its speech, its words' times with it.

    Parameters
    ----------
    spoken : Speech
        As a voice gives it.

    Returns
    -------
    Speech
        `LEAD` seconds before the speech to `TRAIL` seconds after it, or what there is of them; no word begins
        before its first sample or ends after its last.

    Raises
    ------
    LectureError
        If nothing is heard.
    """
    samples, rate = spoken.samples, spoken.rate
    span = speech_span(samples, rate)
    if span is None:
        seconds = len(samples) / rate
        raise LectureError(
            f"no speech is heard in {seconds:.1f} s of sound; record it anew or name another voice"
        )
    first = max(0, span[0] - round(LEAD * rate))
    last = min(len(samples), span[1] + round(TRAIL * rate))
    cut, length = first / rate, (last - first) / rate

    def moved(second: float) -> float:
        return round(min(max(second - cut, 0.0), length), 6)

    words = tuple(replace(word, start=moved(word.start), end=moved(word.end)) for word in spoken.words)
    return replace(spoken, samples=samples[first:last].copy(), words=words)


def _loud(samples: Mono, rate: int) -> NDArray[np.bool_]:
    """Return which windows of a sound are speech; none where nothing is heard."""
    found = levels(samples, rate)
    speech, floor = np.percentile(found, SPEECH), np.percentile(found, FLOOR)
    if speech < NOTHING:
        return np.zeros(len(found), np.bool_)
    threshold = min(max(speech - BELOW_SPEECH, floor + ABOVE_FLOOR), speech - ALWAYS)
    return np.asarray(found >= threshold, np.bool_)


def _runs(chosen: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the first window of each run of chosen ones, and the one after its last."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], chosen, [False]]).astype(np.int8)))
    return edges[::2], edges[1::2]


def _in_a_row(chosen: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
    """Return which windows belong to a run of at least so many chosen ones."""
    kept = np.zeros_like(chosen)
    for first, last in zip(*_runs(chosen), strict=True):
        kept[first:last] = last - first >= count
    return kept
