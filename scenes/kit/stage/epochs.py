"""Which epoch a scene shows, second by second: for who wants to see the run at that moment elsewhere."""

from __future__ import annotations

from itertools import pairwise

from manim import ValueTracker

#: Most epochs by which the kept knots may miss a frame while the epoch moves; at rest they miss none.
TOLERANCE = 0.02


class ShownEpoch(ValueTracker):
    """The epoch that is on stage, from the first time that a scene sets or moves it.

    Attributes
    ----------
    known : bool
        Whether the scene has set it. A scene that shows a run before it moves the epoch sets it first.
    """

    def __init__(self, value: float = 0.0) -> None:
        super().__init__(value)
        self.known = False

    def set_value(self, value: float) -> ShownEpoch:
        """Set the epoch; returns itself."""
        self.known = True
        return super().set_value(value)


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
        self.notes: list[tuple[float, float]] = []

    def note(self, second: float) -> None:
        """Note what is shown from a second of the scene on."""
        value = float(self.epoch.get_value())
        if not (self.epoch.known or self.notes or value):
            return
        if self.notes:
            before, held = self.notes[-1]
            if second <= before + self.frame / 2:
                self.notes.pop()
            elif second > before + 1.5 * self.frame:
                self.notes.append((second - self.frame, held))
        self.notes.append((second, value))

    def knots(self) -> list[tuple[float, float]]:
        """Return (second, epoch) in order, to 4 and 3 decimals; between two of them the epoch runs evenly.

        Empty where the scene has shown none; before the first it is not known, after the last it rests.
        """
        last = len(self.notes) - 1
        rests = [before[1] == now[1] for before, now in pairwise(self.notes)]
        turns = [k for k in range(1, last) if rests[k - 1] != rests[k]]
        kept = self.notes[:1]
        for start, end in pairwise([0, *turns, last] if last > 0 else ()):
            kept += self.notes[end : end + 1] if rests[start] else thinned(self.notes[start : end + 1])
        return [(round(second, 4), round(epoch, 3)) for second, epoch in kept]


def thinned(notes: list[tuple[float, float]]) -> list[tuple[float, float]]:
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
