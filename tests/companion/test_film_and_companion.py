"""The film's page leads to the run and the epoch that it shows, and the companion leads back."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import numpy as np
import pytest

from companion.export import exported_runs
from film.look import Look
from lecture.delivery.companion_page import companion_html, seen
from lecture.delivery.contents import Chapter, Contents, Part
from lecture.delivery.html import Head
from lecture.delivery.page import html_of
from lecture.system.cues import RunShown
from tests.lecture.delivery.browser import Browser
from training.recipe.runs import named_recipe

RATE = 15
#: Seconds of the film and epochs: not known before 1 s, at rest, on, at rest, wound back, set anew, on.
KNOTS = (
    (1.0, 0.0),
    (2.0, 0.0),
    (4.0, 60.0),
    (5.0, 60.0),
    (6.0, 10.0),
    (7.0, 10.0),
    (7.0667, 0.0),
    (9.0, 150.0),
)
LINKS = "return [...document.querySelectorAll(arguments[0])].map((link) => link.getAttribute('href'))"


def scene(name: str, start: float, end: float, *more: Any) -> Chapter:
    """Return a scene of one section, with its runs and knots."""
    return Chapter(name, name, f"scenes/{name}.py", name, start, end, (Part("All", start, end, ()),), *more)


CHAPTERS = (
    scene("One", 0.0, 10.0, ("sigmoid", "a b"), (RunShown("sigmoid", KNOTS),)),
    scene("Still", 10.0, 12.0, ("sigmoid",)),
    scene("None", 12.0, 13.0),
)
CONTENTS = Contents("A", "en", "", "lecture.mp4", "poster.png", 854, 480, RATE, 13.0, CHAPTERS, ())
READY = "return document.documentElement.dataset.ready"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Page and companion of one lecture, without its film."""
    folder = tmp_path_factory.mktemp("pages")
    told = {"contents": CONTENTS.to_json(), "about": [], "companion": "companion.html", "poster": ""}
    (folder / "lecture.html").write_text(html_of("page", CONTENTS, Look(), told), encoding="utf-8")
    data = {
        "lecture": {"title": "A", "film": "lecture.html", "seen": seen(CONTENTS)},
        "runs": exported_runs({"sigmoid": named_recipe("sigmoid")}),
    }
    (folder / "companion.html").write_text(
        companion_html(Head("A", "en", "", {}), Look(), data), encoding="utf-8"
    )
    return folder


def links(browser: Browser, selector: str) -> list[str]:
    return [str(link) for link in browser.run(LINKS, selector)]


def test_a_moment_of_the_film_leads_to_its_runs_at_its_epoch(browser: Browser, folder: Path) -> None:
    browser.open(folder / "lecture.html")
    for frame in (0, 14, 15, 30, 41, 52, 60, 74, 83, 90, 104, 105, 106, 120, 134, 149):
        time = frame / RATE
        browser.run("location.hash = arguments[0]", f"#t={time:.4f}")
        # NumPy's own idea of the lines between the knots.
        wanted = float(np.interp(time, *np.transpose(KNOTS))) if time >= KNOTS[0][0] else None

        def leads(wanted: float | None = wanted) -> bool:
            first, second = (parse_qs(link.partition("#")[2]) for link in links(browser, "#tries a"))
            # The other run is shown at no epoch.
            if first.pop("run") != ["sigmoid"] or second != {"run": ["a b"]}:
                return False
            if wanted is None:
                return first == {}
            return "epoch" in first and abs(float(first["epoch"][0]) - wanted) <= 0.3

        assert browser.until(leads, f"second {time} leads to epoch {wanted}")
    assert links(browser, "#tries a")[1] == "companion.html#run=a%20b"
    browser.run("location.hash = '#Still'")
    assert browser.until(
        lambda: links(browser, "#tries a") == ["companion.html#run=sigmoid"], "the run's end"
    )
    browser.run("location.hash = '#None'")
    hidden = "return document.querySelector('#try').hidden"
    assert browser.until(lambda: browser.run(hidden), "nothing to try")


def test_an_epoch_of_the_companion_leads_to_the_moment_at_which_the_film_comes_to_it(
    browser: Browser, folder: Path
) -> None:
    for epoch, second in ((0, 1.0), (30, 3.0), (60, 4.0), (105, 7.0667 + 0.7 * 1.9333), (150, 9.0)):
        browser.open(folder / "companion.html", f"#run=sigmoid&epoch={epoch}")
        browser.until(lambda: browser.run(READY), "the companion is ready")
        one, still = links(browser, "#statement details a")
        name, _, time = one.partition("#t=")
        assert name == "lecture.html"
        assert float(time) == pytest.approx(second, abs=2e-3)
        said = browser.run("return document.querySelector('#statement details a').textContent")
        assert said == f"One, 0:0{int(second)}"
        assert still == "lecture.html#Still"  # a scene that shows no epoch is opened from its beginning
