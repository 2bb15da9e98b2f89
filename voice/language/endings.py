"""Endings of English words: which stems a word may have, and how an ending sounds after one.

References
----------
The rules of -s and -ed, and the tapped t of American speech, stand in any phonology of English, for instance
in Cruttenden, Gimson's Pronunciation of English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from voice.language.alphabet import BEFORE_TAP

#: Sounds that a hiss cannot follow without a vowel between.
HISSES = "szʃʒʧʤ"
#: Sounds made without voice, those of the hisses among them.
VOICELESS = "ptkfθsʃʧ"
#: Doubled letters before an ending that stand single in the stem: stopped, fitting, labelled.
DOUBLED = re.compile(r"([bdfgklmnprstvz])\1$")
#: The fewest letters of a stem before -s, and before -ed and -ing: "red" and "bed" are nothing that was done.
SHORTEST_STEM, SHORTEST_VERB = 2, 3


@dataclass(frozen=True)
class Stem:
    """What a word may be made of.

    Attributes
    ----------
    word : str
        The stem.
    ending : str
        ``s``, ``ed`` or ``ing``.
    """

    word: str
    ending: str


def stems(word: str) -> Iterator[Stem]:
    """Yield the stems a word may have, the likelier first.

    Parameters
    ----------
    word : str
        In any case, with plain apostrophes.
    """
    for stem in _stems(word):
        shortest = SHORTEST_STEM if stem.ending == "s" else SHORTEST_VERB
        if len(stem.word) >= shortest or word[len(stem.word) :] == "'s":
            yield stem


def _stems(word: str) -> Iterator[Stem]:
    if word.endswith("'s"):
        yield Stem(word[:-2], "s")
    elif word.endswith("'"):
        # The possessive of a plural sounds as the plural does.
        yield from _stems(word[:-1])
    elif word.endswith("ies"):
        yield Stem(f"{word[:-3]}y", "s")
        yield Stem(word[:-1], "s")
    elif word.endswith("s") and not word.endswith("ss"):
        yield Stem(word[:-1], "s")
        if word.endswith("es"):
            yield Stem(word[:-2], "s")
    elif word.endswith("ied"):
        yield Stem(f"{word[:-3]}y", "ed")
        yield Stem(word[:-1], "ed")
    elif word.endswith("ed"):
        yield from _before_a_vowel(word[:-2], "ed")
    elif word.endswith("ing"):
        yield from _before_a_vowel(word[:-3], "ing")


def _before_a_vowel(rest: str, ending: str) -> Iterator[Stem]:
    """Yield the stems that lose a letter or double one before an ending."""
    if DOUBLED.search(rest):
        yield Stem(rest[:-1], ending)
    yield Stem(rest, ending)
    yield Stem(f"{rest}e", ending)
    if rest.endswith("ck"):
        yield Stem(rest[:-1], ending)


def with_ending(stem: str, phonemes: str, ending: str, *, british: bool) -> str:
    """Return a stem's phonemes with an ending.

    Parameters
    ----------
    stem : str
        How it is spelled: a silent r is heard before a vowel.
    phonemes : str
        How it is said.
    ending : str
        ``s``, ``ed`` or ``ing``.
    british : bool
        Whether for a British voice.
    """
    last, faint = phonemes[-1:], "ɪ" if british else "ᵻ"
    if ending == "s":
        return phonemes + (f"{faint}z" if last in HISSES else "s" if last in VOICELESS else "z")
    if ending == "ed" and last not in "td":
        return phonemes + ("t" if last in VOICELESS else "d")
    vowel = "ɪŋ" if ending == "ing" else f"{faint}d"
    if last == "t" and not british and phonemes[-2:-1] in BEFORE_TAP:
        return f"{phonemes[:-1]}ɾ{vowel}"
    linking = british and ending == "ing" and last in "əː" and re.search(r"re?$", stem)
    return phonemes + ("ɹ" if linking else "") + vowel
