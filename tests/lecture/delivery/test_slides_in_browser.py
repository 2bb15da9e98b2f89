"""slides.html as a speaker has it: stops on the last frame, keys both ways, two windows in step."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from tests.lecture.delivery.browser import Browser
from tests.lecture.delivery.counted import STARTS, Film, number_in

COUNT = len(STARTS) - 1
#: The last frame of each section.
LASTS = [end - 1 for end in STARTS[1:]]
#: Pixels of a window whose pictures are taken quickly.
SMALL = (480, 270)
#: Which slide is on, counted from 1, and how.
PLACE = "return [Number(document.body.dataset.slide), document.body.dataset.at]"


@pytest.fixture
def deck(browser: Browser, film: Film) -> Browser:
    """The deck, just opened, as this window has never seen it; small, for quick pictures."""
    browser.size(*SMALL)
    browser.open(film.folder / "slides.html")
    browser.run("sessionStorage.clear(); localStorage.clear()")
    browser.open(film.folder / "slides.html")
    browser.ready()
    return browser


def comes(deck: Browser, slide: int, at: str) -> None:
    """Assert that the deck says it is at a slide."""
    deck.until(lambda: deck.run(PLACE) == [slide, at], f"slide {slide}, {at}")


def rests(deck: Browser, slide: int, at: str, frame: int) -> None:
    """Assert that the deck comes to a slide and rests there, at a frame."""

    def there() -> bool:
        return bool(deck.run(PLACE) == [slide, at] and number_in(deck.picture()) == frame)

    deck.until(there, f"slide {slide} rests at its {at}, frame {frame}")
    assert there()


#: Notes every frame that the player puts on the screen where no still covers it, with the slide that is on.
NOTED = """
window.noted = [];
const note = (now, {mediaTime}) => {
  const covered = !cover.hidden;
  noted.push([Number(document.body.dataset.slide), Math.round(mediaTime * 15), covered]);
  film.requestVideoFrameCallback(note);
};
film.requestVideoFrameCallback(note);
"""


def test_every_slide_stops_within_a_frame_and_rests_at_its_last(deck: Browser) -> None:
    assert number_in(deck.picture()) == 0
    deck.run(NOTED)
    off = []
    for slide, last in enumerate(LASTS, 1):
        deck.press(" ")
        comes(deck, slide, "end")
        # While the stop is put right, and after.
        shown = [number_in(deck.picture()) for _ in range(2)]
        assert shown[1] == last
        off.append(shown[0] - last)
    print(f"\nframes between a stop as first seen and the section's last: {off}")
    assert len(off) >= 20
    assert max(map(abs, off)) <= 1
    noted = deck.run("return noted")
    over = [frame - LASTS[slide - 1] for slide, frame, covered in noted if not covered]
    beyond = sum(n > 0 for n in over)
    print(f"frames that were put on the screen: {len(noted)}, beyond their section: {beyond}")
    assert len({frame for _, frame, _ in noted}) > len(LASTS) * 3
    assert max(over) <= 1
    # A machine that is busy for a whole frame shows the next one until the stop is put right.
    assert beyond <= len(LASTS) // 8
    deck.press(" ")
    assert deck.run(PLACE) == [COUNT, "end"]
    assert deck.run("return notice.textContent") == "This is the end of the last slide."
    assert deck.complaints() == []


def test_keys_lead_through_the_deck(deck: Browser, film: Film) -> None:
    deck.press(Keys.END)
    rests(deck, COUNT, "end", LASTS[-1])
    deck.press(Keys.HOME)
    rests(deck, 1, "start", 0)
    deck.press(Keys.ARROW_RIGHT)
    rests(deck, 1, "end", LASTS[0])
    deck.press(" ", " ")
    rests(deck, 2, "end", LASTS[1])
    deck.press(Keys.ARROW_LEFT)
    rests(deck, 1, "end", LASTS[0])
    deck.press(Keys.PAGE_UP)
    rests(deck, 1, "start", 0)
    deck.press("1", "2")
    assert deck.run("return digits.textContent") == "12"
    deck.press(Keys.ENTER)
    rests(deck, 12, "start", STARTS[11])
    deck.press(" ")
    rests(deck, 12, "end", LASTS[11])
    deck.press("9", "9", Keys.ENTER)
    assert deck.run("return notice.textContent") == f"There is no slide 99: the last one is {COUNT}."
    rests(deck, 12, "end", LASTS[11])
    deck.press("b")
    assert deck.run("return black.checkVisibility()") is True
    assert number_in(deck.picture()) == -1, "the picture is covered"
    deck.press(" ")
    rests(deck, 12, "end", LASTS[11])
    deck.press("?")
    assert deck.run("return help.open") is True
    deck.press(Keys.ESCAPE)
    assert deck.run("return help.open") is False
    deck.press("v")
    assert deck.run("return film.muted") is False
    assert set(deck.requests()) == {(film.folder / name).as_uri() for name in ("slides.html", "lecture.mp4")}
    assert deck.complaints() == []


def test_the_overview_shows_all_slides_and_leads_to_one(deck: Browser) -> None:
    deck.press("5", Keys.ENTER)
    rests(deck, 5, "start", STARTS[4])
    deck.press("o")
    assert deck.run("return [overview.open, document.activeElement.innerText.trim()]") == [
        True,
        "5\u2002First 5",
    ]
    assert deck.run("return document.querySelectorAll('#grid button').length") == COUNT
    deck.press(Keys.ARROW_RIGHT, Keys.ENTER)
    assert deck.run("return overview.open") is False
    rests(deck, 6, "start", STARTS[5])
    deck.press("o", Keys.ESCAPE)
    assert deck.run("return overview.open") is False
    rests(deck, 6, "start", STARTS[5])


@pytest.mark.parametrize("at", ["start", "end"])
def test_a_reload_keeps_the_place(deck: Browser, at: str) -> None:
    deck.press("1", "0", Keys.ENTER)
    if at == "end":
        deck.press(" ")
    wanted = {"start": STARTS[9], "end": LASTS[9]}[at]
    rests(deck, 10, at, wanted)
    assert deck.run("return location.hash") == "#Spoken/2"
    deck.driver.refresh()
    rests(deck, 10, at, wanted)


def test_the_presenter_in_a_second_window_goes_in_step(deck: Browser, film: Film) -> None:
    deck.press("9", Keys.ENTER)
    rests(deck, 9, "start", STARTS[8])
    lines = [part.lines for part in film.contents.parts]
    with deck.second_window(lambda: deck.press("p")) as (first, second):
        deck.driver.switch_to.window(second)
        comes(deck, 9, "start")
        notes = "return document.querySelector('.lines').textContent"
        assert deck.run(notes) == lines[8][0].text
        assert deck.run("return document.querySelector('.next > p').textContent") == "10\u2002Spoken 2"
        assert deck.axe() == []
        deck.press(" ")
        comes(deck, 9, "end")
        deck.press("1", "5", Keys.ENTER)
        deck.driver.switch_to.window(first)
        comes(deck, 15, "start")
        rests(deck, 15, "start", STARTS[14])
        deck.press(Keys.ARROW_LEFT)
        deck.driver.switch_to.window(second)
        comes(deck, 14, "end")
        assert deck.run(notes) == lines[13][0].text
        deck.press("b")
        deck.driver.switch_to.window(first)
        deck.until(lambda: deck.run("return black.checkVisibility()"), "the deck is black")
    assert deck.complaints() == []


def test_without_a_channel_the_deck_works_alone_and_says_so(browser: Browser, film: Film) -> None:
    browser.size(800, 450)
    with browser.before_load("delete window.BroadcastChannel"):
        browser.open(film.folder / "slides.html", "#First/3")
        assert browser.run("return 'BroadcastChannel' in window") is False
        rests(browser, 3, "start", STARTS[2])
        browser.press(" ")
        rests(browser, 3, "end", LASTS[2])
        with browser.second_window(lambda: browser.press("p")) as (first, _):
            browser.driver.switch_to.window(first)
            told = "This browser cannot connect two windows: each goes its own way."
            browser.until(lambda: browser.run("return notice.textContent") == told, "the deck says so")
        browser.press(Keys.ARROW_LEFT)
        rests(browser, 2, "end", LASTS[1])
    assert browser.complaints() == []


def test_without_its_film_the_deck_shows_its_words(browser: Browser, film: Film, tmp_path: Path) -> None:
    alone = tmp_path / "slides.html"
    alone.write_bytes((film.folder / "slides.html").read_bytes())
    browser.open(alone, "#Spoken/2")
    words = "const box = document.querySelector('#words'); return box.checkVisibility() && box.textContent"
    told = browser.until(lambda: browser.run(words), "the words stand where the film would")
    assert told.startswith("lecture.mp4 is not beside this page")
    assert film.contents.captions[9].text in told
    browser.press(" ", " ")
    assert browser.run(PLACE) == [11, "end"]
    assert film.contents.captions[10].text in browser.run(words)
    for width in (320, 1600):
        browser.size(width)
        assert (browser.sideways(), browser.axe()) == (0, []), width


@pytest.mark.parametrize("width", [320, 1600])
def test_the_deck_keeps_the_rules_of_accessibility_and_fits(deck: Browser, width: int) -> None:
    deck.size(width)
    deck.press("9", Keys.ENTER)
    rests(deck, 9, "start", STARTS[8])
    for key in ("", "?", "o"):
        if key:
            deck.press(key)
        assert (deck.sideways(), deck.axe()) == (0, []), key or "the film"
        if key:
            deck.press(Keys.ESCAPE)
    assert set(deck.names("button")) >= {
        "Back",
        "Next",
        "Slides",
        "Voice",
        "Presenter",
        "Full screen",
        "Keys",
    }
    deck.run("document.querySelector('main').append(document.createElement('img'))")
    assert [found.split(":")[0] for found in deck.axe()] == ["image-alt"]  # control
