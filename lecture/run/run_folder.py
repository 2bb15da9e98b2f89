"""The folder one call works in, and the removal of what killed calls left behind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from lecture.request.layout import Layout
from lecture.system import processes
from lecture.system.files import remove
from training.storage.files import TEMPORARY

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
    """Remove what killed processes left behind: temporary folders whose lock nobody holds, and half files."""
    work = layout.work
    if not work.is_dir():
        return
    with births(layout):
        for folder in work.glob(f"{PREFIX}*"):
            remove_unheld(folder, folder / "alive.lock")
    remove_half_spoken(layout)
    for holder in work.glob("locks/*.holder"):
        remove_unheld(holder, holder.with_suffix(".lock"))
    for folder in [*work.glob("draw-*"), *work.glob("join-*"), *work.glob("deliver-*")]:
        # draw-SLUG.CONTAINER-PID is of whoever holds SLUG.CONTAINER.lock, deliver-FILE-PID of FILE.lock.
        kind, _, rest = folder.name.partition("-")
        name = f"lecture.{layout.picture.container}" if kind == "join" else rest.rpartition("-")[0]
        remove_unheld(folder, work / "locks" / f"{name}.lock")


def remove_half_spoken(layout: Layout) -> None:
    """Remove half-written files of the voice, and notes who holds it, unless somebody may go on with them.

    The steps of any call write there, of any lecture and format, and plain manim calls on this machine.
    """
    if any(is_live(folder) for folder in (layout.root / "media").glob(f"*/*/.work/{PREFIX}*")):
        return
    for holder in layout.voice.glob("locks/*.holder"):
        remove_unheld(holder, holder.with_suffix(".lock"))
    for half in layout.voice.rglob(f".*{TEMPORARY}"):
        writer = half.name.removesuffix(TEMPORARY).rpartition(".")[2]
        if not (writer.isdigit() and processes.is_alive(int(writer))):
            remove(half)


def is_live(folder: Path) -> bool:
    """Return whether a call still works in its folder."""
    try:
        with FileLock(folder / "alive.lock", timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False


def remove_unheld(folder: Path, lock: Path) -> None:
    """Remove a folder or a file unless a live process holds its lock."""
    try:
        with FileLock(lock, timeout=0):
            remove(folder)
    except (Timeout, FileNotFoundError):
        return
