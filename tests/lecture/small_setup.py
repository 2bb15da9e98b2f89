"""A project whose lock files are empty, so that its environment takes a second and no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from training.paths import ROOT

#: A machine that has every system package, makes environments without pip and has nothing to install.
QUICK = """
missing_packages() { :; }
find_python() { printf '%s' "$PWD/quick-python"; }
install() { printf '%s\\n' "$*" >>installed; }
install_data() { printf 'the data of %s\\n' "$1" >>installed; }
"""
PURPOSES = ("render", "test", "train")


def create(folder: Path) -> Path:
    """Write a project: shell files, empty locks, a `lecture` that says where it is. Return the folder."""
    (folder / "lecture").mkdir(parents=True)
    for name in ("render.sh", "test.sh", "lecture/setup.sh", ".gitattributes"):
        shutil.copy(ROOT / name, folder / name)
    for purpose in (*PURPOSES, "setup", "build", "lexicon", "axe"):
        (folder / f"requirements-{purpose}.lock").write_text("# nothing\n")
    (folder / "lecture/__init__.py").write_text("")
    (folder / "lecture/__main__.py").write_text(
        "import os, sys\nprint(ascii([os.getcwd(), *sys.argv[1:], os.environ['LECTURE_TYPED_IN']]))\n"
    )
    (folder / "training").mkdir()
    (folder / "training/__init__.py").write_text("")
    quick = folder / "quick-python"
    quick.write_text(
        '#!/bin/sh\n[ "$1 $2" != "-m venv" ] || set -- -m venv --without-pip "$3"\n'
        f'exec "{sys.executable}" "$@"\n'
    )
    quick.chmod(0o755)
    return folder


def sourced(folder: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script that has sourced lecture/setup.sh, in the project's folder."""
    return subprocess.run(
        ["bash", "-c", f"set -euo pipefail\n. lecture/setup.sh\n{script}"],
        cwd=folder, env={**os.environ, "PIP_NO_INDEX": "1", **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def quickly(
    folder: Path, *purposes: str, more: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Set up for these purposes with nothing to install."""
    return sourced(folder, f"{QUICK}\n{more}\nset_up {' '.join(purposes)}\necho ready $python", **environment)


def ready(folder: Path) -> Path:
    """Return the folder, its environment made for rendering."""
    done = quickly(folder, "render")
    assert done.returncode == 0, done.stderr
    return folder
