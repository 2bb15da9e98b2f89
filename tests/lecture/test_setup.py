"""render.sh and test.sh: an environment that is whole or not believed, and one line when it cannot be."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.lecture.small_setup import QUICK, create, quickly, ready, sourced
from training.paths import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return create(tmp_path / "project")


def installed(folder: Path) -> list[str]:
    """Return what was installed, one line an installation."""
    return (folder / "installed").read_text().splitlines()


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


def test_an_environment_is_made_once_and_then_believed(folder: Path) -> None:
    first = quickly(folder, "render")
    assert first.returncode == 0, first.stderr
    assert first.stdout == "setting up .venv for: render (once, about a minute)\nready .venv/bin/python\n"
    assert quickly(folder, "render").stdout == "ready .venv/bin/python\n"
    assert installed(folder) == ["-r requirements-render.lock"]


def test_what_is_asked_for_later_joins_what_there_is(folder: Path) -> None:
    ready(folder)
    assert "setting up .venv for: render train" in quickly(folder, "train").stdout
    assert installed(folder)[-1] == "-r requirements-render.lock -r requirements-train.lock"
    assert quickly(folder, "render", "train").stdout == "ready .venv/bin/python\n"
    assert sourced(folder, "is_whole test").returncode != 0


def test_an_interrupted_set_up_is_not_believed(folder: Path) -> None:
    stopped = quickly(folder, "render", more="stamps() { kill -9 $BASHPID; }")
    assert stopped.returncode != 0
    assert (folder / ".venv.new/bin/python").exists()
    assert not (folder / ".venv").exists()
    assert "setting up .venv" in quickly(folder, "render").stdout
    assert sorted(path.name for path in folder.glob(".venv*")) == [".venv"]


@pytest.mark.parametrize("fault", ["kill -9 $BASHPID", "refuse no network", "false"])
def test_what_there_was_stays_whole_when_more_cannot_be_added(folder: Path, fault: str) -> None:
    ready(folder)
    assert quickly(folder, "train", more=f"install() {{ {fault}; }}").returncode != 0
    assert quickly(folder, "render").stdout == "ready .venv/bin/python\n"
    assert sourced(folder, "is_whole train").returncode != 0
    assert quickly(folder, "train").returncode == 0


def test_an_environment_of_another_lock_or_python_is_not_believed(folder: Path) -> None:
    ready(folder)
    stamp = folder / ".venv/.whole"
    whole = stamp.read_text()
    assert sourced(folder, "is_whole render").returncode == 0
    (folder / "requirements-render.lock").write_text("# nothing, but otherwise\n")
    assert sourced(folder, "is_whole render").returncode != 0
    (folder / "requirements-render.lock").write_text("# nothing\n")
    for other in ("", whole.replace("cpython-3", "cpython-2"), f"{ROOT}\n{whole.split()[1]} 3.11.2\n"):
        stamp.write_text(other)
        assert sourced(folder, "is_whole render").returncode != 0, other
    stamp.write_text(whole)
    assert sourced(folder, "is_whole render").returncode == 0
    (folder / ".venv/bin/python").unlink()
    assert sourced(folder, "is_whole render").returncode != 0


def test_a_new_lock_brings_back_what_was_installed_before(folder: Path) -> None:
    assert quickly(folder, "render", "train").returncode == 0
    (folder / "requirements-render.lock").write_text("# newer\n")
    assert quickly(folder, "render").returncode == 0
    assert installed(folder)[-1] == "-r requirements-render.lock -r requirements-train.lock"


def test_the_environment_of_before_is_replaced(folder: Path) -> None:
    """Until now .whole held the folder, one digest and the version."""
    (folder / ".venv/bin").mkdir(parents=True)
    (folder / ".venv/bin/python").symlink_to(sys.executable)
    (folder / ".venv/left-behind").touch()
    (folder / ".venv/.whole").write_text(f"{folder}\n{'0' * 64} 3.11.2\n")
    assert "setting up .venv for: render " in quickly(folder, "render").stdout
    assert not (folder / ".venv/left-behind").exists()


def test_two_set_ups_at_once_make_one_environment(folder: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: quickly(folder, "render"), range(2)))
    assert [done.returncode for done in both] == [0, 0], [done.stderr for done in both]
    assert sum("setting up" in done.stdout for done in both) == 1
    assert len(installed(folder)) == 1


def test_a_purpose_without_a_lock_gets_one_line_with_those_there_are(folder: Path) -> None:
    done = quickly(folder, "singing")
    assert done.returncode == 2
    assert done.stderr == "there is no requirements-singing.lock; run: lecture/setup.sh render test train\n"


def test_a_lock_file_alone_makes_a_purpose(folder: Path) -> None:
    (folder / "requirements-song.lock").write_text("# nothing\n")
    assert "for: song" in quickly(folder, "song").stdout
    assert ".venv has all of requirements-song.lock" in sourced(folder, f"{QUICK} doctor || true").stdout


@pytest.mark.parametrize(("purpose", "data"), [("voice", "lexicon"), ("test", "axe")])
def test_data_comes_with_its_purpose_and_is_none_of_its_own(folder: Path, purpose: str, data: str) -> None:
    (folder / "requirements-voice.lock").write_text("# nothing\n")
    assert f"for: {purpose}" in quickly(folder, purpose).stdout
    assert installed(folder) == [f"-r requirements-{purpose}.lock", f"the data of requirements-{data}.lock"]
    assert sourced(folder, "purposes").stdout == "render test train voice"
    (folder / f"requirements-{data}.lock").write_text("# newer\n")
    assert sourced(folder, f"is_whole {purpose}").returncode != 0
    assert quickly(folder, "render").returncode == 0
    both = f"-r requirements-render.lock -r requirements-{purpose}.lock"
    assert installed(folder)[-2:] == [both, f"the data of requirements-{data}.lock"]
    assert sourced(folder, f"is_whole render {purpose}").returncode == 0
    (folder / ".venv/.whole").unlink()
    assert quickly(folder, "train").returncode == 0
    assert installed(folder)[-1] == "-r requirements-train.lock", "the control: its data stays away"


def test_data_is_installed_by_its_hash_without_what_its_code_asks_for(folder: Path) -> None:
    """The package wants another Python, and one that nobody has."""
    with ZipFile(folder / "saga-1-py3-none-any.whl", "w") as file:
        file.writestr("saga/words.json", "{}")
        wants = "Requires-Python: <3\nRequires-Dist: no-such-package\n"
        file.writestr("saga-1.dist-info/METADATA", f"Metadata-Version: 2.1\nName: saga\nVersion: 1\n{wants}")
        tag = "Root-Is-Purelib: true\nTag: py3-none-any\n"
        file.writestr("saga-1.dist-info/WHEEL", f"Wheel-Version: 1.0\n{tag}")
        file.writestr("saga-1.dist-info/RECORD", "")
    digest = hashlib.sha256((folder / "saga-1-py3-none-any.whl").read_bytes()).hexdigest()
    # Making an environment with pip takes seconds; this one borrows what is here.
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / ".venv.new"], check=True)
    pip = find_spec("pip")
    assert pip is not None
    assert pip.origin is not None
    (site,) = folder.glob(".venv.new/lib/python3*/site-packages")
    (site / "pip").symlink_to(Path(pip.origin).parent)

    def data_installed(digest: str) -> int:
        (folder / "requirements-saga.lock").write_text(f"saga==1 --hash=sha256:{digest}\n")
        script = "PIP_FIND_LINKS=$PWD install_data requirements-saga.lock"
        return sourced(folder, script).returncode

    shutil.copytree(folder / ".venv.new", folder / "kept", symlinks=True)
    assert data_installed("0" * 64) == 2, "the control: another hash is refused"
    assert not (folder / ".venv.new").exists()
    (folder / "kept").rename(folder / ".venv.new")
    assert data_installed(digest) == 0
    assert (site / "saga/words.json").exists()


def test_pip_builds_with_the_tools_it_has_installed(folder: Path) -> None:
    """Without isolation nothing else puts them where a build looks for them, by name."""
    (folder / ".venv.new/bin").mkdir(parents=True)
    for name, text in (("python", "command -v meson-of-the-lock"), ("meson-of-the-lock", "exit")):
        (folder / ".venv.new/bin" / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / ".venv.new/bin" / name).chmod(0o755)
    done = sourced(folder, "install -r requirements-render.lock", LECTURE_INSTALLER="pip")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{folder}/.venv.new/bin/meson-of-the-lock\n" * 2
    assert sourced(folder, "command -v meson-of-the-lock").returncode != 0, "the control: else it is nowhere"


@pytest.mark.parametrize("unwritten", ["1", ""])
def test_packages_are_compiled_once_where_no_process_writes_what_it_compiled(
    folder: Path, unwritten: str
) -> None:
    (folder / ".venv.new/bin").mkdir(parents=True)
    (folder / ".venv.new/bin/python").write_text('#!/bin/sh\necho "$@"\n')
    (folder / ".venv.new/bin/python").chmod(0o755)
    done = sourced(folder, "install -r requirements-render.lock", PYTHONDONTWRITEBYTECODE=unwritten)
    assert done.returncode == 0, done.stderr
    (installing,) = [line for line in done.stdout.splitlines() if "lecture.system.uv" in line]
    assert installing.endswith("-r requirements-render.lock")
    assert ("--compile-bytecode" in installing) == bool(unwritten)


def test_set_up_can_be_typed_by_itself(folder: Path, tmp_path: Path) -> None:
    ready(folder)
    done = subprocess.run(
        ["../project/lecture/setup.sh", "render"],
        cwd=tmp_path / "project", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = subprocess.run([folder / "lecture/setup.sh"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "say what for: lecture/setup.sh render test train\n"


def test_a_python_too_old_gets_one_line_and_exit_code_2(folder: Path) -> None:
    old = 'case "$2" in *platform*) echo 3.9.2;; *) exit 1;; esac'
    done = sourced(folder, "set_up render", PATH=tools(folder, python3=old))
    assert done.returncode == 2
    assert done.stderr.startswith("python3 is 3.9.2, 3.11 to 3.13 is needed; run: ")
    assert len(done.stderr.splitlines()) == 1


def test_missing_packages_without_root_get_one_line_with_the_exact_command(folder: Path) -> None:
    here = f'exec {sys.executable} "$@"'
    path = tools(folder, python3=here, id="echo 1000", apt_get="exit 1")
    done = sourced(folder, "set_up render", PATH=path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "gcc pkg-config libpango1.0-dev" in done.stderr
    assert "sudo apt-get install --yes" in done.stderr


def test_missing_packages_as_root_are_installed(folder: Path) -> None:
    here = f'exec {sys.executable} "$@"'
    note = f'echo "$@" >> {folder}/apt'
    path = tools(folder, python3=here, id="echo 0", apt_get=note)
    sourced(folder, "system_python=$(find_python); ensure_packages", PATH=path)
    calls = (folder / "apt").read_text().splitlines()
    assert calls[0] == "-qq update"
    assert calls[1].startswith("-qq install --yes --no-install-recommends")
    assert calls[1].endswith("gcc pkg-config libpango1.0-dev")


#: The machine has a browser, its driver and a checker of types once they are installed.
APT = """
case "$*" in *" install "*) for one in chromium chromedriver tsc; do ln -s ../installs bin/$one; done ;; esac
echo "$@" >>apt
"""
CHECKERS = "chromium chromium-driver node-typescript"


@pytest.mark.parametrize("rights", ["0", "1000"])
def test_what_tests_check_pages_with_is_installed_as_root_and_else_named_with_the_command(
    folder: Path, rights: str
) -> None:
    link = f'exec {shutil.which("ln")} "$@"'
    path = tools(folder, id=f"echo {rights}", apt_get=f"cd {folder}\n{APT}", ln=link)
    (folder / "installs").write_text("#!/bin/sh\n")
    (folder / "installs").chmod(0o755)
    done = sourced(folder, "ensure_checkers", PATH=path)
    assert done.returncode == 0, done.stderr
    if rights == "0":
        assert (folder / "apt").read_text().splitlines() == [
            "-qq update", f"-qq install --yes --no-install-recommends {CHECKERS}",
        ]  # fmt: skip
        assert (done.stdout, done.stderr) == (f"installing {CHECKERS}\n", "")
    else:
        assert not (folder / "apt").exists()
        assert done.stderr.startswith(
            f"MISSING {CHECKERS}: the tests that need them are skipped; run: sudo apt-get"
        )
        assert done.stderr.endswith(f"--no-install-recommends {CHECKERS}\n")
        assert len(done.stderr.splitlines()) == 1


def test_a_checker_that_cannot_be_installed_stops_nothing_and_is_told(folder: Path) -> None:
    path = tools(folder, id="echo 0", apt_get="exit 100", chromium="exit", chromedriver="exit")
    done = sourced(folder, "ensure_checkers; echo goes on", PATH=path)
    assert done.stdout == "installing node-typescript\ngoes on\n"
    assert done.stderr.startswith("MISSING node-typescript: ")
    there = tools(folder, chromium="exit", chromedriver="exit", tsc="exit")
    done = sourced(folder, "ensure_checkers; echo goes on", PATH=there)
    assert (done.stdout, done.stderr) == ("goes on\n", ""), "the control: what is there is left alone"


def test_rendering_never_installs_a_checker_and_doctor_says_who_does(folder: Path) -> None:
    assert "ensure_checkers" not in (ROOT / "render.sh").read_text()
    assert "ensure_checkers" in (ROOT / "test.sh").read_text(), "the control"
    ready(folder)
    room = "df() { printf '\\n. . . 9999999 .\\n'; }"
    lost = f"{QUICK} {room}\n missing_checkers() {{ printf chromium; }}\n doctor"
    done = sourced(folder, lost)
    assert done.returncode == 0, done.stdout
    assert (
        "later    chromium, which only tests need; ./test.sh installs them as root on Debian\n" in done.stdout
    )
    done = sourced(folder, lost.replace("printf chromium", ":"))
    assert "ok       what tests check pages with\n" in done.stdout


def test_doctor_names_what_is_missing_and_how_to_get_it(folder: Path) -> None:
    done = sourced(folder, "doctor", PATH=tools(folder, python3="exit 1", sort="exit 1"))
    assert done.returncode == 1
    for word in ("missing  python3", "libpango1.0-dev", "run: "):
        assert word in done.stdout


def test_doctor_names_every_lock_and_what_installs_it(folder: Path) -> None:
    ready(folder)
    done = sourced(folder, f"{QUICK} df() {{ printf '\\n. . . 9999999 .\\n'; }}\n doctor")
    assert done.returncode == 0, done.stdout
    assert "ok       .venv has all of requirements-render.lock\n" in done.stdout
    for purpose in ("test", "train"):
        line = f"later    requirements-{purpose}.lock is installed when it is first needed\n"
        assert f"{line}         now: lecture/setup.sh {purpose}\n" in done.stdout


def test_doctor_finds_nothing_on_the_machine_that_runs_these_tests() -> None:
    done = subprocess.run(["./render.sh", "doctor"], cwd=ROOT, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert next(line for line in lines if line.startswith("ok")).startswith("ok       Python 3.1")
    assert any("system packages" in line for line in lines)


def test_help_comes_before_any_set_up(folder: Path) -> None:
    shutil.rmtree(folder / "training")
    shutil.copytree(ROOT / "lecture", folder / "lecture", dirs_exist_ok=True)
    shutil.copytree(ROOT / "training", folder / "training")
    done = subprocess.run(["./render.sh", "--help"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "usage: ./render.sh" in done.stdout
    assert not (folder / ".venv").exists()


def test_the_packages_named_are_exactly_the_five_promised() -> None:
    done = sourced(ROOT, 'printf %s "$PACKAGES_DEBIAN"')
    assert done.stdout.split() == ["python3-venv", "python3-dev", "gcc", "pkg-config", "libpango1.0-dev"]


def calls_of_test_sh(folder: Path, *words: str) -> list[str]:
    """Return what test.sh starts, one line a process."""
    (folder / "noting").write_text('#!/bin/sh\necho "$@" >>calls\n')
    (folder / "noting").chmod(0o755)
    (folder / "lecture/setup.sh").write_text(
        'set_up() { python=./noting; echo "set_up $*" >>calls; }\n'
        'ensure_checkers() { echo "$FUNCNAME" >>calls; }\n'
    )
    environment = {name: value for name, value in os.environ.items() if name != "CDPATH"}
    subprocess.run([folder / "test.sh", *words], cwd=folder.parent, env=environment, check=True)
    return (folder / "calls").read_text().splitlines()


def test_arguments_of_test_sh_run_those_tests_and_nothing_else(folder: Path) -> None:
    calls = calls_of_test_sh(folder, "tests/training", "-k", "pchip")
    assert calls == [
        "set_up render train test voice pptx", "ensure_checkers", "-m pytest tests/training -k pchip",
    ]  # fmt: skip


def test_without_arguments_test_sh_runs_every_check(folder: Path) -> None:
    calls = calls_of_test_sh(folder)
    assert [call.split()[1] for call in calls[2:]] == ["ruff", "ruff", "mypy", "import", "pytest"]
