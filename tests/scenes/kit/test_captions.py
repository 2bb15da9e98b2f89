"""Captions can be read: short lines, enough time, no word lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.kit.stage.captions import caption_blocks, cues, reading_time

NARRATION = st.lists(st.text("abcdefghijkl'’-", min_size=1, max_size=14), min_size=1, max_size=60).map(
    " ".join
)


@given(NARRATION)
def test_no_word_is_lost_and_no_line_is_long(text: str) -> None:
    blocks = caption_blocks(text)
    assert " ".join(blocks).split() == text.split()
    assert all(len(block.split("\n")) <= 2 for block in blocks)
    assert all(len(line) <= 42 for block in blocks for line in block.split("\n"))


@given(NARRATION, st.floats(0, 500))
def test_cues_follow_each_other_and_leave_time_to_read(text: str, start: float) -> None:
    laid = cues(text, start)
    assert laid[0].start == start
    for cue, following in pairwise(laid):
        assert cue.end == following.start
    for cue in laid:
        assert cue.end - cue.start >= 1 - 1e-9
        assert len(cue.text) / (cue.end - cue.start) <= 20 + 1e-6


def test_sentences_start_their_own_caption_but_decimals_do_not() -> None:
    assert caption_blocks("The loss is 0.436. It stays there.") == ["The loss is 0.436.", "It stays there."]


def test_lines_of_one_caption_are_balanced() -> None:
    [block] = caption_blocks("Two affine maps in a row are only one affine map again")
    first, second = block.split("\n")
    assert abs(len(first) - len(second)) < 14


def test_speech_takes_as_long_as_150_words_a_minute() -> None:
    assert reading_time("one two three four five") == pytest.approx(2.0)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 43])
def test_what_cannot_be_a_caption_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"caption|narration"):
        caption_blocks(text)
