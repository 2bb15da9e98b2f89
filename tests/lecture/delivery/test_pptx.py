"""slides.pptx, reopened: a clip a slide that a click plays, with its words, titles and chapters."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Emu

from lecture.delivery.clips import clips
from lecture.delivery.pptx import slide_titles, write_pptx
from tests.lecture.delivery.small_film import RATE, contents, numbered, section, still, write_film

SPACE = {
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
NASTY = '"Quotes" & <b> ]]> \x00\x0b\x1b\ufffe _x0041_'
SEEN = '"Quotes" & <b> ]]> _x0041_'
TOLD = contents(
    ("First", [section("It begins", 0, 10, ("One.", 4), ("Two.", 8)), section("To the end", 10, 20)]),
    (NASTY, [section("To the end", 20, 30, ("سلام.", 25)), section(NASTY, 30, 40, (NASTY, 35))]),
    title=NASTY,
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deck")
    film = write_film(folder / "lecture.mp4", numbered(40), (0, 10, 20, 30))
    posters = [still(shade) for shade in (0, 60, 120, 180)]
    write_pptx(TOLD, clips(film, TOLD.parts, RATE, folder), posters, folder / "slides.pptx")
    return folder / "slides.pptx"


@pytest.fixture(scope="module")
def deck(path: Path) -> Any:
    return Presentation(str(path))


def movie(slide: Any) -> Any:
    (found,) = [shape for shape in slide.shapes if shape.shape_type == 16]
    return found


def played_by_a_click(slide: Any) -> list[int]:
    """Return the shapes whose clip the next click plays, by their numbers."""
    effects = slide.element.xpath('.//p:cTn[@nodeType="mainSeq"]//p:cTn[@nodeType="clickEffect"]')
    return [
        int(target.get("spid"))
        for effect in effects
        for target in effect.findall(".//p:cmd[@cmd='playFrom(0.0)']//p:spTgt", SPACE)
    ]


def test_each_section_is_a_slide_with_its_own_clip_from_edge_to_edge(path: Path, deck: Any) -> None:
    assert len(deck.slides) == len(TOLD.parts)
    with zipfile.ZipFile(path) as package:
        media = [name for name in package.namelist() if name.startswith("ppt/media/")]
        clip = package.read("ppt/media/media1.mp4")
    assert sum(name.endswith(".mp4") for name in media) == 4
    assert sum(name.endswith(".jpg") for name in media) == 4
    assert clip in [(path.parent / f"00{number}.mp4").read_bytes() for number in range(1, 5)]
    assert deck.slide_width / deck.slide_height == pytest.approx(160 / 90, abs=0.001)
    for slide in deck.slides:
        shape = movie(slide)
        assert (shape.left, shape.top) == (0, 0)
        assert (shape.width, shape.height) == (deck.slide_width, deck.slide_height)


def test_one_click_plays_the_clip(deck: Any) -> None:
    for slide in deck.slides:
        assert played_by_a_click(slide) == [movie(slide).shape_id]
        assert not slide.element.xpath(".//a:hlinkClick")


def test_a_clip_as_the_library_adds_it_is_found_not_to_play_by_a_click(path: Path) -> None:
    slide = Presentation().slides.add_slide(Presentation().slide_layouts[5])
    clip = str(path.parent / "001.mp4")
    slide.shapes.add_movie(clip, Emu(0), Emu(0), Emu(99), Emu(99), io.BytesIO(still()), "video/mp4")
    assert played_by_a_click(slide) == []


def test_notes_are_the_narration_and_pictures_have_their_text(deck: Any) -> None:
    first, silent, arabic, nasty = deck.slides
    assert first.notes_slide.notes_text_frame.text == "One.\nTwo."
    assert movie(first).element.nvPicPr.cNvPr.get("descr") == "It begins. One. Two."
    assert not silent.has_notes_slide
    assert movie(silent).element.nvPicPr.cNvPr.get("descr") == "To the end."
    assert arabic.notes_slide.element.xpath(".//a:pPr/@rtl")[-1] == "1"
    assert nasty.notes_slide.notes_text_frame.text == SEEN
    assert movie(nasty).element.nvPicPr.cNvPr.get("descr") == f"{SEEN}. {SEEN}"


def test_every_slide_has_a_title_of_its_own_that_is_not_on_the_picture(deck: Any) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles == ["It begins", "First: To the end", f"{SEEN}: To the end", SEEN]
    assert all(slide.shapes.title.top + slide.shapes.title.height <= 0 for slide in deck.slides)
    assert deck.core_properties.title == SEEN
    assert (deck.core_properties.language, deck.core_properties.author) == ("en", "")


def test_sections_that_share_chapter_and_name_are_numbered() -> None:
    parts = [section("A", 0, 1), section("A", 1, 2), section("B (2)", 2, 3), section("B", 3, 4)]
    again = [section("B", 4, 5)]
    assert slide_titles(contents(("C", parts), ("C", again))) == [
        "C: A",
        "C: A (2)",
        "B (2)",
        "C: B",
        "C: B (2)",
    ]


def test_chapters_are_powerpoint_s_sections(deck: Any) -> None:
    listed = deck.element.findall(".//p14:section", SPACE)
    assert [section.get("name") for section in listed] == ["First", SEEN]
    assert len({section.get("id") for section in listed}) == 2
    slides = [[each.get("id") for each in section.iter(f"{{{SPACE['p14']}}}sldId")] for section in listed]
    ids = [str(each.id) for each in deck.element.sldIdLst]
    assert slides == [ids[:2], ids[2:]]
