"""A save is seen however it is done, and once."""

from __future__ import annotations

import os
from pathlib import Path

from lecture.watch.files import Files


def followed(*paths: Path) -> Files:
    files = Files()
    files.follow(paths)
    # Nobody has looked at them before.
    assert files.saved() == {*paths}
    assert files.saved() == set()
    return files


def test_a_file_written_in_place_is_seen_once(tmp_path: Path) -> None:
    scene, other = tmp_path / "scene.py", tmp_path / "other.py"
    scene.write_text("a = 1")
    other.write_text("b = 1")
    files = followed(scene, other)
    scene.write_text("a = 2")
    os.utime(scene, ns=(1, 1))
    assert files.saved() == {scene}
    assert files.saved() == set()


def test_a_file_put_in_the_place_of_another_is_seen(tmp_path: Path) -> None:
    scene, fresh = tmp_path / "scene.py", tmp_path / ".scene.py.swp"
    scene.write_text("a = 1")
    fresh.write_text("a = 2")
    # The same length, and the same second: it is another file all the same.
    for path in (scene, fresh):
        os.utime(path, ns=(10**18, 10**18))
    files = followed(scene)
    os.replace(fresh, scene)
    assert files.saved() == {scene}


def test_a_file_that_comes_and_goes_is_seen(tmp_path: Path) -> None:
    scene = tmp_path / "scene.py"
    files = followed(scene)
    scene.write_text("a = 1")
    assert files.saved() == {scene}
    scene.unlink()
    assert files.saved() == {scene}


def test_files_still_followed_keep_what_was_seen_of_them(tmp_path: Path) -> None:
    scene, other = tmp_path / "scene.py", tmp_path / "other.py"
    scene.write_text("a = 1")
    files = followed(scene)
    files.follow([scene, other])
    assert files.saved() == {other}
