"""slides.pdf: a page a section, from edge to edge, with tags, outline and the words of each picture."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from lecture.delivery.paper.deck_pdf import deck_pdf
from lecture.delivery.paper.typeset import refuse_unseen, words_of
from tests.lecture.delivery.paper.tagged import faults, opened, outline, tags
from tests.lecture.delivery.small_film import contents, section, still
from training.errors import LectureError

TOLD = contents(
    ("One", [section("first", 0, 10, ("A #square(1) appears.", 5)), section("second", 10, 20)]),
    ("Two", [section("first", 20, 30, ("$x$ *is* `raw`.", 25))]),
)
STILLS = [still(shade) for shade in (20, 60, 100)]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return deck_pdf(TOLD, STILLS)


def test_each_section_is_a_page_of_the_film_s_shape(pdf: bytes) -> None:
    sizes = {(float(page.mediabox.width), float(page.mediabox.height)) for page in opened(pdf).pages}
    assert len(opened(pdf).pages) == 3
    assert sizes == {(960.0, 540.0)}
    upright = opened(deck_pdf(replace(TOLD, width=1080, height=1920), STILLS))
    assert (upright.pages[0].mediabox.width, upright.pages[0].mediabox.height) == (540, 960)


def test_the_outline_has_the_chapters_and_under_them_their_sections(pdf: bytes) -> None:
    assert outline(opened(pdf)) == ["One", ["first", "second"], "Two", ["first"]]


def test_the_deck_can_be_read_without_seeing_it(pdf: bytes) -> None:
    assert faults(pdf) == []
    figures = [tag["/Alt"] for tag in tags(opened(pdf)) if tag["/S"] == "/Figure"]
    assert figures == ["first. A #square(1) appears.", "second.", "first. $x$ *is* `raw`."]
    catalogue: Any = opened(pdf).trailer["/Root"]
    assert catalogue["/Lang"] == "en"


def test_a_document_without_tags_is_found_out() -> None:
    page = b"= A heading\n#circle()"
    bare = typst.compile(page, format="pdf", pdf_tags=False)
    assert {"no tags", "no claim to PDF/UA-1", "no headings", "no figures"} <= set(faults(bare))
    assert "no figures" in faults(typst.compile(page, format="pdf"))


@settings(max_examples=10)
@given(st.lists(st.text(st.characters(max_codepoint=0x24F), max_size=20), min_size=1, max_size=30))
def test_no_word_is_markup(texts: list[str]) -> None:
    told = contents(("One", [section(f"s{text}", 0, 10, (text, 5)) for text in texts]), title=texts[0])
    made = opened(deck_pdf(replace(told, title=f"t{texts[0]}"), [still()] * len(texts)))
    figures = [tag["/Alt"] for tag in tags(made) if tag["/S"] == "/Figure"]
    assert figures == [words_of(f"s{text}. {text}") for text in texts]


def test_signs_that_no_document_holds_are_left_out() -> None:
    assert words_of("a\x00\x1b b\ufffe\U0001ffff\n\u202ec\ufdd0 שלום") == "a b c שלום"


def test_a_sign_that_no_font_has_is_refused_by_its_name_in_one_line() -> None:
    refuse_unseen("Greek α, accents é, arrows →")
    with pytest.raises(LectureError, match=r"no font on this machine shows \\u\{f0000\}; install") as refused:
        refuse_unseen("private \U000f0000")
    assert "\n" not in refused.value.message
