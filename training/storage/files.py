"""Files that are either whole or not there, and locks that name their holder."""

import contextlib
import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

TEMPORARY = ".part"
"""How the name of a half-written file ends; it begins with a dot and the name the file is to have."""


class LockedError(Exception):
    """Another process keeps a lock for longer than one would wait.

    Parameters
    ----------
    holder : str
        Who, as words: "process 7 on host".
    """

    def __init__(self, holder: str) -> None:
        self.holder = holder
        super().__init__(f"held by {holder}")


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def publish(finished: Path, target: Path, *, durable: bool = True) -> None:
    """Move a finished file over its published name: readers see the old file or the new one, whole.

    Parameters
    ----------
    finished : Path
        A file on the target's filesystem.
    target : Path
        Its published name.
    durable : bool
        Whether it must survive a power cut (progress reports need not).
    """
    if durable:
        with finished.open("rb") as file:
            os.fsync(file.fileno())
    os.replace(finished, target)
    if durable:
        sync_folder(target.parent)


def write_whole(target: Path, data: bytes, *, durable: bool = True) -> None:
    """Write a file in one step, through a temporary beside it that is gone when that fails.

    Parameters
    ----------
    target : Path
        File to write; its folder exists.
    data : bytes
        New content.
    durable : bool
        Whether it must survive a power cut.

    Raises
    ------
    OSError
        When the disk is full or the folder not writable; the old file is as it was.
    """
    fresh = target.with_name(f".{target.name}.{os.getpid()}{TEMPORARY}")
    try:
        fresh.write_bytes(data)
        publish(fresh, target, durable=durable)
    finally:
        fresh.unlink(missing_ok=True)


def write_text(target: Path, text: str, *, durable: bool = True) -> None:
    """Write a text file in one step.

    Parameters
    ----------
    target : Path
        File to write; its folder exists.
    text : str
        New content.
    durable : bool
        Whether it must survive a power cut (progress reports need not).
    """
    write_whole(target, text.encode(), durable=durable)


def write_json(target: Path, value: Any, *, durable: bool = True) -> None:
    """Write a JSON file in one step."""
    write_text(target, json.dumps(value, indent=1, ensure_ascii=False) + "\n", durable=durable)


def read_json(path: Path) -> Any:
    """Return a JSON file's value, or None when it is missing or not JSON: its writer will write it anew."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, UnicodeDecodeError, json.JSONDecodeError):
        return None


@contextmanager
def held(
    lock_path: Path, on_wait: Callable[[str], None] | None = None, seconds: float | None = None
) -> Iterator[None]:
    """Hold a lock between processes, waiting for whoever has it.

    Parameters
    ----------
    lock_path : Path
        Lock file, its name any but its ending; the operating system frees it when its holder dies. Beside it,
        while it is held, stands a `.holder` file.
    on_wait : callable, optional
        Told once who holds the lock, when it has to be waited for.
    seconds : float, optional
        The longest to wait; for ever when left out.

    Raises
    ------
    LockedError
        When it was waited for so long in vain.
    """
    lock_path.parent.mkdir(parents=True, exist_ok=True)
    holder, lock = lock_path.with_suffix(".holder"), FileLock(lock_path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if on_wait is not None:
            on_wait(_told(holder))
        try:
            lock.acquire(timeout=-1 if seconds is None else seconds)
        except Timeout:
            raise LockedError(_told(holder)) from None
    try:
        # Only who holds the lock writes such a note: one that a killed holder left half-written is nobody's.
        for left in holder.parent.glob(f".{holder.name}.*{TEMPORARY}"):
            left.unlink(missing_ok=True)
        # On a full disk the lock holds all the same; only its holder has no name then.
        with contextlib.suppress(OSError):
            note = {"pid": os.getpid(), "host": socket.gethostname()}
            write_whole(holder, json.dumps(note).encode(), durable=False)
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _told(holder: Path) -> str:
    """Return who holds a lock, as words; "another process" when it has not said so (yet)."""
    try:
        note = json.loads(holder.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return "another process"
    return f"process {note['pid']} on {note['host']}"
