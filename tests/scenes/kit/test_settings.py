"""lecture.toml changes colours and pace; what it cannot mean is refused in one line."""

import ast
from dataclasses import fields, replace
from pathlib import Path

import pytest

from scenes.kit import theme
from scenes.kit.stage import captions
from scenes.kit.stage.settings import adopt_settings
from training import paths
from training.errors import LectureError
from training.paths import ROOT
from training.recipe.lecture_file import TABLES, Table


@pytest.fixture
def lecture(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A lecture file that is not written yet; the theme is as before afterwards."""
    monkeypatch.setattr(theme, "current", theme.current)
    monkeypatch.setattr(paths, "LECTURE_TOML", tmp_path / "lecture.toml")
    return tmp_path / "lecture.toml"


def test_a_colour_and_a_pace_reach_what_is_drawn_and_said(lecture: Path) -> None:
    from scenes.kit.drawing.text import words

    before = captions.reading_time("one two three four five six")
    lecture.write_text('[look]\nnegative = "#123456"\nink = "#ABCDEF"\n[narration]\nwords_per_minute = 75\n')
    adopt_settings()
    assert theme.CLASS_COLOURS[0] == "#123456"
    assert words("ink").submobjects[0].get_fill_color().to_hex() == "#ABCDEF"
    assert captions.reading_time("one two three four five six") == pytest.approx(2 * before)


def test_a_pause_is_as_long_as_the_lecture_file_says(lecture: Path) -> None:
    lecture.write_text('[voice]\nname = "silent"\n[voice.pause]\nquestion = 2.5\n')
    adopt_settings()
    assert (theme.PAUSE_SENTENCE, theme.PAUSE_QUESTION, theme.PAUSE_REVEAL) == (0.35, 2.5, 3.0)


def test_the_lecture_file_may_change_what_the_theme_lets_it_and_nothing_else() -> None:
    pauses = TABLES["voice"].keys["pause"]
    assert isinstance(pauses, Table)
    names = {*TABLES["look"].keys, *TABLES["narration"].keys, *(f"pause_{after}" for after in pauses.keys)}
    assert names == {field.name for field in fields(theme.Settings)}


def test_what_is_not_set_is_the_film_s_own(lecture: Path) -> None:
    adopt_settings()
    assert theme.current == theme.Settings()
    lecture.write_text('[look]\nink = "#ABCDEF"\n[narration]\nwords_per_minute = 75\n')
    adopt_settings()
    lecture.write_text('[look]\nwrong = "#123456"\n')
    adopt_settings()
    assert theme.current == replace(theme.Settings(), wrong="#123456")
    assert (theme.INK, theme.WRONG, theme.WORDS_PER_MINUTE) == ("#F0F2F5", "#123456", 150)
    with pytest.raises(AttributeError, match="EMPHASYS"):
        _ = theme.EMPHASYS  # type: ignore[attr-defined]


def test_what_cannot_be_meant_is_refused(lecture: Path) -> None:
    before = theme.current
    lecture.write_text('[look]\nnegativ = "#123456"\n')
    with pytest.raises(LectureError, match="did you mean negative"):
        adopt_settings()
    assert theme.current is before


def settable_defaults(source: str) -> list[str]:
    """Default arguments and module values of a source that keep a setting from before it was read."""
    names = {*(field.name.upper() for field in fields(theme.Settings)), "CLASS_COLOURS"}
    tree = ast.parse(source)
    kept: list[ast.AST] = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    for node in ast.walk(tree):
        if isinstance(node, ast.arguments):
            kept += [default for default in (*node.defaults, *node.kw_defaults) if default is not None]
        if isinstance(node, ast.ClassDef):
            kept += [line for line in node.body if isinstance(line, ast.Assign | ast.AnnAssign)]
    return [
        ast.unparse(part)
        for value in kept
        for part in ast.walk(value)
        if isinstance(part, ast.Attribute) and ast.unparse(part.value) == "theme" and part.attr in names
    ]


@pytest.mark.parametrize("path", sorted((ROOT / "scenes").rglob("*.py")), ids=lambda p: p.stem)
def test_no_setting_is_read_before_lecture_toml(path: Path) -> None:
    assert settable_defaults(path.read_text()) == []


def test_a_frozen_setting_is_found() -> None:
    assert settable_defaults("def f(colour=theme.INK): ...") == ["theme.INK"]
    assert settable_defaults("HUE = [theme.WRONG]") == ["theme.WRONG"]
    assert settable_defaults("class A:\n    hue = theme.MUTED\n    def f(self): return theme.INK") == [
        "theme.MUTED"
    ]
    assert settable_defaults("def f(size=theme.LABEL_SIZE): return theme.INK") == []
