"""companion.html replays, is touched, asks, and refuses in one sentence: used in a browser, as readers do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from lecture.delivery.companion_page import COMPANION_WEB, companion_modules
from tests.companion.reader import PASTE, PRESS, opened, page_of, settled, words
from tests.lecture.delivery.browser import Browser
from tests.lecture.delivery.modules import lost_elements, reached, unmet
from training.paths import CACHE
from training.run.milestones import milestones_of
from training.run.trajectory import load

MODULES = companion_modules()
OWN = {name: text for name, text in MODULES.items() if not name.startswith("shared/")}
#: Bytes that the page may have with five runs; two of them are about two fifths of it.
MOST_BYTES = 800_000
#: Moves through the run and returns the milliseconds that each picture's drawing takes, ascending.
SCRUB = """
const done = arguments[0];
const seen = [];
new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => entry.duration)))
  .observe({type: "measure"});
const slider = document.querySelector("#epoch");
let k = 0;
const step = () => {
  if (k++ >= 200) return setTimeout(() => done(seen.sort((a, b) => a - b)), 100);
  slider.value = String(Math.round((slider.max * k) / 200));
  slider.dispatchEvent(new Event("input"));
  requestAnimationFrame(step);
};
step();
"""


def test_every_module_is_used_and_finds_what_it_imports() -> None:
    assert unmet(MODULES) == []
    assert unmet(OWN) != []  # control: the shared modules are missing
    used = reached(MODULES, "companion/main") | reached(MODULES, "controls/worker")
    assert set(OWN) - used == set()


def test_every_element_that_a_module_asks_for_is_in_the_body_once() -> None:
    body = (COMPANION_WEB / "body.html").read_text(encoding="utf-8")
    names = re.findall(r'\bid="([^"]+)"', body)
    assert len(names) == len(set(names))
    made = {"count"}
    assert lost_elements(OWN, body) - made == set()
    assert lost_elements(OWN, body.replace('id="diagram"', "")) - made == {"diagram"}  # control


def test_the_page_is_whole_and_small_and_tells_how_quick_it_is(browser: Browser, page: Path) -> None:
    assert page.stat().st_size < MOST_BYTES
    browser.size(1920, 1080)
    opened(browser, page, "#run=sigmoid&show=grid,tint,hinges")
    ready = int(browser.run("return document.documentElement.dataset.ready"))
    settled(browser, "#statement", "Retrained")
    assert list(browser.requests()) == [page.as_uri()]
    drawn = browser.driver.execute_async_script(SCRUB)
    assert len(drawn) > 100
    middle, most = drawn[len(drawn) // 2], drawn[int(len(drawn) * 0.95)]
    print(f"ready after {ready} ms; a picture takes {middle:.1f} ms, 95 of 100 at most {most:.1f} ms")
    assert browser.complaints() == []


def test_it_says_how_far_its_own_training_is_from_the_film(browser: Browser, page: Path) -> None:
    for name, bound in (("sigmoid", 2e-5), ("dead_unit", 1e-4)):
        opened(browser, page, f"#run={name}")
        said = settled(browser, "#statement", "largest difference")
        digits, power = re.findall(r"difference (\d\.\d) × 10⁻(\S)", said)[0]
        assert float(digits) * 10.0 ** -"⁰¹²³⁴⁵⁶⁷⁸⁹".index(power) < bound
    assert "<b>" not in words(browser, "#statement")


def test_a_wrong_run_is_shown_as_wrong(browser: Browser, runs: dict[str, Any], tmp_path: Path) -> None:
    other = {**runs["sigmoid"], "recipe": {**runs["sigmoid"]["recipe"], "order_seed": 14}}
    opened(browser, page_of(tmp_path, {"sigmoid": other}))
    assert "Wrong" in settled(browser, "#statement", "differ")
    assert "differs" in words(browser, "#runs")


def test_the_keyboard_alone_leads_everything(browser: Browser, page: Path) -> None:
    opened(browser, page, "#run=sigmoid&epoch=10&probe=0,0")
    browser.run("document.querySelector('#epoch').focus()")
    browser.press(Keys.ARROW_RIGHT)
    settled(browser, "#clock", "update 1,375")
    browser.driver.execute_script("document.querySelector('#epoch').focus()")
    ActionChains(browser.driver, duration=0).key_down(Keys.SHIFT).send_keys(Keys.ARROW_LEFT).key_up(
        Keys.SHIFT
    ).perform()
    settled(browser, "#clock", "update 1,374")
    browser.run("document.querySelector('.pane .handle').focus()")
    before = words(browser, ".pane:nth-of-type(3) .numbers")
    browser.press(Keys.ARROW_UP, Keys.ARROW_RIGHT)
    settled(browser, ".pane .numbers", "(0.042, 0.042)")
    assert words(browser, ".pane:nth-of-type(3) .numbers") != before
    browser.run("document.querySelector('[aria-label=\"W₁₁\"]').focus()")
    settled(browser, "#turns", "W₁₁")
    browser.press(Keys.ARROW_UP)
    browser.until(lambda: not browser.run("return document.querySelector('#trained').hidden"), "a way back")
    browser.run("document.activeElement.blur()")
    browser.press("t")
    browser.until(
        lambda: browser.run("return document.querySelector('#trained').hidden"), "it is trained again"
    )
    browser.press(Keys.SPACE)
    browser.until(lambda: "update 1,374" not in words(browser, "#clock"), "it plays")
    browser.press(Keys.SPACE)


#: Notes of every worker whether the page was there when it was started.
WORKERS = """
globalThis.late = [];
globalThis.Worker = class extends Worker {
  constructor(...words) {
    super(...words);
    late.push("ready" in document.documentElement.dataset);
  }
};
"""


def test_who_answers_questions_is_there_before_the_first(browser: Browser, page: Path) -> None:
    with browser.before_load(WORKERS):
        opened(browser, page)
        assert browser.run("return late")[0] is False
        browser.run(PRESS, "As in the film")
        said = settled(browser, "#trained-said", "trained in")
        print(f"asked as soon as the page is there: {said}")
        assert browser.run("return late").count(True) <= 1  # the checks have their own
        for _ in range(2):  # control: who is given up is followed by another one
            browser.run(PRESS, "Overshoot")
        settled(browser, "#trained-said", "trained in")
        assert browser.run("return late").count(True) >= 1


#: What the presets say of themselves, each with what has to be in the sentence on the training.
CLAIMS = {
    "As in the film": r"from epoch (9\d|1[01]\d)\.",
    "Quick": r"from epoch \d\.",
    "Dead unit": r"58\.\d % right",
    "Stuck ReLU": r"75\.\d % right",
    "Plateau": r"from epoch \d\d\.",
    "Overshoot": r"\d % right at the end",
    "Too timid": r"5\d\.\d % right",
}


def test_histograms_show_both_of_two_runs_in_pictures_and_in_words(browser: Browser, page: Path) -> None:
    charts = ("probabilities", "losses", "curves")
    picture = "return document.getElementById(arguments[0]).toDataURL()"
    told = "return document.getElementById(arguments[0]).getAttribute('aria-label')"
    opened(browser, page, "#run=sigmoid&epoch=60")
    browser.until(lambda: "of sigmoid" in browser.run(told, "curves"), "they are told in words")
    alone = {name: browser.run(picture, name) for name in charts}
    assert [name for name in charts if "dead unit" in browser.run(told, name)] == []  # control
    browser.run("location.hash = 'beside=dead_unit'")
    browser.until(lambda: "of dead unit" in browser.run(told, "curves"), "both are told in words")
    for name in charts:
        assert re.search("of sigmoid.* of dead unit", browser.run(told, name))
        assert browser.run(picture, name) != alone[name]
    browser.run("location.hash = 'beside='")
    browser.until(lambda: "of dead unit" not in browser.run(told, "curves"), "one is told in words")
    assert {name: browser.run(picture, name) for name in charts} == alone  # control


def test_presets_do_what_they_say(browser: Browser, page: Path) -> None:
    opened(browser, page)
    for name, claim in CLAIMS.items():
        browser.run("document.querySelector('#trained-said').textContent = ''")
        browser.run(
            PRESS,
            name,
        )
        assert re.search(claim, settled(browser, "#trained-said", "trained in")), name
        if name == "Dead unit":
            settled(browser, "#milestones", "4 unit 1 is dead")
        if name == "Plateau":
            rests, falls = (
                int(re.findall(rf"(\d+) {what}", words(browser, "#milestones"))[0])
                for what in ("loss rests", "loss falls again")
            )
            assert falls - rests > 30
    print(f"the last of them: {words(browser, '#trained-said')}")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("learning_rate", "", "learning rate"),
        ("batch_size", "0", "batch size"),
        ("epochs", "2.5", "epochs"),
    ],
)
def test_a_setting_without_sense_is_one_sentence(
    browser: Browser, page: Path, name: str, value: str, said: str
) -> None:
    opened(browser, page, "#run=dead_unit")
    browser.run("document.querySelector(`[name=${arguments[0]}]`).value = arguments[1]", name, value)
    browser.run("document.querySelector('#train').click()")
    settled(browser, "#trained-said", said)
    assert "dead unit" in words(browser, "#runs [aria-pressed=true]")


def test_weights_that_run_off_are_told_and_nothing_hangs(browser: Browser, page: Path) -> None:
    opened(browser, page, "#run=sigmoid&own=linear,1000,150,16,7,parabolas,1000,13,13,0")
    assert "In epoch" in settled(browser, "#trained-said", "ran off to infinity")


def test_training_stops_when_solved(browser: Browser, page: Path) -> None:
    opened(browser, page, "#own=relu,0.05,150,16,42,parabolas,1000,13,13,1")
    assert words(browser, "#trained-said").startswith("45 epochs trained")
    assert words(browser, "#clock").startswith("epoch 45.0")


def test_points_are_painted_pasted_and_refused(browser: Browser, page: Path) -> None:
    opened(browser, page)
    browser.run("document.querySelector('#own').open = true")
    canvas = browser.driver.find_element("css selector", ".pane canvas")
    for place, (x, y) in ((1, (-80, 90)), (2, (60, -60))):
        browser.run(f"document.querySelectorAll('#brushes button')[{place}].click()")
        ActionChains(browser.driver, duration=60).move_to_element_with_offset(
            canvas, x, y
        ).click_and_hold().move_by_offset(40, 10).move_by_offset(-30, 20).release().perform()
    settled(browser, "#count", "points")
    browser.run("document.querySelector('#train').click()")
    settled(browser, "#trained-said", "trained in")
    browser.until(
        lambda: browser.run("return location.hash.includes('points=')"), "the address holds the points"
    )
    for line, times, said in (
        ("1,2\n", 1, "Line 1"),
        ("0.5,0.5,NaN\n", 1, "Line 1"),
        ("0,0,1\n", 1, "both are needed"),
        ("0.1,0.2,1\n-0.3,0.4,0\n", 5_000, "10000 points: at most 4000 points"),
        ("0.1,0.2,1\n-0.3,0.4,0\n", 20_000, "too long: at most 4000 points"),
    ):
        browser.run(PASTE, line, times)
        assert len(settled(browser, "#trained-said", said)) < 160


def test_files_come_back_and_foreign_ones_are_refused(browser: Browser, page: Path, tmp_path: Path) -> None:
    opened(browser, page)
    inputs = browser.driver.find_element("css selector", "#file")
    browser.run("document.querySelector('#files').open = true")
    for name, contents in (
        ("foreign.npz", b"PK\x03\x04garbage"),
        ("foreign.json", b'{"weights": [1]}'),
        ("a.bin", b""),
    ):
        (tmp_path / name).write_bytes(contents)
        inputs.send_keys(str(tmp_path / name))
        assert len(settled(browser, "#trained-said", name)) < 160
    inputs.send_keys(str(CACHE / "tanh.npz"))
    settled(browser, "#trained-said", "tanh.npz: 150 epochs")
    settled(browser, "#runs [aria-pressed=true]", "tanh")
    told = "return document.querySelector('#curves').getAttribute('aria-label')"
    browser.until(lambda: "accuracy 100.00" in browser.run(told), "its curves are drawn")
    found = milestones_of(load("tanh"))
    assert f"{found.all_right} all points right" in words(browser, "#milestones")
    assert browser.complaints() == []


#: Changes a value that two listen to, of whom the first fails.
FAILING = """
const done = arguments[0];
import("controls/store").then(({Store}) => {
  const [store, told] = [new Store({run: ""}), []];
  store.on(["run"], () => { throw new Error("the first fails"); });
  store.on(["run"], ({run}) => told.push(run));
  store.set({run: "one"});
  requestAnimationFrame(() => { store.set({run: "two"}); setTimeout(() => done(told), 100); });
});
"""


def test_a_listener_that_fails_is_reported_and_the_others_are_told(browser: Browser, page: Path) -> None:
    opened(browser, page)
    assert browser.complaints() == []  # control
    assert browser.driver.execute_async_script(FAILING) == ["one", "two"]
    assert sum("the first fails" in said for said in browser.complaints()) == 2


def test_an_old_browser_still_trains(browser: Browser, page: Path) -> None:
    with browser.before_load("delete globalThis.DecompressionStream; delete globalThis.Worker"):
        opened(browser, page)
    assert "cannot read sigmoid, dead_unit" in words(browser, "#problem")
    assert "Trained in this page" in words(browser, "#statement")


@pytest.mark.parametrize(
    ("width", "scheme"), [(1600, "dark"), (1600, "light"), (390, "dark"), (320, "light")]
)
def test_every_size_is_for_everyone(browser: Browser, page: Path, width: int, scheme: str) -> None:
    browser.size(width, 800)
    browser.prefer(scheme, "reduce")
    opened(browser, page, "#run=dead_unit&beside=sigmoid&epoch=144&show=grid,hinges")
    browser.run("for (const d of document.querySelectorAll('details')) d.open = true")
    assert browser.axe() == []
    assert browser.sideways() == 0
    assert words(browser, "#clock").startswith("epoch 144.0")
    told = "return document.querySelector('.pane canvas').getAttribute('aria-label')"
    browser.until(lambda: "of 2000 points on their side" in browser.run(told), "pictures are told in words")
