"""Folders with any name, users without one, disks one may not write: it works, or one line says why not."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from snakemake.cli import parse_config

from lecture.cli import refusal
from lecture.request.steps import last_lines
from lecture.run.failures import cause
from lecture.system import surroundings
from lecture.system.surroundings import complete_surroundings
from tests.lecture.tiny_project import Project, create, frames
from training.paths import ROOT

#: Every character that YAML, a shell, a format string, a glob or FFmpeg reads in a way of its own.
HOSTILE = '-v "q" it\'s #a: {x} $HOME `id` %d %(s)s back\\slash [g] *?!&;|<> ~ ü🎓'
STRANGER = 12345


def one_scene(root: Path) -> Project:
    root.parent.mkdir(parents=True, exist_ok=True)
    project = create(root)
    project.list_shots(("scenes/one.py", "One"))
    return project


def as_stranger(project: Project, *words: str) -> subprocess.CompletedProcess[str]:
    """Run as a container under any number does: who owns the project is a user the machine does not know."""
    missing = ("HOME", "USER", "LOGNAME")
    environment = {name: value for name, value in project.environment().items() if name not in missing}
    become = ["unshare", "--user", f"--map-user={STRANGER}", f"--map-group={STRANGER}"]
    if shutil.which("unshare") is None or subprocess.run([*become, "true"], check=False).returncode:
        warnings.warn(
            "SKIPPED: without user namespaces nobody can become a user without a name", stacklevel=2
        )
        pytest.skip("this machine allows no user namespaces")
    return subprocess.run(
        [*become, *project.command(*words)],
        cwd=project.root, env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def test_a_folder_with_any_name_renders_also_through_a_link_and_in_a_plain_locale(tmp_path: Path) -> None:
    project = one_scene(tmp_path / HOSTILE / "project")
    environment = project.environment(LC_ALL="C")
    # A search path cannot hold a colon.
    del environment["PYTHONPATH"]
    done = subprocess.run(
        project.command(), cwd=project.root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(frames(project.folder() / "lecture.mp4")) == 9
    assert project.leftovers() == []
    link = tmp_path / "link"
    link.symlink_to(project.root)
    again = subprocess.run(
        project.command("--why"), cwd=link, env=environment, capture_output=True, text=True, check=False
    )
    kept = [
        "keep   One",
        "keep   lecture",
        "keep   lecture.html",
        "keep   slides.html",
        "keep   companion.html",
    ]
    assert again.stdout.splitlines() == kept, again.stderr


def test_a_name_the_terminal_cannot_show_is_escaped(tmp_path: Path) -> None:
    project = one_scene(tmp_path / "project")
    (project.root / "lecture.toml").rename(project.root / "vorträge.toml")
    words = ("--lecture", "vorträge.toml", "--format", "png")
    made = project.made(*words, PYTHONIOENCODING="ascii")
    assert made.splitlines()[-1] == "media/vortr\\xe4ge/480p15/scenes/One.png"
    assert (project.root / "media/vorträge/480p15/scenes/One.png").exists()
    control = [sys.executable, "-c", "print('vorträge')"]
    plain = subprocess.run(control, env=project.environment(PYTHONIOENCODING="ascii"), capture_output=True)
    assert b"UnicodeEncodeError" in plain.stderr, "the control: Python itself stops there"


@pytest.mark.parametrize("name", ["a #b", "a: b"])
def test_such_a_path_read_as_yaml_is_another_one(name: str) -> None:
    """The control: what `--config` does to it."""
    assert parse_config([f"request=/{name}/r.json"])["request"] != f"/{name}/r.json"


@pytest.mark.parametrize("name", ["line\nbreak", "bell\a", os.fsdecode(b"no utf-8 \xff"), "{0}", "{x} {x}"])
def test_a_folder_no_tool_can_be_given_is_refused_before_work_begins(tmp_path: Path, name: str) -> None:
    project = one_scene(tmp_path / name / "project")
    done = project.run()
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "rename that folder" in done.stderr
    assert not (project.root / "media").exists()


@pytest.mark.parametrize("quiet", ["as it is", "all"])
def test_snakemakes_own_error_is_told_with_its_exit_code(tmp_path: Path, quiet: str) -> None:
    project = one_scene(tmp_path / "project")
    rules, profile = project.root / "lecture/Snakefile", project.root / "lecture/profiles/local/config.yaml"
    rules.write_text(rules.read_text() + '\nraise ValueError("the rules are torn")\n')
    if quiet == "all":
        lines = [line for line in profile.read_text().splitlines() if not line.startswith("quiet")]
        profile.write_text("\n".join([*lines, "quiet: all"]))
    done = project.run()
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "Snakemake failed with exit code 1" in done.stderr
    assert "read media/lecture/480p15/logs/snakemake.log" in done.stderr
    assert (project.folder() / "logs/snakemake.log").exists()
    # The control: told to be quiet about all, it hides what went wrong.
    assert ("the rules are torn" in done.stderr) == (quiet != "all"), done.stderr


def test_what_is_told_begins_with_the_first_error(tmp_path: Path) -> None:
    """Where there is no Slurm to reach, Snakemake says so early and goes on about something else."""
    log = tmp_path / "snakemake.log"
    chatter = "".join(f"shell line {number}\n" for number in range(40))
    log.write_text(f"Select jobs\nException in run_job: sinfo failed\n\n{chatter}Complete log(s): /gone\n")
    assert cause(log)[0] == "Exception in run_job: sinfo failed"
    assert "sinfo failed" not in " ".join(last_lines(log)), "the control: the last lines do not say why"
    log.write_text("no word of it\nComplete log(s): /gone\n")
    assert cause(log) == ("no word of it",)


def test_a_user_without_a_name_or_a_home_renders(tmp_path: Path) -> None:
    project = one_scene(tmp_path / "project")
    done = as_stranger(project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(frames(project.folder() / "lecture.mp4")) == 9


def test_snakemake_alone_fails_for_such_a_user(tmp_path: Path) -> None:
    """The control: without a name given to it."""
    project = one_scene(tmp_path / "project")
    module = project.root / "lecture/system/surroundings.py"
    module.write_text(module.read_text().replace('os.environ["LOGNAME"]', "nothing"))
    done = as_stranger(project)
    assert done.returncode == 1
    assert f"{STRANGER}" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_project_one_may_not_write_in_says_so(tmp_path: Path) -> None:
    project = one_scene(tmp_path / "project")
    project.root.chmod(0o555)
    try:
        done, why = as_stranger(project), as_stranger(project, "--why")
    finally:
        project.root.chmod(0o755)
    assert done.returncode == 1
    assert done.stderr.startswith("cannot write media (Permission denied)"), done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert why.returncode == 0, "looking needs no writing"


@pytest.mark.parametrize("there", ["a file", "a link to nowhere"])
def test_what_lies_in_medias_place_is_to_be_moved(tmp_path: Path, there: str) -> None:
    project = one_scene(tmp_path / "project")
    media = project.root / "media"
    media.write_text("") if there == "a file" else media.symlink_to("/nonexistent/folder")
    done = project.run()
    assert done.returncode == 1
    assert done.stderr.endswith("; move aside what lies in its path, then run again\n")
    assert len(done.stderr.splitlines()) == 1


def test_a_full_disk_is_told_to_make_room() -> None:
    assert "make room" in refusal(OSError(errno.ENOSPC, "No space left on device", "media/lecture"))
    assert "make room" not in refusal(OSError(errno.EIO, "Input/output error", "media/lecture"))


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs mount namespaces")
def test_a_disk_that_is_read_only_says_so(tmp_path: Path) -> None:
    project = one_scene(tmp_path / "project")
    script = f'mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" && {sys.executable} -m lecture -ql'
    done = subprocess.run(
        ["unshare", "-rm", "bash", "-c", script],
        cwd=project.root, env=project.environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "unshare" in done.stderr or "mount:" in done.stderr:
        warnings.warn(f"SKIPPED: {done.stderr}", stacklevel=1)
        pytest.skip(done.stderr)
    assert done.returncode == 1
    assert done.stderr.startswith("cannot write media (Read-only file system)"), done.stderr


def test_a_name_a_home_and_a_cache_are_given_only_to_those_who_have_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOGNAME", "somebody")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    before = dict(os.environ)
    complete_surroundings(ROOT)
    assert dict(os.environ) == before

    def unknown() -> str:
        raise KeyError("uid not found")

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(surroundings.getpass, "getuser", unknown)
    monkeypatch.setattr(surroundings.Path, "home", homeless)
    monkeypatch.setattr(surroundings, "can_be_written", lambda folder: False)
    complete_surroundings(tmp_path)
    assert os.environ["LOGNAME"] == f"user-{os.getuid()}"
    assert os.environ["HOME"] == str(tmp_path / "media/home")
    assert os.environ["XDG_CACHE_HOME"] == str(tmp_path / "media/home/.cache")
