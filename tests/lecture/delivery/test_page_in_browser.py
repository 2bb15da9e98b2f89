"""lecture.html as a reader has it: from a file, without a network, by keyboard, on any screen."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import av
import pytest
from selenium.webdriver.common.keys import Keys

from film.look import Look
from lecture.delivery.page import html_of
from tests.lecture.delivery.browser import Browser, browsing, missing
from tests.lecture.delivery.counted import RATE, SAID, STARTS, Film, frame_at, number_in, section_at

#: The second that the page goes to or shows, its film's state, and what is marked.
STATE = """
const said = document.querySelector("#transcript .said");
const here = document.querySelector("#transcript p[aria-current]");
return {
  time: film.currentTime, paused: film.paused, muted: film.muted, rate: film.playbackRate,
  said: said && said.textContent, sentence: here && here.textContent.trim(),
  caption: document.querySelector("#caption").checkVisibility() ? caption.textContent : null,
};
"""


#: What the panel about the runs shows: the tiny project has none of its own.
RUN = {
    "name": "sigmoid",
    "file": "sigmoid.npz",
    "sha256": "0123456789abcdef" * 4,
    "recipe": [["Hidden units", "8"], ["Learning rate", "0.05"]],
    "measured": [["Accuracy", "99.1 %"]],
    "made": [["numpy", "2.4.0"]],
}


@pytest.fixture
def page(browser: Browser, film: Film) -> Browser:
    """The page, just opened, at frame 0."""
    browser.open(film.folder / "lecture.html", "#t=0")
    browser.ready()
    return browser


@pytest.fixture
def page_of_runs(browser: Browser, film: Film, tmp_path: Path) -> Browser:
    """The page with a run to tell about."""
    data = {"contents": film.contents.to_json(), "about": [RUN], "poster": ""}
    (tmp_path / "lecture.html").write_text(html_of("page", film.contents, Look(), data), encoding="utf-8")
    (tmp_path / "lecture.mp4").symlink_to(film.video)
    browser.open(tmp_path / "lecture.html", "#t=0")
    browser.ready()
    return browser


def test_a_page_without_browser_is_skipped_aloud(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    told = missing()
    assert told.startswith("NO BROWSER: chromium and chromedriver not found")
    assert "apt-get install --yes --no-install-recommends chromium chromium-driver" in told
    with pytest.raises(pytest.skip.Exception, match="NO BROWSER"), browsing():
        pytest.fail("there is no browser to start")


def frame(page: Browser) -> int:
    """Return the number of the frame that is shown, when the film goes nowhere."""
    page.ready()
    return page.until(lambda: number_in(page.picture()) + 1, "the picture shows a number") - 1


def goes_to(page: Browser, wanted: int) -> None:
    """Assert that a frame is shown, or will be soon; no other one stays."""
    page.until(lambda: frame(page) == wanted, f"frame {wanted} is shown, not {frame(page)}")
    assert frame(page) == wanted


def test_every_section_begins_on_a_keyframe(film: Film) -> None:
    with av.open(str(film.video)) as container:
        stream = container.streams.video[0]
        keys = {
            round(packet.pts * stream.time_base * RATE) for packet in container.demux(stream)
            if packet.pts is not None and packet.is_keyframe
        }  # fmt: skip
    begins = {frame_at(part.start) for part in film.contents.parts}
    assert sorted(begins) == list(STARTS[:-1])
    assert begins <= keys
    assert not {start + 1 for start in begins} <= keys  # control: not every frame is one


def test_the_page_asks_for_the_film_beside_it_alone_and_complains_of_nothing(
    page: Browser, film: Film
) -> None:
    page.press("?", Keys.ESCAPE, "c", "/", "one", Keys.ENTER)
    page.ready()
    page.run("document.querySelector('#about').open = true")
    assert set(page.requests()) == {(film.folder / name).as_uri() for name in ("lecture.html", "lecture.mp4")}
    assert page.complaints() == []
    assert page.run("return document.title") == "Counted frames"


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("#t=5.0", 75),
        ("#Spoken", 48),
        ("#Spoken/3", STARTS[10]),
        ("#Spoken/16", STARTS[23]),
        ("#t=999", STARTS[-1] - 1),
        ("#Nobody", 0),
    ],
)
def test_a_link_leads_to_its_frame(browser: Browser, film: Film, place: str, wanted: int) -> None:
    browser.open(film.folder / "lecture.html", place)
    if place == "#Nobody":
        # Nothing is sought: the poster stands until the film is moved.
        browser.ready()
        assert browser.run("return film.currentTime") == 0
    else:
        goes_to(browser, wanted)
        assert section_at(wanted) == browser.run(
            "return [...document.querySelectorAll('#chapters .chapter span')]"
            ".findIndex((mark) => mark.classList.contains('now'))"
        )


def test_every_section_is_reached_by_its_link_and_quickly(page: Browser, film: Film) -> None:
    taken = []
    for chapter in film.contents.chapters:
        for number, part in enumerate(chapter.parts, 1):
            # The time is taken in the page, from the change of address to the picture.
            seconds = page.driver.execute_async_script(
                "const [place, done] = arguments, began = performance.now();"
                "const came = () => done((performance.now() - began) / 1000);"
                "film.addEventListener('seeked', came, {once: true}); location.hash = place;",
                f"#{chapter.slug}/{number}",
            )
            taken.append(seconds)
            assert frame(page) == frame_at(part.start)
    print(f"\nseek to a section: median {statistics.median(taken):.3f} s, longest {max(taken):.3f} s")
    assert len(taken) == len(STARTS) - 1
    assert max(taken) < 2


def test_keys_drive_the_film(page: Browser) -> None:
    for key in (" ", "k"):
        page.press(key)
        assert page.run(STATE)["paused"] is False
        page.press(key)
        assert page.run(STATE)["paused"] is True
    for keys, wanted in [
        ([Keys.HOME], 0),
        ([Keys.ARROW_DOWN], STARTS[1]),
        (["n", "n"], STARTS[3]),
        ([Keys.ARROW_UP], STARTS[2]),
        (["p"], STARTS[1]),
        (["."], STARTS[1] + 1),
        ([",", ","], STARTS[1] - 1),
        (["l"], STARTS[1] - 1 + 10 * RATE),
        ([Keys.ARROW_LEFT], STARTS[1] - 1 + 5 * RATE),
        ([Keys.ARROW_RIGHT], STARTS[1] - 1 + 10 * RATE),
        (["j"], STARTS[1] - 1),
        ([Keys.END], STARTS[-1] - 1),
        (["j", "j", "j"], 0),
    ]:
        page.press(*keys)
        goes_to(page, wanted)
    page.press(">", ">")
    assert page.run(STATE)["rate"] == 1.5
    page.until(lambda: page.run("return speed.value") == "1.5", "the menu of speeds shows 1.5")
    page.press("<", "<", "<")
    assert page.run(STATE)["rate"] == 0.75
    page.press("m")
    assert page.run(STATE)["muted"] is True
    assert "Mute" in page.names("button")
    page.press("m")
    assert page.run(STATE)["muted"] is False
    page.press("?")
    assert page.run("return help.open") is True
    page.press("k")
    assert page.run(STATE)["paused"] is True, "a dialog has the keyboard to itself"
    page.press(Keys.ESCAPE)
    assert page.run("return help.open") is False
    assert page.complaints() == []


def test_what_is_typed_into_the_search_drives_nothing_and_finds(page: Browser) -> None:
    before = page.run(STATE)
    page.press("/")
    assert page.focused() == "search"
    page.press("jklm c?<>. ")
    assert page.run(STATE) == before
    assert page.run("return search.value") == "jklm c?<>. "
    assert page.run("return found.textContent") == "0 sentences. Enter goes to each."
    page.press(Keys.ESCAPE)
    assert (page.run("return search.value"), page.focused()) == ("", "body")
    shown = "return [...document.querySelectorAll('#transcript p')].filter((p) => p.checkVisibility())"
    assert len(page.run(shown)) == 8 + len(SAID)
    page.press("/", "Can")
    assert page.run(f"{shown}.map((p) => p.textContent.trim())") == ["you can fly", "all can see"]
    for wanted in (STARTS[11], STARTS[12], STARTS[11]):
        page.press(Keys.ENTER)
        goes_to(page, wanted)
    assert page.run("return found.textContent") == "1 of 2"
    page.press(Keys.ESCAPE, "k")
    assert page.run(STATE)["paused"] is False


def test_the_tab_key_reaches_all_and_what_has_the_keyboard_is_seen(page_of_runs: Browser) -> None:
    page = page_of_runs
    reached: list[str] = []
    unseen = []
    for _ in range(80):
        page.press(Keys.TAB)
        name, style, width = page.run(
            "const e = document.activeElement, {outlineStyle, outlineWidth} = getComputedStyle(e);"
            "return [e.id || e.className || e.closest('[id]')?.id || '', outlineStyle, outlineWidth]"
        )
        if not name or name in reached[:1]:
            break
        reached.append(name)
        if style == "none" or width == "0px":
            unseen.append(name)
    order = ("skip", "theme", "seek", "play", "back", "speed", "captions", "keys", "sections", "search")
    places = [reached.index(name) for name in (*order, "follow", "transcript", "about")]
    assert places == sorted(places)
    assert unseen == []
    assert page.run("return getComputedStyle(document.querySelector('#title')).outlineStyle") == "none"


def test_the_word_that_is_said_is_marked(page: Browser, film: Film) -> None:
    part = film.contents.chapters[1].parts[2]
    line = part.lines[0]
    words = line.text.split()
    assert (line.text, len(line.words)) == (SAID[2], 3)
    for word, (start, end) in zip(words, line.words, strict=True):
        page.run("location.hash = `#t=${arguments[0]}`", round((start + end) / 2, 3))
        page.ready()
        state = page.run(STATE)
        assert (state["said"], state["sentence"], state["caption"]) == (word, line.text, line.text)
    page.run("location.hash = '#t=0.1'")
    page.ready()
    state = page.run(STATE)
    assert (state["said"], state["sentence"]) == (None, "Number 1 of First."), "its words have no times"


#: Notes, as often as the screen is painted, the film's second, the word that is marked and the caption.
NOTED = """
const [from, to, done] = arguments, noted = [];
const note = () => {
  const said = document.querySelector("#transcript .said");
  noted.push([film.currentTime, said && said.textContent, caption.textContent]);
  if (film.currentTime < to) return requestAnimationFrame(note);
  film.pause();
  done(noted);
};
const play = async () => { await film.play(); requestAnimationFrame(note); };
film.addEventListener("seeked", play, {once: true});
location.hash = `#t=${from}`;
"""


def first_seen(noted: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Return each change of a text, with the second at which it was first seen."""
    before = [None, *(text for _, text in noted)]
    return [(moment, text) for (moment, text), last in zip(noted, before, strict=False) if text != last]


