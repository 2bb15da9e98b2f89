"""Kokoro's numbers, style row and word times, with an engine whose durations and sound are known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from training.errors import LectureError
from voice.sound.samples import Mono
from voice.voices.kokoro import (
    EARLY,
    STYLE_SHAPE,
    VOCABULARY,
    Kokoro,
    read_style,
    tokenized,
    within_full_scale,
)
from voice.voices.model import FRAME, LONGEST, RATE
from voice.voices.registry import AF_HEART, AF_HEART_SHA256

#: Row `n` holds the number `n`.
STYLE = np.repeat(np.arange(STYLE_SHAPE[0], dtype=np.float32)[:, None], STYLE_SHAPE[1], axis=1)
#: Frames of a phoneme and of a sign, and of each end.
FRAMES, SIGN, END = 4, 12, 14


class FakeEngine:
    """Sounds while a phoneme or a space lasts, `EARLY` seconds before its frames; signs and ends are silent.

    Parameters
    ----------
    late : float
        Seconds by which speech ends before the frames of its last phoneme before a sign do.
    """

    def __init__(self, late: float = 0.0, loud: float = 0.5) -> None:
        self.late, self.loud = late, loud
        self.given: list[tuple[list[int], float, float]] = []

    def run(
        self, tokens: Sequence[int], style: NDArray[np.float32], speed: float
    ) -> tuple[Mono, NDArray[np.int64]]:
        self.given.append((list(tokens), float(style[0]), speed))
        signs = {VOCABULARY[sign] for sign in ",.;:!?"}
        frames = np.array([END if not token else SIGN if token in signs else FRAMES for token in tokens])
        samples = np.zeros(int(frames.sum()) * FRAME, np.float32)
        begins = np.cumsum(frames) - frames
        for place, token in enumerate(tokens):
            after_sign = token == VOCABULARY[" "] and tokens[place - 1] in signs
            if token == 0 or token in signs or after_sign:
                continue
            first = begins[place] * FRAME - round(EARLY * RATE)
            cut = round(self.late * RATE) if tokens[place + 1] in signs else 0
            last = first + frames[place] * FRAME - cut
            samples[first:last] = self.loud * np.sin(np.arange(last - first) * 0.1)
        return samples, frames


def spelled(text: str, pronounced: Mapping[str, str]) -> tuple[str, ...]:
    """Return words as their own phonemes, or as the lecture says them."""
    return tuple(pronounced.get(word, word) for word in text.split())


def spoken(text: str, engine: FakeEngine, pronounced: Mapping[str, str] | None = None, speed: float = 1.0):
    return Kokoro(engine, STYLE, spelled, speed).speak(text, pronounced or {})


def test_the_vocabulary_is_the_models() -> None:
    """Some of its 114 rows, from the model's own configuration."""
    assert len(VOCABULARY) == 114
    known = {";": 1, "?": 6, "—": 9, "”": 15, " ": 16, "ꭧ": 23, "A": 24, "I": 25, "O": 31, "Q": 33, "W": 39,
             "Y": 41, "a": 43, "f": 48, "h": 50, "z": 68, "ɑ": 69, "æ": 72, "ð": 81, "ʤ": 82, "ə": 83,
             "ɜ": 87, "ɡ": 92, "ɪ": 102, "ŋ": 112, "θ": 119, "ɹ": 123, "ɾ": 125, "ʃ": 131, "ʧ": 133, "ʊ": 135,
             "ʌ": 138, "ʒ": 147, "ˈ": 156, "ˌ": 157, "ː": 158, "↓": 169, "↘": 173, "ᵻ": 177}  # fmt: skip
    assert {sign: VOCABULARY[sign] for sign in known} == known


def test_a_sentence_is_given_as_numbers_between_zeros_with_the_row_of_their_count() -> None:
    engine = FakeEngine()
    spoken("ab, c.", engine, {"c.": "ðˈA."}, speed=1.25)
    assert engine.given == [([0, 43, 44, 3, 16, 81, 156, 24, 4, 0], 8.0, 1.25)]


