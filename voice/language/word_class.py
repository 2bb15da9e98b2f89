"""Which of its classes a word has in a sentence, judged by its neighbours: for words said in several ways."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence


def listed(words: str) -> frozenset[str]:
    """Return words written between spaces as a set."""
    return frozenset(words.split())


#: Words that a noun follows, perhaps after adjectives.
DETERMINERS = listed(
    "a an the this these those each every its their our your his her my no some any another all both many "
    "few several which what one two three four five six seven eight nine ten"
)
#: Words that a noun follows as well, and an object or a verb seldom.
PREPOSITIONS = listed("of in by with for at from without into under over between through per on as")
#: Words that a verb follows.
BEFORE_VERBS = listed(
    "to will would can cannot could may might must shall should do does did don't doesn't didn't won't can't "
    "couldn't wouldn't shouldn't we you they i who let's us never"
)
#: Words that a verb in -s follows.
SINGULAR_SUBJECTS = listed("it he she this that which who")
#: Words that begin an object.
OBJECTS = DETERMINERS | listed("it them us him me both all everything")
#: Words after which "read" and its like are participles.
HAVING = listed("have has had having be been being is are was were get gets got")
#: Words after which nothing is a noun that adjectives describe.
FUNCTION = (
    DETERMINERS
    | PREPOSITIONS
    | HAVING
    | listed(
        "and or but to so that than then if when where while because not it they we you "
        "he she i there here too"
    )
)
#: What the neighbours would say, but the word never is here: "a close look" is no end, "learned weights" are
#: no scholars.
NEVER = {"close": "NOUN", "closer": "NOUN", "inside": "ADJ", "minute": "ADJ", "learned": "ADJ"}
#: Words whose default class is the rare one.
USUAL = {"affect": "VERB", "affects": "VERB"}


def word_class(words: Sequence[str], place: int, ways: Mapping[str, str | None]) -> str:
    """Return the class of a word said in several ways.

    Parameters
    ----------
    words : sequence of str
        The sentence's words in lower case without punctuation; an empty one stands for a pause.
    place : int
        The word's index.
    ways : mapping
        Its phonemes by class.

    Returns
    -------
    str
        ``NOUN``, ``VERB``, ``ADJ``, ``VBD``, ``DT``, ``None`` (before a pause) or ``DEFAULT``.
    """
    word, before, after = words[place], _neighbour(words, place, -1), _neighbour(words, place, 1)
    if word == "that":
        return "DT" if not before or before in PREPOSITIONS or not after else "DEFAULT"
    if "None" in ways:
        return "None" if not after else "DEFAULT"
    found = _by_neighbours(words, place, before, after)
    if found == "ADJ" and "ADJ" not in ways:
        found = "NOUN"
    if NEVER.get(word) == found:
        return "DEFAULT"
    return USUAL.get(word, "DEFAULT") if found == "DEFAULT" else found


def _by_neighbours(words: Sequence[str], place: int, before: str, after: str) -> str:
    word = words[place]
    if before in HAVING and word in ("read", "reread"):
        return "VBN"
    if before in BEFORE_VERBS or (before in ("that", "which") and place > 1 and _is_plural(words[place - 2])):
        return "VERB"
    if before in DETERMINERS or before in PREPOSITIONS or before.endswith("'s") or before.isdigit():
        return "ADJ" if after and after not in FUNCTION else "NOUN"
    if after in OBJECTS and before not in FUNCTION | {""}:
        return "VERB"
    if not before and after in OBJECTS:
        return "VERB"
    if word.endswith("s"):
        return (
            "VERB"
            if before in SINGULAR_SUBJECTS or (word == "lives" and after in PREPOSITIONS)
            else "DEFAULT"
        )
    return "VERB" if _is_plural(before) and after != "to" and not word.endswith(("ed", "ing")) else "DEFAULT"


def _is_plural(word: str) -> bool:
    """Whether a word looks like several."""
    return re.search(r"[^s'iu]s$", word) is not None and word not in FUNCTION


def _neighbour(words: Sequence[str], place: int, step: int) -> str:
    """Return the next word in a direction, adverbs before it passed over; empty at a pause or an end."""
    place += step
    while (
        0 <= place < len(words) and step < 0 and re.search(r"..ly$", words[place]) and words[place] != "only"
    ):
        place += step
    return words[place] if 0 <= place < len(words) else ""