def test_word_and_caption_follow_the_film_while_it_plays(page: Browser, film: Film) -> None:
    lines = [line for part in film.contents.chapters[1].parts[:5] for line in part.lines]
    noted = page.driver.execute_async_script(NOTED, lines[0].start - 0.2, lines[-1].end)
    words = [
        (start, word)
        for line in lines
        for word, (start, _) in zip(line.text.split(), line.words, strict=True)
    ]
    marked = [(moment, word) for moment, word in first_seen([row[:2] for row in noted]) if word]
    assert [word for _, word in marked] == [word for _, word in words]
    late = [moment - start for (moment, _), (start, _) in zip(marked, words, strict=True)]
    shown = [(moment, cue) for moment, cue in first_seen([(row[0], row[2]) for row in noted]) if cue]
    cues = {line.text: line.start for line in film.contents.captions}
    slow = [moment - cues[cue] for moment, cue in shown[1:]]
    print(
        f"\nmarks come {statistics.median(late):+.3f} s after words, {min(late):+.3f} to {max(late):+.3f} s"
    )
    print(f"captions come {statistics.median(slow):+.3f} s late, at most {max(slow):+.3f} s")
    assert [cue for _, cue in shown[1:]] == [line.text for line in lines]
    # Half a frame early, as pictures are; late by what a busy machine needs to paint.
    assert min(late) >= -0.6 / RATE
    assert statistics.median(late) <= 1 / RATE
    assert max(late) <= 0.2
    assert max(slow) <= 0.4


