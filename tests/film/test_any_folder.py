"""A film is written wherever the filesystem allows a folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import av
import pytest
from manim import RIGHT, Scene, Square

from tests.film.drawn import MANIMS, OURS, draw, frames_of
from training.paths import ROOT

FOLDERS = {
    "apostrophe": "it's",
    "backslash": "back\\slash",
    "newline": "new\nline",
    "percent": "100%d %03d.png",
    "letters": "Vorträge 讲座 عرض",
    "spaces": " two  spaces ",
    "dash": "-i",
    "signs": 'a:b "c" #d ?e &f [g] *h |j $k ;l',
    "protocol": "concat:a|b",
}
NAMES = pytest.mark.parametrize("name", FOLDERS.values(), ids=FOLDERS.keys())


class Moving(Scene):
    def construct(self) -> None:
        square = Square()
        self.play(square.animate.shift(RIGHT), run_time=0.2)
        self.wait(0.2)


@NAMES
@pytest.mark.parametrize("form", ["mp4", "gif"])
def test_a_scene_becomes_a_film_in_any_folder(tmp_path: Path, name: str, form: str) -> None:
    film = draw(Moving, tmp_path / name, format=form)
    assert film.is_relative_to(tmp_path / name)
    assert len(frames_of(film)) == 6


def test_a_name_that_is_no_text_is_a_folder_too(tmp_path: Path) -> None:
    film = draw(Moving, tmp_path / os.fsdecode(b"caf\xe9"), format="mp4")
    assert len(frames_of(film)) == 6


@pytest.mark.parametrize("name", [FOLDERS["apostrophe"], FOLDERS["newline"]])
def test_manims_own_writer_stops_there(tmp_path: Path, name: str) -> None:
    with pytest.raises((av.FFmpegError, OSError)):
        draw(Moving, tmp_path / name, MANIMS, format="mp4")
    assert len(frames_of(draw(Moving, tmp_path / "plain", MANIMS, format="mp4"))) == 6


def test_sections_are_films_of_their_own(tmp_path: Path) -> None:
    film = draw(Moving, tmp_path / "it's", OURS, format="mp4", save_sections=True)
    (section,) = (film.parent / "sections").glob("*.mp4")
    assert len(frames_of(section)) == 6


def test_a_plain_manim_call_works_in_such_a_folder(tmp_path: Path) -> None:
    root = tmp_path / "it's 100%d\\é\nhere"
    for package in ("training", "film", "scenes"):
        shutil.copytree(ROOT / package, root / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manim.cfg", root)
    (root / "scenes/mine.py").write_text(
        "from manim import Square, Create\nfrom scenes.kit.stage.stage import LectureScene\n\n\n"
        "class Mine(LectureScene):\n    def construct(self):\n"
        "        self.play(Create(Square()), run_time=0.4)\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "manim", "-ql", "scenes/mine.py", "Mine"], cwd=root, check=False,
        env=os.environ | {"PYTHONPATH": str(root)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(frames_of(root / "media/videos/mine/480p15/Mine.mp4")) == 6
