"""lecture.toml changes colours and pace; what it cannot mean is refused in one line."""

from pathlib import Path

import pytest

from scenes.kit import theme
from scenes.kit.stage import captions
from scenes.kit.stage.settings import adopt_settings
from training import paths
from training.errors import LectureError
from training.recipe.lecture_file import TABLES


@pytest.fixture
def lecture(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A lecture file that is not written yet; the theme is as before afterwards."""
    for table in ("look", "narration"):
        for name in TABLES[table].keys:
            monkeypatch.setattr(theme, name.upper(), getattr(theme, name.upper()))
    monkeypatch.setattr(theme, "CLASS_COLOURS", dict(theme.CLASS_COLOURS))
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


def test_every_name_a_lecture_may_change_is_one_of_the_themes() -> None:
    names = [*TABLES["look"].keys, *TABLES["narration"].keys]
    assert [name for name in names if not hasattr(theme, name.upper())] == []


@pytest.mark.usefixtures("lecture")
def test_without_a_lecture_file_the_theme_stays_as_it_is() -> None:
    before = dict(vars(theme))
    adopt_settings()
    assert vars(theme) == before


def test_what_cannot_be_meant_is_refused(lecture: Path) -> None:
    lecture.write_text('[look]\nnegativ = "#123456"\n')
    with pytest.raises(LectureError, match="did you mean negative"):
        adopt_settings()
