"""Files that are either whole or not there: digests, atomic writes, locks that name their holder."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout


def digest_of(path: Path) -> str:
    """Return the sha256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_or_absent(path: Path) -> str:
    """Return the sha256 of a file, or the word ``absent``."""
    try:
        return digest_of(path)
    except (FileNotFoundError, IsADirectoryError):
        return "absent"


def digest_of_value(value: Any) -> str:
    """Return the sha256 of a JSON value, the same for equal values."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def publish(finished: Path, target: Path) -> None:
    """Move a finished file over its published name: readers see the old file or the new one, whole.

    Parameters
    ----------
    finished : Path
        A file on the target's filesystem.
    target : Path
        Its published name.
    """
    with finished.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(finished, target)
    sync_folder(target.parent)


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
    fresh = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        fresh.write_text(text, encoding="utf-8")
        if durable:
            publish(fresh, target)
        else:
            os.replace(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)


def write_json(target: Path, value: Any, *, durable: bool = True) -> None:
    """Write a JSON file in one step."""
    write_text(target, json.dumps(value, indent=1, ensure_ascii=False) + "\n", durable=durable)


def read_json(path: Path) -> Any:
    """Return a JSON file's value, or None when it is missing or not JSON: its writer will write it anew."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, UnicodeDecodeError, json.JSONDecodeError):
        return None


def remove(path: Path) -> None:
    """Remove a file or a folder with all it holds, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def held(lock_path: Path, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold a lock between processes, waiting for whoever has it.

    Parameters
    ----------
    lock_path : Path
        Lock file; the operating system frees it when its holder dies.
    on_wait : callable, optional
        Told once who holds the lock, when it has to be waited for.
    """
    lock_path.parent.mkdir(parents=True, exist_ok=True)
    holder = lock_path.with_suffix(".holder")
    lock = FileLock(lock_path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if on_wait is not None:
            told = read_json(holder)
            on_wait(f"process {told['pid']} on {told['host']}" if told else "another process")
        lock.acquire()
    try:
        write_json(holder, {"pid": os.getpid(), "host": socket.gethostname()}, durable=False)
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def sweep_temporaries(folder: Path, prefix: str, older_than: float = 0.0) -> None:
    """Remove what killed processes left behind: everything in a folder whose name begins so.

    Parameters
    ----------
    folder : Path
        Where to look.
    prefix : str
        How leftover names begin; the caller holds the lock that covers them.
    older_than : float
        Seconds a name must have been there.
    """
    if not folder.is_dir():
        return
    now = time.time()
    for path in folder.iterdir():
        if path.name.startswith(prefix) and now - path.lstat().st_mtime >= older_than:
            remove(path)
