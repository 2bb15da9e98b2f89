"""Two lecture files never share a folder of films, and each finds its own again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lecture.request.media_folder import OWNER, claim, media_name
from tests.lecture.tiny_project import Project
from training.errors import LectureError
from training.paths import ROOT


def placed(root: Path, *names: str) -> list[Path]:
    files = [root / name for name in names]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return files


def test_the_lectures_own_files_keep_their_folders(tmp_path: Path) -> None:
    names = ["lecture.toml", *(f"examples/{path.name}" for path in (ROOT / "examples").glob("*.toml"))]
    for file in placed(tmp_path, *names):
        assert media_name(tmp_path, file) == file.stem
        claim(tmp_path, file.stem, file)
        assert media_name(tmp_path, file) == file.stem


def test_files_of_one_name_get_a_folder_each_and_keep_it(tmp_path: Path) -> None:
    one, two, far = placed(tmp_path / "project", "week1/talk.toml", "week2/talk.toml", "../talk.toml")
    root = tmp_path / "project"
    found = []
    for file in (one, two, far):
        name = media_name(root, file)
        claim(root, name, file)
        found.append(name)
    assert found[0] == "talk"
    assert len(set(found)) == 3
    assert all(name.startswith("talk") for name in found)
    assert [media_name(root, file) for file in (one, two, far)] == found
    moved = root.rename(tmp_path / "moved")
    assert media_name(moved, moved / "week1/talk.toml") == "talk", "a project may be moved"


def test_another_lecture_toml_never_takes_the_lectures_folder(tmp_path: Path) -> None:
    (other,) = placed(tmp_path, "examples/lecture.toml")
    assert media_name(tmp_path, other) != "lecture"


@pytest.mark.parametrize("name", ["voice.toml", "Voice.toml", "home.toml"])
def test_no_lecture_takes_a_folder_that_all_of_them_share(tmp_path: Path, name: str) -> None:
    (file,) = placed(tmp_path, name)
    taken = media_name(tmp_path, file)
    assert taken.startswith(f"{file.stem}-")
    claim(tmp_path, taken, file)
    assert media_name(tmp_path, file) == taken


def test_a_lecture_file_reached_through_a_link_is_the_same(tmp_path: Path) -> None:
    root = tmp_path / "project"
    placed(root, "lecture.toml", "talks/talk.toml")
    (tmp_path / "link").symlink_to(root)
    for name, folder in (("lecture.toml", "lecture"), ("talks/talk.toml", "talk")):
        claim(root, folder, root / name)
        assert media_name(root, tmp_path / "link" / name) == folder


def test_a_folder_whose_lecture_file_is_gone_is_free(tmp_path: Path) -> None:
    one, two = placed(tmp_path, "a/talk.toml", "b/talk.toml")
    claim(tmp_path, "talk", one)
    assert media_name(tmp_path, two) != "talk"
    one.unlink()
    assert media_name(tmp_path, two) == "talk"


def test_of_two_that_claim_at_once_the_second_is_told(tmp_path: Path) -> None:
    one, two = placed(tmp_path, "a/talk.toml", "b/talk.toml")
    assert media_name(tmp_path, one) == media_name(tmp_path, two) == "talk"
    claim(tmp_path, "talk", one)
    with pytest.raises(LectureError, match="taken this moment"):
        claim(tmp_path, "talk", two)


@pytest.mark.parametrize("name", [".toml", "{x}.toml"])
def test_a_name_no_folder_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(LectureError, match="rename it"):
        media_name(tmp_path, tmp_path / name)


def test_two_talks_rendered_from_where_they_are_typed_stand_side_by_side(project: Project) -> None:
    for week, title in (("week1", "First"), ("week2", "Second")):
        row = '[[scene]]\nfile = "scenes/one.py"\nname = "One"\n'
        project.write(f"{week}/talk.toml", f'title = "{title}"\n{row}')
        typed_in = str(project.root / week)
        printed = project.made("--lecture", "talk.toml", "--format", "png", LECTURE_TYPED_IN=typed_in)
        (film,) = [line for line in printed.splitlines() if line.endswith("One.png")]
        owner = project.root / Path(film).parts[0] / Path(film).parts[1] / OWNER
        assert json.loads(owner.read_text()) == {"lecture": f"{week}/talk.toml"}
    films = sorted(
        path.relative_to(project.root) for path in project.root.glob("media/*/480p15/scenes/*.png")
    )
    assert len(films) == 2
    assert str(films[0]) == "media/talk/480p15/scenes/One.png"
