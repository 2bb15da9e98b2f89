"""The joined film is believed only when it holds the very pictures of its scenes."""

from __future__ import annotations

from pathlib import Path

import pytest

from lecture.joined.join_scenes import refuse_other_pictures
from lecture.system.films import pictures_of
from tests.lecture.tiny_project import Project, frames
from training.errors import LectureError


def test_only_a_lecture_of_its_scenes_own_pictures_is_accepted(project: Project, tmp_path: Path) -> None:
    project.made()
    film, scenes = project.folder() / "lecture.mp4", [project.film("One"), project.film("Two")]
    refuse_other_pictures(film, scenes, 18, 15)
    assert len(frames(film)) == 18, "what the coded pictures promise, the decoder keeps"
    for others, count, rate in (
        (scenes[::-1], 18, 15),
        (scenes[:1], 18, 15),
        (scenes, 17, 15),
        (scenes, 18, 16),
    ):
        with pytest.raises(LectureError, match="joined"):
            refuse_other_pictures(film, others, count, rate)


def test_one_altered_byte_of_a_picture_is_another_picture(project: Project, tmp_path: Path) -> None:
    project.made("One")
    whole = project.film("One").read_bytes()
    start = whole.index(b"mdat") + 1000
    altered = tmp_path / "altered.mp4"
    altered.write_bytes(whole[:start] + bytes([whole[start] ^ 1]) + whole[start + 1 :])
    assert len(pictures_of(altered).times) == len(pictures_of(project.film("One")).times)
    assert pictures_of(altered).sha256 != pictures_of(project.film("One")).sha256