def test_captions_stand_below_the_picture_until_c_hides_them(page: Browser, film: Film) -> None:
    page.run("location.hash = '#Spoken/2'")
    page.ready()
    assert page.until(lambda: page.run(STATE)["caption"], "a caption") == film.contents.captions[9].text
    below = "return caption.getBoundingClientRect().top >= film.getBoundingClientRect().bottom"
    assert page.run(below) is True
    page.press("c")
    assert page.run(STATE)["caption"] is None
    assert page.run("return captions.getAttribute('aria-pressed')") == "false"
    page.press("c")
    assert page.run(STATE)["caption"] == film.contents.captions[9].text


def test_a_click_on_a_section_copies_its_link_and_says_so(page: Browser, film: Film) -> None:
    origin = film.folder.joinpath("lecture.html").as_uri()
    page.run("document.querySelectorAll('#transcript h3 a')[10].click()")
    goes_to(page, STARTS[10])
    assert page.run("return location.href") == f"{origin}#Spoken/3"
    told = page.until(lambda: page.run("return told.textContent"), "the page says what it did")
    assert told in ("Link copied", "The link is in the address bar")
    assert page.run("return copied.checkVisibility() && copied.textContent") == told
    page.press(".", "y")
    assert page.until(lambda: page.run("return location.hash.startsWith('#t=')"), "a link to the moment")


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [1600, 320])
def test_the_page_keeps_the_rules_of_accessibility(page_of_runs: Browser, width: int, scheme: str) -> None:
    page = page_of_runs
    page.size(width)
    page.prefer(scheme)
    page.run("location.hash = '#Spoken/2'; document.querySelector('#about').open = true")
    page.ready()
    assert page.axe() == []
    page.press("?")
    assert page.axe() == []
    page.press(Keys.ESCAPE)
    if (scheme, width) == ("dark", 1600):
        # The control: an image without a text.
        page.run("document.querySelector('main').append(document.createElement('img'))")
        assert [found.split(":")[0] for found in page.axe()] == ["image-alt"]


