"""Folders, users and clones as people have them: both commands start there, or say in one line why not."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lecture.small_setup import QUICK, create, quickly, ready, sourced

NAMES = [
    "it's",
    "a  b ",
    "a #b",
    "$HOME `id`",
    'say "no"',
    "back\\slash",
    "two\nlines\n",
    "käse ☃",
    "a;b&c|d",
    "-n",
    "*",
    "{a} = [1]",
    "100%",
]


def run(command: list[str | Path], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, **environment}
    given.pop("PYTHONPATH", None)
    return subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", NAMES)
def test_render_starts_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    project = ready(create(tmp_path / name))
    for typed_in, command in ((tmp_path, project / "render.sh"), (project, "./render.sh")):
        done = run([command, "-ql", name], typed_in, CDPATH=str(tmp_path))
        assert done.returncode == 0, done.stderr
        assert ast.literal_eval(done.stdout) == [str(project), "-ql", name, str(typed_in)]


def modules_found(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Ask the environment's Python, started elsewhere, where it finds the project's modules."""
    command = "import training; print(ascii(training.__file__))"
    return run([project / ".venv/bin/python", "-c", command], Path("/"), **environment)


@pytest.mark.parametrize("name", NAMES)
def test_the_environment_finds_the_project_from_anywhere(tmp_path: Path, name: str) -> None:
    project = ready(create(tmp_path / name))
    done = modules_found(project, LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert ast.literal_eval(done.stdout) == str(project / "training/__init__.py")


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="from 3.13 on Python reads a .pth as UTF-8 first")
def test_a_path_written_into_the_environment_would_stop_python(tmp_path: Path) -> None:
    """The control: an editable install writes the folder's name, and LC_ALL=C cannot read it."""
    project = ready(create(tmp_path / "käse"))
    (pth,) = project.glob(".venv/lib/python3*/site-packages/activation_lecture.pth")
    pth.write_text(f"{project}\n", encoding="utf-8")
    assert "Error processing line" in (done := modules_found(project, LC_ALL="C")).stderr or done.returncode


def test_a_folder_with_a_colon_gets_one_line(tmp_path: Path) -> None:
    done = quickly(create(tmp_path / "a:b"), "render")
    assert done.returncode == 2
    assert done.stderr.startswith("no Python environment works in a folder with a colon in its path (")
    assert len(done.stderr.splitlines()) == 1


def test_a_checkout_reached_by_another_name_keeps_its_environment(tmp_path: Path) -> None:
    project = ready(create(tmp_path / "project"))
    (tmp_path / "link").symlink_to(project)
    done = run(["./render.sh", "--why"], tmp_path / "link")
    assert done.returncode == 0
    assert "setting up" not in done.stdout
    assert "setting up" not in quickly(tmp_path / "link", "render").stdout
    (project / "requirements-render.lock").write_text("# newer\n")
    assert "setting up" in quickly(tmp_path / "link", "render").stdout, "the control: what changed is seen"


def test_a_moved_checkout_keeps_its_environment(tmp_path: Path) -> None:
    project = ready(create(tmp_path / "project")).rename(tmp_path / "moved")
    assert "setting up" not in quickly(project, "render").stdout
    found = modules_found(project)
    assert ast.literal_eval(found.stdout) == str(tmp_path / "moved/training/__init__.py")


def as_nobody(command: list[str | Path], folder: Path, uid: int) -> subprocess.CompletedProcess[str]:
    """Run as a user without name, home or rights; as oneself, without home, where that is not allowed."""
    environment = {"PATH": os.environ["PATH"]}
    other = {"user": uid, "group": uid, "extra_groups": []} if os.geteuid() == 0 else {}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, **other
    )  # type: ignore[call-overload]


@pytest.fixture
def open_path(tmp_path: Path) -> Path:
    """A folder whose parents another user may enter."""
    for parent in [tmp_path, *tmp_path.parents]:
        if parent != Path("/") and parent.owner() == Path.home().owner():
            parent.chmod(parent.stat().st_mode | 0o055)
    return tmp_path


#: Says who Python thinks it is; Snakemake asks the same.
WHO = "import getpass; print(getpass.getuser())"


def test_a_user_without_a_name_or_home_can_set_up(open_path: Path) -> None:
    project = create(open_path / "project")
    project.chmod(0o777)
    script = f"set -euo pipefail\n. lecture/setup.sh\n{QUICK}\nset_up render\n$python -c '{WHO}'"
    interpreter = "exec /usr/bin/env python3" if os.geteuid() == 0 else f'exec "{sys.executable}"'
    (project / "quick-python").write_text(
        f'#!/bin/sh\n[ "$1 $2" != "-m venv" ] || set -- -m venv --without-pip "$3"\n{interpreter} "$@"\n'
    )
    done = as_nobody(["bash", "-c", script], project, 54321)
    assert done.returncode == 0, done.stderr
    if os.geteuid() == 0:
        assert done.stdout.endswith("\n54321\n")
        control = as_nobody([project / ".venv/bin/python", "-c", WHO], project, 54321)
        assert "uid not found: 54321" in control.stderr, "the control: Python itself finds no name"


def test_a_folder_that_cannot_be_written_gets_one_line(open_path: Path) -> None:
    project = create(open_path / "project")
    project.chmod(0o555)
    script = f"set -euo pipefail\n. lecture/setup.sh\n{QUICK}\nset_up render"
    done = as_nobody(["bash", "-c", script], project, 54321)
    project.chmod(0o755)
    assert done.returncode == 2
    assert done.stderr.endswith(
        "/project cannot be written to; copy the project to where you may write, "
        "then run the same command there\n"
    )
    assert len(done.stderr.splitlines()) == 1


def cloned(folder: Path, attributes: bool) -> Path:
    """Return a clone, made as git on Windows makes it, of a folder with a script and a lock."""
    source = create(folder / "source")
    if not attributes:
        (source / ".gitattributes").unlink()
    (source / "cache").mkdir()
    (source / "cache/run.npz").write_bytes(b"PK\r\n\n\x00")
    git = ["git", "-c", "user.name=n", "-c", "user.email=e", "-c", "core.autocrlf=false"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]):
        subprocess.run([*git, *words], cwd=source, check=True)
    clone = folder / "clone"
    subprocess.run(["git", "clone", "-q", "-c", "core.autocrlf=true", source, clone], check=True)
    return clone


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git to clone with")
def test_a_clone_with_autocrlf_has_the_same_bytes(tmp_path: Path) -> None:
    clone = cloned(tmp_path, attributes=True)
    for name in ("render.sh", "lecture/setup.sh", "requirements-render.lock", "cache/run.npz"):
        assert (clone / name).read_bytes() == (tmp_path / "source" / name).read_bytes(), name
    assert quickly(clone, "render").returncode == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git to clone with")
def test_without_attributes_such_a_clone_does_not_start(tmp_path: Path) -> None:
    """The control."""
    clone = cloned(tmp_path, attributes=False)
    assert b"\r\n" in (clone / "render.sh").read_bytes()
    assert sourced(clone, "true").returncode != 0
