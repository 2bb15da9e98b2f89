"""What is known of one section of a watched scene."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lecture.system.cues import Cues
from lecture.watch.drawing.messages import Clip

#: Seconds of a section that a line has to stand in: captions come a moment before their words.
LEAST = 0.2


@dataclass
class SectionState:
    """One section.

    Attributes
    ----------
    key : str
        Its name, made unique in its scene.
    start, end : float
        Seconds from the scene's start.
    captions, sentences : list of dict
        Text, start and end of each, in seconds from the section's start.
    clip : Clip, optional
        Its newest film.
    edition : int
        The edition of the scene that the clip was drawn from.
    took : float
        Seconds from saving, or from being asked for, to the clip.
    """

    key: str
    start: float
    end: float
    captions: list[dict[str, Any]] = field(default_factory=list)
    sentences: list[dict[str, Any]] = field(default_factory=list)
    clip: Clip | None = None
    edition: int = 0
    took: float = 0.0

    def tell(self, cues: Cues) -> None:
        """Take over what is said in it, of all that the scene says."""
        self.captions = self._lines((each.text, each.start, each.end) for each in cues.captions)
        self.sentences = self._lines(
            (each.sentence, each.start, each.start + each.seconds) for each in cues.spoken
        )

    def _lines(self, told: Iterable[tuple[str, float, float]]) -> list[dict[str, Any]]:
        return [
            {
                "text": text,
                "start": max(start, self.start) - self.start,
                "end": min(end, self.end) - self.start,
            }
            for text, start, end in told
            if min(end, self.end) - max(start, self.start) >= LEAST
        ]

    def view(self) -> dict[str, Any]:
        """Return what the page shows of it."""
        return {
            "name": self.key,
            "start": self.start,
            "end": self.end,
            "captions": self.captions,
            "sentences": self.sentences,
            "clip": None if self.clip is None else self.clip.file,
            "took": self.took,
        }
