"""slides.html: the film as a deck, one section a click, in one file."""

from __future__ import annotations

from pathlib import Path

from lecture.delivery.contents import contents_of
from lecture.delivery.page import html_of, look_of
from lecture.delivery.product import Product
from lecture.freshness.production import Production


def build_slides(production: Production, target: Path) -> None:
    """Write the deck of a published lecture; parameters and errors as those of `build_page`."""
    contents = contents_of(production.layout, production.shots, production.chosen)
    data = {"contents": contents.to_json()}
    target.write_text(html_of("slides", contents, look_of(production.shots), data), encoding="utf-8")


#: The deck, of which each section is a click.
SLIDES = Product(
    "slides.html",
    "lecture/delivery/slides.py",
    ("lecture/delivery/web/shared", "lecture/delivery/web/slides"),
    build_slides,
)
