"""Committed takes made anew and compared with what is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.errors import LectureError
from voice.narrator import Narrator
from voice.shelf.shelf import Shelf
from voice.shelf.take import Take
from voice.sound.samples import RATE, Mono

#: How many takes are made anew.
CHECKED = 10
#: Seconds by which a word of a take made anew may come earlier or later: arithmetic differs with processors.
LATER = 0.03
#: Root mean square of the difference of two takes, in parts of the kept one's, that is still rounding.
DIFFERENCE = 0.1


@dataclass(frozen=True)
class Compared:
    """A take beside itself made anew.

    Attributes
    ----------
    take : Take
        As kept.
    same : bool
        Whether both are the same bytes.
    later : float
        Seconds by which a word, or the end, comes earlier or later at most.
    difference : float
        Root mean square of the samples' difference, in parts of the kept ones'.
    """

    take: Take
    same: bool
    later: float
    difference: float

    @property
    def agrees(self) -> bool:
        """Whether the take is what its voice says today."""
        return self.same or (self.later <= LATER and self.difference <= DIFFERENCE)

    def line(self) -> str:
        """Return the comparison in one line."""
        found = "same bytes" if self.same else f"{1000 * self.later:.0f} ms, {self.difference:.3f} rms"
        return f"{'ok    ' if self.agrees else 'OTHER '}{self.take.key}  {found:18}  {self.take.text}"


def chosen(takes: Sequence[Take], count: int = CHECKED) -> list[Take]:
    """Return so many takes, evenly from among all in order of their keys: any, but the same each time."""
    ordered = sorted(takes, key=lambda take: take.key)
    count = min(count, len(ordered))
    return [ordered[k * len(ordered) // count] for k in range(count)]


def compared(take: Take, kept: Shelf, narrator: Narrator) -> Compared:
    """Make a take anew, in a folder of its own, and compare it with the kept one.

    Raises
    ------
    LectureError
        If the kept one is damaged, or the voice cannot speak.
    """
    with tempfile.TemporaryDirectory() as folder:
        fresh = Shelf(committed=Path(folder, "none"), made=Path(folder, "made"))
        speech = narrator.voice.speak(take.text, narrator.pronounced(take.text))
        anew = fresh.put(speech, take.key, take.text, take.voice)
        return Compared(
            take,
            anew.sha256 == take.sha256,
            apart(take, anew),
            difference(kept.samples(take), fresh.samples(anew)),
        )


def apart(one: Take, other: Take) -> float:
    """Return by how many seconds the words of two takes, or their ends, come apart at most."""
    if len(one.words) != len(other.words):
        return float("inf")
    pairs = [(a.start, b.start) for a, b in zip(one.words, other.words, strict=True)]
    return max(abs(a - b) for a, b in [*pairs, (one.seconds, other.seconds)])


def difference(kept: Mono, anew: Mono) -> float:
    """Return the root mean square of two takes' difference, in parts of the kept one's."""
    length = max(len(kept), len(anew), RATE // 1000)
    one, other = (np.pad(samples, (0, length - len(samples))) for samples in (kept, anew))
    return float(np.sqrt(np.mean((one - other) ** 2)) / max(np.sqrt(np.mean(one**2)), 1e-9))


def check(narrator: Narrator) -> int:
    """Make some committed takes anew and print how they compare; return the exit code.

    Raises
    ------
    LectureError
        If none is committed, one is damaged, or the voice cannot speak.
    """
    shelf = narrator.shelf
    takes = list(shelf.listed().values())
    if not takes:
        raise LectureError("no takes are committed; make and keep them: ./render.sh takes --keep")
    results = []
    for take in chosen(takes):
        results.append(compared(take, shelf, narrator))
        print(results[-1].line(), flush=True)
    others = sum(not result.agrees for result in results)
    print(f"{len(results) - others} of {len(results)} takes are what the voice says today")
    return 1 if others else 0
