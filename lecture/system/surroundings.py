"""What a process finds around it: folders with any name; a home, a user's name and a cache, or none."""

from __future__ import annotations

import getpass
import os
import re
import unicodedata
from contextlib import suppress
from pathlib import Path

from training.errors import LectureError

#: Unicode categories no path may have: control characters, and bytes that are no UTF-8.
NOT_IN_PATHS = ("Cc", "Cs")


def refuse_unusable(*paths: Path) -> None:
    """Refuse paths that the tools underneath cannot be given, before any work begins.

    Raises
    ------
    LectureError
        If a path has a control character in it, such as a line break, is no UTF-8, or has braces that
        Snakemake cannot read as wildcards.
    """
    for path in paths:
        wrong = [letter for letter in str(path) if unicodedata.category(letter) in NOT_IN_PATHS]
        # Snakemake makes a pattern of its working folder's path: {name} there must be a new name.
        braces = re.findall(r"\{([^{}]*)\}", str(path))
        wrong += [f"{{{name}}}" for name in braces if not name.isidentifier() or braces.count(name) > 1]
        if wrong:
            raise LectureError(
                f"the path {str(path)!a} has {wrong[0]!a} in it, which the tools that build and encode"
                " cannot take; rename that folder, then run again"
            )


def complete_surroundings(root: Path) -> None:
    """Give this process and all it starts a user's name, a home and a folder for caches that can be used.

    A container that runs under any number has no entry among the machine's users, often no home, or one
    that is not its own: Python, manim and Snakemake end in a traceback there.

    Parameters
    ----------
    root : Path
        Project root; what is missing is put under its media/ folder.
    """
    own = root / "media" / "home"
    try:
        getpass.getuser()
    except (KeyError, OSError):
        os.environ["LOGNAME"] = f"user-{os.getuid()}"
    try:
        home = Path.home()
    except RuntimeError:
        home = own
        os.environ["HOME"] = str(own)
    caches = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    if not can_be_written(caches):
        os.environ["XDG_CACHE_HOME"] = str(own / ".cache")


def can_be_written(folder: Path) -> bool:
    """Return whether this process may make files in a folder, or make the folder itself."""
    with suppress(OSError):
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        return os.access(folder, os.W_OK | os.X_OK)
    return False
