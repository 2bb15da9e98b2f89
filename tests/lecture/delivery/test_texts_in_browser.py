"""Texts of any kind are shown as they are written, on both pages, and nothing in them runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from film.look import Look
from lecture.delivery.contents import Chapter, Contents, Part, Sentence
from lecture.delivery.page import html_of
from lecture.system.cues import Caption
from tests.lecture.delivery.browser import Browser
from tests.lecture.delivery.small_film import HEIGHT, RATE, WIDTH, numbered, write_film

RIGHT_TO_LEFT = "שלום עולם, זה ReLU"
NASTY = (
    """Quotes " ' ` and & &amp; &lt;b&gt;""",
    "</script><script>window.injected = 1</script>",
    "<!-- <script> -->",
    "]]> </style></title></textarea>",
    "<img src=x onerror=window.injected=1>",
    "javascript:window.injected=1 ${window.injected=1} {{7*7}}",
    "one\u2028two\u2029three",
    RIGHT_TO_LEFT,
    "مرحبا <b>bold</b>",
    "🧠👩🏽‍🔬 e\u0301 𝒻(𝑥) \ufeffmark",
    "long " * 500 + "o" * 2500,
)
#: Frames of a section.
LENGTH = 3


def lecture_of(texts: Sequence[str], *, said: bool = True) -> Contents:
    """Return a lecture all whose texts are these: a chapter of one section each, with a sentence."""
    chapters = []
    for number, text in enumerate(texts):
        start, end = number * LENGTH / RATE, (number + 1) * LENGTH / RATE
        words = len(text.split(" "))
        times = tuple((start + k * (end - start) / words, end) for k in range(words))
        lines = (Sentence(text, start, end, times),) if said else ()
        part = Part(text, start, end, lines)
        chapters.append(Chapter(f"Scene{number}", text, f"scenes/{text}.py", text, start, end, (part,)))
    captions = tuple(Caption(part.name, part.start, part.end) for each in chapters for part in each.parts)
    return Contents(
        texts[4 % len(texts)], "en", "", "lecture.mp4", "poster.png", WIDTH, HEIGHT, RATE,
        len(texts) * LENGTH / RATE, tuple(chapters), captions if said else (),
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a film for as many sections as there are texts."""
    made = tmp_path_factory.mktemp("texts")
    count = len(NASTY) * LENGTH
    write_film(made / "lecture.mp4", numbered(count), range(0, count, LENGTH))
    return made


#: On which side of each name of one line its time stands, where the next word would be.
TIMES = """
return [...document.querySelectorAll("#transcript h3 a")].map((link) => {
  const [name, time] = [...link.children].map((each) => each.getBoundingClientRect());
  if (time.bottom - name.top > 1.5 * time.height) return "two lines";
  return time.left >= name.right ? "ltr" : time.right <= name.left ? "rtl" : "over it";
});
"""
#: Pixels that each section has of the strip.
WIDTHS = "return [...document.querySelectorAll('#chapters .chapter span')].map((mark) => mark.clientWidth)"


def shown(browser: Browser, folder: Path, kind: str, contents: Contents, place: str = "") -> None:
    """Open a page of a kind that says these contents."""
    run = {"name": NASTY[4], "file": NASTY[1], "sha256": NASTY[2], "recipe": [[NASTY[3], NASTY[7]]]}
    about = [{**run, "measured": [], "made": []}]
    data = {"contents": contents.to_json(), "about": about, "poster": ""}
    page = folder / f"{kind}.html"
    page.write_text(html_of(kind, contents, Look(), data), encoding="utf-8")
    browser.open(page, place)


def texts(browser: Browser, selector: str) -> list[str]:
    """Return the texts of elements."""
    script = "return [...document.querySelectorAll(arguments[0])].map((each) => each.textContent)"
    found = browser.run(script, selector)
    assert isinstance(found, list)
    return found


def directions(browser: Browser, selector: str) -> list[str]:
    """Return in which direction elements are read."""
    script = "return [...document.querySelectorAll(arguments[0])].map((e) => getComputedStyle(e).direction)"
    found = browser.run(script, selector)
    assert isinstance(found, list)
    return found


def shows(browser: Browser, selector: str, text: str) -> None:
    """Assert that an element comes to show a text."""
    browser.until(lambda: texts(browser, selector) == [text], f"{selector} shows {text[:40]!r}")


def nothing_ran(browser: Browser) -> None:
    assert browser.run("return window.injected") is None
    assert browser.complaints() == []
    assert {url.rpartition("/")[2] for url in browser.requests()} <= {
        "page.html",
        "slides.html",
        "lecture.mp4",
    }


#: How each text is read; of neither kind, as a document is.
READ = ["rtl" if text.startswith(("ש", "م")) else "ltr" for text in NASTY]


def test_the_page_shows_texts_as_they_are(browser: Browser, folder: Path) -> None:
    contents = lecture_of(NASTY)
    shown(browser, folder, "page", contents)
    browser.ready()
    nasty = list(NASTY)
    assert texts(browser, "h1") == [contents.title]
    assert browser.run("return document.title") == contents.title
    assert browser.run("return document.querySelector('[property=\"og:title\"]').content") == contents.title
    for heading in ("#transcript h2 a > span:first-child", "#transcript h3 a > span:first-child"):
        assert texts(browser, heading) == nasty
    assert [text.removesuffix(" ") for text in texts(browser, "#transcript p")] == nasty
    counts = [len(text.split(" ")) for text in nasty]
    script = "return [...document.querySelectorAll('#transcript p')].map((p) => p.children.length)"
    assert browser.run(script) == counts, "each word has a time of its own"
    assert directions(browser, "#transcript p") == READ
    assert directions(browser, "#transcript h3") == READ
    after = browser.run(TIMES)
    assert [side for side in after if side != "two lines"] == [
        wanted for side, wanted in zip(after, READ, strict=True) if side != "two lines"
    ]
    assert after.count("rtl") == READ.count("rtl")
    assert set(READ) == {"rtl", "ltr"}
    for number, text in enumerate(nasty):
        browser.run("location.hash = arguments[0]", f"#Scene{number}")
        shows(browser, "#caption", text)
        assert directions(browser, "#caption") == [READ[number]]
        assert texts(browser, "#chapter") == texts(browser, "#sections a") == [text]
        assert texts(browser, "#source") == [f"scenes/{text}.py {text}"]
    browser.press("/", "onerror=")
    assert texts(browser, "#found") == ["1 sentence. Enter goes to each."]
    browser.press(Keys.ESCAPE)
    assert texts(browser, "#runs h3") == [NASTY[4]]
    assert texts(browser, "#runs code") == [f"cache/{NASTY[1]}", f"sha256 {NASTY[2]}"]
    assert texts(browser, "#runs tr > *") == [NASTY[3], NASTY[7]]
    browser.run("about.open = true")
    for width in (1600, 320):
        browser.size(width)
        assert browser.sideways() == 0
        assert browser.axe() == []
    nothing_ran(browser)


def test_the_deck_shows_texts_as_they_are(browser: Browser, folder: Path) -> None:
    contents = lecture_of(NASTY)
    shown(browser, folder, "slides", contents)
    browser.ready()
    assert texts(browser, "h1") == [contents.title]
    assert texts(browser, "#grid h3") == texts(browser, "#grid bdi") == list(NASTY)
    assert directions(browser, "#grid bdi") == READ
    for number, text in enumerate(NASTY, 1):
        browser.press(*str(number), Keys.ENTER)
        assert texts(browser, "#name") == [text]
        assert directions(browser, "#name") == [READ[number - 1]]
        assert texts(browser, "#status") == [f"Slide {number} of {len(NASTY)}: {text}. {text}."]
    browser.press("o")
    for width in (1600, 320):
        browser.size(width)
        assert browser.sideways() == 0
        assert browser.axe() == []
    nothing_ran(browser)


def test_the_presenter_shows_texts_as_they_are(browser: Browser, folder: Path) -> None:
    contents = lecture_of(NASTY)
    shown(browser, folder, "slides", contents, "#presenter")
    for number, text in enumerate(NASTY, 1):
        browser.press(*str(number), Keys.ENTER)
        assert texts(browser, ".lines p") == [text]
        assert directions(browser, ".lines p") == [READ[number - 1]]
        assert texts(browser, "header .chapter") == texts(browser, "header bdi") == [text]
        after = [f"{number + 1}\u2002{NASTY[number]}"] if number < len(NASTY) else ["This is the last slide."]
        assert texts(browser, ".next > p") == after
    for width in (1600, 320):
        browser.size(width)
        assert browser.sideways() == 0
        assert browser.axe() == []
    nothing_ran(browser)


def test_the_strip_is_filled_whatever_the_scenes_last(browser: Browser, folder: Path) -> None:
    """Scenes of a fifth of a second, and of a second and more."""
    short = lecture_of(["a", "b"])
    for chapters in (short.chapters, lecture_of(["text"] * 11).chapters):
        contents = replace(short, chapters=chapters, duration=chapters[-1].end)
        shown(browser, folder, "page", contents)
        widths = browser.run(WIDTHS)
        assert sum(widths) > 0.9 * browser.run("return seek.clientWidth")
        assert max(widths) - min(widths) < 2


@pytest.mark.parametrize("scenes", [("Square",), ("Square", "Circle", "Dot")])
def test_plain_scenes_that_say_nothing_have_pages_too(
    browser: Browser, folder: Path, scenes: tuple[str, ...]
) -> None:
    contents = lecture_of(scenes, said=False)
    shown(browser, folder, "page", contents, "#Scene0")
    browser.ready()
    assert texts(browser, "#transcript h2 a > span:first-child") == list(scenes)
    assert texts(browser, "#transcript p") == []
    assert browser.names("button")
    assert "Captions" not in browser.names("button")
    assert browser.run("return caption.checkVisibility()") is False
    browser.press("c", "n", "/", "a")
    assert texts(browser, "#found") == ["0 sentences. Enter goes to each."]
    assert browser.axe() == []
    nothing_ran(browser)
    shown(browser, folder, "slides", contents, "#presenter")
    assert texts(browser, ".lines p") == ["Nothing is said on this slide."]
    browser.press(Keys.END)
    assert texts(browser, "header bdi") == [scenes[-1]]
    assert browser.axe() == []
    nothing_ran(browser)
