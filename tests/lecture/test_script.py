"""The script shows every sentence as it is written, whatever signs stand in it."""

from __future__ import annotations

import json

import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lecture.script import PAGE, Line, Part, SpokenScene, escaped, markdown, pdf

#: Letters that Markdown or Typst may take for markup, among some that it never does.
SIGNS = "\\`*_[]<>&~|$#!(){}+-=.:;\"'/@^%1a \u00e9\u2019"
#: Sentences of such letters, folded as narration is.
SENTENCES = st.text(SIGNS, min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(bool)


def scene(*sentences: str) -> SpokenScene:
    lines = tuple(Line(f"id-{number}", text, "1.5 s") for number, text in enumerate(sentences))
    return SpokenScene("A *title*", "AffineTransform", (Part("The #1 section", lines),))


def shown(text: str) -> str:
    """Return what a Markdown text of one paragraph shows, by an independent reader of Markdown."""
    blocks = MarkdownIt("commonmark").parse(text)
    assert [block.type for block in blocks] == ["paragraph_open", "inline", "paragraph_close"], text
    parts = blocks[1].children or []
    assert {part.type for part in parts} <= {"text", "text_special"}, text
    return "".join(part.content for part in parts)


@settings(max_examples=400)
@given(SENTENCES)
@example("1. Not a list.")
@example("# No heading, and *no* emphasis: <b>x</b> &amp; `code`")
@example("- - -")
@example("==")
@example("x W plus b is 5 < 7 \\")
def test_markdown_shows_a_sentence_as_it_is_written(sentence: str) -> None:
    assert shown(escaped(sentence)) == sentence


def test_unescaped_words_are_markup() -> None:
    """The control: the reader above sees markup where there is some."""
    with pytest.raises(AssertionError):
        shown("1. A list.")
    with pytest.raises(AssertionError):
        shown("An *emphasis*.")


def test_the_script_names_scene_section_sentence_seconds_and_recording() -> None:
    made = markdown("A lecture", (scene("First.", "Second."),))
    lines = made.split("\n\n")
    assert lines[0] == "# A lecture"
    assert lines[2:5] == ["## A \\*title\\*", "`takes/AffineTransform/`", "### The \\#1 section"]
    assert lines[5:] == ["First.", "`id-0` 1.5 s", "Second.", "`id-1` 1.5 s\n"]


@settings(max_examples=5)
@given(st.lists(SENTENCES, min_size=1, max_size=60))
def test_the_printed_page_holds_every_sentence_as_it_is_written(sentences: list[str]) -> None:
    made = pdf("A #lecture", (scene(*sentences),))
    assert made.startswith(b"%PDF-")
    # The same page, asked by Typst's own query for the sentences it sets.
    asked = PAGE.replace("#text(line.sentence)", "#text(line.sentence) #metadata(line.sentence) <said>")
    assert asked != PAGE
    told = {"title": "", "how": "", "scenes": [json.loads(json.dumps(scene(*sentences), default=vars))]}
    found = json.loads(typst.query(asked.encode(), "<said>", sys_inputs={"script": json.dumps(told)}))
    assert [part["value"] for part in found] == sentences
