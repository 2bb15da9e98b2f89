"""What the help tells to type can be typed; what cannot be meant is refused in one line."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from lecture.request import arguments
from lecture.request.arguments import EPILOG, adopt_lecture, command_parser, render_arguments, render_parser
from lecture.request.picture import picture
from lecture.request.shots import read_shot_list
from training.errors import LectureError, Parser
from training.paths import ROOT

COMMANDS = [
    re.split(r"\s{2,}", line.strip())[0]
    for line in EPILOG.splitlines()
    if line.strip().startswith("./render.sh")
]


def test_the_help_has_examples() -> None:
    assert len(COMMANDS) >= 8
    assert EPILOG in render_parser().format_help()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_help_can_be_typed(command: str) -> None:
    words = [word for word in shlex.split(command)[1:] if word not in ("[SCENE]", "[SCENE[:SECTION]]")]
    if words[:1] == ["doctor"]:
        assert "doctor()" in (ROOT / "lecture/setup.sh").read_text()
        return
    other = words[0] if words and words[0] in arguments.COMMANDS else None
    given = command_parser(other).parse_args(words[1:]) if other else render_arguments(words)
    shots = read_shot_list(ROOT / (given.lecture or "lecture.toml"))
    assert shots.named(given.scenes)
    if other is None:
        picture(given.quality, given.size, given.container, given.transparent)


@pytest.mark.parametrize(
    "parser", [render_parser, *(partial(command_parser, it) for it in arguments.COMMANDS)]
)
def test_an_unknown_word_gets_one_line(parser: Callable[[], Parser]) -> None:
    with pytest.raises(LectureError, match=r"--lectur.*; run \./render\.sh.* --help$") as refused:
        parser().parse_args(["--lectur", "x"])
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("words", [["--jobs", "0"], ["--cluster", "pbs"]])
def test_a_number_or_cluster_there_is_not_is_refused(words: list[str]) -> None:
    with pytest.raises(LectureError, match=words[0]):
        render_arguments(words)


def test_a_lecture_file_is_relative_to_where_one_types(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LECTURE_TOML", "before")
    adopt_lecture(None)
    assert os.environ["LECTURE_TOML"] == "before"
    monkeypatch.setenv("LECTURE_TYPED_IN", str(tmp_path))
    adopt_lecture("talks/mine.toml")
    assert os.environ["LECTURE_TOML"] == str(tmp_path / "talks/mine.toml")
    adopt_lecture("/elsewhere/mine.toml")
    assert os.environ["LECTURE_TOML"] == "/elsewhere/mine.toml"
    adopt_lecture("")
    assert os.environ["LECTURE_TOML"] == str(tmp_path), "which no one can read; not the lecture of before"


def test_render_sh_tells_where_it_was_typed(tmp_path: Path) -> None:
    script = (ROOT / "render.sh").read_text()
    assert "LECTURE_TYPED_IN=$typed_in" in script
    assert script.index("typed_in=$PWD") < script.index("cd ")


def test_the_storyboards_help_is_its_own() -> None:
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "lecture", "storyboard", "--help"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "contact sheet" in done.stdout
    assert "--cluster" not in done.stdout