def test_word_times_come_from_the_durations() -> None:
    """Counted by hand: an end of 14 frames, then 4 frames a phoneme and a space, which begins the word."""
    speech = spoken("ab cd", FakeEngine())
    frame = FRAME / RATE
    times = [(word.word, word.start, word.end) for word in speech.words]
    assert times == [
        ("ab", pytest.approx(14 * frame - EARLY, abs=0.011), pytest.approx(22 * frame - EARLY, abs=1e-5)),
        ("cd", pytest.approx(22 * frame - EARLY, abs=1e-5), pytest.approx(34 * frame - EARLY, abs=0.011)),
    ]


def test_a_pause_that_the_durations_misplace_is_found_in_the_sound() -> None:
    late = 0.08
    on_time, cut = (spoken("abcd, efhi.", FakeEngine(by)).words for by in (0.0, late))
    assert [word.start for word in cut] == pytest.approx([word.start for word in on_time], abs=0.011)
    ends = [before.end - after.end for before, after in zip(on_time, cut, strict=True)]
    assert ends == pytest.approx([late, late], abs=0.011)


def test_words_follow_one_another_within_the_sound() -> None:
    speech = spoken("a, b. cd ef, h", FakeEngine(0.05))
    times = [time for word in speech.words for time in (word.start, word.end)]
    assert times == sorted(times)
    assert times[0] >= 0
    assert times[-1] <= len(speech.samples) / speech.rate


def test_no_sample_is_beyond_full_scale() -> None:
    assert np.abs(spoken("abc", FakeEngine(loud=1.3)).samples).max() == pytest.approx(1)
    soft = np.array([0.5, -1.0], np.float32)
    assert within_full_scale(soft) is soft


def test_what_cannot_be_said_is_refused_in_one_line() -> None:
    with pytest.raises(
        LectureError, match=r"'word' is said as 'wжd', where 'ж' is no phoneme .*voice.pronounce"
    ):
        tokenized(["word"], ["wжd"])
    with pytest.raises(LectureError, match="there is nothing to say in '-'"):
        tokenized(["-"], [""])
    words = ["abcd"] * 103
    assert len(tokenized(words[:102], words[:102])[0]) == 102 * 5 - 1 + 2, (
        "the control: 509 phonemes are said"
    )
    with pytest.raises(
        LectureError, match=f"has 514 phonemes, {LONGEST} can be said at once; split it in two"
    ):
        tokenized(words, words)


def test_the_default_style_table_is_the_one_noted() -> None:
    assert hashlib.sha256(AF_HEART.read_bytes()).hexdigest() == AF_HEART_SHA256
    assert read_style(AF_HEART, AF_HEART_SHA256).shape == STYLE_SHAPE


def not_finite(data: bytes) -> bytes:
    table = np.frombuffer(data, np.float32).copy()
    table[1000] = np.nan
    return table.tobytes()


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (lambda data: data[:-4], "522236 bytes, a style table 522240"),
        (lambda data: b"", "0 bytes, a style table 522240"),
        (not_finite, "has numbers that no style table has"),
        (lambda data: np.random.default_rng(1).bytes(len(data)), "has numbers that no style table has"),
        (lambda data: json.dumps(list(range(100))).encode(), "390 bytes"),
    ],
)
def test_a_file_that_is_no_style_table_is_refused_in_one_line(tmp_path: Path, damage, line: str) -> None:
    path = tmp_path / "af_other.bin"
    path.write_bytes(damage(AF_HEART.read_bytes()))
    with pytest.raises(LectureError, match=line):
        read_style(path)
    with pytest.raises(LectureError, match=r"is damaged: its digest is another; run: git checkout"):
        read_style(path, AF_HEART_SHA256)
    with pytest.raises(LectureError, match=r"none\.bin cannot be read"):
        read_style(tmp_path / "none.bin")
