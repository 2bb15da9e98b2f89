"""companion.html: the film's runs in the viewer's hands, replayed and trained anew, in one file."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from film.look import RUN_COLOURS, Look
from lecture.delivery.colours import LIGHT, LINE_CONTRAST, TEXT_CONTRAST, readable, rule, style_of
from lecture.delivery.contents import Contents, contents_of
from lecture.delivery.html import ALLOWED, Head, html_page, modules_in
from lecture.delivery.page import PAGE, WEB, look_of
from lecture.delivery.product import Product
from lecture.delivery.replayed import COMPANION_FILE, replayed, runs_of_scenes
from lecture.freshness.production import Production
from training.paths import ROOT
from training.recipe.recipe import Recipe

#: CSS, body and modules of the companion; its rooms beside the mathematics, which lies in the folder itself.
COMPANION_WEB = ROOT / "companion" / "web"
ROOMS = ("controls", "drawing")
#: The page trains in a worker that it makes of its own modules; it plays nothing.
POLICY = {**ALLOWED, "media-src": "'none'", "worker-src": "data:"}


def build_companion(production: Production, target: Path) -> None:
    """Write the companion of a lecture.

    Parameters
    ----------
    production : Production
        Its scenes published and joined; their runs are in the cache.
    target : Path
        HTML file to write.

    Raises
    ------
    LectureError
        If a scene is not published, or a cached run cannot be used.
    """
    contents = contents_of(production.layout, production.shots, production.chosen, runs_of_scenes(production))
    data = {
        "lecture": {"title": contents.title, "film": PAGE.file, "seen": seen(contents)},
        "runs": carried(replayed(production)),
    }
    title = f"{contents.title}: companion"
    description = "The film's networks to replay, to touch and to train anew."
    properties = {"og:type": "website", "og:title": title, "og:description": description}
    head = Head(title, contents.language, description, properties)
    target.write_text(companion_html(head, look_of(production.shots), data), encoding="utf-8")


def carried(recipes: Mapping[str, Recipe]) -> dict[str, Any]:
    """Return runs as the page has them; one whose weights went beyond all bounds is left out.

    Raises
    ------
    LectureError
        If a cached run cannot be used.
    """
    # SciPy comes with it: a call that makes nothing does not need it.
    from companion.export import TooLargeError, exported_runs

    found: dict[str, Any] = {}
    for name, recipe in recipes.items():
        with suppress(TooLargeError):
            found |= exported_runs({name: recipe})
    return found


def companion_html(head: Head, look: Look, data: Mapping[str, Any]) -> str:
    """Return the companion as one text, with its data: ``lecture`` and ``runs``."""
    styles = [
        style_of(look),
        hues_of(look),
        (WEB / "shared" / "base.css").read_text(encoding="utf-8"),
        (COMPANION_WEB / "style.css").read_text(encoding="utf-8"),
    ]
    body = (COMPANION_WEB / "body.html").read_text(encoding="utf-8")
    return html_page(head, styles, body, companion_modules(), "companion/main", data, POLICY)


def companion_modules() -> dict[str, str]:
    """Return the companion's modules and those it shares with the pages, by their bare names."""
    own = modules_in(COMPANION_WEB.parent, COMPANION_WEB.name)
    return {
        **modules_in(WEB, "shared"),
        **{name.replace(f"{COMPANION_WEB.name}/", "companion/", 1): text for name, text in own.items()},
        **modules_in(COMPANION_WEB, *ROOMS),
    }


def hues_of(look: Look) -> str:
    """Return the CSS that names the activations' hues, ``--run-NAME``, and that of the probe, ``--probe``.

    They are seen on dark and on light.
    """

    def hues(ground: Look) -> dict[str, str]:
        grounds = (ground.background, ground.panel)
        runs = {f"run-{name}": readable(hue, grounds, TEXT_CONTRAST) for name, hue in RUN_COLOURS.items()}
        return {**runs, "probe": readable(ground.emphasis, grounds, LINE_CONTRAST)}

    dark, light = hues(look), hues(replace(look, **LIGHT))
    return "\n".join(
        [
            rule(":root", dark),
            "@media (prefers-color-scheme: light) {",
            rule(":root", light),
            "}",
            rule(':root[data-theme="dark"]', dark),
            rule(':root[data-theme="light"]', light),
        ]
    )


def seen(contents: Contents) -> dict[str, list[dict[str, Any]]]:
    """Return in which scenes each run is seen: their ``slug`` and ``title``, and its ``knots`` there."""
    found: dict[str, list[dict[str, Any]]] = {}
    for chapter in contents.chapters:
        knots = {shown.run: shown.knots for shown in chapter.epochs}
        for run in chapter.runs:
            scene = {"slug": chapter.slug, "title": chapter.title, "knots": knots.get(run, ())}
            found.setdefault(run, []).append(scene)
    return found


#: The companion of the lecture.
COMPANION = Product(
    COMPANION_FILE,
    "lecture/delivery/companion_page.py",
    ("companion/web", "lecture/delivery/web/shared"),
    build_companion,
)
