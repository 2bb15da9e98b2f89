"""render.sh and test.sh: an environment that is whole or not believed, and one line when it cannot be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from training.paths import ROOT

#: One lock file a purpose.
LOCKS = ("requirements-render.lock", "requirements-train.lock", "requirements-test.lock")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project whose lock file is empty, so that its environment takes seconds and no network."""
    project = tmp_path / "project"
    (project / "lecture").mkdir(parents=True)
    for name in ("render.sh", "test.sh", "lecture/setup.sh"):
        shutil.copy(ROOT / name, project / name)
    for name in LOCKS:
        (project / name).write_text("# nothing\n")
    return project


def sourced(folder: Path, script: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": path or os.environ["PATH"], "PIP_NO_INDEX": "1"}
    return subprocess.run(
        ["bash", "-c", f"set -euo pipefail; . lecture/setup.sh; {script}"],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def tools(folder: Path, **scripts: str) -> str:
    """Return a PATH with the plain tools of this machine, and these scripts in front."""
    own = folder / "bin"
    own.mkdir(exist_ok=True)
    for name, text in scripts.items():
        path = own / name.replace("_", "-")
        path.write_text(f"#!/bin/bash\n{text}\n")
        path.chmod(0o755)
    for name in ("bash", "id", "cat", "dirname", "rm", "mv", "df", "awk", "sed"):
        if not (own / name).exists() and (found := shutil.which(name)):
            (own / name).symlink_to(found)
    return str(own)


#: A machine that has every system package.
READY = "missing_packages() { :; }; "


def built(folder: Path, more: str = "") -> subprocess.CompletedProcess[str]:
    return sourced(folder, f"{READY}{more} set_up; echo ready $python")


def test_an_environment_is_built_once_and_then_believed(folder: Path) -> None:
    first = built(folder)
    assert first.returncode == 0, first.stderr
    assert "setting up .venv" in first.stdout
    assert first.stdout.endswith("ready .venv/bin/python\n")
    again = built(folder)
    assert "setting up" not in again.stdout


def test_an_interrupted_set_up_is_not_believed(folder: Path) -> None:
    stopped = built(folder, "venv_stamp() { kill -9 $BASHPID; };")
    assert stopped.returncode != 0
    assert (folder / ".venv/bin/python").exists()
    assert not (folder / ".venv/.whole").exists()
    assert "setting up .venv" in built(folder).stdout


def test_an_environment_of_another_lock_or_place_is_not_believed(folder: Path) -> None:
    assert built(folder).returncode == 0
    whole = (folder / ".venv/.whole").read_text()
    assert sourced(folder, "venv_is_whole").returncode == 0
    (folder / "requirements-render.lock").write_text("# nothing, but otherwise\n")
    assert sourced(folder, "venv_is_whole").returncode != 0
    (folder / "requirements-render.lock").write_text("# nothing\n")
    (folder / ".venv/.whole").write_text(whole[:-10])
    assert sourced(folder, "venv_is_whole").returncode != 0
    (folder / ".venv/.whole").write_text(whole)
    assert sourced(folder, "venv_is_whole").returncode == 0
    moved = folder.rename(folder.with_name("moved"))
    assert sourced(moved, "venv_is_whole").returncode != 0


def test_two_set_ups_at_once_build_one_environment(folder: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: built(folder), range(2)))
    assert [done.returncode for done in both] == [0, 0], [done.stderr for done in both]
    assert sum("setting up" in done.stdout for done in both) == 1


def test_a_python_too_old_gets_one_line_and_exit_code_2(folder: Path) -> None:
    old = 'case "$2" in *platform*) echo 3.9.2;; *) exit 1;; esac'
    done = sourced(folder, "set_up", tools(folder, python3=old))
    assert done.returncode == 2
    assert done.stderr.startswith("python3 is 3.9.2, 3.11 to 3.13 is needed; run: ")
    assert len(done.stderr.splitlines()) == 1


def test_missing_packages_without_root_get_one_line_with_the_exact_command(folder: Path) -> None:
    here = f'exec {sys.executable} "$@"'
    path = tools(folder, python3=here, id="echo 1000", apt_get="exit 1")
    done = sourced(folder, "set_up", path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "gcc pkg-config libpango1.0-dev" in done.stderr
    assert "sudo apt-get install --yes" in done.stderr


def test_missing_packages_as_root_are_installed(folder: Path) -> None:
    here = f'exec {sys.executable} "$@"'
    note = f'echo "$@" >> {folder}/apt'
    path = tools(folder, python3=here, id="echo 0", apt_get=note)
    sourced(folder, "system_python=$(find_python); ensure_packages", path)
    calls = (folder / "apt").read_text().splitlines()
    assert calls[0] == "-qq update"
    assert calls[1].startswith("-qq install --yes --no-install-recommends")
    assert calls[1].endswith("gcc pkg-config libpango1.0-dev")


def test_doctor_names_what_is_missing_and_how_to_get_it(folder: Path) -> None:
    path = tools(folder, python3="exit 1")
    done = sourced(folder, "doctor", path)
    assert done.returncode == 1
    for word in ("python3", "libpango1.0-dev", ".venv", "run: "):
        assert word in done.stdout


def test_doctor_finds_nothing_on_the_machine_that_runs_these_tests() -> None:
    done = subprocess.run(["./render.sh", "doctor"], cwd=ROOT, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert next(line for line in lines if line.startswith("ok")).startswith("ok       Python 3.1")
    assert any("system packages" in line for line in lines)


def test_help_comes_before_any_set_up(folder: Path) -> None:
    shutil.copytree(ROOT / "lecture", folder / "lecture", dirs_exist_ok=True)
    shutil.copytree(ROOT / "training", folder / "training")
    done = subprocess.run(["./render.sh", "--help"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "usage: ./render.sh" in done.stdout
    assert not (folder / ".venv").exists()


def test_the_packages_named_are_exactly_the_five_promised() -> None:
    done = sourced(ROOT, 'printf %s "$PACKAGES_DEBIAN"')
    assert done.stdout.split() == ["python3-venv", "python3-dev", "gcc", "pkg-config", "libpango1.0-dev"]


def test_lock_pins_everything_with_hashes_and_names_no_index() -> None:
    lines = [line for name in LOCKS for line in (ROOT / name).read_text().splitlines()]
    pinned = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert len(pinned) > 50
    assert all("==" in line for line in pinned)
    hashed = sum("--hash=sha256:" in line for line in lines)
    assert hashed >= len(pinned)
    assert not any("://" in line or "--index" in line for line in lines)
