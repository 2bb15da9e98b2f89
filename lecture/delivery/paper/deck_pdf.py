"""slides.pdf: a page a section with its still, for rooms where nothing may move."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lecture.delivery.contents import Contents, contents_of
from lecture.delivery.paper.typeset import language_of, spoken, typeset, words_of
from lecture.delivery.product import Product
from lecture.delivery.stills import stills
from lecture.freshness.production import Production

#: Points of a page's longer side: 13 1/3 inches, as slides have it.
LONGER_SIDE = 960
#: Pixels of a still's longer side.
PIXELS = 1920


def build_deck(production: Production, target: Path) -> None:
    """Write the slides of a published lecture.

    Raises
    ------
    LectureError
        If the lecture is not published, or no font of this machine has one of the signs.
    """
    contents = contents_of(production.layout, production.shots, production.chosen)
    target.write_bytes(deck_pdf(contents, stills(production.layout.lecture, contents, PIXELS)))


def deck_pdf(contents: Contents, stills: Sequence[bytes]) -> bytes:
    """Return the slides as PDF/UA-1, outlined by chapter and section.

    Parameters
    ----------
    contents : Contents
        Titles, sections and what is said in them: the text that stands for each still.
    stills : sequence of bytes
        JPEG, one a section.

    Raises
    ------
    LectureError
        If no font of this machine has one of the signs.
    """
    scale = LONGER_SIDE / max(contents.width, contents.height)
    numbers = iter(range(1, len(stills) + 1))
    told = {
        "title": words_of(contents.title),
        "language": language_of(contents.language),
        "width": contents.width * scale,
        "height": contents.height * scale,
        "chapters": [
            {
                "title": words_of(chapter.title),
                "sections": [
                    {
                        "name": words_of(part.name),
                        "still": f"{next(numbers):03}.jpg",
                        "alt": spoken(part),
                    }
                    for part in chapter.parts
                ],
            }
            for chapter in contents.chapters
        ],
    }
    return typeset("slides.typ", told, stills)


#: A still a section, as pages to show or print.
DECK = Product(
    "slides.pdf", "lecture/delivery/paper/deck_pdf.py", ("lecture/delivery/paper/typst",), build_deck
)
