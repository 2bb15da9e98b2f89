"""The shelf of takes: committed ones beside their manifest, and those made on this machine."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import av

from training import paths
from training.errors import LectureError
from training.paths import shown
from training.storage.cache import read_capped
from training.storage.files import TEMPORARY, held, write_whole
from voice.shelf.key import DIGITS
from voice.shelf.take import Take
from voice.sound.level import faded, levelled
from voice.sound.opus import BIT_RATE, opus_bytes, opus_samples
from voice.sound.resampling import at_film_rate
from voice.sound.samples import Mono
from voice.sound.trimming import trimmed
from voice.voices.protocol import Speech

#: Name of the file that lists the committed takes.
MANIFEST = "manifest.json"
#: Most bytes read of a manifest, ten thousand takes; of one take's own record; of one take's sound.
MANIFEST_CAP, RECORD_CAP, OPUS_CAP = 30_000_000, 1_000_000, 4_000_000
#: What to type when a committed take or their manifest is not what was committed.
RESTORE = "run: git checkout voice/takes"
#: What to type when a take made here is damaged: it is made anew.
ANEW = "remove it, then run: ./render.sh"


class Shelf:
    """Finds takes by their key, and keeps new ones.

    Parameters
    ----------
    committed : Path, optional
        Folder of ``manifest.json`` and of the takes it lists; by default voice/takes.
    made : Path, optional
        Folder of the others, each with its own record beside it; by default media/voice.
    """

    def __init__(self, committed: Path | None = None, made: Path | None = None) -> None:
        self.committed = paths.ROOT / "voice" / "takes" if committed is None else committed
        self.made = paths.ROOT / "media" / "voice" if made is None else made
        self._manifest: tuple[tuple[int, int] | None, dict[str, Take]] | None = None

    def listed(self) -> dict[str, Take]:
        """Return the committed takes by key, read once for each state of their manifest.

        Raises
        ------
        LectureError
            If the manifest is not what was committed.
        """
        path = self.committed / MANIFEST
        stamp = stamp_of(path)
        if self._manifest is None or self._manifest[0] != stamp:
            takes = {} if stamp is None else read_manifest(path)
            self._manifest = (stamp, takes)
        return self._manifest[1]

    def find(self, key: str) -> Take | None:
        """Return what is known of a take, None when it has to be made; no sound is decoded.

        A committed take is believed by its manifest until its samples are read. One made here that is not
        what its record says counts as not made.

        Raises
        ------
        LectureError
            If the manifest is damaged, or a take it lists is missing.
        """
        take = self.listed().get(key)
        if take is not None:
            if not os.path.lexists(self.committed / f"{key}.opus"):
                raise LectureError(f"{shown(self.committed / key)}.opus is missing; {RESTORE}")
            return take
        return self._found_here(key)

    def samples(self, take: Take) -> Mono:
        """Return a take's samples, its ends faded.

        Parameters
        ----------
        take : Take
            From `find` or `put`.

        Raises
        ------
        LectureError
            If its file is missing or is not what its digest says.
        """
        committed = take.key in self.listed()
        path = (self.committed if committed else self.made) / f"{take.key}.opus"
        remedy = RESTORE if committed else ANEW
        data = read_capped(path, OPUS_CAP, remedy)
        if sha256(data) != take.sha256:
            raise LectureError(f"{shown(path)} is damaged: its sha256 is not the one on record; {remedy}")
        try:
            return faded(opus_samples(data, take.samples))
        except (av.FFmpegError, ValueError, IndexError) as error:
            raise LectureError(f"{shown(path)} does not decode ({error}); {remedy}") from error

    def put(self, speech: Speech, key: str, text: str, voice: str) -> Take:
        """Trim, level and keep a spoken sentence among the takes made here, unless its take is there.

        Parameters
        ----------
        speech : Speech
            As the voice gave it.
        key : str
            From `voice.shelf.key`.
        text : str
            As spoken.
        voice : str
            Who speaks, for people.

        Raises
        ------
        LectureError
            If nothing is heard in it, or it cannot be written.
        """
        cut = trimmed(speech)
        samples = levelled(at_film_rate(cut.samples, cut.rate))
        return self.keep_sound(samples, Take(key, text, cut.words, len(samples), "", voice))

    def keep_sound(self, samples: Mono, told: Take, bit_rate: int = BIT_RATE) -> Take:
        """Write a take made here, its sound first: its record vouches for it; return it with its digest.

        Parameters
        ----------
        samples : array of float32, shape (samples,)
            Levelled.
        told : Take
            What is known of it, apart from the digest.
        bit_rate : int
            Of the Opus file.
        """
        data = opus_bytes(samples, bit_rate)
        take = Take(told.key, told.text, told.words, len(samples), sha256(data), told.voice)
        with self._writing(self.made, told.key):
            there = self.find(told.key)
            if there is not None:
                return there
            write_whole(self.made / f"{told.key}.opus", data)
            write_whole(self.made / f"{told.key}.json", json_bytes(entry_of(take)))
        return take

    def note(self, take: Take) -> Take:
        """Write what is known of a take whose sound lies elsewhere; return it.

        Raises
        ------
        LectureError
            If it cannot be written.
        """
        with self._writing(self.made, take.key):
            write_whole(self.made / f"{take.key}.json", json_bytes(entry_of(take)))
        return take

    def noted(self, key: str) -> Take | None:
        """Return what `note` wrote; None when that is missing or damaged: it is found out anew."""
        try:
            return take_of(key, json.loads(read_capped(self.made / f"{key}.json", RECORD_CAP, ANEW)))
        except (LectureError, ValueError, RecursionError):
            return None

    def commit(self, keys: Collection[str]) -> list[str]:
        """Make the committed takes those of some keys and no others; return the keys that are gone.

        The manifest is written last before anything is removed: a process killed at any moment leaves a
        folder whose manifest lists takes that are there.

        Raises
        ------
        LectureError
            If one of the takes is missing or damaged, or the folder cannot be written.
        """
        with self._writing(self.committed, "commit"):
            listed, takes = self.listed(), {}
            for key in sorted(set(keys)):
                take = self.find(key)
                if take is None:
                    raise LectureError(f"take {key} is not made yet; run: ./render.sh, then keep the takes")
                self.samples(take)
                takes[key] = take
            for key in takes:
                if key not in listed:
                    write_whole(self.committed / f"{key}.opus", (self.made / f"{key}.opus").read_bytes())
            write_whole(self.committed / MANIFEST, json_bytes({"takes": entries(takes)}))
            for path in self.committed.glob("*.opus"):
                if path.stem not in takes:
                    path.unlink(missing_ok=True)
            for key in takes:
                self._forget(key)
        return sorted(set(listed) - set(takes))

    def faults(self) -> list[str]:
        """Return what is wrong with the committed takes, a line each: missing, damaged, not listed."""
        found = []
        for take in self.listed().values():
            try:
                self.samples(take)
            except LectureError as error:
                found.append(error.message)
        strays = sorted(path for path in self.committed.glob("*.opus") if path.stem not in self.listed())
        return found + [f"{shown(path)} is not listed in {MANIFEST}; {RESTORE}" for path in strays]

    def _found_here(self, key: str) -> Take | None:
        """Return a take made here; None when it is missing or is not what its record says."""
        path = self.made / f"{key}.json"
        if not os.path.lexists(path):
            return None
        try:
            take = take_of(key, json.loads(read_capped(path, RECORD_CAP, ANEW)))
            data = read_capped(path.with_suffix(".opus"), OPUS_CAP, ANEW)
        except (LectureError, ValueError, RecursionError):
            return None
        return take if take is not None and sha256(data) == take.sha256 else None

    def _forget(self, key: str) -> None:
        for ending in ("json", "opus"):
            (self.made / f"{key}.{ending}").unlink(missing_ok=True)

    @contextlib.contextmanager
    def _writing(self, folder: Path, name: str) -> Iterator[None]:
        """Hold a take's lock while its files are written; what a killed writer left of them is removed."""
        with writing(folder), held(self.made / "locks" / f"{name}.lock"):
            folder.mkdir(parents=True, exist_ok=True)
            for stray in folder.glob(f".{'*' if name == 'commit' else name}.*{TEMPORARY}"):
                stray.unlink(missing_ok=True)
            yield


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Refuse, in one line, to go on when a folder cannot be written.

    Raises
    ------
    LectureError
        When the disk is full or the folder not writable; what was there is as it was.
    """
    try:
        yield
    except OSError as error:
        reason = "the disk is full" if error.errno == errno.ENOSPC else error.strerror
        raise LectureError(
            f"cannot write in {shown(folder)} ({reason}), expected a folder one may write in; correct that, "
            "then run again"
        ) from None


def sha256(data: bytes) -> str:
    """Return the sha256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def json_bytes(value: Any) -> bytes:
    """Return a JSON value as files hold it, a key a line, equal for equal values."""
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def stamp_of(path: Path) -> tuple[int, int] | None:
    """Return when a file was written and how long it is; None when it is missing."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size


def entry_of(take: Take) -> dict[str, Any]:
    """Return a take as a record holds it: with a digest of everything else in it."""
    told = take.to_json()
    return {**told, "digest": digest_of(told)}


def entries(takes: dict[str, Take]) -> dict[str, dict[str, Any]]:
    """Return takes as the manifest holds them, in order of their keys."""
    return {key: entry_of(takes[key]) for key in sorted(takes)}


def digest_of(told: dict[str, Any]) -> str:
    """Return the digest of a take's own record."""
    canonical = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode("utf-8", "surrogatepass"))


