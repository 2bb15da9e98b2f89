"""lecture.toml changes colours and pace; what it cannot mean is refused in one line."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from scenes.kit import theme
from scenes.kit.stage import captions
from training.errors import LectureError
from training.paths import ROOT


@pytest.fixture
def untouched(monkeypatch):
    monkeypatch.setattr(theme, "current", theme.current)


@pytest.mark.usefixtures("untouched")
def test_a_colour_and_a_pace_reach_what_is_drawn_and_said() -> None:
    from scenes.kit.drawing.text import words

    before = captions.reading_time("one two three four five six")
    theme.adopt({"negative": "#123456", "ink": "#ABCDEF"}, {"words_per_minute": 75})
    assert theme.CLASS_COLOURS[0] == "#123456"
    assert words("ink").submobjects[0].get_fill_color().to_hex() == "#ABCDEF"
    assert captions.reading_time("one two three four five six") == pytest.approx(2 * before)


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("look", "narration", "says"),
    [
        ({"negativ": "#123456"}, {}, "did you mean negative"),
        ({"ink": "white"}, {}, "#RRGGBB"),
        ({"ink": 7}, {}, "#RRGGBB"),
        ({}, {"words": 100}, "words_per_minute"),
        ({}, {"words_per_minute": 5}, "60 to 300"),
        ({}, {"words_per_minute": True}, "60 to 300"),
    ],
)
def test_what_cannot_be_meant_is_refused(look, narration, says) -> None:
    before = theme.current
    with pytest.raises(LectureError, match=says) as refused:
        theme.adopt(look, narration)
    assert "\n" not in refused.value.message
    assert theme.current is before


@pytest.mark.usefixtures("untouched")
def test_what_is_not_set_is_the_film_s_own() -> None:
    theme.adopt({"ink": "#ABCDEF"}, {"words_per_minute": 75})
    theme.adopt({"wrong": "#123456"}, {})
    assert theme.current == replace(theme.Settings(), wrong="#123456")
    assert (theme.INK, theme.WRONG, theme.WORDS_PER_MINUTE) == ("#F0F2F5", "#123456", 150)
    with pytest.raises(AttributeError, match="EMPHASYS"):
        _ = theme.EMPHASYS  # type: ignore[attr-defined]


def settable_defaults(source: str) -> list[str]:
    """Default arguments and module values of a source that keep a setting from before it was read."""
    names = {*theme.LOOK, "WORDS_PER_MINUTE", "CLASS_COLOURS"}
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
