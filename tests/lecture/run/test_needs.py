"""What training needs is installed when a plan trains, into the project's own environment only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lecture.run import needs
from training import paths
from training.errors import LectureError
from training.paths import ROOT


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in whose environment this process seems to run, and which lacks what training needs."""
    (tmp_path / "lecture").mkdir()
    (tmp_path / "lecture/setup.sh").write_text('echo "$@" >>asked\n')
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv"))
    monkeypatch.setitem(needs.WITNESSES, "train", "no_such_package")
    return tmp_path


def test_what_is_missing_is_installed_by_set_up(project: Path) -> None:
    needs.ensure_installed("train")
    assert (project / "asked").read_text() == "train\n"


def test_what_is_there_is_left_alone(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(needs.WITNESSES, "train", "numpy")
    needs.ensure_installed("train")
    assert not (project / "asked").exists()


def test_another_environment_is_left_alone(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", "/usr")
    needs.ensure_installed("train")
    assert not (project / "asked").exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("echo uv could not install it", "uv could not install it"),
        (
            "echo Retrying; echo; echo ERROR: no; echo uv could not install it",
            "uv could not install it (lecture/setup.sh train says more)",
        ),
        (":", "lecture/setup.sh train failed; run it by itself"),
    ],
)
def test_a_set_up_that_fails_is_told_in_its_own_last_line(project: Path, said: str, told: str) -> None:
    (project / "lecture/setup.sh").write_text(f"{{ {said}; }} >&2; exit 2\n")
    with pytest.raises(LectureError) as caught:
        needs.ensure_installed("train")
    assert caught.value.message == told


@pytest.mark.parametrize(
    ("module", "command", "purpose"),
    [
        ("keras", "training.command import main; code = main(['gelu'])", "train"),
        ("keras", "training.command import main; code = main(['sweep', '--seeds', '3'])", "train"),
        ("tensorflow", "benchmarks.__main__ import main; code = main(['training'])", "train"),
        ("matplotlib", "benchmarks.__main__ import main; code = main(['render'])", "test"),
    ],
)
def test_a_command_that_lacks_a_package_names_what_installs_it(
    tmp_path: Path, module: str, command: str, purpose: str
) -> None:
    hidden = (
        "import sys, importlib.machinery as m\n"
        "find = m.PathFinder.find_spec\n"
        f"m.PathFinder.find_spec = lambda name, *rest: None if name == {module!r} else find(name, *rest)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{hidden}from {command}; sys.exit(code)"],
        cwd=ROOT, env={"PATH": "/usr/bin:/bin", "LECTURE_CACHE": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert done.stderr.endswith(f"is not installed here; run: lecture/setup.sh {purpose}\n")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("command", "lacks", "refusal"),
    [
        ("voice", "filelock", "filelock is not installed here; run: lecture/setup.sh render voice\n"),
        ("training", "scipy", "scipy is not installed here; run: lecture/setup.sh render train\n"),
    ],
)
def test_a_purpose_installed_alone_is_told_what_it_stands_on(command: str, lacks: str, refusal: str) -> None:
    done = run_without(lacks, command)
    assert (done.returncode, done.stderr) == (2, refusal)


def test_a_module_of_the_project_that_is_missing_is_no_matter_of_set_up() -> None:
    """The control: it is a fault, and shows where."""
    assert "Traceback" in run_without("voice.language.lexicon", "voice").stderr


def run_without(module: str, command: str) -> subprocess.CompletedProcess[str]:
    """Start `python -m COMMAND --help` where a module cannot be found."""
    script = (
        "import sys, runpy, importlib.machinery as m\n"
        "find = m.PathFinder.find_spec\n"
        f"m.PathFinder.find_spec = lambda name, *rest: None if name == {module!r} else find(name, *rest)\n"
        f"sys.argv[1:] = ['--help']\nrunpy.run_module({command!r}, run_name='__main__')\n"
    )
    called = [sys.executable, "-c", script]
    return subprocess.run(
        called, cwd=ROOT, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
