"""Files that are either old or new, never in between, each vouched for by a manifest.

A folder has two manifests, which list the sha256 of its files: the committed one, and this machine's own
for what was made on demand, so that making a run leaves a checkout as it was. A file that the committed
manifest lists is vouched for by that one alone. While a file is being replaced its manifest lists two
values, the old and the new one, so that a process killed at any moment leaves a file that loads.
"""

import contextlib
import errno
import hashlib
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.errors import LectureError
from training.paths import shown
from training.storage.files import TEMPORARY, LockedError, held, write_whole

MANIFEST = "manifest.json"
"""Committed; to list a name here, with no values, is to say that its file will be committed too."""
MADE = "made.json"
"""This machine's own: vouches for what was made on demand."""
MANIFEST_CAP = 1_000_000
"""Most bytes read of a manifest: some ten thousand files."""
LOCK_SECONDS = 120.0
"""Seconds that another writer of the folder is waited for; writing a file takes well under one."""
_SCHEMA = 1
"""Of the manifest; a reader refuses any other."""


def sha256(data: bytes) -> str:
    """Return the sha256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_capped(path: Path, cap: int, remedy: str) -> bytes:
    """Return the bytes of a regular file of at most `cap` bytes.

    Raises
    ------
    LectureError
        When it is missing, a symlink, no regular file, too large, or unreadable.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise LectureError(f"{shown(path)} is missing; {remedy}") from None
    except OSError as error:
        reason = "a symlink" if error.errno in (errno.ELOOP, errno.EMLINK) else error.strerror
        raise LectureError(f"{shown(path)} cannot be read ({reason}), expected a file; {remedy}") from None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise LectureError(f"{shown(path)} is not a regular file; remove it, then {remedy}")
        if status.st_size > cap:
            raise LectureError(f"{shown(path)} has {status.st_size} bytes, expected at most {cap}; {remedy}")
        with open(handle, "rb", closefd=False) as file:
            return file.read(cap + 1)[:cap]
    finally:
        os.close(handle)


def accepted(folder: Path, name: str, remedy: str) -> list[str]:
    """Return the sha256 values that the file `name` of a folder may have, by the manifest that lists it.

    Raises
    ------
    LectureError
        When a manifest is damaged or neither lists the file.
    """
    digests = _manifest_of(folder, name, remedy)[1].get(name)
    if not digests:
        listed = f"{shown(folder / MANIFEST)} or {MADE}"
        raise LectureError(f"{shown(folder / name)} is not listed in {listed}; {remedy}")
    return digests


def _manifest_of(folder: Path, name: str, remedy: str) -> tuple[Path, dict[str, list[str]]]:
    """Return the manifest that vouches for a file, the committed one if it lists it, and what it lists."""
    committed = _read_manifest(folder / MANIFEST, remedy)
    if name in committed:
        return folder / MANIFEST, committed
    return folder / MADE, _read_manifest(folder / MADE, remedy)


def _read_manifest(path: Path, remedy: str) -> dict[str, list[str]]:
    if not os.path.lexists(path):
        return {}
    try:
        content: Any = json.loads(read_capped(path, MANIFEST_CAP, remedy))
        files: dict[str, list[str]] = content["files"]
        sound = content["schema"] == _SCHEMA and all(
            isinstance(values, list) and all(isinstance(value, str) for value in values)
            for values in files.values()
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        sound = False
    if not sound:
        mend = "restore it (git checkout)" if path.name == MANIFEST else "remove it"
        raise LectureError(f"{shown(path)} is damaged; {mend}, then {remedy}")
    return files


def make_folder(folder: Path) -> None:
    """Make a folder where there is none.

    Raises
    ------
    LectureError
        When that is not possible, or nothing can be written in it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        raise LectureError(
            f"cannot write in {shown(folder)}, expected a folder; remove what is there or correct its"
            " permissions, or set LECTURE_CACHE to another folder"
        )


@contextlib.contextmanager
def locked(folder: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the folder's lock; temporary files that a killed writer left behind are removed.

    Raises
    ------
    LectureError
        When another process keeps the lock for longer than `seconds`; it is named. When the folder
        cannot be written.
    """
    make_folder(folder)
    with contextlib.ExitStack() as held_until_the_end:
        try:
            held_until_the_end.enter_context(held(folder / ".lock", seconds=seconds))
        except LockedError as error:
            raise LectureError(
                f"{shown(folder)} is being written by {error.holder}, waited {seconds:g} s;"
                " wait for it or end it, then run again"
            ) from None
        for stray in folder.glob(f".*{TEMPORARY}"):
            stray.unlink(missing_ok=True)
        yield


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file by `data` durably and in one step.

    Raises
    ------
    LectureError
        When the disk is full or the folder not writable; the old file is as it was.
    """
    try:
        write_whole(path, data)
    except OSError as error:
        raise LectureError(
            f"cannot write {shown(path)} ({error.strerror}), {len(data)} bytes needed; "
            "free space or permissions there, then run again"
        ) from None


def publish_vouched(folder: Path, name: str, data: bytes) -> None:
    """Replace the file `name` and its manifest entry; call with the folder locked.

    Raises
    ------
    LectureError
        When writing fails; the old file still loads.
    """
    manifest, files = _manifest_of(folder, name, "run: python -m training")
    new = sha256(data)
    old = [digest for digest in files.get(name, []) if digest != new]
    present = _digest_of(folder / name)
    if [new] == files.get(name) and present == new:
        return
    _write_manifest(manifest, {**files, name: [digest for digest in old if digest == present] + [new]})
    write_atomically(folder / name, data)
    _write_manifest(manifest, {**files, name: [new]})


def _digest_of(path: Path) -> str | None:
    return sha256(path.read_bytes()) if path.is_file() and not path.is_symlink() else None


def _write_manifest(path: Path, files: dict[str, list[str]]) -> None:
    content = {"schema": _SCHEMA, "files": dict(sorted(files.items()))}
    write_atomically(path, (json.dumps(content, indent=1) + "\n").encode())
