"""The project files a process reads while it runs, with what they held when it read them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from lecture.system.files import digest_or_absent

#: Folders whose files are made, not read as data; and files other inputs account for.
NOT_DATA = {".venv", "media", ".git", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
ACCOUNTED = {"lecture.toml", "manim.cfg", "requirements-render.lock", "manifest.json", "made.json"}


class ReadFiles:
    """Records the files under some folders that this process opens for reading.

    Parameters
    ----------
    root : Path
        Project root; names are given relative to it.
    also : tuple of Path
        Further files, and folders with all they hold, whose reading is accounted for elsewhere.
    """

    def __init__(self, root: Path, also: tuple[Path, ...] = ()) -> None:
        self.root = str(root.resolve())
        self.accounted = {str(path) for path in also}
        self.digests: dict[str, str] = {}
        self._busy = False

    def watch(self) -> None:
        """Begin to record; Python offers no end to it."""
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or self._busy:
            return
        path, mode, _ = arguments
        if not isinstance(path, str | bytes | os.PathLike) or (
            mode is not None and set("wax+") & set(str(mode))
        ):
            return
        self._busy = True
        try:
            self._record(os.path.abspath(os.fsdecode(path)))
        finally:
            self._busy = False

    def _record(self, path: str) -> None:
        if not path.startswith(self.root + os.sep) or self._is_accounted(path):
            return
        name = os.path.relpath(path, self.root)
        parts = name.split(os.sep)
        if NOT_DATA & set(parts) or parts[-1] in ACCOUNTED or name.endswith((".py", ".pyc", ".pth")):
            return
        if name not in self.digests and os.path.isfile(path):
            self.digests[name] = digest_or_absent(Path(path))

    def _is_accounted(self, path: str) -> bool:
        """Whether a file, or a folder it lies in, is accounted for elsewhere."""
        while path != self.root and path not in self.accounted:
            path = os.path.dirname(path)
        return path in self.accounted

    def with_modules(self, known: dict[str, str]) -> dict[str, str]:
        """Return what was read, plus every imported project module that is not among the known inputs."""
        found = dict(self.digests)
        for module in list(sys.modules.values()):
            file = getattr(module, "__file__", None)
            if not file or not os.path.abspath(file).startswith(self.root + os.sep):
                continue
            name = os.path.relpath(os.path.abspath(file), self.root)
            if not NOT_DATA & set(name.split(os.sep)) and name not in known:
                found[name] = digest_or_absent(Path(file))
        return {name: digest for name, digest in found.items() if name not in known}
