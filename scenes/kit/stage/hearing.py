"""What a scene hears of its sentences, and what it does where nothing is to be heard."""

from __future__ import annotations

import os

from manim import logger

from training.errors import LectureError
from voice.narrator import Heard, Narrator
from voice.voices.registry import installed

#: Tells a scene what to do about a sentence whose take is missing: see `Hearing`.
TAKES = "LECTURE_TAKES"


class Hearing:
    """Asks a narrator for every sentence once.

    Where a take is missing, ``LECTURE_TAKES`` says what happens: ``all`` refuses, ``some`` goes on in
    silence; a plain manim call, without it, has the voice speak the sentence if the voice is installed.

    Parameters
    ----------
    scene : str
        The scene's class name.
    narrator : Narrator

    Raises
    ------
    LectureError
        If ``LECTURE_TAKES`` says something else.
    """

    def __init__(self, scene: str, narrator: Narrator) -> None:
        self.scene = scene
        self.narrator = narrator
        self.takes = os.environ.get(TAKES, "")
        if self.takes not in ("", "all", "some"):
            raise LectureError(f'{TAKES} is {self.takes!r}, expected "all" or "some"; unset it')
        self._known: dict[str, Heard | None] = {}
        self._makes = False

    def heard(self, sentence: str) -> Heard | None:
        """Return what is heard of a sentence; None where nobody speaks it.

        Raises
        ------
        LectureError
            If its take is missing where all must be there, damaged, or cannot be made.
        """
        if sentence not in self._known:
            found = self.narrator.heard(self.scene, sentence)
            self._known[sentence] = self._missing(sentence) if found is None else found
        return self._known[sentence]

    def _missing(self, sentence: str) -> Heard | None:
        if self.takes == "some" or self._silent(sentence):
            return None
        if self.takes == "all":
            raise LectureError(
                f"{self.scene} has no take of {sentence!r}, expected one on the shelf; run ./render.sh again"
            )
        if not installed(self.narrator.settings):
            return None
        if not self._makes:
            self._makes = True
            logger.info("The voice speaks what has no take yet; takes are kept in media/voice.")
        self.narrator.make(sentence)
        return self.narrator.heard(self.scene, sentence)

    def _silent(self, sentence: str) -> bool:
        return self.narrator.source(self.scene, sentence) == ""

    def complaint(self) -> str:
        """Return the line on sentences that a plain manim call could not speak; empty if there is none."""
        missing = [text for text, heard in self._known.items() if heard is None and not self._silent(text)]
        if self.takes or not missing:
            return ""
        return (
            f"{len(missing)} of {len(self._known)} sentences are not spoken (no take, and the voice is not "
            "installed); run: lecture/setup.sh voice"
        )
