from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
import srt as srt_reader
from hypothesis import given
from hypothesis import strategies as st

from film.subtitles import srt, vtt
from lecture.freshness.receipts import Receipt
from lecture.joined.timeline import timeline
from lecture.system.cues import Caption, Cues, Section


def receipt(
    name: str, frames: int, sections: list[Any], captions: list[Any], rate: int = 60, title: str = ""
) -> Receipt:
    begun = tuple(Section(text, start) for text, start in sections)
    cues = Cues(title, begun, tuple(Caption(text, start, end) for text, start, end in captions))
    return Receipt(name, {}, {}, "0", frames, rate, cues, 1.0, 1.0, 1.0)


def test_chapters_sections_and_captions_move_with_their_scene() -> None:
    clock = timeline(
        [
            receipt("A", 90, [("first", 0.0), ("second", 0.5)], [("one", 0.25, 1.0)], title="An  opening"),
            receipt("B", 60, [], [("two", 0.0, 99.0)]),
        ]
    )
    assert [(span.text, span.start, span.end) for span in clock.chapters] == [
        ("An opening", 0, Fraction(3, 2)),
        ("B", Fraction(3, 2), Fraction(5, 2)),
    ]
    assert [(span.text, span.start, span.end) for span in clock.sections] == [
        ("first", 0, Fraction(1, 2)),
        ("second", Fraction(1, 2), Fraction(3, 2)),
        ("B", Fraction(3, 2), Fraction(5, 2)),
    ]
    assert [(span.text, span.start, span.end) for span in clock.captions] == [
        ("one", Fraction(1, 4), 1),
        ("two", Fraction(3, 2), Fraction(5, 2)),
    ]
    assert clock.duration == Fraction(5, 2)


def test_a_beginning_without_a_section_is_named_by_its_scene() -> None:
    clock = timeline([receipt("A", 60, [("late", 0.5), ("past the end", 7.0)], [])])
    assert [span.text for span in clock.sections] == ["A", "late"]
    assert [span.text for span in clock.chapters] == ["A"]


seconds = st.floats(min_value=0, max_value=6)
cue = st.tuples(st.text("abc <&>", min_size=1), seconds, seconds)


@given(st.lists(st.tuples(st.integers(1, 300), st.lists(seconds), st.lists(cue)), min_size=1, max_size=4))
def test_whatever_scenes_say_chapters_cover_and_captions_never_overlap(
    scenes: list[Any],
) -> None:
    receipts = [
        receipt(f"S{n}", frames, [(f"s{start}", start) for start in sorted(starts)], captions)
        for n, (frames, starts, captions) in enumerate(scenes)
    ]
    clock = timeline(receipts)
    assert clock.duration == Fraction(sum(frames for frames, _, _ in scenes), 60)
    assert [span.text for span in clock.chapters] == [receipt.scene for receipt in receipts]
    for spans in (clock.chapters, clock.sections):
        assert spans[0].start == 0
        assert spans[-1].end == clock.duration
        assert all(before.end == after.start for before, after in pairwise(spans))
    assert all(before.end <= after.start for before, after in pairwise(clock.captions))
    assert all(0 <= span.start < span.end <= clock.duration for span in clock.captions)
    # An independent reader of SubRip finds the same number of cues.
    assert len(list(srt_reader.parse(srt(clock.captions)))) == len(clock.captions)


def test_subtitles_are_written_as_players_read_them() -> None:
    clock = timeline([receipt("A", 60 * 3700, [], [("a < b\nnext", 3661.5, 3662.25)])])
    assert vtt(clock.captions) == "WEBVTT\n\n01:01:01.500 --> 01:01:02.250\na &lt; b\nnext\n"
    assert srt(clock.captions) == "1\n01:01:01,500 --> 01:01:02,250\na < b\nnext\n"


def test_a_time_that_rounds_up_to_a_minute_carries() -> None:
    clock = timeline([receipt("A", 60 * 90, [], [("x", 59.9996, 61.0)])])
    assert "00:01:00.000 -->" in vtt(clock.captions)
    assert clock.captions[0].start == pytest.approx(60)