def take_of(key: str, entry: Any) -> Take | None:
    """Return the take an entry holds; None when it is not what was written for that key."""
    if not isinstance(entry, dict):
        return None
    told = {name: value for name, value in entry.items() if name != "digest"}
    if entry.get("digest") != digest_of(told) or told.get("key") != key or not is_key(key):
        return None
    try:
        return Take.from_json(told)
    except LectureError:
        return None


def is_key(text: str) -> bool:
    """Return whether a text can be a take's key; it becomes a file's name."""
    return len(text) == DIGITS and set(text) <= set("0123456789abcdef")


def read_manifest(path: Path) -> dict[str, Take]:
    """Return the takes a manifest lists; only to be looked at.

    Raises
    ------
    LectureError
        If it cannot be read, is not JSON, has another form, or an entry is not what was written.
    """
    return manifest_of(read_capped(path, MANIFEST_CAP, RESTORE), shown(path))


@lru_cache(maxsize=4)
def manifest_of(data: bytes, where: str) -> dict[str, Take]:
    """Return the takes in the bytes of a manifest, read once for each content, whoever asks.

    Raises
    ------
    LectureError
        As `read_manifest`.
    """
    try:
        content = json.loads(data, object_pairs_hook=without_doubles)
        takes = {key: take_of(key, entry) for key, entry in content["takes"].items()}
        sound = set(content) == {"takes"}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        sound, takes = False, {}
    damaged = next((key for key, take in takes.items() if take is None), None)
    if not sound or damaged is not None:
        which = f": the entry {damaged[:40]!r} is not what was written" if damaged is not None else ""
        raise LectureError(f"{where} is damaged{which}; {RESTORE}")
    return {key: take for key, take in takes.items() if take is not None}


def without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object; one that has a name twice is refused."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found
