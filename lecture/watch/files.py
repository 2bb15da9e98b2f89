"""Which of some files were saved, however an editor does that."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Set
from pathlib import Path

#: Seconds for which files stay as they are before a save counts as over: some editors write in several steps.
SETTLED = 0.04

#: When a file was last written, which one it is, and how long; None while there is none.
Stamp = tuple[int, int, int] | None
#: That of a file nobody has looked at.
NEVER: Stamp = (0, 0, 0)


class Files:
    """Files that are looked at now and then; a file written in place shows as one put in its place does."""

    def __init__(self) -> None:
        self._stamps: dict[Path, Stamp] = {}

    def follow(self, paths: Iterable[Path]) -> None:
        """Look at these files from now on.

        One that is new among them counts as saved: nobody looked at it while it was read.
        """
        self._stamps = {path: self._stamps.get(path, NEVER) for path in paths}

    def saved(self) -> Set[Path]:
        """Return the files that were saved since this was last asked, once nobody is writing them."""
        changed: set[Path] = set()
        while True:
            now = {path: stamp_of(path) for path in self._stamps}
            new = {path for path, stamp in now.items() if stamp != self._stamps[path]}
            self._stamps = now
            if not new:
                return changed
            changed |= new
            time.sleep(SETTLED)


def stamp_of(path: Path) -> Stamp:
    """Return what tells one state of a file from another."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino, status.st_size
