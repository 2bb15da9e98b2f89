"""What pages, slides and handout are told: every sentence once, in its section, each word at its second."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from lecture.delivery.contents import Chapter, chapter_of
from lecture.freshness.receipts import Receipt
from lecture.joined.timeline import Span
from lecture.request.shots import Shot
from lecture.system.cues import Caption, Cues, RunShown, Section, Spoken
from voice.narrator import Heard

SHOT = Shot("scenes/one.py", "One")
SECTIONS = (Section("first", 0.0), Section("second", 2.03), Section("third", 4.0))


class Takes:
    """A narrator that knows the takes it is given."""

    def __init__(self, **heard: Heard) -> None:
        self.takes = heard

    def heard(self, scene: str, sentence: str) -> Heard | None:
        assert scene == "One"
        return self.takes.get(sentence.split()[0])


def receipt(*spoken: Spoken, captions: tuple[Caption, ...] = ()) -> Receipt:
    return Receipt("One", {}, {}, "", 90, 15, Cues("A title", SECTIONS, captions, spoken), 0.0, 0.0, 0.0)


def chapter(made: Receipt, takes: Any = None, starts: int = 100, runs: tuple[str, ...] = ()) -> Chapter:
    span = Span("A title", Fraction(starts), Fraction(starts + 6))
    narrator: Any = takes or Takes()
    return chapter_of(SHOT, made, span, narrator, runs)


def test_each_word_has_its_second_of_the_film() -> None:
    heard = Heard("take k", 0.9, ((0.1, 0.3), (0.4, 0.8)))
    said = Spoken("Turn it.", "second", 2.1, 0.9, "take k")
    (sentence,) = chapter(receipt(said), Takes(Turn=heard)).parts[1].lines
    assert sentence.text == "Turn it."
    assert (sentence.start, sentence.end) == (pytest.approx(102.1), pytest.approx(103.0))
    assert sentence.words == (
        (pytest.approx(102.2), pytest.approx(102.4)),
        (pytest.approx(102.5), pytest.approx(102.9)),
    )


def test_a_take_that_is_not_the_one_drawn_with_gives_no_word_its_time() -> None:
    other = Heard("take other", 0.9, ((0.1, 0.3), (0.4, 0.8)))
    said = Spoken("Turn it.", "second", 2.1, 0.9, "take k")
    (sentence,) = chapter(receipt(said), Takes(Turn=other)).parts[1].lines
    assert sentence.words == ()


def test_every_sentence_is_in_one_section_also_at_its_very_edges() -> None:
    # The second section begins on the frame of 2.0 s, its sentence is said to begin 0.03 s later; the third's
    # sentence begins half a millisecond before its section.
    starts = (0.0, 1.97, 2.03, 3.9995, 5.9)
    spoken = tuple(Spoken(f"Sentence {k}.", "", start, 0.1, "") for k, start in enumerate(starts))
    parts = chapter(receipt(*spoken)).parts
    told = [[line.text for line in part.lines] for part in parts]
    assert told == [["Sentence 0."], ["Sentence 1.", "Sentence 2."], ["Sentence 3.", "Sentence 4."]]
    assert [(part.start, part.end) for part in parts] == [(100, 102), (102, 104), (104, 106)]


def test_sections_of_a_chapter_cover_it_without_a_gap_on_whole_frames() -> None:
    made = chapter(receipt())
    assert made.parts[0].start == made.start
    assert made.parts[-1].end == made.end
    assert [part.end for part in made.parts[:-1]] == [part.start for part in made.parts[1:]]
    assert all(abs(part.start * 15 - round(part.start * 15)) < 1e-6 for part in made.parts)


def test_epochs_are_told_in_seconds_of_the_film() -> None:
    made = receipt()
    knots = ((0.5, 0.0), (4.0, 66.0))
    epochs = (RunShown("tanh", knots), RunShown("deep", knots))
    shown = replace(made, cues=replace(made.cues, epochs=epochs))
    # Of a run that the companion does not replay nothing is told.
    told = chapter(shown, starts=100, runs=("tanh", "relu")).epochs
    assert told == (RunShown("tanh", ((100.5, 0.0), (104.0, 66.0))),)
    assert chapter(made, runs=("tanh",)).epochs == ()


def test_a_scene_that_says_nothing_tells_its_captions_in_order_and_never_past_its_end() -> None:
    captions = (Caption("later", 4.5, 99.0), Caption(" two\nlines ", 0.5, 1.0), Caption("\x00", 2.0, 3.0))
    parts = chapter(receipt(captions=captions)).parts
    assert [(line.text, line.words) for part in parts for line in part.lines] == [
        ("two lines", ()),
        ("later", ()),
    ]
    assert parts[2].lines[0].end == 106


def test_a_silent_lecture_s_sentences_have_no_words() -> None:
    class Nobody:
        def heard(self, scene: str, sentence: str) -> None:
            raise AssertionError("nobody speaks")

    said = Spoken("Turn it.", "first", 0.5, 0.9, "")
    (sentence,) = chapter(receipt(said), Nobody()).parts[0].lines
    assert (sentence.text, sentence.words) == ("Turn it.", ())
