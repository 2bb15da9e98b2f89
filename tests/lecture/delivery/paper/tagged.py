"""A PDF as those read it who do not see it: its tags, and what is missing of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

#: XMP of a document that says it keeps to PDF/UA-1.
CONFORMS = b"<pdfuaid:part>1</pdfuaid:part>"


def opened(pdf: bytes) -> PdfReader:
    """Return a document."""
    return PdfReader(io.BytesIO(pdf))


def tags(reader: PdfReader) -> Iterator[Any]:
    """Yield a document's tags in reading order: dictionaries with ``/S`` and perhaps ``/Alt``."""
    catalogue: Any = reader.trailer["/Root"]
    if "/StructTreeRoot" in catalogue:
        yield from below(catalogue["/StructTreeRoot"])


def below(tag: Any) -> Iterator[Any]:
    """Yield what stands under a tag."""
    children = tag.get("/K", [])
    children = children.get_object() if hasattr(children, "get_object") else children
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object() if hasattr(child, "get_object") else child
        if isinstance(child, dict) and "/S" in child:
            yield child
            yield from below(child)


def faults(pdf: bytes) -> list[str]:
    """Return what a document lacks for readers who do not see it."""
    reader = opened(pdf)
    root: Any = reader.trailer["/Root"]
    kinds = [tag["/S"] for tag in tags(reader)]
    figures = [tag for tag in tags(reader) if tag["/S"] == "/Figure"]
    xmp = root["/Metadata"].get_object().get_data() if "/Metadata" in root else b""
    found = {
        "no tags": not kinds or not root.get("/MarkInfo", {}).get("/Marked", False),
        "no language": not root.get("/Lang"),
        "no claim to PDF/UA-1": CONFORMS not in xmp,
        "no title in the window": not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False),
        "no headings": "/H1" not in kinds,
        "no figures": not figures,
        "a figure without a text": any(not figure.get("/Alt") for figure in figures),
        "a link without a text": any(not link.get("/Contents") for link in links(reader)),
    }
    return [fault for fault, there in found.items() if there]


def links(reader: PdfReader) -> list[Any]:
    """Return a document's links out of it, page by page."""
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    return [note for note in notes if note["/Subtype"] == "/Link" and "/URI" in note.get("/A", {})]


def outline(reader: PdfReader, entries: Any = None) -> list[Any]:
    """Return the titles of a document's outline, those below one in a list behind it."""
    entries = reader.outline if entries is None else entries
    return [outline(reader, entry) if isinstance(entry, list) else entry.title for entry in entries]
