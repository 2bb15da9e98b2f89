"""The poster is the moment that lecture.toml names: the middle of a section, or of a scene."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lecture.freshness.receipts import Receipt
from lecture.joined.join_scenes import poster_of, poster_second, section_of
from lecture.request.shots import ShotList, read_shot_list
from lecture.system.cues import Cues, Section
from tests.lecture.tiny_project import Project, frames
from training.errors import LectureError

SECTIONS = (Section("Forward", 0.0), Section("After the squash", 9.0), Section("Backwards", 17.0))
ROWS = "".join(f'[[scene]]\nfile = "a.py"\nname = "{name}"\n' for name in ("First", "Second"))


def receipt(*sections: Section) -> Receipt:
    return Receipt("Second", {}, {}, "", 1200, 60, Cues("", sections, ()), 0.0, 0.0, 0.0)


def shots(folder: Path, more: str = "") -> ShotList:
    path = folder / "lecture.toml"
    path.write_text(f'title = "T"\n{more}\n{ROWS}')
    return read_shot_list(path)


@pytest.mark.parametrize(
    ("section", "second"), [(None, 10.0), ("Forward", 4.5), ("After the squash", 13.0), ("Backwards", 18.5)]
)
def test_the_poster_is_the_middle_of_its_section_or_of_the_scene(section: str | None, second: float) -> None:
    assert poster_second(receipt(*SECTIONS), section) == pytest.approx(second)


def test_a_scene_without_sections_gives_its_middle() -> None:
    assert poster_second(receipt(), None) == pytest.approx(10.0)


def test_a_section_that_the_scene_has_not_is_refused_in_one_line() -> None:
    with pytest.raises(LectureError, match="did you mean After the squash") as refused:
        poster_second(receipt(*SECTIONS), "After the sqash")
    assert "\n" not in refused.value.message


def test_where_the_poster_s_scene_is_left_out_the_first_one_gives_its_middle(tmp_path: Path) -> None:
    listed = shots(tmp_path, 'poster = "Second"\nposter_section = "Forward"')
    first, second = listed.shots
    assert (poster_of(listed, (first, second)), section_of(listed, (first, second))) == ("Second", "Forward")
    assert (poster_of(listed, (first,)), section_of(listed, (first,))) == ("First", None)
    assert section_of(shots(tmp_path), (first,)) is None


def test_the_poster_of_a_joined_lecture_is_the_picture_of_its_moment(project: Project) -> None:
    rows = (("scenes/one.py", "One"), ("scenes/two.py", "Two"))
    pictures = {}
    for section in ("a square appears", "it rests"):
        project.list_shots(*rows, more=f'poster = "One"\nposter_section = "{section}"')
        project.made()
        pictures[section] = np.asarray(Image.open(project.folder() / "poster.png").convert("RGB"))
    film = frames(project.film("One"))
    # Sections of 0.4 s and 0.2 s at 15 frames a second: their middles are in frames 3 and 7 or 8.
    for section, number in (("a square appears", 3), ("it rests", 8)):
        away = [np.abs(pictures[section].astype(int) - film[k]).mean() for k in (number, 0)]
        assert away[0] < 0.05 < away[1]
