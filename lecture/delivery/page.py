"""lecture.html: the film with its chapters, its transcript and the numbers of its runs, in one file."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from film.look import Look
from lecture.delivery.about import about_runs
from lecture.delivery.colours import style_of
from lecture.delivery.contents import Contents, contents_of
from lecture.delivery.html import Head, html_page, image_url, modules_in
from lecture.delivery.product import Product
from lecture.delivery.replayed import COMPANION_FILE, runs_of_scenes
from lecture.freshness.production import Production
from lecture.request.shots import ShotList

#: CSS, body and modules of the pages.
WEB = Path(__file__).with_name("web")
#: Pixels the poster is wide inside a page.
POSTER_WIDTH = 960


def build_page(production: Production, target: Path) -> None:
    """Write the page of a published lecture.

    Parameters
    ----------
    production : Production
        Its scenes published and joined.
    target : Path
        HTML file to write.

    Raises
    ------
    LectureError
        If a scene is not published, a take it was drawn with is gone, or a cached run cannot be used.
    """
    runs = runs_of_scenes(production)
    contents = contents_of(production.layout, production.shots, production.chosen, runs)
    data = {
        "contents": contents.to_json(),
        "about": about_runs(production),
        "companion": COMPANION_FILE,
        "poster": poster_of(production.layout.folder / contents.poster),
    }
    target.write_text(html_of("page", contents, look_of(production.shots), data), encoding="utf-8")


def html_of(kind: str, contents: Contents, look: Look, data: Mapping[str, object]) -> str:
    """Return a page of a kind: the folder of `WEB` with its ``body.html``, ``style.css`` and modules."""
    styles = [
        style_of(look),
        *(
            path.read_text(encoding="utf-8")
            for path in (WEB / "shared" / "base.css", WEB / kind / "style.css")
        ),
    ]
    body = (WEB / kind / "body.html").read_text(encoding="utf-8")
    return html_page(head_of(contents), styles, body, modules_in(WEB, "shared", kind), f"{kind}/main", data)


def look_of(shots: ShotList) -> Look:
    """Return the colours of a lecture file."""
    return Look(**shots.table.get("look", {}))


def head_of(contents: Contents) -> Head:
    """Return what a page says of itself, to readers, to search engines and where its address is shared."""
    described = "; ".join(chapter.title for chapter in contents.chapters)
    # Shared pictures need whole addresses, which nobody knows until [page] names one.
    beside = contents.address.rstrip("/") + "/" if contents.address else ""
    properties = {
        "og:type": "video.other",
        "og:title": contents.title,
        "og:description": described,
        "og:locale": contents.language,
        "og:image": beside + contents.poster,
        "og:image:alt": contents.title,
        "og:video": beside + contents.film,
        "og:video:width": str(contents.width),
        "og:video:height": str(contents.height),
    }
    if contents.address:
        properties["og:url"] = contents.address
    return Head(contents.title, contents.language, described, properties)


def poster_of(path: Path) -> str:
    """Return a poster as an address that holds it, empty when there is none."""
    if not path.exists():
        return ""
    with Image.open(path) as image:
        small = image.convert("RGB")
        small.thumbnail((POSTER_WIDTH, POSTER_WIDTH))
    made = io.BytesIO()
    small.save(made, "JPEG", quality=82, optimize=True, progressive=True)
    return image_url(made.getvalue(), "jpeg")


#: The page of the lecture, with its film, transcript and runs.
PAGE = Product(
    "lecture.html",
    "lecture/delivery/page.py",
    ("lecture/delivery/web/shared", "lecture/delivery/web/page"),
    build_page,
)
