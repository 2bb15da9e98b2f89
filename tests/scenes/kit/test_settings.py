"""lecture.toml changes colours and pace; what it cannot mean is refused in one line."""

import pytest

from scenes.kit import theme
from scenes.kit.stage import captions
from training.errors import LectureError


@pytest.fixture
def untouched(monkeypatch):
    for name in (*theme.LOOK, "WORDS_PER_MINUTE"):
        monkeypatch.setattr(theme, name, getattr(theme, name))
    monkeypatch.setattr(theme, "CLASS_COLOURS", dict(theme.CLASS_COLOURS))


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
    with pytest.raises(LectureError, match=says) as refused:
        theme.adopt(look, narration)
    assert "\n" not in refused.value.message
