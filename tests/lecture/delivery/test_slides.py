"""slides.html is whole: its modules find each other and what they look for; texts of any kind stay texts."""

from __future__ import annotations

import json
import re

import pytest

from film.look import Look
from lecture.delivery.contents import Chapter, Contents, Part, Sentence
from lecture.delivery.html import modules_in
from lecture.delivery.page import WEB, html_of
from tests.lecture.delivery.modules import lost_elements, reached, unmet

MODULES = modules_in(WEB, "shared", "slides")
OWN = modules_in(WEB, "slides")
BODY = (WEB / "slides" / "body.html").read_text(encoding="utf-8")
NASTY = [
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!--",
    "\u2028",
    "שלום עולם",
]


def deck(text: str, count: int = 2) -> str:
    """Return a deck of some sections, all whose texts are one text."""
    parts = tuple(
        Part(text, second, second + 1, (Sentence(text, second, second + 1),)) for second in range(count)
    )
    chapter = Chapter("One", text, "scenes/one.py", "One", 0, count, parts)
    contents = Contents(text, "en", "", "lecture.mp4", "poster.png", 854, 480, 15, count, (chapter,), ())
    return html_of("slides", contents, Look(), {"contents": contents.to_json()})


def told(html: str) -> Contents:
    block = re.search(r'id="data-contents">(.*?)</script>', html, re.DOTALL)
    assert block is not None
    return Contents.from_json(json.loads(block[1]))


def shared_keys(keys: str) -> set[str]:
    """Return the keys that a table of keys gives to more than one command."""
    rows = [re.findall(r'"([^"]*)"', row) for row in re.findall(r"\bkeys: \[([^\]]*)\]", keys)]
    found = [key for row in rows for key in row]
    return {key for key in found if found.count(key) > 1}


def test_every_name_that_a_module_imports_is_exported() -> None:
    assert unmet(MODULES) == []
    assert unmet(OWN) != []  # control: the shared modules are missing


def test_every_module_of_the_deck_is_used() -> None:
    assert reached(MODULES, "slides/main") >= set(OWN)
    assert not reached(MODULES, "slides/bar") >= set(OWN)  # control


def test_every_element_that_a_module_asks_for_is_in_the_body_once() -> None:
    names = re.findall(r'\bid="([^"]+)"', BODY)
    assert len(names) == len(set(names))
    assert lost_elements(OWN, BODY) == set()
    assert lost_elements(OWN, BODY.replace('id="cover"', "")) == {"cover"}  # control


def test_no_key_means_two_things() -> None:
    keys = OWN["slides/keys"]
    assert shared_keys(keys) == set()
    assert shared_keys(keys.replace('keys: ["p"]', 'keys: ["b"]')) == {"b"}  # control


def test_every_command_of_a_button_has_a_key() -> None:
    commands = set(re.findall(r'command: "(\w+)"', OWN["slides/keys"]))
    buttons = set(re.findall(r'^  \["(\w+)", "', OWN["slides/bar"], re.MULTILINE))
    assert len(buttons) > 5
    assert buttons <= commands


MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser")


@pytest.mark.parametrize("name", sorted(MODULES))
def test_no_module_reads_text_as_markup(name: str) -> None:
    assert MARKUP.search(MODULES[name]) is None
    assert MARKUP.search("element.innerHTML = name;")  # control


@pytest.mark.parametrize("text", NASTY)
def test_texts_of_any_kind_stay_texts(text: str) -> None:
    html = deck(text)
    assert html.count("<script") == deck("plain").count("<script")
    found = told(html)
    assert found.title == text
    assert [part.name for part in found.parts] == [text, text]
    assert found.parts[0].lines[0].text == text


@pytest.mark.parametrize("count", [1, 400])
def test_a_deck_has_as_many_slides_as_sections(count: int) -> None:
    assert len(told(deck("Name", count)).parts) == count


def test_the_body_has_landmarks_and_every_dialog_a_name() -> None:
    assert re.search(r"<main>.*<h1 ", BODY, re.DOTALL)
    assert re.search(r'<nav [^>]*aria-label="\w+"', BODY)
    assert re.search(r'role="status"', BODY)
    names = re.findall(r'<dialog [^>]*aria-labelledby="([^"]+)"', BODY)
    assert len(names) == BODY.count("<dialog")
    assert all(f'id="{name}"' in BODY for name in names)
