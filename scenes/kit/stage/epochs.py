"""Which run a scene shows at which epoch, second by second: it can be seen elsewhere at that moment."""

from __future__ import annotations

from itertools import pairwise

from manim import ValueTracker

#: Most epochs by which the kept knots may miss a frame while the epoch moves; at rest they miss none.
TOLERANCE = 0.02

#: Second and epoch.
Knot = tuple[float, float]


class ShownEpoch(ValueTracker):
    """The epoch that is on stage, from the first time that a scene sets or moves it.

    Attributes
    ----------
    known : bool
        Whether the scene has set it. A scene that shows a run before it moves the epoch sets it first.
    runs : tuple of str
        Names of the runs that are shown at this epoch; while it is empty, the first of the scene's.
    """

    def __init__(self, value: float = 0.0) -> None:
        super().__init__(value)
        self.known = False
        self.runs: tuple[str, ...] = ()

    def set_value(self, value: float) -> ShownEpoch:
        """Set the epoch; returns itself."""
        self.known = True
        return super().set_value(value)

    def begin(self, *runs: str) -> ShownEpoch:
        """Set the epoch to 0, of these runs from here on; returns itself."""
        self.runs = runs
        return self.set_value(0.0)


class EpochRecord:
    """Notes the epoch of every frame, and tells it as few knots.

    Parameters
    ----------
    epoch : ShownEpoch
        Is followed from where it is known.
    frame_rate : float
        Frames a second. Notes further apart than a frame are those of a picture that stood still.
    """

    def __init__(self, epoch: ShownEpoch, frame_rate: float) -> None:
        self.epoch, self.frame = epoch, 1 / frame_rate
        self.notes: dict[tuple[str, ...], list[Knot]] = {}

    def note(self, second: float) -> None:
        """Note what is shown from a second of the scene on."""
        value = float(self.epoch.get_value())
        if not (self.epoch.known or self.notes or value):
            return
        notes = self.notes.setdefault(self.epoch.runs, [])
        if notes:
            before, held = notes[-1]
            if second <= before + self.frame / 2:
                notes.pop()
            elif second > before + 1.5 * self.frame:
                notes.append((second - self.frame, held))
        notes.append((second, value))

    def knots(self, runs: tuple[str, ...]) -> dict[str, list[Knot]]:
        """Return by each run's name when it is shown at which epoch: seconds and epochs, to 4 and 3 decimals.

        They are in order; between two of them the epoch runs evenly, before the first it is not known, after
        the last it rests. Runs that are shown at none are left out.

        Parameters
        ----------
        runs
            All of the scene's.
        """
        found: dict[str, list[Knot]] = {}
        for names, notes in self.notes.items():
            kept = [(round(second, 4), round(epoch, 3)) for second, epoch in fewest(notes)]
            for name in names or runs[:1]:
                found[name] = sorted(found.get(name, []) + kept)
        return found


def fewest(notes: list[Knot]) -> list[Knot]:
    """Return the first of some notes, and those that lines between them need to miss none of the others."""
    last = len(notes) - 1
    rests = [before[1] == now[1] for before, now in pairwise(notes)]
    turns = [k for k in range(1, last) if rests[k - 1] != rests[k]]
    kept = notes[:1]
    for start, end in pairwise([0, *turns, last] if last > 0 else ()):
        kept += notes[end : end + 1] if rests[start] else thinned(notes[start : end + 1])
    return kept


def thinned(notes: list[Knot]) -> list[Knot]:
    """Return the notes after the first that straight lines need to miss no other by more than `TOLERANCE`."""
    kept = notes[:1]
    low, high = float("-inf"), float("inf")
    for before, (second, epoch) in pairwise(notes):
        if not low <= (epoch - kept[-1][1]) / (second - kept[-1][0]) <= high:
            kept.append(before)
            low, high = float("-inf"), float("inf")
        away, risen = second - kept[-1][0], epoch - kept[-1][1]
        low, high = max(low, (risen - TOLERANCE) / away), min(high, (risen + TOLERANCE) / away)
    return [*kept[1:], notes[-1]]
