"""Narration cut into sentences, each with the words that were bracketed in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from voice.language.abbreviations import ENDING_TOO, abbreviated

#: The end of a sentence: its mark with closing quotes or parentheses, then the space before the next one.
END = re.compile(r"([.!?])[\"”’')»]* (?=\S)")


@dataclass(frozen=True)
class Span:
    """Words of a sentence that were bracketed.

    Attributes
    ----------
    first, last : int
        Indices of its first and its last written word; the words are the sentence's parts between spaces.
    text : str
        What stood between the brackets, white space folded.
    """

    first: int
    last: int
    text: str


@dataclass(frozen=True)
class Sentence:
    """One sentence as it is written: the unit of a take.

    Attributes
    ----------
    text : str
        Without brackets, white space folded.
    spans : tuple of Span
        In order; no two share a word.
    """

    text: str
    spans: tuple[Span, ...]


def sentences(marked: str) -> tuple[Sentence, ...]:
    """Cut narration into its sentences and take the brackets out.

    Parameters
    ----------
    marked : str
        One or more sentences, with spans in brackets: ``"First it [turns], then it [flips over]."``

    Returns
    -------
    tuple of Sentence
        In order; their texts joined by spaces are the narration without brackets.

    Raises
    ------
    ValueError
        If there is nothing to say, or brackets are empty, nested, unbalanced, share a word or reach into the
        next sentence; in one line.
    """
    text, brackets = _unbracketed(" ".join(marked.split()))
    if not text:
        raise ValueError("the narration is empty; expected a sentence; write what is to be said")
    found, start = [], 0
    for end in [*_ends(text), len(text)]:
        found.append(_sentence(text, start, end, [pair for pair in brackets if start <= pair[0] < end]))
        start = end + 1
    return tuple(found)


def _unbracketed(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text without its brackets, and where each pair's words begin and end (exclusive) in it."""
    kept: list[str] = []
    pairs: list[tuple[int, int]] = []
    opened: int | None = None
    for letter in marked:
        if letter == "[":
            if opened is not None:
                raise ValueError(f"brackets stand in brackets; close the first before the next: {marked}")
            opened = len(kept)
        elif letter == "]":
            if opened is None:
                raise ValueError(
                    f"a bracket is closed that was not opened; write [ before its words: {marked}"
                )
            inside = "".join(kept[opened:])
            if not inside.strip():
                raise ValueError(f"brackets are empty; expected the words that are said meanwhile: {marked}")
            # Spaces at the edges of brackets belong to nobody.
            begin = opened + len(inside) - len(inside.lstrip())
            pairs.append((begin, begin + len(inside.strip())))
            opened = None
        elif letter != " " or (kept and kept[-1] != " "):
            kept.append(letter)
    if opened is not None:
        raise ValueError(f"a bracket is not closed; write ] after its last word: {marked}")
    return "".join(kept).rstrip(), pairs


def _ends(text: str) -> list[int]:
    """Return where the spaces between the sentences of a text stand."""
    return [match.end() - 1 for match in END.finditer(text) if _ends_here(text, match)]


def _ends_here(text: str, end: re.Match[str]) -> bool:
    """Whether a sentence ends at a mark, and not an abbreviation or a pause within it."""
    before, following = text[: end.start() + 1], text[end.end()]
    last = before.split(" ")[-1]
    if abbreviated(last) is not None:
        return last.lstrip("(“\"'").lower() in ENDING_TOO and following.isupper()
    return not (before.endswith("...") and following.islower())


def _sentence(text: str, start: int, end: int, brackets: list[tuple[int, int]]) -> Sentence:
    """Return the sentence between two places of a text, with the brackets that begin in it."""
    spans: list[Span] = []
    for begin, finish in brackets:
        if finish > end:
            raise ValueError(
                f"brackets reach into the next sentence; give each its own: {text[begin:finish]}"
            )
        first = text.count(" ", start, begin)
        last = text.count(" ", start, finish)
        if spans and first <= spans[-1].last:
            raise ValueError(f"two brackets share a word; put a space between them: {text[start:end]}")
        spans.append(Span(first, last, text[begin:finish]))
    return Sentence(text[start:end], tuple(spans))
