"""The commands `./render.sh slides` and `./render.sh handout`: files made of the published lecture."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from rich.console import Console

from lecture.delivery.product import Product, publish_product
from lecture.freshness.production import Production
from lecture.make import make_lecture
from lecture.request.arguments import render_arguments
from lecture.request.layout import Layout
from lecture.request.media_folder import media_name
from lecture.request.picture import QUALITIES, picture
from lecture.run.needs import ensure_installed
from training import paths

#: Quality of the lecture where none is published yet.
USUAL = "h"
#: Quality of the film that slide programs play: they stop after some thirty films of 1080p.
CLIPS = "m"


def hand_out(command: str, given: argparse.Namespace) -> int:
    """Make the lecture, unless it is there, and then what is handed out; name the files.

    Parameters
    ----------
    command : str
        ``slides`` or ``handout``.
    given : Namespace
        As the command's parser gives it.

    Returns
    -------
    int
        0, or 1 when a scene failed.
    """
    console = Console()
    lectures: dict[str, Production] = {}
    for product, quality in wanted(command, given):
        if quality not in lectures:
            arguments = render_arguments([f"-q{quality}", *given.scenes])
            code, lectures[quality] = make_lecture(arguments, quiet=True)
            if code:
                return code
        made = publish_product(lectures[quality], product)
        console.print(str(made.relative_to(paths.ROOT)), markup=False, highlight=False, soft_wrap=True)
    return 0


def wanted(command: str, given: argparse.Namespace) -> Iterator[tuple[Product, str]]:
    """Yield the products that a command asks for, each with the quality of the film it is made of."""
    from lecture.delivery.paper.deck_pdf import DECK
    from lecture.delivery.paper.handout import HANDOUT
    from lecture.delivery.slides import SLIDES

    quality = given.quality or largest_published() or USUAL
    if command == "handout":
        yield HANDOUT, quality
        return
    if not (given.pptx or given.pdf):
        yield SLIDES, quality
    if given.pptx:
        ensure_installed("pptx")
        from lecture.delivery.pptx import PPTX

        yield PPTX, given.quality or CLIPS
    if given.pdf:
        yield DECK, quality


def largest_published() -> str | None:
    """Return the quality of the largest film of the lecture that is published, None when there is none."""
    name = media_name(paths.ROOT, paths.LECTURE_TOML)
    there = [flag for flag in QUALITIES if Layout(paths.ROOT, picture(flag), name).lecture_receipt.exists()]
    return max(there, key=lambda flag: QUALITIES[flag].height) if there else None