def test_no_screen_is_too_narrow(page_of_runs: Browser) -> None:
    page = page_of_runs
    page.run("document.querySelector('#about').open = true")
    for width in (320, 390, 1600):
        page.size(width)
        assert page.sideways() == 0, width
    page.run("document.querySelector('main').style.width = '2000px'")
    assert page.sideways() > 0  # control


def test_who_asks_for_less_motion_gets_no_movement(page: Browser) -> None:
    scroll = "return getComputedStyle(document.querySelector('#transcript')).transitionProperty"
    record = (
        "const box = document.querySelector('#transcript'); window.asked = [];"
        "box.scrollTo = (to) => asked.push(to.behavior)"
    )
    page.run(record)
    page.run("location.hash = '#Spoken'")
    page.ready()
    assert page.run("return asked") == ["smooth"]
    page.prefer(motion="reduce")
    page.run("location.hash = '#First'")
    page.ready()
    assert page.run("return asked") == ["smooth", "auto"]
    assert page.run(scroll) == "none"


def test_nothing_that_is_slipped_in_runs(page: Browser) -> None:
    page.run("""
        const scripts = [["textContent", "window.slipped = 1"], ["src", "http://example.org/a.js"]];
        for (const [name, value] of scripts) {
          const script = document.createElement("script");
          script[name] = value;
          document.body.append(script);
        }
        const image = document.createElement("img");
        image.src = "http://example.org/a.png";
        image.setAttribute("onerror", "window.slipped = 2");
        document.body.append(image);
    """)
    time.sleep(0.2)
    assert page.run("return window.slipped") is None
    said = " ".join(page.complaints())
    assert said.count("Content Security Policy") >= 3
    outside = {url: why for url, why in page.requests().items() if not url.startswith("file:")}
    assert set(outside.values()) == {"csp"}
    assert len(outside) == 2  # control: they were asked for


def test_a_film_that_is_not_there_is_told(browser: Browser, film: Film, tmp_path: Path) -> None:
    alone = tmp_path / "lecture.html"
    alone.write_bytes((film.folder / "lecture.html").read_bytes())
    browser.open(alone)
    told = "lecture.mp4 could not be played: it has to lie beside this page. ./render.sh makes both."
    browser.until(lambda: browser.names("alert"), "the page says that its film is missing")
    assert browser.run("return problem.textContent") == told
    browser.press("/", "can")
    assert browser.run("return found.textContent") == "2 sentences. Enter goes to each."
    assert browser.axe() == []
