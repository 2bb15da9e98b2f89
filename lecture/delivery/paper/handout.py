"""handout.pdf: the lecture on paper, each section's still beside its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lecture.delivery.contents import Chapter, Contents, contents_of
from lecture.delivery.page import PAGE
from lecture.delivery.paper.typeset import from_the_right, language_of, typeset, words_of
from lecture.delivery.product import Product
from lecture.delivery.stills import stills
from lecture.freshness.production import Production

#: Millimetres a still takes at most.
STILL_WIDTH, STILL_HEIGHT = 62.0, 48.0
#: Pixels of a still's longer side: 370 an inch.
PIXELS = 900


def build_handout(production: Production, target: Path) -> None:
    """Write the handout of a published lecture.

    Raises
    ------
    LectureError
        If the lecture is not published, or no font of this machine has one of the signs.
    """
    contents = contents_of(production.layout, production.shots, production.chosen)
    page = f"{contents.address.rstrip('/')}/{PAGE.file}" if contents.address else PAGE.file
    target.write_bytes(handout_pdf(contents, stills(production.layout.lecture, contents, PIXELS), page))


def handout_pdf(contents: Contents, stills: Sequence[bytes], page: str) -> bytes:
    """Return the handout as PDF/UA-1 of A4 pages.

    Parameters
    ----------
    contents : Contents
        Titles, sections and their words.
    stills : sequence of bytes
        JPEG, one a section.
    page : str
        Address of the lecture's page; a name alone is looked for beside the handout.

    Raises
    ------
    LectureError
        If no font of this machine has one of the signs.
    """
    scale = min(STILL_WIDTH / contents.width, STILL_HEIGHT / contents.height)
    names = (f"{number:03}.jpg" for number in range(1, len(stills) + 1))
    told = {
        "title": words_of(contents.title),
        "language": language_of(contents.language),
        "clock": clock(contents.duration),
        "page": page,
        "still": {"width": contents.width * scale, "height": contents.height * scale},
        "chapters": [
            {"title": written(chapter.title), "sections": list(sections(chapter, names))}
            for chapter in contents.chapters
        ],
    }
    return typeset("handout.typ", told, stills)


def sections(chapter: Chapter, names: Iterable[str]) -> Iterable[dict[str, Any]]:
    """Yield a chapter's rows, taking a still's name for each."""
    for number, (part, name) in enumerate(zip(chapter.parts, names, strict=False), 1):
        yield {
            "name": written(part.name),
            "clock": clock(part.start),
            "place": "#" + quote(chapter.slug) + (f"/{number}" if number > 1 else ""),
            "still": name,
            "alt": words_of(part.name),
            "lines": [written(line.text) for line in part.lines],
        }


def written(text: str) -> dict[str, Any]:
    """Return words as the document takes them, with their direction."""
    words = words_of(text)
    return {"text": words, "from_the_right": from_the_right(words)}


def clock(seconds: float) -> str:
    """Return a time as ``M:SS`` or ``H:MM:SS``, as players show it."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


#: A still a section with its words, to keep.
HANDOUT = Product(
    "handout.pdf", "lecture/delivery/paper/handout.py", ("lecture/delivery/paper/typst",), build_handout
)
