"""Sentences and their ids: what stays the same while figures change, and what has changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from difflib import SequenceMatcher

#: A figure, with its thousands and decimals.
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
#: What stands in an id for a figure.
MASK = "n"
#: Words of a sentence that its id begins with, and hexadecimal digits of its digest that the id ends with.
WORDS, DIGITS = 6, 6
#: How alike two sentences are, from 0 to 1, that are taken for one before and after an edit.
ALIKE = 0.6


def folded(text: str) -> str:
    """Return a text with single spaces for all its white space."""
    return " ".join(text.split())


def identifier(sentence: str) -> str:
    """Return a sentence's id: its first words and a digest, which a change of figures alone does not change.

    Parameters
    ----------
    sentence : str
        As written, without brackets.

    Returns
    -------
    str
        Lower-case letters, digits and hyphens.
    """
    masked = NUMBER.sub(MASK, folded(sentence).lower())
    words = [re.sub(r"[^a-z0-9]+", "", word) for word in masked.split()]
    first = [word for word in words if word][:WORDS]
    return "-".join([*first, hashlib.sha256(masked.encode()).hexdigest()[:DIGITS]])


def difference(recorded: str, now: str) -> str:
    """Return how the words of a sentence changed, in one line; empty when they did not."""
    before, after = recorded.split(), now.split()
    told = []
    for kind, first, last, begin, end in SequenceMatcher(None, before, after, False).get_opcodes():
        old, new = " ".join(before[first:last]), " ".join(after[begin:end])
        if kind == "replace":
            told.append(f'"{old}" is now "{new}"')
        elif kind == "delete":
            told.append(f'"{old}" is gone')
        elif kind == "insert":
            told.append(f'"{new}" is new')
    return ", ".join(told)


def nearest(text: str, others: Iterable[str]) -> str | None:
    """Return the text most like another; None when none is alike."""
    rated = [(SequenceMatcher(None, text.split(), other.split(), False).ratio(), other) for other in others]
    best = max(rated, default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else None
