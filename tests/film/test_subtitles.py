"""Whatever a caption says is what a player shows, in every file it stands in."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import pytest
import srt as srt_reader
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import Scene, Square

from film.subtitles import BRACES, WORD_JOINER, plain, srt, srt_text, vtt
from tests.film.drawn import draw

#: Everything that is markup, an end, or a time to one reader or another.
SIGNS = (
    *(
        "<b>",
        "</i>",
        "<3>",
        "{\\an8}",
        "{y:i}",
        "{",
        "}",
        "\\N",
        "\\h",
        "\\",
        "-->",
        "&lt;",
        "&",
        "\n\n",
        "\r",
    ),
    *("\n7\n00:00:01,000 --> 00:00:02,000\n", "NOTE", "STYLE", "\x00", "\x1b", "\x85", "\u2028", "\t"),
    *("\r", " ", "a", "word", "é", "讲", "שלום", "\u200f", "𝜎"),
)
TEXTS = st.lists(st.sampled_from(SIGNS) | st.text(max_size=3), min_size=1, max_size=8).map("".join)
DRAWN = {"\\N": "\n", "\\n": "\n", "\\h": "\xa0", "\\{": "{"}


@dataclass(frozen=True)
class Cue:
    text: str
    start: Fraction
    end: Fraction


def cues(texts: list[str]) -> list[Cue]:
    """Captions of a second each, one after the other."""
    said = [text for text in map(plain, texts) if text]
    return [Cue(text, Fraction(number), Fraction(number + 1)) for number, text in enumerate(said)]


def without_aids(text: str) -> str:
    """Undo what srt_text puts in for readers that find markup: the caption as a person reads it."""
    back = {wide: narrow for narrow, wide in BRACES.items()}
    return text.replace(WORD_JOINER, "").translate(back)


def shown(content: str, form: str) -> list[str]:
    """What a player shows of a caption file: FFmpeg's reading, drawn as libass draws it.

    Its rules: `\\{` is a brace, what stands between other braces is not shown, `\\N` and `\\n` break the
    line, `\\h` is a space that does not.
    """
    with av.open(io.BytesIO(content.encode()), format=form) as container:
        track = container.streams.subtitles[0]
        events = [event for packet in container.demux(track) if packet.size for event in packet.decode()]
    texts = [event.ass.decode().split(",", 8)[8] for event in events]
    texts = [re.sub(r"(?<!\\)\{[^}]*\}", "", text) for text in texts]
    return [re.sub(r"\\[Nnh{]", lambda found: DRAWN[found[0]], text) for text in texts]


def same(found: list[str], expected: list[Cue]) -> None:
    """Compare, white space at line ends aside: readers strip it."""
    read = [[line.strip() for line in without_aids(text).split("\n")] for text in found]
    assert read == [[line.strip() for line in without_aids(cue.text).split("\n")] for cue in expected]


@settings(max_examples=300)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_subrip_is_read_back_as_it_was_said(texts: list[str]) -> None:
    captions = cues(texts)
    if captions:
        same([cue.content for cue in srt_reader.parse(srt(captions))], captions)
        same(shown(srt(captions), "srt"), captions)


@settings(max_examples=300)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_webvtt_is_read_back_as_it_was_said(texts: list[str]) -> None:
    captions = cues(texts)
    if captions:
        same(shown(vtt(captions), "webvtt"), captions)


@pytest.mark.parametrize("text", ["<b>bold</b>", "{\\an8}top", "1\n\n2\n00:00:00,500 --> 00:00:00,900\n2"])
def test_a_caption_as_it_is_would_be_markup(text: str) -> None:
    """The control: SubRip written without care is read as something else."""
    raw = f"1\n00:00:00,000 --> 00:00:01,000\n{text}\n"
    assert shown(raw, "srt") != [text]


def test_ordinary_words_stay_as_they_are() -> None:
    for text in ("a < b and b > c\n50 % & more", "x -> y", "Größe: 3", "שלום\nעולם"):
        assert srt_text(text) == text == plain(text)


class Said(Scene):
    def construct(self) -> None:
        self.add_subcaption("<b>{a} & b\n\n\\N --> c", duration=0.4)
        self.add(Square())
        self.wait(0.4)


def test_a_plain_manim_call_writes_them_too(tmp_path: Path) -> None:
    film = draw(Said, tmp_path, format="mp4")
    (cue,) = srt_reader.parse(film.with_suffix(".srt").read_text(encoding="utf-8"))
    assert without_aids(cue.content) == "<b>{a} & b\n\\N --> c"
    same(shown(film.with_suffix(".srt").read_text(encoding="utf-8"), "srt"), cues(["<b>{a} & b\n\\N --> c"]))
