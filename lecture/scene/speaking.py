"""The sentences of one scene that have no take, spoken one after the other; each is kept once it is made."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lecture.request.steps import Status, run_step
from training.errors import LectureError
from training.storage.messages import Message


@dataclass(frozen=True)
class Unspoken(Message):
    """What is to be spoken for a scene before it is drawn.

    Attributes
    ----------
    scene : str
        Slug of the scene.
    sentences : tuple of str
        As written, each once.
    """

    scene: str
    sentences: tuple[str, ...]


class Speaker(Protocol):
    """Makes takes: `voice.narrator.Narrator` does."""

    def make(self, sentence: str) -> None:
        """Put the take of a sentence on the shelf, unless it is there."""
        ...  # pragma: no cover


def unspoken_file(folder: Path, slug: str) -> Path:
    """Return the file in a call's folder that holds what is to be spoken for a scene."""
    return folder / f"unspoken.{slug}.json"


def speak(unspoken: Unspoken, speaker: Speaker, told: Status) -> None:
    """Make takes, and tell how many are made.

    Raises
    ------
    LectureError
        If the voice cannot say a sentence; the scene is named. The takes made until then are kept.
    """
    expected = len(unspoken.sentences)
    told.tell("speaking", takes=0, expected_takes=expected, started=time.time())
    for number, sentence in enumerate(unspoken.sentences, 1):
        try:
            speaker.make(sentence)
        except LectureError as error:
            raise LectureError(f"{unspoken.scene}: {error.message}", error.exit_code) from error
        told.tell("speaking", takes=number)
    told.tell("spoken", started=None)


def main(words: list[str]) -> int:
    """Speak what the scene named second lacks, of the request file named first; return the exit code."""
    request_file, slug = Path(words[0]), words[1]

    def work(_: object, told: Status) -> None:
        from voice.narrator import Narrator

        speak(Unspoken.read(unspoken_file(request_file.parent, slug)), Narrator(), told)

    return run_step(slug, request_file, work, logged=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
