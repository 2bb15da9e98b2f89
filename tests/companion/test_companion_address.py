"""The address of companion.html holds what is shown, and brings it back."""

from __future__ import annotations

import re
from pathlib import Path

from tests.companion.reader import PASTE, PRESS, opened, settled, words
from tests.lecture.delivery.browser import Browser
from training.paths import CACHE


def test_the_address_holds_the_whole_state(browser: Browser, page: Path) -> None:
    place = "#run=sigmoid&epoch=66.504&beside=dead_unit&probe=0.25,-0.4&show=grid,tint&pace=even&seconds=36"
    own = "&own=relu,0.1,20,16,7,moons,100,13,13,0"
    weights = "&w=1,2,3,-4,0.5,-0.25,6,-7,0.125"
    opened(browser, page, place + weights + own)
    browser.until(lambda: browser.run("return location.hash.includes('w=1,2,3')"), "the address is written")
    found = str(browser.run("return location.hash"))
    for part in (place + weights + own).strip("#").split("&"):
        assert part in found
    assert "yours" in words(browser, "#runs")
    assert browser.run("return document.querySelectorAll('.row:not([hidden])').length") == 2
    assert browser.run("return document.querySelector('[aria-label=\"V₁\"]').value") == "6.000"


def test_a_link_brings_both_own_runs_to_another_machine(browser: Browser, page: Path) -> None:
    opened(browser, page)
    browser.run(PASTE, "0.123456,0.2,1\n-0.3,0.4,0\n", 20)
    settled(browser, "#trained-said", "40 points taken")
    browser.run("document.querySelector('#train').click()")
    settled(browser, "#trained-said", "trained in")
    browser.run(PASTE, "0.5,0.25,1\n-0.75,0.4,0\n", 1)
    browser.run(PRESS, "Quick")
    settled(browser, "#runs", "yours before")
    browser.run("location.hash = 'beside=yours%20before'")
    browser.until(lambda: browser.run("return location.hash.includes('&beforePoints=.')"), "it is written")
    place = str(browser.run("return location.hash"))
    numbers = [words(browser, f".row:nth-of-type({k}) .pane:last-of-type .numbers") for k in (1, 2)]
    browser.run("document.querySelector('#copy').click()")
    assert "not in it" not in settled(browser, "#copied", "ink")
    opened(browser, page, place)
    assert [words(browser, f".row:nth-of-type({k}) .pane:last-of-type .numbers") for k in (1, 2)] == numbers
    assert words(browser, "#count") == "2 points"
    browser.until(lambda: browser.run("return location.hash") == place, "the address stays")
    assert browser.run("return document.querySelector('#problem').hidden")
    lost = re.sub("&before=[^&]*", "", place)  # control
    opened(browser, page, lost)
    settled(browser, "#problem", "beside=yours before")


#: Points to text and back: painted ones, others, as many as an address holds and one more.
PACK = """
const done = arguments[0];
import("controls/points").then(({packed, unpacked, snapped}) => {
  const painted = Array.from({length: 4000}, (_, k) => [snapped(Math.sin(k)), snapped(Math.cos(k)), k % 2]);
  const far = Float32Array.from({length: 2000}, (_, k) => 99 * Math.sin(k));
  const others = Array.from({length: 1000}, (_, k) => [far[2 * k], far[2 * k + 1], k % 2]);
  const back = (points) => {
    const found = unpacked(packed(points));
    return Math.max(...points.flatMap((point, k) => point.map((value, i) => Math.abs(value - found[k][i]))));
  };
  const more = [[...painted, painted[0]], [...others, others[0]]].map(packed);
  done([back(painted), back(others), ...more, unpacked(".AAAA"), unpacked("." + "/".repeat(12))]);
});
"""


def test_points_of_ones_own_come_back_from_an_address(browser: Browser, page: Path) -> None:
    opened(browser, page)
    painted, others, *rest = browser.driver.execute_async_script(PACK)
    assert painted < 1e-9
    assert others == 0
    assert rest == ["", "", None, None]


def test_a_link_says_that_it_cannot_hold_an_opened_file(browser: Browser, page: Path) -> None:
    opened(browser, page)
    browser.run("document.querySelector('#copy').click()")
    assert "file" not in settled(browser, "#copied", "ink")  # control
    browser.driver.find_element("css selector", "#file").send_keys(str(CACHE / "tanh.npz"))
    settled(browser, "#runs [aria-pressed=true]", "tanh")
    browser.run("document.querySelector('#copy').click()")
    settled(browser, "#copied", "; an opened file is not in it")


#: Addresses without sense, each with what is named of them.
SENSELESS = {
    "#epoch=1e999": "epoch",
    "#run=nobody": "run=nobody",
    "#w=1,2,NaN,4,5,6,7,8,9": "w",
    "#own=relu,0.1,99999999,16,7,moons,100,13,13,0": "own",
    "#points=%00!!": "points",
    "#points=" + "AAA" * 4001: "at most 4000 points",
    "#__proto__=1&constructor=2": "constructor",
    "#pace=never&seconds=1e9": "pace, seconds",
    "#before=relu,NaN,20,16,7,moons,100,13,13,0": "before",
    "#own=own,0.1,20,16,7,own,100,13,13,0&ownPoints=.AAAA": "own, ownPoints",
    "#run=yours&own=linear,1000,9,16,7,parabolas,1000,13,13,0": "run=yours",
    "#" + "x=1&" * 11_000: "too long",
}


def test_an_address_without_sense_is_one_sentence(browser: Browser, page: Path) -> None:
    opened(browser, page, "#epoch=1e999")
    for place, refused in SENSELESS.items():
        browser.run("location.hash = arguments[0]", place)
        assert len(settled(browser, "#problem", refused)) < 160
        assert words(browser, "#clock").startswith("epoch 150.0")
    assert browser.complaints() == []
    browser.run("location.hash = '#epoch=3'")  # control
    settled(browser, "#clock", "epoch 3.0")
