"""Contact sheets: whole captions, whole errors, a folder a lecture, paths from where one types."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from lecture.scene.stills import StillNote
from lecture.storyboard import (
    GAP,
    LABEL_HEIGHT,
    PAPER,
    STILL_HEIGHT,
    STILL_WIDTH,
    contact_sheet,
    last_sentence,
)
from tests.lecture.tiny_project import CIRCLE, SQUARE, Project


def storyboard(project: Project, *words: str, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lecture", "storyboard", *words],
        cwd=project.root, env=project.environment(**extra), capture_output=True, text=True, check=False,
    )  # fmt: skip


def ink(image: Image.Image) -> int:
    """Rows of pixels that are not all paper."""
    return int((np.asarray(image) != PAPER).any(axis=(1, 2)).sum())


def test_every_scene_gets_a_sheet_in_its_lectures_own_folder(project: Project) -> None:
    project.write("talks/mine.toml", 'title = "Mine"\n[[scene]]\nfile = "scenes/one.py"\nname = "One"\n')
    done = storyboard(project, "--lecture", "mine.toml", LECTURE_TYPED_IN=str(project.root / "talks"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "media/mine/storyboard/One.png\n", "")
    with Image.open(project.root / "media/mine/storyboard/One.png") as sheet:
        assert sheet.width >= STILL_WIDTH
        still = sheet.convert("RGB").crop((GAP, 60 + GAP, GAP + STILL_WIDTH, 60 + GAP + STILL_HEIGHT))
    red, _, blue = np.moveaxis(np.asarray(still), 2, 0)
    assert ((blue > 150) & (red < 120)).sum() > 100, (
        "the square of a plain manim scene stands in its last frame"
    )
    assert project.leftovers() == []


def test_a_scene_that_fails_is_told_whole_and_the_others_go_on(project: Project) -> None:
    sentence = "the chalk broke " + "and broke " * 40 + "for good"
    project.write("scenes/one.py", SQUARE.replace("self.wait(0.2)", f"raise ValueError({sentence!r})"))
    project.write("scenes/two.py", CIRCLE)
    done = storyboard(project)
    assert done.returncode == 1
    first, second = done.stdout.splitlines()
    assert first == f"One: the scene failed (ValueError: {sentence}); run: ./render.sh -ql One"
    assert second == "media/lecture/storyboard/Two.png"


@pytest.mark.parametrize(
    ("words", "says"),
    [(["Onne"], "did you mean One"), (["--lectre", "x"], "--lectre"), (["--lecture", "no.toml"], "no.toml")],
)
def test_bad_input_gets_one_line_and_exit_code_2(project: Project, words: list[str], says: str) -> None:
    done = storyboard(project, *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_caption_of_any_length_stands_whole() -> None:
    still = Image.new("RGB", (1280, 720), "white")
    heights = []
    for words in (1, 100, 300):
        sheet = contact_sheet([(still, StillNote("b", "word " * words, 0.0))], "A")
        caption = sheet.crop((0, 60 + GAP + STILL_HEIGHT + LABEL_HEIGHT, sheet.width, sheet.height))
        heights.append(ink(caption))
        assert ink(caption.crop((0, caption.height - GAP, caption.width, caption.height))) == 0, (
            "a margin stays"
        )
    assert heights[2] > 2.5 * heights[1] > 10 * heights[0]


def test_a_scene_without_stills_gives_an_empty_sheet() -> None:
    assert contact_sheet([], "A").height > 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "it said nothing"),
        ("one\nLectureError's own line; run: that\n", "LectureError's own line; run: that"),
        (
            'Traceback (most recent call last):\n  File "a"\n    b\nValueError: one\ntwo\n',
            "ValueError: one two",
        ),
    ],
)
def test_the_last_sentence_is_whole(text: str, says: str) -> None:
    assert last_sentence(text) == says
