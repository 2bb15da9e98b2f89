"""The companion's modules keep the types that their comments give."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from training.paths import ROOT

COMPANION = ROOT / "companion"


def complaints(project: Path) -> list[str]:
    """Return what TypeScript's checker says of a project; skip, aloud, where there is none."""
    checker = shutil.which("tsc")
    if checker is None:
        pytest.skip(
            "NO TSC: nobody checked the types of companion/web; type: apt-get install node-typescript"
        )
    done = subprocess.run([checker, "-p", project], capture_output=True, text=True, check=False, timeout=120)
    return done.stdout.splitlines()


def test_every_module_of_the_companion_keeps_its_types() -> None:
    assert complaints(COMPANION) == []


def test_a_wrong_type_is_found(tmp_path: Path) -> None:
    """The control."""
    settings = json.loads((COMPANION / "tsconfig.json").read_text())
    settings["compilerOptions"]["paths"] = {"companion/*": [f"{COMPANION}/web/*.js"]}
    (tmp_path / "tsconfig.json").write_text(json.dumps({**settings, "include": ["wrong.js"]}))
    (tmp_path / "wrong.js").write_text('import { counts } from "companion/histogram";\ncounts("1", 0, 1);\n')
    assert any("wrong.js" in line and "Expected 4 arguments" in line for line in complaints(tmp_path))
