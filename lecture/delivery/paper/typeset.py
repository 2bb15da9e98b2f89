"""Documents set by Typst: tagged PDF for screen readers too, of words that are data and never markup."""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from film.subtitles import plain
from lecture.delivery.contents import Part
from training.errors import LectureError

#: The documents' sources.
SOURCES = Path(__file__).with_name("typst")
#: The conformance that is asked for; Typst checks tags, language, titles and glyphs itself.
STANDARD: Final = "ua-1"
#: Typst's words for a sign that none of the fonts has.
UNSEEN = re.compile(r'the text `"(.*?)"` could not be displayed')
#: Every sign of a document, a paragraph each.
SIGNS = """
#set document(title: "signs")
#set text(font: "Libertinus Serif")
#for sign in json(bytes(sys.inputs.told)) [#text(sign) #parbreak()]
"""
#: Overrides of direction, which would turn the words behind them too, and places that hold no character.
CONTROLS = re.compile(
    "[\u202a-\u202e\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
#: Directions of writing that begin on the right.
FROM_THE_RIGHT = ("R", "AL")


def typeset(source: str, told: Mapping[str, Any], stills: Sequence[bytes]) -> bytes:
    """Return a document as PDF/UA-1.

    Parameters
    ----------
    source : str
        Name of its source in `SOURCES`, which reads ``sys.inputs.told`` as JSON and the stills as
        ``001.jpg`` and so on.
    told : dict
        Its words and numbers.
    stills : sequence of bytes
        JPEG.

    Raises
    ------
    LectureError
        If no font of this machine has one of the signs.
    """
    import typst

    refuse_unseen(json.dumps(told, ensure_ascii=False))
    with tempfile.TemporaryDirectory() as folder:
        for number, still in enumerate(stills, 1):
            (Path(folder) / f"{number:03}.jpg").write_bytes(still)
        document = (SOURCES / source).read_bytes()
        compiler = typst.Compiler(input=document, root=folder, sys_inputs={"told": json.dumps(told)})
        made = compiler.compile(format="pdf", pdf_standards=[STANDARD])
    assert isinstance(made, bytes)
    return made


def refuse_unseen(words: str) -> None:
    """Refuse words with signs that no font of this machine has: they would be empty boxes.

    Raises
    ------
    LectureError
        With the signs, and what to do.
    """
    import typst

    signs = sorted({sign for sign in words if not sign.isascii()})
    try:
        typst.compile(
            SIGNS.encode(), format="pdf", sys_inputs={"told": json.dumps(signs)}, pdf_standards=[STANDARD]
        )
    except typst.TypstError as error:
        unseen = UNSEEN.findall(error.diagnostic)
        if not unseen:
            raise
        found = ", ".join(unseen[:5])
        raise LectureError(
            f"no font on this machine shows {found}; install one that does "
            "(on Debian: apt-get install fonts-noto), or write without"
        ) from error


def spoken(part: Part) -> str:
    """Return what stands for a section's picture where it cannot be seen: its name, and what is said."""
    return words_of(" ".join([f"{part.name}.", *(line.text for line in part.lines)]))


def words_of(text: str) -> str:
    """Return a text in one line, without what no document shows: controls, places without a character."""
    return " ".join(CONTROLS.sub("", plain(text)).split())


def from_the_right(text: str) -> bool:
    """Return whether a text is written from right to left, as its first letter tells."""
    return next(
        (kind in FROM_THE_RIGHT for kind in map(unicodedata.bidirectional, text) if kind in "LRAL"), False
    )


def language_of(tag: str) -> dict[str, str | None]:
    """Return a language tag as Typst takes it: ``en-GB`` is ``en`` of the region ``GB``."""
    first, *others = tag.split("-")
    region = next((part.upper() for part in others if len(part) == 2), None)
    return {"lang": first.lower(), "region": region}
