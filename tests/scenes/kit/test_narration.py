"""Narration laid out in time: pauses as chosen, captions with their words, room to read, spans by name."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.kit.stage.captions import caption_blocks, cues
from scenes.kit.stage.narration import Narration, laid
from tests.scenes.fake_narrator import FakeNarrator
from voice.narrator import Heard

RATE = 60.0
#: A sentence long enough for its caption to be read while it is said.
LONG = "A trained network only moves the plane about."


def told(
    text: str, start: float = 0.0, character: float = 0.06, rate: float = RATE, reveal: bool = False
) -> Narration:
    return laid(text, start, heard_at(character), rate, reveal=reveal)


def heard_at(character: float) -> Callable[[str], Heard | None]:
    narrator = FakeNarrator(character)
    return lambda sentence: narrator.heard("Scene", sentence)


def gaps(narration: Narration) -> list[float]:
    """Seconds of silence after each sentence."""
    ends = [*(line.start for line in narration.lines[1:]), narration.end]
    return [end - line.start - line.seconds for line, end in zip(narration.lines, ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "reveal", "silences"),
    [
        (f"{LONG} {LONG}", False, [0.35, 0.35]),
        (f"{LONG[:-1]}? {LONG}", False, [2.0, 0.35]),
        (f"“{LONG[:-1]}?” {LONG}", False, [2.0, 0.35]),
        (f"{LONG} {LONG}", True, [0.35, 3.0]),
        (f"{LONG} {LONG[:-1]}?", True, [0.35, 3.0]),
    ],
)
def test_pauses_are_chosen(text: str, reveal: bool, silences: list[float]) -> None:
    assert gaps(told(text, 7.0, reveal=reveal)) == pytest.approx(silences)


@pytest.mark.parametrize("heard", [True, False])
def test_silence_asked_for_is_kept_after_the_last_word_whoever_speaks(heard: bool) -> None:
    listen = heard_at(0.06) if heard else lambda sentence: None
    quiet = laid(f"{LONG} {LONG[:-1]}?", 7.0, listen, RATE, silence=4.0)
    plain = laid(f"{LONG} {LONG[:-1]}?", 7.0, listen, RATE)
    assert gaps(quiet)[1] == pytest.approx(4.0)
    assert gaps(quiet)[0] == pytest.approx(gaps(plain)[0])
    assert quiet.cues[-1].end == quiet.end, "its caption stands through it"
    assert laid(f"{LONG[:-1]}?", 7.0, heard_at(0.06), RATE, silence=0.5) == laid(
        f"{LONG[:-1]}?", 7.0, heard_at(0.06), RATE
    ), "less than is chosen anyway changes nothing"


def test_the_pause_after_a_short_sentence_leaves_time_to_read_it() -> None:
    narration = told(f"Why? {LONG}", 7.0)
    # "Why?" is said in 0.24 s; its caption stands from 6.95 s, a frame time, for a second.
    assert narration.lines[1].start == pytest.approx(7.0 + 0.24 + 2.0)
    narration = told(f"Yes. {LONG}", 7.0)
    assert narration.lines[1].start == pytest.approx(6.95 + 1.0 + 0.04)


def test_narration_nobody_speaks_takes_its_reading_time() -> None:
    text = f"Why? {LONG} One two: three."
    narration = laid(text, 3.0, lambda sentence: None, RATE)
    assert narration.cues == cues(text, 3.0)
    assert narration.start + narration.duration == narration.end == narration.cues[-1].end
    assert gaps(narration) == pytest.approx([0, 0, 0])


WORD = st.text("abcdefgh’-", min_size=1, max_size=12)
SENTENCE = st.tuples(st.lists(WORD, min_size=1, max_size=14), st.sampled_from(".?!"), st.booleans()).map(
    lambda drawn: (" ".join(drawn[0]) if not drawn[2] else ": ".join(drawn[0])).capitalize() + drawn[1]
)


@given(
    st.lists(SENTENCE, min_size=1, max_size=4),
    st.floats(0, 400),
    st.floats(0.02, 0.15),
    st.sampled_from([15.0, 24.0, 29.97, 60.0]),
    st.sets(st.integers(0, 3)),
)
def test_captions_come_with_their_words_and_can_be_read(
    parts: list[str], start: float, character: float, rate: float, unheard: set[int]
) -> None:
    voice, text = heard_at(character), " ".join(parts)
    mute = {part for number, part in enumerate(parts) if number in unheard}
    narration = laid(text, start, lambda part: None if part in mute else voice(part), rate)
    shown = narration.cues
    assert " ".join(cue.text for cue in shown).split() == text.split()
    words = [time for line in narration.lines for time in line.words]
    assert len(words) == len(text.split())
    passed, read = 0, 0.0
    for cue, following in zip(shown, [*shown[1:], None], strict=True):
        first = words[passed][0]
        passed += len(cue.text.split())
        assert all(len(line) <= 42 for line in cue.text.split("\n"))
        assert len(cue.text.split("\n")) <= 2
        assert cue.end - cue.start >= max(1.0, len(cue.text) / 20) - 1e-6
        assert following is None or cue.end <= following.start + 1e-9
        early = first - cue.start
        assert early <= 0.04 + 1 / rate + 1e-6
        # Later only where what stood before was still being read.
        assert early >= 0.04 - 1e-6 or cue.start <= read + 1 / rate + 1e-6 or not mute.isdisjoint(parts)
        read = cue.start + max(1.0, len(cue.text) / 20)
    for line, after in pairwise(narration.lines):
        assert after.start >= line.start + line.seconds
    if not mute:
        assert all(abs(cue.start * rate - round(cue.start * rate)) < 1e-5 for cue in shown)


def test_a_part_too_short_to_be_read_is_not_set_apart() -> None:
    text = "Epoch 9: from here on, everything is right."
    assert len(caption_blocks(text)) == 2
    assert [cue.text.replace("\n", " ") for cue in told(text, 5.0).cues] == [text]
    slow = told(text, 5.0, character=0.15)
    assert [cue.text for cue in slow.cues] == ["Epoch 9:", "from here on, everything is right."]
    assert slow.cues[1].start == pytest.approx(5.0 + 12 * 0.15 - 0.04, abs=1 / RATE)


def test_a_span_has_the_time_of_its_words() -> None:
    narration = told("First the plane [turns by nineteen degrees], then it [flips over].", 2.0)
    turns, flips = narration.moments
    assert (turns.text, turns.begin) == ("turns by nineteen degrees", pytest.approx(2.0 + 16 * 0.06))
    assert turns.end == pytest.approx(turns.begin + 26 * 0.06)
    assert flips.begin == pytest.approx(2.0 + 51 * 0.06)
    assert narration.begin("[flips over]") == narration.begin("flips over") == flips.begin
    assert narration.text == "First the plane turns by nineteen degrees, then it flips over."


def test_a_span_that_is_not_there_is_refused_by_the_names_of_those_that_are() -> None:
    with pytest.raises(ValueError, match=r"no span \[turn\].*marked are: \[turns\], \[flips\]") as refused:
        told("It [turns], then [flips].").until("[turn]")
    assert "\n" not in str(refused.value)
    with pytest.raises(ValueError, match=r"no sentence 3 .*expected 1 to 2"):
        told("It turns. It flips.").at_least(1.0, until=3)


def test_a_movement_lasts_while_its_words_do() -> None:
    narration = told("It turns about, and [then] it flips. It stops.", 4.0)
    assert narration.at_least(1.0, "[then]") == pytest.approx(20 * 0.06)
    assert narration.at_least(1.0, until=2) == pytest.approx(35 * 0.06 + 0.35 - 0.0, abs=0.2)
    assert narration.at_least(1.0) == pytest.approx(narration.duration)
    assert narration.at_least(9.0) == 9.0
