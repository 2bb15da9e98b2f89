"""Files are whole or not there; a lock has one holder, who is named."""

import os
import subprocess
import sys

import pytest

from training.paths import ROOT
from training.storage.files import LockedError, held, publish, write_whole


@pytest.mark.parametrize("durable", [True, False])
def test_a_write_replaces_all_of_a_file_and_leaves_nothing_beside_it(tmp_path, durable):
    target = tmp_path / "run.npz"
    target.write_bytes(b"a longer text than the next")
    write_whole(target, b"new", durable=durable)
    assert target.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["run.npz"]


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch, step):
    target = tmp_path / "run.npz"
    target.write_bytes(b"old")

    def fail(*arguments):
        raise OSError("no room")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="no room"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["run.npz"]


@pytest.mark.parametrize("durable", [True, False])
def test_what_must_survive_a_power_cut_is_synced_before_it_is_renamed(tmp_path, monkeypatch, durable):
    steps = []
    for name in ("fsync", "replace"):
        step = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *a, name=name, step=step: (steps.append(name), step(*a)))
    (tmp_path / "fresh").write_bytes(b"film")
    publish(tmp_path / "fresh", tmp_path / "film.mp4", durable=durable)
    assert steps == (["fsync", "replace", "fsync"] if durable else ["replace"])


def holding(lock, text):
    """Start a process that holds a lock and then does what the text says; return it once it holds."""
    program = (
        "import os, pathlib, signal, sys, time\nfrom training.storage.files import held\n"
        f"with held(pathlib.Path(sys.argv[1])):\n    print('held', flush=True)\n    {text}\n"
    )
    command = [sys.executable, "-c", program, str(lock)]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert other.stdout.readline() == "held\n"
    return other


def test_whoever_waits_is_told_who_holds_the_lock(tmp_path):
    lock, told = tmp_path / "x.lock", []

    def let_go(holder):
        told.append(holder)
        other.stdin.close()

    with holding(lock, "sys.stdin.read()") as other, held(lock, let_go):
        assert other.wait(5) == 0
    assert told == [f"process {other.pid} on {os.uname().nodename}"]
    assert os.listdir(tmp_path) == ["x.lock"]


def test_one_who_waits_no_longer_learns_who_holds_the_lock(tmp_path):
    lock = tmp_path / "x.lock"
    with holding(lock, "sys.stdin.read()") as other:
        with pytest.raises(LockedError, match=f"held by process {other.pid} on"), held(lock, seconds=0.1):
            pytest.fail("two held the lock")
        other.stdin.close()
    with held(lock, seconds=0.1):
        assert (tmp_path / "x.holder").exists()


def test_a_killed_holder_frees_the_lock(tmp_path):
    lock, told = tmp_path / "x.lock", []
    with holding(lock, "os.kill(os.getpid(), signal.SIGKILL)") as other:
        other.wait(5)
    assert (tmp_path / "x.holder").exists()
    with held(lock, told.append):
        pass
    assert told == []


def test_a_lock_holds_on_a_full_disk_too_though_its_holder_has_no_name(tmp_path, monkeypatch):
    def fail(*arguments, **named):
        raise OSError("no room")

    monkeypatch.setattr("training.storage.files.write_whole", fail)
    lock = tmp_path / "x.lock"
    with held(lock), pytest.raises(LockedError, match="another process"), held(lock, seconds=0.1):
        pytest.fail("two held the lock")
