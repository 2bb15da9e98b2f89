"""What the page shows, and the browsers that wait for it to change."""

from __future__ import annotations

import json
import threading
from typing import Any


class Board:
    """One JSON value, shown to any number of readers in other threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._version = 0
        self._text = "{}"

    def show(self, value: dict[str, Any]) -> None:
        """Show another value."""
        text = json.dumps(value, ensure_ascii=False)
        with self._changed:
            if text != self._text:
                self._text, self._version = text, self._version + 1
                self._changed.notify_all()

    def read(self, version: int, seconds: float) -> tuple[int, str]:
        """Return number and text of a value newer than a version; after some seconds the same again."""
        with self._changed:
            self._changed.wait_for(lambda: self._version > version, seconds)
            return self._version, self._text
