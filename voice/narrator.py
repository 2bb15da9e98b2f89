"""What is heard of a sentence: a recording of it, a take, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from training.errors import LectureError
from training.storage.messages import Message
from voice.language.pronunciation import used
from voice.language.spelling import Spelled, spelled, spoken_text
from voice.settings import VoiceSettings, voice_settings
from voice.shelf.key import take_key
from voice.shelf.recordings import SOURCE, Recordings
from voice.shelf.shelf import Shelf
from voice.shelf.take import Take
from voice.sound.samples import Mono
from voice.voices.protocol import Voice, WordTime
from voice.voices.registry import is_british, voice_of

#: How `Heard.source` begins for a take.
TAKE = "take"


@dataclass(frozen=True)
class Heard(Message):
    """What is heard of one sentence.

    Attributes
    ----------
    source : str
        ``take KEY`` or ``recording PATH SHA256``, the path from the project root.
    seconds : float
        How long it is.
    words : tuple of (float, float)
        Start and end, in seconds from its first sample, of each *written* word of the sentence: its parts
        between spaces. A sign that is not said has the time at which it is passed.
    """

    source: str
    seconds: float
    words: tuple[tuple[float, float], ...]


class Narrator:
    """Finds and makes what is heard, as lecture.toml says.

    Parameters
    ----------
    settings : VoiceSettings, optional
        By default what lecture.toml says now.
    shelf : Shelf, optional
        By default the project's.
    recordings : Recordings, optional
        By default the project's.
    """

    def __init__(
        self,
        settings: VoiceSettings | None = None,
        shelf: Shelf | None = None,
        recordings: Recordings | None = None,
    ) -> None:
        self.settings = voice_settings() if settings is None else settings
        self.shelf = Shelf() if shelf is None else shelf
        self.recordings = Recordings(shelf=self.shelf) if recordings is None else recordings
        self._keys: dict[str, str] = {}

    @cached_property
    def voice(self) -> Voice:
        """Who speaks; asked for the first time, it loads its model."""
        return voice_of(self.settings)

    def pronounced(self, spoken: str) -> dict[str, str]:
        """Return the pronunciations of the lecture and of the project that occur in a spoken text."""
        return used(spoken, self.settings.pronounce, british=is_british(self.settings))

    def key(self, sentence: str) -> str:
        """Return the key of a sentence's take, whether it is made or not."""
        if sentence not in self._keys:
            spoken = spoken_text(sentence)
            self._keys[sentence] = take_key(self.settings, spoken, self.pronounced(spoken))
        return self._keys[sentence]

    def take(self, sentence: str) -> Take | None:
        """Return a sentence's take, None when it is not made yet or nobody speaks."""
        return None if self.settings.silent else self.shelf.find(self.key(sentence))

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

        Raises
        ------
        LectureError
            If there is no such voice, or a recording cannot be read.
        """
        if self.settings.silent:
            return ""
        recording = self.recordings.find(scene, sentence)
        return f"{TAKE} {self.key(sentence)}" if recording is None else recording.source

    def heard(self, scene: str, sentence: str) -> Heard | None:
        """Return what is heard of a sentence; None when nobody speaks or its take is not made yet.

        Raises
        ------
        LectureError
            If a take or a recording is damaged or unusable.
        """
        take = self.take(sentence)
        source = "" if take is None else f"{TAKE} {take.key}"
        recording = None if self.settings.silent else self.recordings.find(scene, sentence)
        if recording is not None:
            take = self.recordings.take(recording, spoken_text(sentence).split(), take)
            source = recording.source
        if take is None:
            return None
        return Heard(source, take.seconds, written_times(spelled(sentence), take.words))

    def make(self, sentence: str) -> None:
        """Have the voice speak a sentence, and put the take on the shelf, unless it is there.

        Raises
        ------
        LectureError
            If the voice is not installed or cannot say a word.
        """
        if self.take(sentence) is None:
            spoken = spoken_text(sentence)
            if not spoken:
                raise LectureError(f"there is nothing to say in {sentence!r}; write words, or leave it out")
            speech = self.voice.speak(spoken, self.pronounced(spoken))
            self.shelf.put(speech, self.key(sentence), spoken, self.settings.service or self.settings.name)

    def samples(self, source: str) -> Mono:
        """Return the samples of what is heard, at 48,000 a second, trimmed, levelled, its ends faded.

        Raises
        ------
        LectureError
            If it is gone or is not what its digest says.
        """
        if source.startswith(SOURCE):
            return self.recordings.samples(source)
        key = source.removeprefix(f"{TAKE} ")
        take = self.shelf.find(key)
        if take is None:
            raise LectureError(f"take {key} is gone, expected it in media/voice; run: ./render.sh", 1)
        return self.shelf.samples(take)


def written_times(words: Sequence[Spelled], spoken: Sequence[WordTime]) -> tuple[tuple[float, float], ...]:
    """Return when each written word is said.

    Parameters
    ----------
    words : sequence of Spelled
        The written words, each with the spoken ones it stands for.
    spoken : sequence of WordTime
        When each spoken word is said.

    Returns
    -------
    tuple of (float, float)
        Start and end of each written word; a sign that is not said has the time at which it is passed.

    Raises
    ------
    LectureError
        If there are more or fewer spoken words than the written ones stand for.
    """
    if len(spoken) != sum(len(word.spoken) for word in words):
        raise LectureError(
            f"a take has {len(spoken)} words of {' '.join(word.written for word in words)!r}, expected "
            f"{sum(len(word.spoken) for word in words)}; remove media/voice, then run ./render.sh",
            1,
        )
    times, passed, last = [], 0, 0.0
    for word in words:
        said = spoken[passed : passed + len(word.spoken)]
        passed += len(said)
        times.append((said[0].start, said[-1].end) if said else (last, last))
        last = times[-1][1]
    return tuple(times)
