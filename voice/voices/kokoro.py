"""Kokoro: phonemes and a style table go in, a spoken sentence with its words' times comes out."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from training.errors import LectureError
from training.paths import shown
from voice.sound.samples import Mono
from voice.sound.trimming import pauses, speech_span
from voice.voices.model import FRAME, LONGEST, RATE, Engine
from voice.voices.protocol import Speech, WordTime

#: The model's number of each phoneme and sign: runs of one number after another, by the first.
VOCABULARY = {
    sign: first + place
    for first, signs in {
        1: ";:,.!?", 9: '—…"()“” \u0303ʣʥʦʨᵝꭧAI', 31: "O", 33: "Q", 35: "ST", 39: "W", 41: "Yᵊabcdef",
        50: "hijklmnopqrstuvwxyzɑɐɒæ", 75: "βɔɕç", 80: "ɖðʤə", 85: "ɚɛɜ", 90: "ɟ", 92: "ɡ", 99: "ɥ",
        101: "ɨɪʝ", 110: "ɯɰŋɳɲɴø", 118: "ɸθœ", 123: "ɹ", 125: "ɾɻ", 128: "ʁɽʂʃʈʧ", 135: "ʊʋ", 138: "ʌɣɤ",
        142: "χʎ", 147: "ʒʔ", 156: "ˈˌː", 162: "ʰ", 164: "ʲ", 169: "↓", 171: "→↗↘", 177: "ᵻ",
    }.items()
    for place, sign in enumerate(signs)
}  # fmt: skip
#: Signs that are a pause or a tone, no part of a word.
PUNCTUATION = ';:,.!?—…"()“”'
#: Part of every take's key: raised whenever the same sound would give other word times.
TIMING_VERSION = 1
#: What stands before and after a sentence's phonemes.
END = 0
#: A style table's form: one row a number of phonemes, as float32.
STYLE_SHAPE = (LONGEST, 256)
#: No number of a style table is larger: those of kokoro-js 1.2.1 stay below 4.
LARGEST = 100.0
#: Where style tables come from.
TABLES = "name a file from the folder voices of the npm package kokoro-js"
#: Seconds by which a word is heard before the frames of its phonemes begin: 15 to 85 ms in ten pauses.
EARLY = 0.045
#: Seconds that a pause at a sign lasts at least; the silence before a t or a k is shorter.
PAUSE = 0.08

#: Phonemes of each part of a text, from the text and the phonemes a lecture gives for words.
Pronounce: TypeAlias = Callable[[str, Mapping[str, str]], Sequence[str]]
#: A style table, shape `STYLE_SHAPE`.
Style: TypeAlias = NDArray[np.float32]


class Kokoro:
    """A voice of the protocol.

    Parameters
    ----------
    engine : Engine
        The model.
    style : array of float32, shape (510, 256)
        Who speaks.
    pronounce : callable
        Gives one string of phonemes for each part of a text between spaces, its punctuation with it.
    speed : float
        1 as the voice speaks by itself.
    """

    def __init__(self, engine: Engine, style: Style, pronounce: Pronounce, speed: float = 1.0) -> None:
        self._engine, self._style, self._pronounce, self._speed = engine, style, pronounce, speed

    def speak(self, text: str, pronounced: Mapping[str, str]) -> Speech:
        """Return a sentence spoken, at most full scale; see `voice.voices.protocol.Voice`."""
        written = text.split()
        phonemes = self._pronounce(text, pronounced)
        tokens, places = tokenized(written, phonemes)
        style = self._style[min(len(tokens) - 2, LONGEST - 1)]
        samples, frames = self._engine.run(tokens, style, self._speed)
        # Seconds at which each token begins; the last number is the end of the sentence.
        begins = np.concatenate([[0], np.cumsum(frames)]) * FRAME / RATE
        words = [
            WordTime(word, float(begins[first]) - EARLY, float(begins[last]) - EARLY)
            for word, (first, last) in zip(written, places, strict=True)
        ]
        samples = within_full_scale(samples)
        return Speech(samples, RATE, settled(words, samples))


def tokenized(words: Sequence[str], phonemes: Sequence[str]) -> tuple[list[int], list[tuple[int, int]]]:
    """Return a sentence as the model takes it, and where each word's own phonemes stand in it.

    Parameters
    ----------
    words : sequence of str
        Parts of the text, for refusals.
    phonemes : sequence of str
        Of each of them, punctuation included.

    Returns
    -------
    tuple
        Numbers between two `END`; for each word its first token and the one after its last, without
        punctuation.

    Raises
    ------
    LectureError
        If there is nothing to say, a phoneme is none of Kokoro's, or there are too many.
    """
    tokens, places = [END], []
    for word, said in zip(words, phonemes, strict=True):
        if wrong := next((sign for sign in said if sign not in VOCABULARY), None):
            raise LectureError(
                f"{word!r} is said as {said!r}, where {wrong!r} is no phoneme of Kokoro's; change its line "
                "under [voice.pronounce] of lecture.toml (python -m voice words shows others)"
            )
        if len(tokens) > 1:
            tokens.append(VOCABULARY[" "])
        ahead = len(said) - len(said.lstrip(PUNCTUATION))
        behind = len(said) - len(said.rstrip(PUNCTUATION))
        places.append((len(tokens) + ahead, len(tokens) + max(ahead, len(said) - behind)))
        tokens += [VOCABULARY[sign] for sign in said]
    tokens.append(END)
    count = len(tokens) - 2
    if not count:
        raise LectureError(f"there is nothing to say in {' '.join(words)!r}; write words, or leave it out")
    if count > LONGEST:
        start = " ".join(words[:6])
        raise LectureError(
            f"the sentence {start!r}... has {count} phonemes, {LONGEST} can be said at once; split it in two"
        )
    return tokens, places


def read_style(path: Path, sha256: str | None = None) -> Style:
    """Return a style table from its file.

    Parameters
    ----------
    path : Path
        510 rows of 256 float32 and nothing else, as in the folder `voices` of kokoro-js.
    sha256 : str, optional
        What the file's digest must be.

    Raises
    ------
    LectureError
        If it cannot be read or is no such table.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LectureError(
            f"{shown(path)} cannot be read ({error.strerror}); correct name under [voice] of lecture.toml"
        ) from None
    if sha256 is not None and hashlib.sha256(data).hexdigest() != sha256:
        raise LectureError(
            f"{shown(path)} is damaged: its digest is another; run: git checkout {shown(path)}"
        )
    rows, columns = STYLE_SHAPE
    if len(data) != rows * columns * 4:
        raise LectureError(
            f"{shown(path)} has {len(data)} bytes, a style table {rows * columns * 4} ({rows} rows of "
            f"{columns} float32); {TABLES}"
        )
    style = np.frombuffer(data, "<f4").reshape(STYLE_SHAPE)
    if not np.isfinite(style).all() or np.abs(style).max() > LARGEST:
        raise LectureError(f"{shown(path)} has numbers that no style table has; {TABLES}")
    return np.asarray(style, np.float32)


