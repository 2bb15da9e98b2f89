"""uv asks where pip would ask, installs only what has its hash, and its commands follow the folder."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import uv

from lecture.system.uv import pip_settings, uv_environment
from tests.lecture.small_setup import create, sourced
from training.paths import ROOT

LISTING = """\
:env:.cert='/etc/mine.pem'
:env:.find-links='/wheels /more'
global.index-url='https://one.example/simple'
global.cert='/etc/other.pem'
install.index-url="https://two.example/it's"
freeze.timeout='3'
"""


def test_pips_settings_are_those_of_an_installation_and_the_environment_wins() -> None:
    assert pip_settings(LISTING) == {
        "cert": "/etc/mine.pem",
        "find-links": "/wheels /more",
        "index-url": "https://two.example/it's",
    }


def test_uv_is_told_them_by_its_own_names() -> None:
    told = uv_environment({"index-url": "https://one", "find-links": "/a\n/b", "cert": "/c"}, {})
    assert told["UV_DEFAULT_INDEX"] == "https://one"
    assert told["UV_FIND_LINKS"] == "/a,/b"
    assert told["SSL_CERT_FILE"] == "/c"


def test_uv_keeps_nothing_where_there_is_no_home(tmp_path: Path) -> None:
    assert "UV_NO_CACHE" not in uv_environment({}, {"HOME": str(tmp_path)})
    assert "UV_NO_CACHE" in uv_environment({}, {"HOME": str(tmp_path / "not there")})
    assert "UV_NO_CACHE" in uv_environment({}, {})


def test_somebody_elses_home_is_no_matter_for_a_warning(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        os.chown(tmp_path, 54321, 54321)
    else:
        tmp_path.chmod(0o555)

    def told(*command: str) -> str:
        environment = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
        environment.pop("XDG_CACHE_HOME", None)
        called = [sys.executable, "-m", *command]
        return subprocess.run(called, env=environment, capture_output=True, text=True, check=True).stderr

    assert told("lecture.system.uv", "--version") == ""
    assert "WARNING" in told("pip", "config", "list"), "the control: pip warns of it"


def test_what_a_person_told_uv_stands() -> None:
    told = uv_environment({"index-url": "https://one"}, {"UV_DEFAULT_INDEX": "https://mine"})
    assert told["UV_DEFAULT_INDEX"] == "https://mine"


def wheel(folder: Path) -> str:
    """Write a wheel with one command, `greet`; return the line of a lock file that names it."""
    folder.mkdir()
    path = folder / "greet-1.0-py3-none-any.whl"
    files = {
        "greet.py": "import sys\ndef main():\n    print('hello', *sys.argv[1:])\n",
        "greet-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: greet\nVersion: 1.0\n",
        "greet-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "greet-1.0.dist-info/entry_points.txt": "[console_scripts]\ngreet = greet:main\n",
    }
    record = "".join(f"{name},,\n" for name in [*files, "greet-1.0.dist-info/RECORD"])
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {**files, "greet-1.0.dist-info/RECORD": record}.items():
            archive.writestr(name, text)
    return f"greet==1.0 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def set_up(project: Path, installer: str, lock: str) -> subprocess.CompletedProcess[str]:
    """Set up for rendering with what the lock says, from the folder `wheels` beside the project."""
    (project / "requirements-render.lock").write_text(lock)
    script = f"missing_packages() {{ :; }}\nfind_python() {{ printf %s {sys.executable!r}; }}\n"
    environment = {"LECTURE_INSTALLER": installer, "PIP_FIND_LINKS": str(project.parent / "wheels")}
    if installer == "uv":
        # In place of a uv from an index: the one of the environment that runs the tests.
        script += "with_pip() { :; }\n"
        environment |= {"PYTHONPATH": str(Path(uv.__file__).parents[1]), "UV_NO_CACHE": "1"}
    return sourced(project, f"{script}set_up render", **environment)


def greeting(project: Path) -> str:
    return subprocess.run(
        [project / ".venv/bin/greet", "you"], stdout=subprocess.PIPE, text=True, check=True
    ).stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in a folder with a name that breaks scripts, and with what the installer needs."""
    made = create(tmp_path / 'it\'s $HOME "here" #1')
    (made / "lecture/system").mkdir()
    for name in ("__init__.py", "uv.py"):
        text = Path(sys.modules["lecture.system.uv"].__file__ or "").with_name(name).read_text()
        (made / "lecture/system" / name).write_text(text)
    return made


def test_uv_installs_what_has_its_hash_and_its_commands_follow_the_folder(
    project: Path, tmp_path: Path
) -> None:
    done = set_up(project, "uv", wheel(tmp_path / "wheels"))
    assert done.returncode == 0, done.stderr
    assert greeting(project) == "hello you\n"
    assert greeting(project.rename(tmp_path / "moved")) == "hello you\n"


def test_pip_can_do_it_in_its_place(project: Path, tmp_path: Path) -> None:
    plain = project.rename(tmp_path / "plain")
    done = set_up(plain, "pip", wheel(tmp_path / "wheels"))
    assert done.returncode == 0, done.stderr
    assert greeting(plain) == "hello you\n"
    assert str(plain / ".venv") in (plain / ".venv/bin/activate").read_text()
    assert ".venv.new" not in (plain / ".venv/bin/pip").read_text()


@pytest.mark.parametrize("installer", ["uv", "pip"])
def test_another_file_than_the_one_hashed_is_refused(project: Path, tmp_path: Path, installer: str) -> None:
    lock = wheel(tmp_path / "wheels")
    done = set_up(project, installer, lock.replace(lock[-9:], "0" * 8 + "\n"))
    assert done.returncode == 2
    assert f"{installer} could not install " in done.stderr.splitlines()[-1]
    assert not list(project.glob(".venv*")), "what was begun would fill the disk"
