"""A lecturer's own takes: found by their sentence, used while its words stand, levelled as all takes are."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import file_digest
from pathlib import Path

import av

from training import paths
from training.errors import LectureError
from training.paths import shown
from training.storage.files import write_text
from voice.shelf.aligning import aligned, shared
from voice.shelf.key import key_of
from voice.shelf.shelf import Shelf, writing
from voice.shelf.take import Take
from voice.shelf.wording import difference, folded, identifier, nearest
from voice.sound.level import LEVEL, levelled
from voice.sound.resampling import mono
from voice.sound.samples import RATE, Mono
from voice.sound.trimming import TRIM_VERSION, speech_span, trimmed
from voice.voices.protocol import Speech

#: How the file of a recording may end.
ENDINGS = (".wav", ".flac", ".m4a", ".mp3")
#: How files of sound end that are no recordings here; they are named, so that nobody waits to hear one.
OTHERS = (".aac", ".aif", ".aiff", ".amr", ".caf", ".mka", ".mp4", ".oga", ".ogg", ".opus", ".webm", ".wma")
#: The most seconds a recording of one sentence may last, its silence included.
LONGEST = 60
#: Raised whenever the same file would give other samples or other word times.
VERSION = 1
#: Bits a second at which its samples are kept here: they are encoded once more in the film.
BIT_RATE = 128_000
#: What `Recording.source` begins with.
SOURCE = "recording "
#: What to do about a file that is no recording of a sentence.
REMEDY = "record it anew or remove it"


@dataclass(frozen=True)
class Recording:
    """A sentence as its lecturer said it.

    Attributes
    ----------
    path : Path
        The file.
    sha256 : str
        Its digest.
    text : str
        The sentence that was recorded.
    """

    path: Path
    sha256: str
    text: str

    @property
    def source(self) -> str:
        """As `voice.narrator.Heard.source`."""
        return f"{SOURCE}{shown(self.path)} {self.sha256}"


@dataclass(frozen=True)
class Row:
    """How one sentence stands.

    Attributes
    ----------
    scene, id : str
        Where its recording lies: ``takes/SCENE/ID.wav``.
    sentence : str
        As it is now; for an orphan, as it was recorded.
    state : str
        ``recorded``, ``must be recorded again``, ``unusable``, ``synthetic``, ``missing`` or ``orphan``.
    note : str
        What else a person should know, in one line.
    """

    scene: str
    id: str
    sentence: str
    state: str
    note: str = ""


class Recordings:
    """The recordings of a lecture.

    Parameters
    ----------
    folder : Path, optional
        Holds a folder for each scene; by default ``takes`` in the project's folder.
    shelf : Shelf, optional
        Where their samples are kept once they are decoded.
    tell : callable, optional
        Told, in a line, when a recording without a text is taken for its sentence as it is now.
    """

    def __init__(
        self,
        folder: Path | None = None,
        shelf: Shelf | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self.folder = paths.ROOT / "takes" if folder is None else folder
        self.shelf = Shelf() if shelf is None else shelf
        self.tell = tell or (lambda line: print(line, file=sys.stderr))

    def find(self, scene: str, sentence: str) -> Recording | None:
        """Return the recording that is heard of a sentence; None when there is none, or of other words.

        Beside a recording stands the sentence that was recorded, as text; where nothing stands, the sentence
        as it is now is written there.

        Raises
        ------
        LectureError
            If a folder or a text cannot be read, or there are two recordings of the sentence.
        """
        found = self._recording(scene, sentence)
        return found if found is not None and found.text == folded(sentence) else None

    def outdated(self, scene: str, sentence: str) -> str | None:
        """Say in one line how a sentence differs from what was recorded; None when it does not.

        Raises
        ------
        LectureError
            As `find`.
        """
        found = self._recording(scene, sentence)
        if found is None or found.text == folded(sentence):
            return None
        told = difference(found.text, folded(sentence))
        return f"{shown(found.path)} is not heard, its sentence changed: {told}"

    def take(self, recording: Recording, words: Sequence[str], synthetic: Take | None = None) -> Take:
        """Return a recording as a take: how long it is, and when its words are said.

        Parameters
        ----------
        recording : Recording
            From `find`.
        words : sequence of str
            The sentence's words as spoken.
        synthetic : Take, optional
            The same sentence by a voice: its words' times are carried over.

        Raises
        ------
        LectureError
            If the file is no recording of a sentence.
        """
        sound = self._sound(recording.path, recording.sha256)
        along = synthetic.key if synthetic is not None else ""
        key = key_of({"words of": sound.key, "spoken": list(words), "along": along, "version": VERSION})
        noted = self.shelf.noted(key)
        if noted is not None:
            return noted
        samples = self.shelf.samples(sound)
        if synthetic is not None:
            said = aligned(samples, self.shelf.samples(synthetic), synthetic.words)
        else:
            said = shared(samples, words)
        return self.shelf.note(Take(key, " ".join(words), said, sound.samples, sound.sha256, sound.voice))

    def samples(self, source: str) -> Mono:
        """Return the samples of a recording, trimmed, levelled, its ends faded.

        Parameters
        ----------
        source : str
            From `Recording.source`.

        Raises
        ------
        LectureError
            If it is gone, changed, or no recording of a sentence.
        """
        name, _, sha256 = source.removeprefix(SOURCE).rpartition(" ")
        path = paths.ROOT / name
        if digest_of(path) != sha256:
            raise LectureError(f"{name} changed while it was used; run the same command again", 1)
        return self.shelf.samples(self._sound(path, sha256))

    def state_of(self, scene: str, sentences: Sequence[str], has_take: Callable[[str], bool]) -> list[Row]:
        """Return how the sentences of a scene stand, in order, and then the recordings of no sentence.

        Parameters
        ----------
        scene : str
            Its class name.
        sentences : sequence of str
            All it says.
        has_take : callable
            Whether a voice's take of a sentence is there.
        """
        orphans = self._orphans(scene, sentences)
        rows = [self._row(scene, sentence, has_take, orphans) for sentence in dict.fromkeys(sentences)]
        return rows + orphans

    def strays(self, scenes: Mapping[str, Sequence[str]]) -> list[Row]:
        """Return the recordings of all folders that are no sentence's, given all sentences of all scenes."""
        folders = [path.name for path in listing(self.folder) if path.is_dir()]
        return [row for name in folders for row in self._orphans(name, scenes.get(name, ()))]

    def _recording(self, scene: str, sentence: str) -> Recording | None:
        """Return the recording of a sentence's id, whatever its text."""
        name = identifier(sentence)
        files = [path for path in files_of(self.folder / scene) if path.stem == name]
        if not files:
            return None
        if len(files) > 1:
            raise LectureError(
                f"{shown(files[0])} and {files[1].name} are recordings of one sentence; remove one of them"
            )
        text = text_beside(files[0])
        if text is None:
            text = folded(sentence)
            with writing(self.folder / scene):
                write_text(files[0].with_suffix(".txt"), text + "\n")
            self.tell(f"{shown(files[0])} is taken as recorded for: {text}")
        return Recording(files[0], digest_of(files[0]), text)

    def _sound(self, path: Path, sha256: str) -> Take:
        """Return a recording's samples as a take without words, kept here once it was decoded."""
        key = key_of({"recording": sha256, "version": VERSION, "trim": TRIM_VERSION, "level": LEVEL})
        found = self.shelf.find(key)
        if found is not None:
            return found
        samples = levelled(trimmed(Speech(decoded(path), RATE, ())).samples)
        return self.shelf.keep_sound(samples, Take(key, "", (), len(samples), "", shown(path)), BIT_RATE)

    def _row(self, scene: str, sentence: str, has_take: Callable[[str], bool], orphans: list[Row]) -> Row:
        found, name = self._recording(scene, sentence), identifier(sentence)
        if found is None:
            state = "synthetic" if has_take(sentence) else "missing"
            before = nearest(folded(sentence), [row.sentence for row in orphans])
            if before is None:
                return Row(scene, name, sentence, state)
            old = next(row for row in orphans if row.sentence == before)
            note = f"recorded before as {old.id}: {difference(before, folded(sentence))}"
            return Row(scene, name, sentence, state, note)
        if found.text != folded(sentence):
            told = difference(found.text, folded(sentence))
            return Row(scene, name, sentence, "must be recorded again", told)
        try:
            self._sound(found.path, found.sha256)
        except LectureError as error:
            return Row(scene, name, sentence, "unusable", error.message)
        return Row(scene, name, sentence, "recorded")

    def _orphans(self, scene: str, sentences: Sequence[str]) -> list[Row]:
        """Return the recordings of a folder that are no sentence's; a text alone is none."""
        known = {identifier(sentence) for sentence in sentences}
        rows = []
        for path in others_of(self.folder / scene):
            note = f"{shown(path)} is heard nowhere: its name ends in none of {', '.join(ENDINGS)}"
            rows.append(Row(scene, path.stem, path.name, "orphan", note))
        for path in files_of(self.folder / scene):
            if path.stem not in known:
                text = text_beside(path)
                words = text if text is not None else " ".join(path.stem.split("-")[:-1])
                rows.append(Row(scene, path.stem, words, "orphan", f"{shown(path)} is heard nowhere"))
        return rows


