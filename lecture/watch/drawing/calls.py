"""Which project functions each section of a scene runs, noted while the scene is played."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from lecture.freshness.observed import NOT_DATA
from lecture.watch.drawing.functions import outermost

#: Where what runs before the first section is noted.
BEFORE = ""


class Calls:
    """Notes the Python functions that this thread runs, section by section.

    Playing takes about two and a half times as long meanwhile.

    Parameters
    ----------
    root : Path
        Project root: of other files nothing is told.
    """

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self._seen: dict[str, set[CodeType]] = {}
        self.begin(BEFORE)

    def begin(self, section: str) -> None:
        """Note what runs from here on for a section."""
        self._now = self._seen.setdefault(section, set())

    def start(self) -> None:
        """Begin to note; `stop` ends it."""
        sys.setprofile(self._note)

    def stop(self) -> None:
        """End noting."""
        sys.setprofile(None)

    def _note(self, frame: FrameType, event: str, argument: Any) -> None:
        if event == "call":
            self._now.add(frame.f_code)

    def told(self) -> dict[str, tuple[str, ...]]:
        """Return the functions of each section, sorted, such as ``scenes/affine.py:Affine.construct``."""
        return {
            section: tuple(sorted({name for code in seen if (name := self._name(code)) is not None}))
            for section, seen in self._seen.items()
        }

    def _name(self, code: CodeType) -> str | None:
        path = os.path.abspath(code.co_filename)
        if not path.startswith(self.root + os.sep):
            return None
        name = os.path.relpath(path, self.root)
        return None if NOT_DATA & set(name.split(os.sep)) else f"{name}:{outermost(code.co_qualname)}"
