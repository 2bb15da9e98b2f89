from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import srt as srt_reader
from hypothesis import given
from hypothesis import strategies as st

from lecture.freshness.receipts import Receipt
from lecture.joined.subtitles import srt, vtt
from lecture.joined.timeline import timeline


def receipt(name: str, frames: int, sections: list[Any], captions: list[Any], rate: int = 60) -> Receipt:
    cues = {
        "sections": [{"name": text, "start": start} for text, start in sections],
        "captions": [{"text": text, "start": start, "end": end} for text, start, end in captions],
    }
    return Receipt(name, {}, {}, "0", frames, rate, cues, 1.0, 1.0, 1.0)


def test_chapters_and_captions_move_with_their_scene() -> None:
    plan = timeline(
        [
            receipt("A", 90, [("first", 0.0), ("second", 0.5)], [("one", 0.25, 1.0)]),
            receipt("B", 60, [], [("two", 0.0, 99.0)]),
        ]
    )
    assert [(span.text, span.start, span.end) for span in plan.chapters] == [
        ("first", 0, Fraction(1, 2)),
        ("second", Fraction(1, 2), Fraction(3, 2)),
        ("B", Fraction(3, 2), Fraction(5, 2)),
    ]
    assert [(span.text, span.start, span.end) for span in plan.captions] == [
        ("one", Fraction(1, 4), 1),
        ("two", Fraction(3, 2), Fraction(5, 2)),
    ]
    assert plan.duration == Fraction(5, 2)


def test_a_beginning_without_a_section_is_the_scenes_own_chapter() -> None:
    plan = timeline([receipt("A", 60, [("late", 0.5), ("past the end", 7.0)], [])])
    assert [span.text for span in plan.chapters] == ["A", "late"]


seconds = st.floats(min_value=0, max_value=6)
cue = st.tuples(st.text("abc <&>", min_size=1), seconds, seconds)


@given(st.lists(st.tuples(st.integers(1, 300), st.lists(seconds), st.lists(cue)), min_size=1, max_size=4))
def test_whatever_scenes_say_chapters_cover_and_captions_never_overlap(scenes: list[Any]) -> None:
    receipts = [
        receipt(f"S{n}", frames, [(f"s{start}", start) for start in sorted(starts)], captions)
        for n, (frames, starts, captions) in enumerate(scenes)
    ]
    plan = timeline(receipts)
    assert plan.duration == Fraction(sum(frames for frames, _, _ in scenes), 60)
    assert plan.chapters[0].start == 0
    assert plan.chapters[-1].end == plan.duration
    for before, after in zip(plan.chapters, plan.chapters[1:], strict=False):
        assert before.end == after.start
    for before, after in zip(plan.captions, plan.captions[1:], strict=False):
        assert before.end <= after.start
    assert all(0 <= span.start < span.end <= plan.duration for span in plan.captions)
    # An independent reader of SubRip finds the same number of cues.
    assert len(list(srt_reader.parse(srt(plan.captions)))) == len(plan.captions)


def test_subtitles_are_written_as_players_read_them() -> None:
    plan = timeline([receipt("A", 60 * 3700, [], [("a < b\nnext", 3661.5, 3662.25)])])
    assert vtt(plan.captions) == "WEBVTT\n\n01:01:01.500 --> 01:01:02.250\na &lt; b\nnext\n"
    assert srt(plan.captions) == "1\n01:01:01,500 --> 01:01:02,250\na < b\nnext\n"


def test_a_time_that_rounds_up_to_a_minute_carries() -> None:
    plan = timeline([receipt("A", 60 * 90, [], [("x", 59.9996, 61.0)])])
    assert "00:01:00.000 -->" in vtt(plan.captions)
    assert plan.captions[0].start == pytest.approx(60)