def within_full_scale(samples: Mono) -> Mono:
    """Return the samples, softer where one of them is beyond full scale."""
    peak = float(np.abs(samples).max(initial=0.0))
    return samples if peak <= 1 else np.asarray(samples / peak, np.float32)


def settled(words: Sequence[WordTime], samples: Mono) -> tuple[WordTime, ...]:
    """Return the words' times corrected by what is heard, in order and without overlap.

    The frames of a phoneme before a pause reach far into it. Between words that a sign parts, the pause is
    looked for in the sound, and the words end and begin with it; so do the first word and the last.

    Parameters
    ----------
    words : sequence of WordTime
        As the model's durations have them, a few hundredths of a second off.
    samples : array of float32, shape (samples,)
        At `RATE`.
    """
    length = len(samples) / RATE
    span = speech_span(samples, RATE) or (0, len(samples))
    starts, ends = [word.start for word in words], [word.end for word in words]
    found = pauses(samples, RATE, PAUSE)
    for place, (word, after) in enumerate(itertools.pairwise(words)):
        if word.word[-1] not in PUNCTUATION and after.word[0] not in PUNCTUATION:
            continue
        middle, middle_after = (word.start + word.end) / 2, (after.start + after.end) / 2
        between = [pause for pause in found if middle <= pause[0] and pause[1] <= middle_after]
        if between:
            ends[place], starts[place + 1] = max(between, key=lambda pause: pause[1] - pause[0])
    starts[0], ends[-1] = span[0] / RATE, span[1] / RATE
    made, passed = [], 0.0
    for place, word in enumerate(words):
        start = min(max(starts[place], passed), length)
        limit = starts[place + 1] if place + 1 < len(words) else length
        passed = min(max(ends[place], start), max(limit, start), length)
        made.append(WordTime(word.word, round(start, 6), round(passed, 6)))
    return tuple(made)
