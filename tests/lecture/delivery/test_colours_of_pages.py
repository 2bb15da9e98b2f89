"""Words on the pages can be read in any look, dark and light."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from film.look import Look
from lecture.delivery.colours import LIGHT, TEXT_CONTRAST, contrast, page_colours, readable, style_of
from training.recipe.lecture_file import COLOURS

HEX = st.integers(0, 0xFFFFFF).map("#{:06X}".format)
WORDS = ("ink", "muted", "negative", "positive", "wrong")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    # From the definition's own examples and the tools that follow it.
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#FF0000", "#FFFFFF", 4.0),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@given(st.lists(HEX, min_size=len(COLOURS), max_size=len(COLOURS)))
def test_words_stand_out_from_their_grounds_in_any_look(colours: list[str]) -> None:
    made = page_colours(Look(**dict(zip(COLOURS, colours, strict=True))))
    grounds = (made["background"], made["panel"])
    # Where background and panel are far apart nothing stands out from both: then the best there is.
    best = max(min(contrast(extreme, ground) for ground in grounds) for extreme in ("#000000", "#FFFFFF"))
    for name in WORDS:
        least = min(contrast(made[name], ground) for ground in grounds)
        assert least >= min(TEXT_CONTRAST, best) - 1e-9, name
    assert contrast(made["mark-ink"], made["mark"]) >= 4.5


def test_a_colour_that_is_readable_already_stays() -> None:
    assert readable("#f0f2f5", ("#0E1116",), 4.5) == "#F0F2F5"
    assert readable("#F0F2F5", ("#FFFFFF",), 4.5) != "#F0F2F5"


def test_the_light_page_keeps_the_lecture_s_hues_and_the_dark_one_its_colours() -> None:
    style = style_of(Look())
    dark, light = (re.search(rf'data-theme="{kind}"\] {{(.*)}}', style) for kind in ("dark", "light"))
    assert dark is not None
    assert light is not None
    assert f"--background: {Look().background};" in dark[1]
    assert f"--background: {LIGHT['background']};" in light[1]
    assert "#5AA9FF" in dark[1]
    assert "#5AA9FF" not in light[1]


def test_a_light_look_is_the_light_page_s() -> None:
    style = style_of(Look(background="#FFF8E7", ink="#222222", panel="#F5EBD0", muted="#555555"))
    light = re.search(r'data-theme="light"\] {(.*)}', style)
    assert light is not None
    assert "--background: #FFF8E7;" in light[1]


def test_the_lecture_file_may_change_every_colour_of_the_look() -> None:
    assert tuple(field.name for field in fields(Look)) == COLOURS
