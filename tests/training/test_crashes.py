"""Killed, out of room, three at once: the cache holds the old file or the new one, never neither."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from training import paths
from training.errors import LectureError
from training.recipe.recipe import Recipe
from training.run.trajectory import cache_path, load
from training.storage import cache
from training.storage.cache import MADE, MANIFEST, accepted, locked, publish_vouched, sha256

PROGRAM = Path(__file__).parent / "crash_programs.py"


def crash(task, folder):
    command = [sys.executable, str(PROGRAM), task, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(paths.ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_writer_killed_at_any_moment_leaves_the_old_file_or_the_new_one(tmp_path):
    found = crash("kills", tmp_path)
    old, new = found["states"].count("version 1"), found["states"].count("version 2")
    assert old + new == len(found["states"])
    assert len(found["states"]) >= 25, "three files are written, synced and renamed"
    assert found["states"] == ["version 1"] * old + ["version 2"] * new
    assert min(old, new) >= 8
    assert max(found["strays"]) == 1, "some kills hit while a temporary file was there"
    assert set(found["strays_after"]) == {0}
    assert found["last"] == "version 2"
    assert found["naive"] == ["version 1", "torn", "version 2"], (
        "the control: the same kills tear a plain write"
    )


def test_a_full_disk_leaves_the_old_file_intact(tmp_path):
    found = crash("full_disk", tmp_path)
    assert len(set(found["rooms"])) >= 15
    for room, said, left in zip(found["rooms"], found["said"], found["left"], strict=True):
        assert said.startswith("refused: cannot write"), (room, said)
        assert "free space" in said
        assert "\n" not in said
        assert left == [], room
    assert set(found["states"]) == {"version 1"}
    assert found["with room"] == "written"
    assert found["last"] == "version 2"
    assert "torn" in found["naive"], "the control: a plain savez loses the old file"


@pytest.fixture(params=[MANIFEST, MADE])
def manifest(request, tmp_path):
    """The manifest that is to vouch for run.npz; the committed one has been told so."""
    if request.param == MANIFEST:
        (tmp_path / MANIFEST).write_text(json.dumps({"schema": 1, "files": {"run.npz": []}}))
    return request.param


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_error_at_any_step_is_one_line_and_harmless(tmp_path, monkeypatch, manifest, code, step):
    publish_vouched(tmp_path, "run.npz", b"old")

    def fail(*arguments):
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(cache.os, step, fail)
        with pytest.raises(LectureError, match="cannot write") as refusal:
            publish_vouched(tmp_path, "run.npz", b"new")
    assert "\n" not in refusal.value.message
    assert (tmp_path / "run.npz").read_bytes() == b"old"
    assert sha256(b"old") in accepted(tmp_path, "run.npz", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == [manifest, "run.npz"]


def test_every_moment_of_a_replacement_is_vouched_for(tmp_path, monkeypatch, manifest):
    """Look at the folder after each write of the protocol: whatever is there, the manifest accepts it."""
    publish_vouched(tmp_path, "run.npz", b"old")
    seen = []
    original = cache.write_atomically

    def watched(path, data):
        original(path, data)
        present = (tmp_path / "run.npz").read_bytes()
        seen.append((present, sha256(present) in accepted(tmp_path, "run.npz", "")))

    monkeypatch.setattr(cache, "write_atomically", watched)
    publish_vouched(tmp_path, "run.npz", b"new")
    assert seen == [(b"old", True), (b"new", True), (b"new", True)]
    assert accepted(tmp_path, "run.npz", "") == [sha256(b"new")]


def test_publishing_what_is_there_already_writes_nothing(tmp_path, monkeypatch, manifest):
    publish_vouched(tmp_path, "run.npz", b"same")
    monkeypatch.setattr(cache, "write_atomically", lambda path, data: pytest.fail("written again"))
    publish_vouched(tmp_path, "run.npz", b"same")


def test_who_holds_the_lock_is_said_in_one_line(tmp_path):
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom training.storage.cache import locked\n"
        "with locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=paths.ROOT)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LectureError, match=f"process {holder.pid}") as refusal, locked(tmp_path, 0.2):
            pytest.fail("two held the lock")
        assert "\n" not in refusal.value.message
    finally:
        holder.kill()
        holder.communicate()
    with locked(tmp_path, 1.0):
        assert json.loads((tmp_path / ".lock.holder").read_text())["pid"] == os.getpid()
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_three_trainers_at_once_all_succeed(empty_cache):
    recipes = [Recipe(activation=name, points=50, epochs=3) for name in ("sigmoid", "tanh", "relu")]
    names = [recipe.activation for recipe in recipes]
    command = [sys.executable, "-m", "training", *names, "--force", "--set", "points=50", "--set", "epochs=3"]
    environment = {**os.environ, "LECTURE_CACHE": str(empty_cache)}
    trainers = [
        subprocess.Popen(
            command,
            env=environment,
            cwd=paths.ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(3)
    ]
    for trainer in trainers:
        output, errors = trainer.communicate(timeout=240)
        assert trainer.returncode == 0, errors
        assert "tanh" in output
        assert "Traceback" not in errors
    for recipe in recipes:
        assert load(recipe).epochs == 3
        assert len(accepted(empty_cache, cache_path(recipe).name, "")) == 1
    assert not list(empty_cache.glob(".*.part"))
