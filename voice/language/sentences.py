"""Narration cut into sentences, its marked spans taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A marked part of a sentence.

    Attributes
    ----------
    first, last : int
        Indices of its first and last word among ``sentence.text.split()``.
    text : str
        What stands between the brackets.
    """

    first: int
    last: int
    text: str


@dataclass(frozen=True)
class Sentence:
    """What is spoken as one take.

    Attributes
    ----------
    text : str
        Without brackets, white space folded.
    spans : tuple of Span
        In order.
    """

    text: str
    spans: tuple[Span, ...]


def sentences(marked: str) -> tuple[Sentence, ...]:
    """Return the sentences of a narration.

    Raises
    ------
    ValueError
        If there is nothing to say, or its brackets do not stand in pairs inside one sentence.
    """
    folded = " ".join(marked.split())
    if not folded:
        raise ValueError("narration is empty; expected a spoken sentence; give it some text")
    return tuple(_sentence(part) for part in re.split(r"(?<=[.!?]) (?=\S)", folded))


def _sentence(marked: str) -> Sentence:
    if re.sub(r"\[[^][]+\]", "", marked).strip("[]") != re.sub(r"\[[^][]+\]", "", marked):
        raise ValueError(f"brackets stand in pairs inside one sentence, found: {marked}")
    spans = []
    for found in re.finditer(r"\[([^][]+)\]", marked):
        first = len(marked[: found.start()].replace("[", "").replace("]", "").split())
        spans.append(Span(first, first + len(found[1].split()) - 1, found[1]))
    return Sentence(re.sub(r"[][]", "", marked), tuple(spans))
