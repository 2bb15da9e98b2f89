"""Spoken words as phonemes: the lecture's own, this project's, the lexicon's; never guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from training.errors import LectureError
from voice.language.alphabet import AS_READ, PHONEMES, begins_with_vowel, lightly_stressed, strongly_stressed
from voice.language.endings import stems, with_ending
from voice.language.function_words import Surroundings, neighbours, weak_form
from voice.language.lexicon import Found, Lexicon
from voice.language.spelling import PROSODY
from voice.language.table import BRITISH_TABLE, DEFAULT_TABLE, default_table
from voice.language.word_class import word_class

__all__ = [
    "BRITISH_TABLE",
    "DEFAULT_TABLE",
    "Said",
    "phonemes",
    "pronunciations",
    "refusal",
    "refuse_strange",
    "used",
]

#: Punctuation before which a word stands at a pause.
PAUSES = frozenset(".,;:!?…—)")
#: Punctuation after which a sentence begins.
ENDS = frozenset(".!?")
#: A key of TOML that needs no quotes.
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Said:
    """A word and how it is said where it stands.

    Attributes
    ----------
    word : str
        Without punctuation; of a word with hyphens that no lexicon has as a whole, one part.
    phonemes : str
        In Kokoro's letters; empty when nobody knows.
    source : str
        ``lecture`` ([voice.pronounce]), ``table`` (this project's), ``gold``, ``silver``, ``rule``, or empty.
    """

    word: str
    phonemes: str
    source: str


@dataclass(frozen=True)
class _Part:
    """One part of a spoken text: the words in it, and the punctuation around them."""

    opening: str
    words: tuple[str, ...]
    closing: str


def used(text: str, table: Mapping[str, str], *, british: bool = False) -> dict[str, str]:
    """Return the pronunciations of the lecture and of this project that a text uses; no lexicon is needed.

    Parameters
    ----------
    text : str
        As spoken; see `voice.language.spelling.spoken_text`.
    table : mapping
        The lecture's, by word in lower case; they go before this project's.
    british : bool
        Whether for a British voice.

    Returns
    -------
    dict
        Phonemes by word in lower case, sorted.
    """
    rows = {**default_table(british), **table}
    found = (_row(word, rows) for part in text.split() for word in _spelled_words(_part(part)))
    return {key: rows[key] for key in sorted({row[0] for row in found if row is not None})}


def phonemes(text: str, pronounced: Mapping[str, str], lexicon: Lexicon) -> tuple[str, ...]:
    """Return a spoken text as phonemes.

    Parameters
    ----------
    text : str
        As spoken; see `voice.language.spelling.spoken_text`.
    pronounced : mapping
        What the lecture gives, or what `used` returned, by word in lower case.
    lexicon : Lexicon
        American or British.

    Returns
    -------
    tuple of str
        One for each part of the text between spaces, with its punctuation; a word said as several has spaces.

    Raises
    ------
    LectureError
        If nobody knows a word (all are named, with the lines to add), or a phoneme is none.
    """
    parts = [_part(part) for part in text.split()]
    said = _said(parts, pronounced, lexicon)
    if unknown := [word.word for words in said for word in words if not word.source]:
        raise refusal(unknown)
    return tuple(
        part.opening + " ".join(word.phonemes for word in words if word.phonemes) + part.closing
        for part, words in zip(parts, said, strict=True)
    )


def pronunciations(text: str, pronounced: Mapping[str, str], lexicon: Lexicon) -> tuple[Said, ...]:
    """Return each word of a spoken text and how it is said; see `phonemes`.

    Raises
    ------
    LectureError
        If a phoneme of the lecture is none.
    """
    return tuple(
        word for words in _said([_part(p) for p in text.split()], pronounced, lexicon) for word in words
    )


def refusal(unknown: Iterable[str]) -> LectureError:
    """Return the refusal to guess how words are said, with the lines that say it."""
    words = list(dict.fromkeys(word.lower().removesuffix("'s") for word in unknown))
    lines = ", ".join(f'{_key(word)} = "PHONEMES"' for word in words)
    return LectureError(
        f"no lexicon has {', '.join(words)}; say how under [voice.pronounce] in lecture.toml: {lines} "
        "(python -m voice words shows how others are written)"
    )


def refuse_strange(rows: Mapping[str, str]) -> None:
    """Refuse rows of the lecture that are no phonemes.

    Raises
    ------
    LectureError
        If there is one; the first is named.
    """
    for word, said in rows.items():
        if strange := sorted(set(said) - PHONEMES):
            raise LectureError(
                f"[voice.pronounce] {_key(word)} = {said!r} has {', '.join(strange)}, for which there is "
                "no sound; write phonemes as `python -m voice words` shows them"
            )
        if not said.strip():
            raise LectureError(
                f"[voice.pronounce] {_key(word)} is empty; expected its phonemes, or no such line"
            )


def _key(word: str) -> str:
    return word if BARE_KEY.fullmatch(word) else json.dumps(word, ensure_ascii=False)


def _part(part: str) -> _Part:
    """Take the punctuation off a part."""
    core = part.strip(PROSODY)
    start = part.index(core) if core else len(part)
    # A whole word with hyphens is looked for first; see `_words`.
    return _Part(part[:start], (core,) if core else (), part[start + len(core) :])


def _spelled_words(part: _Part) -> list[str]:
    """Return the words of a part: as a whole, and between its hyphens."""
    return [word for core in part.words for word in {core: None, **dict.fromkeys(core.split("-"))} if word]


def _row(word: str, rows: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the key under which a table has a word, and the ending to add; None when it does not."""
    lower = word.lower()
    if lower in rows:
        return lower, ""
    return next(((stem.word, stem.ending) for stem in stems(lower) if stem.word in rows), None)


def _words(part: _Part, rows: Mapping[str, str], lexicon: Lexicon) -> list[str]:
    """Return the words of a part to pronounce: the whole where somebody has it, or those at its hyphens."""
    found: list[str] = []
    for core in part.words:
        whole = "-" not in core or _row(core, rows) is not None or lexicon.found(core) is not None
        found += [core] if whole else [word for word in core.split("-") if word]
    return found


def _said(parts: list[_Part], pronounced: Mapping[str, str], lexicon: Lexicon) -> list[list[Said]]:
    """Pronounce a text from its end: what a small word sounds like depends on the sound that follows."""
    rows = {**default_table(lexicon.british), **pronounced}
    words = [_words(part, rows, lexicon) for part in parts]
    context, places = _context(parts, words)
    said: list[list[Said]] = [[] for _ in parts]
    vowel: bool | None = None
    for number in reversed(range(len(parts))):
        if PAUSES & set(parts[number].closing):
            vowel = None
        begins = number == 0 or bool(ENDS & set(parts[number - 1].closing))
        for index in reversed(range(len(words[number]))):
            word, place = words[number][index], places[number][index]
            before, after = neighbours(context, place)
            hyphen = index + 1 < len(words[number])
            around = Surroundings(before, after, vowel, begins and index == 0, hyphen)
            found = _by_table(word, rows, lexicon) or _by_lexicon(word, context, place, around, lexicon)
            said[number].insert(0, _as_said(word, found))
            vowel = begins_with_vowel(found.phonemes) if found is not None else None
        if parts[number].opening and "(" in parts[number].opening:
            vowel = None
    return said


def _context(parts: list[_Part], words: list[list[str]]) -> tuple[list[str], list[list[int]]]:
    """Return a text's words in lower case, an empty one for each pause, and where each word is in it."""
    context: list[str] = []
    places: list[list[int]] = []
    for part, inside in zip(parts, words, strict=True):
        if "(" in part.opening:
            context.append("")
        places.append(list(range(len(context), len(context) + len(inside))))
        context += [word.lower() for word in inside]
        if PAUSES & set(part.closing):
            context.append("")
    return context, places


def _by_table(word: str, rows: Mapping[str, str], lexicon: Lexicon) -> Found | None:
    """Return how a table says a word, its endings among it."""
    row = _row(word, rows)
    if row is None:
        return None
    key, ending = row
    refuse_strange({key: rows[key]})
    said = rows[key] if not ending else with_ending(key, rows[key], ending, british=lexicon.british)
    own = default_table(lexicon.british).get(key) == rows[key]
    return Found(said, "table" if own else "lecture")


def _by_lexicon(
    word: str, context: list[str], place: int, around: Surroundings, lexicon: Lexicon
) -> Found | None:
    """Return how a word is said where it stands."""
    weak = weak_form(word, around)
    if weak is not None:
        return Found(weak, "rule")
    ways = lexicon.varied(word)
    found = lexicon.found(word, word_class(context, place, ways) if ways else "DEFAULT", first=around.first)
    if found is not None and around.first:
        alone = around.vowel is None
        stressed = strongly_stressed(found.phonemes) if alone else lightly_stressed(found.phonemes)
        return Found(stressed, found.source)
    return found


def _as_said(word: str, found: Found | None) -> Said:
    if found is None:
        return Said(word, "", "")
    return Said(word, found.phonemes.translate(AS_READ), found.source)
