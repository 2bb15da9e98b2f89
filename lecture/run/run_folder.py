"""The folder one call works in, and the removal of what killed calls left behind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from lecture.request.layout import Layout
from lecture.system.files import remove

#: Names of run folders; a live run holds the lock inside its own.
PREFIX = "run-"


def births(layout: Layout) -> FileLock:
    """Return the lock under which run folders are made and looked through: none is seen before its lock."""
    return FileLock(layout.work / "births.lock")


@contextmanager
def run_folder(layout: Layout) -> Iterator[Path]:
    """Make a folder for one call and hold its lock while the block runs; then it is removed.

    Yields
    ------
    Path
        An empty folder under the layout's working folder.
    """
    layout.work.mkdir(parents=True, exist_ok=True)
    with births(layout):
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=layout.work))
        alive = FileLock(folder / "alive.lock")
        alive.acquire()
    try:
        yield folder
    finally:
        remove(folder)
        alive.release()


def remove_leftovers(layout: Layout) -> None:
    """Remove what killed processes left behind: temporary folders whose lock nobody holds."""
    work = layout.work
    if not work.is_dir():
        return
    with births(layout):
        for folder in work.glob(f"{PREFIX}*"):
            remove_unheld(folder, folder / "alive.lock")
    for folder in [*work.glob("draw-*"), *work.glob("join-*")]:
        # draw-SLUG.CONTAINER-PID belongs to whoever holds SLUG.CONTAINER.lock.
        kind, _, rest = folder.name.partition("-")
        name = f"lecture.{layout.picture.container}" if kind == "join" else rest.rpartition("-")[0]
        remove_unheld(folder, work / "locks" / f"{name}.lock")


def remove_unheld(folder: Path, lock: Path) -> None:
    """Remove a folder unless a live process holds its lock."""
    try:
        with FileLock(lock, timeout=0):
            remove(folder)
    except (Timeout, FileNotFoundError):
        return
