"""Files as production writes them: digests, text and JSON in one step, leftovers removed."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from training.storage.files import held, publish, read_json, write_json, write_text

__all__ = [
    "digest_of",
    "digest_of_value",
    "digest_or_absent",
    "held",
    "publish",
    "read_json",
    "remove",
    "remove_temporaries",
    "write_json",
    "write_text",
]


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


def remove(path: Path) -> None:
    """Remove a file or a folder with all it holds, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def remove_temporaries(folder: Path, prefix: str) -> None:
    """Remove what killed processes left behind: everything in a folder whose name begins so.

    Parameters
    ----------
    folder : Path
        Where to look.
    prefix : str
        How leftover names begin; the caller holds the lock that covers them.
    """
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name.startswith(prefix):
            remove(path)
