"""The edit that is measured changes one number of the section it names."""

from __future__ import annotations

import difflib

import pytest

from benchmarks.edit import SCENE, SECTIONS, edited
from lecture.request.shots import read_shot_list
from training.errors import LectureError
from training.paths import LECTURE_TOML, ROOT

SOURCE = """
class Scene:
    def first(self):
        self.next_section("One")
        self.wait(0.5)

    def second(self):
        self.next_section("Two")
        self.say("é", run_time=1.5, lag=2)
        self.wait(3)
"""


def test_the_last_number_of_the_section_grows() -> None:
    assert edited(SOURCE, "Two", 1) == SOURCE.replace("1.5", "1.60")
    assert edited(SOURCE, "One", 3) == SOURCE.replace("0.5", "0.80")


def test_a_section_that_nobody_opens_is_refused() -> None:
    with pytest.raises(LectureError, match="'Three'"):
        edited(SOURCE, "Three", 1)


@pytest.mark.parametrize("section", SECTIONS)
def test_the_sections_that_are_measured_are_there(section: str) -> None:
    (shot,) = read_shot_list(LECTURE_TOML).named([SCENE])
    source = (ROOT / shot.file).read_text(encoding="utf-8")
    changed = list(difflib.ndiff(source.splitlines(), edited(source, section, 1).splitlines()))
    assert sum(line.startswith("+ ") for line in changed) == 1
