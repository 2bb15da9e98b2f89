"""A call's own folder: no other call removes it while it lives, the next one does when it was killed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from filelock import FileLock

from lecture.request.layout import Layout
from lecture.request.picture import picture
from lecture.run import run_folder as module
from lecture.run.run_folder import PREFIX, remove_leftovers, run_folder


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path, picture("l"))


class Cleaner:
    """Another call that looks for leftovers the moment a folder was made, before its lock is held."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.threads: list[Thread] = []

    def mkdtemp(self, **named: Any) -> str:
        made = REAL(**named)
        self.threads.append(Thread(target=remove_leftovers, args=(self.layout,)))
        self.threads[-1].start()
        # Long enough to end; it does not end only because it has to wait.
        self.threads[-1].join(0.5)
        return made

    def wait(self) -> None:
        for thread in self.threads:
            thread.join(10)
            assert not thread.is_alive()


REAL = tempfile.mkdtemp


def test_a_folder_just_made_survives_another_calls_cleaning(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleaner = Cleaner(layout)
    monkeypatch.setattr(module.tempfile, "mkdtemp", cleaner.mkdtemp)
    with run_folder(layout) as folder:
        cleaner.wait()
        assert folder.is_dir()
        remove_leftovers(layout)
        assert (folder / "alive.lock").exists()
    assert not folder.exists()


def test_locking_after_the_folder_can_be_seen_loses_it(layout: Layout) -> None:
    """The control: the same race without the lock on births."""
    layout.work.mkdir(parents=True)
    cleaner = Cleaner(layout)
    folder = Path(cleaner.mkdtemp(prefix=PREFIX, dir=layout.work))
    cleaner.wait()
    assert not folder.exists()


def test_what_a_killed_call_left_is_removed_and_what_a_live_one_holds_is_not(layout: Layout) -> None:
    work = layout.work
    for name in ("run-dead", "draw-One.mp4-7", "draw-Two.mp4-8", "join-9"):
        (work / name).mkdir(parents=True)
    (work / "locks").mkdir()
    with FileLock(work / "locks" / "Two.mp4.lock"):
        remove_leftovers(layout)
    assert sorted(path.name for path in work.iterdir() if path.is_dir()) == ["draw-Two.mp4-8", "locks"]


def test_nothing_is_made_where_nothing_was(layout: Layout) -> None:
    remove_leftovers(layout)
    assert not layout.work.exists()
