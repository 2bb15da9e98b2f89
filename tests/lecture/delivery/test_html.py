"""A page is one file; no text in it is ever markup; its policy admits what is inlined and no more."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lecture.delivery.html import Head, html_page

NASTY = [
    "</script><script>alert(1)</script>",
    "<!--",
    "]]>",
    '" onload="x',
    "' & <b>",
    "\u2028\u2029",
    "‮שלום",
    "🙂",
]


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the texts of scripts."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = [("nothing", {})]
        self.texts: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.found[-1]
        name = f"{tag} {attributes.get('id') or attributes.get('type') or ''}".strip()
        self.texts[name] = self.texts.get(name, "") + data

    def tags(self) -> list[str]:
        return [tag for tag, _ in self.found]


def page(title: str, data: object) -> str:
    head = Head(title, "en", title, {"og:title": title})
    modules = {"page/main": 'import { a } from "shared/a";', "shared/a": "export const a = 1;"}
    return html_page(head, ["p { color: red; }"], "<main></main>", modules, "page/main", {"contents": data})


PLAIN = Elements(page("Title", ["text"]))


@pytest.mark.parametrize("text", NASTY)
def test_no_text_becomes_markup(text: str) -> None:
    found = Elements(page(text, {"title": text}))
    assert found.tags() == PLAIN.tags()
    assert json.loads(found.texts["script data-contents"]) == {"title": text}
    assert found.texts["title"].strip() == text.strip()
    meta = {attributes.get("property"): attributes.get("content") for _, attributes in found.found}
    assert meta["og:title"] == text


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))))
def test_any_text_comes_back_from_its_data_block(text: str) -> None:
    html = page("Title", [text])
    assert Elements(html).tags() == PLAIN.tags()
    block = re.search(r'id="data-contents">(.*?)</script>', html, re.DOTALL)
    assert block is not None
    assert json.loads(block[1]) == [text]


def policy(html: str) -> dict[str, list[str]]:
    content = next(a["content"] for tag, a in Elements(html).found if a.get("http-equiv"))
    assert content is not None
    return {name: rest for name, *rest in (part.split() for part in content.split(";"))}


def test_the_policy_refuses_all_but_what_is_inlined_and_the_film() -> None:
    html = page("Title", [])
    found = policy(html)
    assert found["default-src"] == ["'none'"]
    assert "'unsafe-inline'" not in html
    assert "http" not in " ".join(found["media-src"])
    texts = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    texts += re.findall(r'<script type="(?:importmap|module)">(.*?)</script>', html, re.DOTALL)
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts
    ]
    assert len(hashes) == 3
    assert {*hashes} == {*found["style-src"], *found["script-src"]} - {"data:"}


def test_a_page_names_no_other_file_but_by_data() -> None:
    named = [
        value
        for _, attributes in PLAIN.found
        for name, value in attributes.items()
        if name in ("src", "href") and value
    ]
    assert named == ["data:,"]


def test_modules_find_each_other_by_bare_names() -> None:
    imports = json.loads(PLAIN.texts["script importmap"])["imports"]
    assert base64.b64decode(imports["shared/a"].partition(",")[2]) == b"export const a = 1;"
    assert PLAIN.texts["script module"].strip() == 'import "page/main";'
