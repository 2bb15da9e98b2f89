"""Pages are published with the film, again when something they show changes, and never otherwise."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.lecture.tiny_project import Project


def contents(page: Path) -> dict[str, Any]:
    block = re.search(r'id="data-contents">(.*?)</script>', page.read_text(encoding="utf-8"))
    assert block is not None
    found = json.loads(block[1])
    assert isinstance(found, dict)
    return found


def made_again(project: Project, *words: str) -> dict[str, list[str]]:
    """Return what a call would make and why, by file."""
    lines = [line.split(maxsplit=2) for line in project.made("--why", *words).splitlines()]
    return {line[1].rstrip(":"): line[2:] for line in lines if line[0] in ("make", "join", "render")}


def test_pages_are_published_with_the_film_and_named(published: Project) -> None:
    told = contents(published.folder() / "lecture.html")
    assert told["title"] == "Tiny"
    assert [chapter["slug"] for chapter in told["chapters"]] == ["One", "Two"]
    assert [part["name"] for part in told["chapters"][0]["parts"]] == ["a square appears", "it rests"]
    assert contents(published.folder() / "slides.html") == told
    assert "media/lecture/480p15/slides.html" in published.made()


def test_nothing_is_made_again_when_nothing_changed(published: Project) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in published.folder().glob("*.html*")}
    assert len(before) == 6
    assert made_again(published) == {}
    assert "nothing changed" in published.made()
    assert {path.name: path.stat().st_mtime_ns for path in published.folder().glob("*.html*")} == before


@pytest.mark.parametrize(
    ("file", "more", "again"),
    [
        ("lecture/delivery/web/page/style.css", "p { margin: 0; }", {"lecture.html"}),
        ("lecture/delivery/web/shared/time.js", "// more", {"lecture.html", "slides.html", "companion.html"}),
        ("lecture/delivery/page.py", "# more", {"lecture.html", "slides.html", "companion.html"}),
        ("companion/web/drawing/plane.js", "// more", {"companion.html"}),
        ("lecture.toml", '[page]\nlanguage = "de"', {"lecture.html", "slides.html", "companion.html"}),
    ],
)
def test_what_a_page_is_made_of_makes_that_page_again_and_no_film(
    published: Project, file: str, more: str, again: set[str]
) -> None:
    path = published.root / file
    path.write_text(path.read_text() + f"\n{more}\n")
    assert set(made_again(published)) == again


def test_a_page_that_somebody_changed_or_removed_is_made_again(published: Project) -> None:
    page, deck = (published.folder() / name for name in ("lecture.html", "slides.html"))
    whole = page.read_bytes()
    page.write_text("something else")
    deck.unlink()
    assert made_again(published) == {
        "lecture.html": ["lecture.html is not the file its receipt describes"],
        "slides.html": ["slides.html is not the file its receipt describes"],
    }
    published.made()
    assert page.read_bytes() == whole
    assert published.leftovers() == []


def test_another_film_makes_the_pages_again(published: Project) -> None:
    published.write("scenes/two.py", (published.root / "scenes" / "two.py").read_text().replace("0.6", "0.8"))
    assert set(made_again(published)) >= {"lecture.html", "slides.html", "companion.html"}
    published.made()
    told = contents(published.folder() / "lecture.html")
    assert told["duration"] == pytest.approx(1.4)


def test_a_film_that_no_browser_plays_has_no_pages(published: Project) -> None:
    assert set(made_again(published, "--format", "webm")) >= {"lecture.html", "slides.html"}
    assert set(made_again(published, "--format", "mov", "--transparent")) == {"One", "Two", "lecture"}
