"""slides.pptx: a slide a section, its clip from edge to edge, its words in the notes."""

from __future__ import annotations

import io
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.util import Emu, Inches

from lecture.delivery.clips import clips
from lecture.delivery.contents import Contents, contents_of
from lecture.delivery.paper.typeset import from_the_right, spoken, words_of
from lecture.delivery.product import Product
from lecture.delivery.stills import jpeg, pictures
from lecture.freshness.production import Production

#: Inches of a slide's longer side.
LONGER_SIDE = 40 / 3
#: Layout of the library's own template that has a title and nothing else.
TITLE_ONLY = 5
#: What a clip is, by its ending: those that PowerPoint plays.
KINDS = {".mp4": "video/mp4", ".mov": "video/quicktime"}
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
#: Where a presentation lists its sections.
EXTENSION = f"""
<p:extLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">
<p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}"><p14:sectionLst xmlns:p14="{P14}"/></p:ext></p:extLst>
"""
#: A click, wherever it is made and with whatever, plays the clip of the shape; the next one leaves the slide.
TIMING = """
<p:timing xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:tnLst><p:par>
<p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>
<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>
<p:par><p:cTn id="3" fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst>
<p:par><p:cTn id="4" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
<p:par>
<p:cTn id="5" presetID="1" presetClass="mediacall" presetSubtype="0" fill="hold" nodeType="clickEffect">
<p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
<p:cmd type="call" cmd="playFrom(0.0)"><p:cBhvr><p:cTn id="6" dur="{milliseconds}" fill="hold"/>
<p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl></p:cBhvr></p:cmd>
</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>
</p:childTnLst></p:cTn>
<p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>
<p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst>
</p:seq>
<p:video><p:cMediaNode vol="80000"><p:cTn id="7" fill="hold" display="0">
<p:stCondLst><p:cond delay="indefinite"/></p:stCondLst></p:cTn>
<p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl></p:cMediaNode></p:video>
</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>
"""


def build_pptx(production: Production, target: Path) -> None:
    """Write the deck of a published lecture; its clips lie beside it meanwhile.

    Raises
    ------
    LectureError
        If the lecture is not published, or a section of its film cannot be cut.
    """
    contents = contents_of(production.layout, production.shots, production.chosen)
    film, rate = production.layout.lecture, contents.frame_rate
    cut = clips(film, contents.parts, rate, target.parent)
    firsts = [round(part.start * rate) for part in contents.parts]
    posters = pictures(film, rate, firsts, lambda frame: jpeg(frame, max(contents.width, contents.height)))
    write_pptx(contents, cut, posters, target)


def write_pptx(contents: Contents, cut: Sequence[Path], posters: Sequence[bytes], target: Path) -> None:
    """Write the deck: slides in the chapters' sections, each with its clip, title, notes and alternative.

    Parameters
    ----------
    contents : Contents
        Titles, sections and their words.
    cut : sequence of Path
        Clips, one a section, in a format that PowerPoint plays.
    posters : sequence of bytes
        Each clip's first picture, so that nothing jumps when it begins.
    target : Path
        File to write.
    """
    deck = Presentation()
    scale = LONGER_SIDE / max(contents.width, contents.height)
    deck.slide_width, deck.slide_height = Inches(contents.width * scale), Inches(contents.height * scale)
    # The library's template is of the old shape, and of its author's.
    deck.element.sldSz.attrib.pop("type", None)
    described = deck.core_properties
    described.title, described.language = words_of(contents.title), contents.language
    described.author = described.last_modified_by = described.comments = ""
    described.created = described.modified = datetime.now(UTC)
    for number, (title, clip, poster) in enumerate(zip(slide_titles(contents), cut, posters, strict=True)):
        add_slide(deck, contents, number, title, clip, poster)
    add_sections(deck, contents)
    deck.save(str(target))


def slide_titles(contents: Contents) -> list[str]:
    """Return a title of its own for every slide: the section's, with its chapter's where several share it."""
    named = [
        (words_of(part.name), words_of(chapter.title))
        for chapter in contents.chapters
        for part in chapter.parts
    ]
    shared = Counter(name for name, _ in named)
    titles: list[str] = []
    for name, chapter in named:
        title = name if shared[name] == 1 else f"{chapter}: {name}"
        titles.append(next(found for found in numbered(title) if found not in titles))
    return titles


def numbered(title: str) -> Iterator[str]:
    """Yield a title as it is, then with 2, 3 and so on behind it."""
    yield title
    yield from (f"{title} ({number})" for number in count(2))


def add_slide(deck: Any, contents: Contents, number: int, title: str, clip: Path, poster: bytes) -> None:
    """Add the slide of a section, by its number."""
    part = contents.parts[number]
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    heading, height = slide.shapes.title, Inches(0.6)
    write(heading.text_frame, [title], contents.language)
    # Above the slide: nobody sees it, outline and screen readers have it.
    heading.left, heading.top, heading.width, heading.height = Emu(0), -height, deck.slide_width, height
    movie = slide.shapes.add_movie(
        str(clip), Emu(0), Emu(0), deck.slide_width, deck.slide_height, io.BytesIO(poster), KINDS[clip.suffix]
    )
    named = movie.element.nvPicPr.cNvPr
    named.set("name", title)
    named.set("descr", spoken(part))
    # A clip with an action of its own would keep every click that falls on it, and it covers the slide.
    named.remove(named.hlinkClick)
    slide.element.remove(slide.element.timing)
    milliseconds = round((part.end - part.start) * 1000)
    slide.element.append(parse_xml(TIMING.format(shape=movie.shape_id, milliseconds=milliseconds)))
    if part.lines:
        lines = [words_of(line.text) for line in part.lines]
        write(slide.notes_slide.notes_text_frame, lines, contents.language)


def write(frame: Any, lines: Sequence[str], language: str) -> None:
    """Write lines into an empty frame, a paragraph each, in the direction of its first letter."""
    for number, line in enumerate(lines):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        run = paragraph.add_run()
        run.text = line
        run._r.get_or_add_rPr().set("lang", language)
        if from_the_right(line):
            paragraph._p.get_or_add_pPr().set("rtl", "1")


def add_sections(deck: Any, contents: Contents) -> None:
    """Put the slides into PowerPoint's own sections, one a chapter."""
    presentation = deck.element
    extension = parse_xml(EXTENSION)
    slides = iter(presentation.sldIdLst)
    for chapter in contents.chapters:
        identity = str(uuid.uuid5(uuid.NAMESPACE_URL, chapter.slug)).upper()
        named = {"name": words_of(chapter.title), "id": f"{{{identity}}}"}
        listed = added(added(extension[0][0], "section", named), "sldIdLst", {})
        for slide in islice(slides, len(chapter.parts)):
            added(listed, "sldId", {"id": str(slide.id)})
    presentation.append(extension)


def added(parent: Any, name: str, attributes: dict[str, str]) -> Any:
    """Return a new element of PowerPoint's own namespace, the last of a parent."""
    parent.append(parent.makeelement(f"{{{P14}}}{name}", attributes))
    return parent[-1]


#: A clip a section, for programs that show slides.
PPTX = Product("slides.pptx", "lecture/delivery/pptx.py", (), build_pptx)
