"""The files of clips and stills, removed when newer ones have taken their places."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from lecture.watch.drawing.messages import Still

#: Files that are kept although newer ones have taken their places: a page may still show them.
KEPT = 8


class Pictures:
    """The pictures of a watch.

    Parameters
    ----------
    folder : Path
        Where they are.

    Attributes
    ----------
    still : Still, optional
        How the section looks that is being drawn.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.still: Still | None = None
        self._unused: deque[str] = deque()

    def take_still(self, still: Still | None) -> None:
        """Keep the newest still, None when no section is being drawn."""
        if self.still is not None:
            self.let_go(self.still.file)
        self.still = still

    def let_go(self, file: str) -> None:
        """Remove a file that a newer one replaces, after some others."""
        self._unused.append(file)
        while len(self._unused) > KEPT:
            (self.folder / self._unused.popleft()).unlink(missing_ok=True)
