"""lecture.toml has one reader: what it cannot read or nobody would read is refused in one line."""

import dataclasses
from pathlib import Path

import pytest

from lecture.request.shots import read_shot_list
from scenes.kit.stage.settings import adopt_settings
from scenes.props.training.chosen_activation import activation_in_shot_list
from training import paths
from training.errors import LectureError
from training.paths import ROOT
from training.recipe.lecture_file import TABLES, lecture_file, read_by_scenes
from training.recipe.recipe import Recipe
from training.recipe.runs import run_names

LECTURE = """title = "Ein Vortrag über σ"

[recipe]
epochs = 200

[runs.wide]
hidden_layers = [10, 2]

[[scene]]
file = "scenes/training_film.py"
name = "ActivationTraining"
activation = "gelu"
"""


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "LECTURE_TOML", tmp_path / "lecture.toml")
    return tmp_path / "lecture.toml"


@pytest.mark.parametrize(
    "content",
    [
        LECTURE.encode(),
        b"\xef\xbb\xbf" + LECTURE.encode(),
        LECTURE.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + LECTURE.replace("\n", "\r\n").encode(),
    ],
    ids=["plain", "byte-order mark", "CRLF", "both"],
)
def test_what_editors_of_any_system_write_says_the_same(file, content):
    file.write_bytes(content)
    assert lecture_file()["title"] == "Ein Vortrag über σ"
    assert lecture_file()["runs"] == {"wide": {"hidden_layers": [10, 2]}}
    assert run_names()[-1] == "wide"
    assert activation_in_shot_list("ActivationTraining") == "gelu"
    assert [shot.slug for shot in read_shot_list(file).shots] == ["ActivationTraining-gelu"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (LECTURE.replace("σ", "a").encode("cp1252"), "byte 0xFC in line 1"),
        ("a = 1\n\n# größe\n".encode("cp1252"), "byte 0xF6 in line 3"),
        (LECTURE.encode("utf-16"), "UTF-16"),
        (b"title = \n", "at line 1"),
        (b'title = "a"\ntitle = "b"\n', "is not TOML"),
        (b"[recipe\n", "is not TOML"),
        (b"a = " + 100_000 * b"[", "nest too deeply"),
        (b"[voice.pronounce]\n'two words' = 'tu'\n", "a table of texts by single words"),
        (b"[sweeps]\nseeds = 3\n", "unknown key 'sweeps'"),
        (b'titel = "T"\n', "did you mean title"),
        (b"[recipes]\n", "did you mean recipe"),
        (b"[recipe]\nepoch = 3\n", r"\[recipe\] has an unknown key 'epoch'; did you mean epochs"),
        (b"[runs.mine]\nsed = 3\n", r"\[runs\.mine\] has an unknown key 'sed'; did you mean seed"),
        (b'[look]\nnegativ = "#123456"\n', "did you mean negative"),
        (b'[look]\nink = "white"\n', "#RRGGBB"),
        (b'[look]\nink = "#12345G"\n', "#RRGGBB"),
        (b"[look]\nink = 7\n", "#RRGGBB"),
        (b"[narration]\nwords = 100\n", "words_per_minute"),
        (b"[narration]\nwords_per_minute = 5\n", "60 to 300"),
        (b"[narration]\nwords_per_minute = true\n", "60 to 300"),
        (b"[[scene]]\nnam = 'A'\n", r"\[\[scene\]\] 1 has an unknown key 'nam'; did you mean name"),
        (b"[[scene]]\nname = 3\n", "expected a text"),
        (b"title = 3\n", "expected a text"),
        (b"recipe = 3\n", r"recipe must be a table; write \[recipe\]"),
        (b"[scene]\nname = 'A'\n", r"write \[\[scene\]\]"),
        (b"scene = [3]\n", r"write \[\[scene\]\]"),
        (b"[runs]\nmine = 3\n", r"\[runs\.mine\] must be a table"),
        (b"look = [1]\n", r"write \[look\]"),
    ],
)
def test_every_reader_refuses_the_same_in_one_line(file, content, says):
    file.write_bytes(content)
    for reader in (lecture_file, run_names, adopt_settings, lambda: activation_in_shot_list("A")):
        with pytest.raises(LectureError, match=says) as refused:
            reader()
        assert refused.value.exit_code == 2
        assert "\n" not in refused.value.message
        assert "lecture.toml" in refused.value.message
    with pytest.raises(LectureError, match=says):
        read_shot_list(file)


def test_a_file_that_cannot_be_opened_is_refused_by_every_reader(file):
    file.mkdir()
    for reader in (lecture_file, run_names, adopt_settings, lambda: activation_in_shot_list("A")):
        with pytest.raises(LectureError, match=r"cannot be read \(Is a directory\)"):
            reader()


def test_without_a_file_everything_is_as_the_article_has_it(file):
    assert lecture_file() == {}
    assert activation_in_shot_list("A") == ""


def test_an_edit_is_seen_at_once(file):
    for epochs in (3, 4):
        file.write_text(f"[recipe]\nepochs = {epochs}\n")
        assert lecture_file()["recipe"] == {"epochs": epochs}


def test_the_lectures_own_files_hold_nothing_unknown():
    for path in [ROOT / "lecture.toml", *(ROOT / "examples").glob("*.toml")]:
        assert lecture_file(path)["title"]


def test_what_a_recipe_has_is_what_the_file_may_say():
    names = {field.name for field in dataclasses.fields(Recipe)}
    assert set(TABLES["recipe"].keys) == set(TABLES["runs"].keys) == names


def test_what_scenes_read_is_look_and_pace():
    tables = {"title": "T", "look": {"ink": "#000000"}, "recipe": {"epochs": 3}, "scene": []}
    assert read_by_scenes(tables) == {"look": {"ink": "#000000"}}


def test_toml_is_parsed_in_one_place():
    rooms = [path for room in ("training", "scenes", "lecture") for path in (ROOT / room).rglob("*.py")]
    parsing = [path for path in rooms if "tomllib" in path.read_text(encoding="utf-8")]
    assert parsing == [Path(ROOT / "training/recipe/lecture_file.py")]