def listing(folder: Path) -> list[Path]:
    """Return what lies in a folder, by name; nothing when there is no such folder.

    Raises
    ------
    LectureError
        If it cannot be read.
    """
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise LectureError(
            f"{shown(folder)} cannot be read ({error.strerror}), expected a folder of recordings; correct "
            "that, then run again"
        ) from None


def files_of(folder: Path) -> list[Path]:
    """Return the recordings in a scene's folder, by name."""
    return [path for path in listing(folder) if path.suffix.lower() in ENDINGS and path.name[0] != "."]


def others_of(folder: Path) -> list[Path]:
    """Return the files of sound in a scene's folder that are not looked for, by name."""
    return [path for path in listing(folder) if path.suffix.lower() in OTHERS and path.name[0] != "."]


def text_beside(path: Path) -> str | None:
    """Return the text beside a recording, None when there is none.

    Raises
    ------
    LectureError
        If it cannot be read.
    """
    beside = path.with_suffix(".txt")
    try:
        return folded(beside.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise LectureError(
            f"{shown(beside)} cannot be read ({type(error).__name__}), expected the recorded sentence in "
            "UTF-8; write it there or remove the file"
        ) from None


def digest_of(path: Path) -> str:
    """Return the sha256 of a recording, found once for each state of the file.

    Raises
    ------
    LectureError
        If it is missing, cannot be read or is no file.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise LectureError(f"{shown(path)} is no file; {REMEDY}")
        return _digest_of(path, status.st_mtime_ns, status.st_size)
    except OSError as error:
        raise LectureError(f"{shown(path)} cannot be read ({error.strerror}); {REMEDY}") from None


@lru_cache(maxsize=4096)
def _digest_of(path: Path, written: int, size: int) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def decoded(path: Path) -> Mono:
    """Return the sound of a recording as one channel at `RATE`.

    Parameters
    ----------
    path : Path
        Sound of any rate, width and number of channels.

    Raises
    ------
    LectureError
        If it is empty, no sound, damaged, silent, or longer than a sentence.
    """
    if not os.path.getsize(path):
        raise LectureError(f"{shown(path)} is empty, expected a recorded sentence; {REMEDY}")
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise LectureError(f"{shown(path)} has no sound, expected a recorded sentence; {REMEDY}")
            samples = mono(at_most(container.decode(audio=0), path))
    except (av.FFmpegError, OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise LectureError(f"{shown(path)} does not decode as sound ({reason}); {REMEDY}") from None
    if speech_span(samples, RATE) is None:
        seconds = len(samples) / RATE
        raise LectureError(f"{shown(path)} is silent for all its {seconds:.1f} s, expected speech; {REMEDY}")
    return samples


def at_most(frames: Iterator[av.AudioFrame], path: Path) -> Iterator[av.AudioFrame]:
    """Yield the frames of a recording until it is too long for a sentence.

    Raises
    ------
    LectureError
        When it is.
    """
    seconds = 0.0
    for frame in frames:
        seconds += frame.samples / frame.sample_rate
        if seconds > LONGEST:
            raise LectureError(
                f"{shown(path)} is longer than {LONGEST} s, expected one sentence; cut it into its sentences"
            )
        yield frame
