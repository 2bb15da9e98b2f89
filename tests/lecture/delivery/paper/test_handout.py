"""handout.pdf: stills beside their words on A4, links into the page, tags for readers who do not see it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lecture.delivery.paper.handout import clock, handout_pdf
from lecture.delivery.paper.typeset import from_the_right, language_of
from tests.lecture.delivery.paper.tagged import faults, links, opened, outline, tags
from tests.lecture.delivery.small_film import contents, section, still

TOLD = contents(
    ("One", [section("first", 0, 10, ("A square.", 5), ("It *rests*.", 8)), section("mute", 10, 20)]),
    ("Two", [section("third", 20, 30, ("A circle.", 25))]),
    ("Three", [section("fourth", 30, 1200)]),
    ("Four", [section("fifth", 1200, 1230)]),
    ("Five", [section("sixth", 1230, 1260)]),
    title="A lecture on #shapes",
)
STILLS = [still(shade) for shade in range(0, 240, 40)]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return handout_pdf(TOLD, STILLS, "lecture.html")


def kinds(pdf: bytes) -> list[str]:
    return [tag["/S"] for tag in tags(opened(pdf))]


def test_the_handout_is_of_a4_pages_with_an_outline_of_chapters_and_sections(pdf: bytes) -> None:
    reader = opened(pdf)
    page = reader.pages[0].mediabox
    assert (round(float(page.width)), round(float(page.height))) == (595, 842)
    assert outline(reader)[:4] == ["1 One", ["first", "mute"], "2 Two", ["third"]]
    assert reader.metadata is not None
    assert reader.metadata.title == "A lecture on #shapes"


def test_the_handout_can_be_read_without_seeing_it(pdf: bytes) -> None:
    assert faults(pdf) == []
    found = [
        (tag["/S"], tag.get("/Alt")) for tag in tags(opened(pdf)) if tag["/S"] in ("/H1", "/H2", "/Figure")
    ]
    # Every still is read after its heading.
    assert found[:7] == [
        ("/H1", None),
        ("/H2", None), ("/Figure", "first"),
        ("/H2", None), ("/Figure", "mute"),
        ("/H1", None),
        ("/H2", None),
    ]  # fmt: skip


def test_words_stand_on_the_page_as_they_are_said(pdf: bytes) -> None:
    text = " ".join(opened(pdf).pages[0].extract_text().split())
    assert "A square. It *rests*." in text
    assert "A lecture on #shapes" in text
    assert "1:20" in "".join(page.extract_text() for page in opened(pdf).pages)


def test_still_and_time_lead_to_the_section_on_the_page(pdf: bytes) -> None:
    there = [link["/A"]["/URI"] for link in links(opened(pdf))]
    places = ["#Scene0", "#Scene0/2", "#Scene1", "#Scene2", "#Scene3", "#Scene4"]
    assert sorted(there) == sorted(f"lecture.html{place}" for place in places * 2)
    published = opened(handout_pdf(TOLD, STILLS, "https://example.org/a/lecture.html"))
    away = {link["/A"]["/URI"] for link in links(published)}
    whole = {f"https://example.org/a/lecture.html{place}" for place in places}
    assert away == whole | {"https://example.org/a/lecture.html"}


def test_a_section_stays_on_one_page_unless_its_words_fill_more() -> None:
    def pages_of(words: int) -> tuple[int, set[int]]:
        parts = [section(f"part{k}", k, k + 1, ("BEGIN " + "word " * words + "END.", k)) for k in range(5)]
        reader = opened(handout_pdf(contents(("One", parts)), STILLS[:5], "lecture.html"))
        texts = [page.extract_text() for page in reader.pages]
        return len(texts), {text.count("BEGIN") - text.count("END.") for text in texts}

    pages, whole = pages_of(150)
    assert pages in (2, 3)
    assert whole == {0}
    pages, broken = pages_of(1000)
    assert pages > 5
    assert broken != {0}, "the control"


def test_a_lecture_of_four_hundred_sections_is_one_file() -> None:
    parts = [section(f"part {k}", k, k + 1) for k in range(400)]
    pdf = handout_pdf(contents(*((f"C{k}", parts[k : k + 10]) for k in range(0, 400, 10))), STILLS * 67, "p")
    assert len(opened(pdf).pages) > 60
    assert len(links(opened(pdf))) == 800


def test_words_from_right_to_left_are_known_by_their_first_letter() -> None:
    assert from_the_right("«سلام» x")
    assert from_the_right("12 שלום")
    assert not from_the_right("x שלום")
    assert not from_the_right("12")
    handout_pdf(replace(TOLD, title="سلام", language="ar"), STILLS, "lecture.html")


def test_times_are_shown_as_players_show_them() -> None:
    assert [clock(seconds) for seconds in (0, 59.99, 61, 3600)] == ["0:00", "0:59", "1:01", "1:00:00"]


def test_a_language_tag_is_understood() -> None:
    assert language_of("en") == {"lang": "en", "region": None}
    assert language_of("zh-Hant-tw") == {"lang": "zh", "region": "TW"}
