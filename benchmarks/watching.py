"""A watch that runs in a process of its own, and what its page would show."""

from __future__ import annotations

import json
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

from training.errors import LectureError


class Watching:
    """``./render.sh watch`` on some project, without a browser.

    Parameters
    ----------
    command : sequence of str
        Starts it.
    root : Path
        The project's folder.
    environment : dict
        Of the process.
    """

    def __init__(self, command: Sequence[str], root: Path, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert self.process.stdout is not None
        first = self.process.stdout.readline()
        self.address = next((word for word in first.split() if word.startswith("http://")), "")
        if not self.address:
            said = first + self.process.communicate()[0]
            raise LectureError(f"the watch does not begin: {said}", 1)
        self.shown: dict[str, Any] = {}

    @cached_property
    def news(self) -> Any:
        """What the server tells a page."""
        return urllib.request.urlopen(f"{self.address}news", timeout=60)

    def until(self, holds: Callable[[dict[str, Any]], bool], seconds: float = 60.0) -> dict[str, Any]:
        """Return what the page shows as soon as something holds of it: now, or when it is told next.

        Raises
        ------
        LectureError
            If that takes longer.
        """
        ends = time.monotonic() + seconds
        while not (self.shown and holds(self.shown)):
            line = self.news.readline()
            if not line or time.monotonic() > ends:
                said = json.dumps(self.shown)
                raise LectureError(f"what the page shows does not come to that in {seconds:g} s: {said}", 1)
            if line.startswith(b"data: "):
                self.shown = json.loads(line.removeprefix(b"data: "))
        return self.shown

    def stop(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """End it with a signal; return its exit code and what else it printed."""
        self.process.send_signal(number)
        said, _ = self.process.communicate(timeout=30)
        return self.process.returncode, said

    def __enter__(self) -> Watching:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.stop(signal.SIGTERM)


def clips(shown: dict[str, Any], scene: str) -> dict[str, str | None]:
    """Return the clip of each section of a scene, by its name."""
    (found,) = [each for each in shown["scenes"] if each["slug"] == scene]
    return {section["name"]: section["clip"] for section in found["sections"]}
