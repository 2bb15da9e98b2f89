from __future__ import annotations

from pathlib import Path

import pytest

from lecture.request.shots import Shot, read_shot_list
from training.errors import LectureError

ROW = '[[scene]]\nfile = "scenes/affine.py"\nname = "AffineTransform"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "lecture.toml"
    path.write_text(text)
    return path


def test_scenes_come_in_the_order_they_are_written(tmp_path: Path) -> None:
    second = '[[scene]]\nfile = "scenes/training_film.py"\nname = "ActivationTraining"\nactivation = "gelu"\n'
    shots = read_shot_list(written(tmp_path, f'title = "T"\n{ROW}{second}'))
    assert [shot.slug for shot in shots.shots] == ["AffineTransform", "ActivationTraining-gelu"]
    assert shots.poster == "AffineTransform"
    assert shots.named(["ActivationTraining-gelu"])[0].activation == "gelu"


def test_named_scenes_keep_the_lectures_order(tmp_path: Path) -> None:
    other = ROW.replace("AffineTransform", "Other")
    shots = read_shot_list(written(tmp_path, f'title = "T"\n{ROW}{other}'))
    assert shots.named(["Other", "AffineTransform"]) == shots.shots
    assert shots.named([]) == shots.shots


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f'title = "T"\ntitel = "T"\n{ROW}', "did you mean title"),
        (f'title = "T"\n{ROW}activaton = "relu"\n', "did you mean activation"),
        (f'title = "T"\n{ROW}{ROW}', "twice"),
        (f'title = "T"\nposter = "AffineTransfrom"\n{ROW}', "did you mean AffineTransform"),
        (f"title = ''\n{ROW}", "title = '', expected a text"),
        (ROW, "has no title"),
        ('title = "T"\n', "lists no scene"),
        ('title = "T"\nscene = 3\n', "scene must be a table"),
        ('title = "T"\nscene = []\n', "lists no scene"),
        ('title = "T"\n[[scene]]\nname = "A"\n', "has no file"),
        ('title = "T"\n[[scene]]\nfile = "../outside.py"\nname = "A"\n', "inside the project"),
        ('title = "T"\n[[scene]]\nfile = "/etc/x.py"\nname = "A"\n', "inside the project"),
        ('title = "T"\n[[scene]]\nfile = "a.py"\nname = "A B; rm"\n', "not a name"),
        ("title = ", "is not TOML"),
    ],
)
def test_a_lecture_file_with_a_mistake_is_refused_in_one_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(LectureError, match=says) as refused:
        read_shot_list(written(tmp_path, text))
    assert refused.value.exit_code == 2
    assert "\n" not in refused.value.message


def test_a_missing_or_binary_lecture_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LectureError, match="does not exist"):
        read_shot_list(tmp_path / "none.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LectureError, match="not UTF-8"):
        read_shot_list(tmp_path / "binary.toml")


def test_an_unknown_scene_is_refused_with_the_nearest(tmp_path: Path) -> None:
    shots = read_shot_list(written(tmp_path, f'title = "T"\n{ROW}'))
    with pytest.raises(LectureError, match="did you mean AffineTransform"):
        shots.named(["AfineTransform"])


def test_only_what_scenes_read_counts_as_their_input(tmp_path: Path) -> None:
    shots = read_shot_list(
        written(tmp_path, f'title = "T"\n{ROW}[look]\nink = "#112233"\n[recipe]\nepochs = 3\n')
    )
    assert shots.read_by_scenes() == {"look": {"ink": "#112233"}}


def test_slug_is_the_class_name() -> None:
    assert Shot("a.py", "A").slug == "A"
