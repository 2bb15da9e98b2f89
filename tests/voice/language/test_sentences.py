"""Narration is cut where its sentences end, and its brackets become spans of written words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenes.kit.stage.captions import caption_blocks
from voice.language.sentences import Span, sentences

WORDS = st.lists(
    st.sampled_from(["tanh", "3.5", "e.g.", "bends.", "Why?", "so!", "p", "“Yes.”", "x,"]), min_size=1
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Why? Because it bends.", ["Why?", "Because it bends."]),
        ("It is C. p is one half.", ["It is C.", "p is one half."]),
        ("Up to 3.5, e.g. tanh vs. ReLU. Done!", ["Up to 3.5, e.g. tanh vs. ReLU.", "Done!"]),
        ("Lines, planes, etc. The rest bends.", ["Lines, planes, etc.", "The rest bends."]),
        ("Lines, etc. are straight.", ["Lines, etc. are straight."]),
        ("“Look.” She looked (twice.) Then left", ["“Look.”", "She looked (twice.)", "Then left"]),
        ("Wait... then look. Wait... Then look.", ["Wait... then look.", "Wait...", "Then look."]),
        ("  One\n line:  two  parts. ", ["One line: two parts."]),
    ],
)
def test_a_sentence_ends_at_its_mark_but_not_at_an_abbreviation(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == expected


def test_brackets_become_spans_of_written_words() -> None:
    marked = "First the plane [turns by 19 degrees], then it [flips over like a page]. [Look]!"
    first, second = sentences(marked)
    assert first.text == "First the plane turns by 19 degrees, then it flips over like a page."
    assert first.spans == (Span(3, 6, "turns by 19 degrees"), Span(9, 13, "flips over like a page"))
    assert (second.text, second.spans) == ("Look!", (Span(0, 0, "Look"),))
    words = first.text.split()
    assert words[3:7] == ["turns", "by", "19", "degrees,"]
    assert words[9:14] == ["flips", "over", "like", "a", "page."]


def test_spaces_inside_brackets_and_halves_of_words_are_welcome() -> None:
    (sentence,) = sentences("It [ turns  ] and [un]bends [.]")
    assert sentence.text == "It turns and unbends ."
    assert sentence.spans == (Span(1, 1, "turns"), Span(3, 3, "un"), Span(4, 4, "."))


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        ("It [turns", "not closed"),
        ("It turns]", "not opened"),
        ("It [turns [twice]]", "in brackets"),
        ("It [ ] turns", "empty"),
        ("It []turns", "empty"),
        ("It [turns. Then it] flips.", "next sentence"),
        ("It [un][bends].", "share a word"),
    ],
)
def test_what_cannot_be_timed_is_refused_in_one_line(marked: str, told: str) -> None:
    with pytest.raises(ValueError, match=told) as refused:
        sentences(marked)
    assert "\n" not in str(refused.value)


@settings(max_examples=60)
@given(WORDS, st.data())
def test_brackets_change_no_word_and_every_span_says_its_words(words: list[str], data: st.DataObject) -> None:
    plain = sentences(" ".join(words))
    assert " ".join(sentence.text for sentence in plain) == " ".join(words)
    sentence = data.draw(st.sampled_from(plain)).text.split()
    first = data.draw(st.integers(0, len(sentence) - 1))
    last = data.draw(st.integers(first, len(sentence) - 1))
    marked = [*sentence[:first], f"[{' '.join(sentence[first : last + 1])}]", *sentence[last + 1 :]]
    (found,) = sentences(" ".join(marked))
    assert found.text.split() == sentence
    assert found.spans == (Span(first, last, " ".join(sentence[first : last + 1])),)


def test_captions_have_the_words_of_the_sentences() -> None:
    marked = "First it [turns]: 3.5 times, e.g. so. Then it [flips over]! Why?"
    said = [word for sentence in sentences(marked) for word in sentence.text.split()]
    shown = " ".join(caption_blocks(" ".join(sentence.text for sentence in sentences(marked)))).split()
    assert said == shown
    assert not re.search(r"[\[\]]", " ".join(said))
