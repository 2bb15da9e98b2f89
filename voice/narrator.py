"""What is heard of a sentence: a recording of it, a take, or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from training.storage.messages import Message
from voice.settings import VoiceSettings, voice_settings
from voice.sound.samples import Mono


@dataclass(frozen=True)
class Heard(Message):
    """What is heard of one sentence.

    Attributes
    ----------
    source : str
        ``take KEY`` or ``recording PATH SHA256``, the path from the project root.
    seconds : float
        How long it is.
    words : tuple of tuple of float
        Start and end, in seconds from its first sample, of each *written* word of the sentence: its parts
        between spaces. A sign that is not said has the time at which it is passed.
    """

    source: str
    seconds: float
    words: tuple[tuple[float, ...], ...]


class Narrator:
    """Finds and makes what is heard, as lecture.toml says.

    Parameters
    ----------
    settings : VoiceSettings, optional
        By default what lecture.toml says now.
    """

    def __init__(self, settings: VoiceSettings | None = None) -> None:
        self.settings = voice_settings() if settings is None else settings

    def source(self, scene: str, sentence: str) -> str:
        """Return what is heard of a sentence as things stand, for comparison; a take need not exist yet.

        Parameters
        ----------
        scene : str
            The scene's class name, as the folder of recordings has it.
        sentence : str
            As written, without brackets.

        Returns
        -------
        str
            As `Heard.source`; empty for a silent lecture.
        """
        raise NotImplementedError

    def heard(self, scene: str, sentence: str) -> Heard | None:
        """Return what is heard of a sentence; None when nobody speaks or its take is not made yet.

        Raises
        ------
        LectureError
            If a take or a recording is damaged or unusable.
        """
        raise NotImplementedError

    def make(self, sentence: str) -> None:
        """Have the voice speak a sentence, and put the take on the shelf, unless it is there.

        Raises
        ------
        LectureError
            If the voice is not installed or cannot say a word.
        """
        raise NotImplementedError

    def samples(self, source: str) -> Mono:
        """Return the samples of what is heard, at 48,000 a second, trimmed, levelled, its ends faded.

        Raises
        ------
        LectureError
            If it is gone or is not what its digest says.
        """
        raise NotImplementedError
