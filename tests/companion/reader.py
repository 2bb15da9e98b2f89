"""The companion with two runs, opened in a browser and read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from film.look import Look
from lecture.delivery.companion_page import companion_html
from lecture.delivery.html import Head
from tests.lecture.delivery.browser import Browser

SEEN = {"sigmoid": [{"slug": "SigmoidTraining", "title": "</script><b>learns</b>", "knots": []}]}
#: Presses a preset.
PRESS = """
const named = (button) => button.textContent === arguments[0];
[...document.querySelectorAll("#presets button")].find(named).click();
"""
#: Pastes a line so many times.
PASTE = """
document.querySelector("#csv").value = arguments[0].repeat(arguments[1]);
document.querySelector("#paste").click();
"""
WORDS = "return document.querySelector(arguments[0]).textContent"


def page_of(folder: Path, runs: dict[str, Any]) -> Path:
    data = {"lecture": {"title": "A lecture", "film": "lecture.html", "seen": SEEN}, "runs": runs}
    path = folder / "companion.html"
    path.write_text(companion_html(Head("A lecture", "en", "", {}), Look(), data), encoding="utf-8")
    return path


def opened(browser: Browser, page: Path, place: str = "") -> None:
    browser.open(page, place)
    ready = "return document.documentElement.dataset.ready"
    browser.until(lambda: browser.run(ready), "the companion is ready")


def words(browser: Browser, selector: str) -> str:
    return str(browser.run(WORDS, selector))


def settled(browser: Browser, selector: str, part: str) -> str:
    """Wait until an element says something; return all it says."""
    found = browser.until(
        lambda: part in words(browser, selector) and words(browser, selector), f"{selector} says {part!r}"
    )
    assert found
    return str(found)
