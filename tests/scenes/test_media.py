"""Two processes that draw the same text at once do not get into each other's way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import svgelements
from manim import Typst, tempconfig
from manim.mobject.svg import svg_mobject

from scenes.kit.drawing.text import words
from training.paths import ROOT

TEXT = "drawn by two"

#: What another process does meanwhile, in the folder it is given.
OTHER = f"""
import sys
from manim import tempconfig
from scenes.kit.drawing.text import words
with tempconfig({{"media_dir": sys.argv[1]}}):
    words({TEXT!r})
"""


def run(*words_typed: str) -> None:
    done = subprocess.run(
        [sys.executable, *words_typed], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def drawn_while(meanwhile: Callable[[], None], folder: Path, monkeypatch: pytest.MonkeyPatch) -> Typst:
    """Draw the text; something else happens between manim's writing of a passing file and its reading."""
    parse, happened = svgelements.SVG.parse, []

    def parse_late(*arguments: object, **options: object) -> object:
        meanwhile()
        happened.append(arguments)
        return parse(*arguments, **options)

    with monkeypatch.context() as patch, tempconfig({"media_dir": str(folder)}):
        patch.setattr(svgelements.SVG, "parse", parse_late)
        # A text this process has drawn before would be copied.
        patch.setattr(svg_mobject, "SVG_HASH_TO_MOB_MAP", {})
        drawn = words(TEXT)
    assert len(happened) == 1
    return drawn


def test_a_text_is_drawn() -> None:
    """What the other process of the next test runs: these tests once more, in a process of their own."""
    assert len(words(TEXT).family_members_with_points()) == len(TEXT.replace(" ", ""))


def test_another_run_of_these_tests_draws_elsewhere(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def other() -> None:
        run("-m", "pytest", "-q", "-p", "no:cacheprovider", f"{__file__}::{test_a_text_is_drawn.__name__}")

    assert len(drawn_while(other, media, monkeypatch).family_members_with_points()) > 0


def test_a_process_that_draws_in_the_same_folder_takes_the_file_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: what made tests fail by chance."""
    with pytest.raises(FileNotFoundError, match=r"_\.svg"):
        drawn_while(lambda: run("-c", OTHER, str(tmp_path)), tmp_path, monkeypatch)
