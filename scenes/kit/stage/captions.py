"""Narration text cut into caption cues that people can read in time."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from scenes.kit import theme

#: Seconds by which a caption comes before its first word.
LEAD = 0.04
#: Share of a frame that rounding errors may add up to.
_SLACK = 1e-3


@dataclass(frozen=True)
class Cue:
    """One caption on screen.

    Attributes
    ----------
    text : str
        At most two lines of at most 42 characters, separated by a newline.
    start, end : float
        Seconds from the scene's start.
    """

    text: str
    start: float
    end: float


def caption_blocks(text: str) -> list[str]:
    """Cut narration into caption texts, sentence by sentence.

    Parameters
    ----------
    text
        Spoken English; white space is folded.

    Returns
    -------
    list of str
        Blocks of at most ``theme.CAPTION_LINES`` lines, balanced, in order; no word is lost.

    Raises
    ------
    ValueError
        When there is nothing to say, or one word is longer than a caption line.
    """
    folded = " ".join(text.split())
    if not folded:
        raise ValueError("narration is empty; expected a spoken sentence; give voiceover() some text")
    return [block for part in re.split(r"(?<=[.!?:]) (?=\S)", folded) for block in _blocks(part)]


def _blocks(part: str) -> list[str]:
    """Return a part of the narration in blocks of full lines; it begins a block of its own."""
    lines = _balanced_lines(part)
    return ["\n".join(lines[i : i + theme.CAPTION_LINES]) for i in range(0, len(lines), theme.CAPTION_LINES)]


def _balanced_lines(sentence: str) -> list[str]:
    """Return a sentence in the fewest lines, wrapped at the narrowest width that gives no more of them."""
    longest = max(len(word) for word in sentence.split())
    if longest > theme.CAPTION_LINE:
        raise ValueError(
            f"a caption word of {longest} characters does not fit; expected at most "
            f"{theme.CAPTION_LINE}; reword: {sentence}"
        )
    fewest = len(textwrap.wrap(sentence, theme.CAPTION_LINE, break_on_hyphens=False))
    for width in range(max(longest, ceil(len(sentence) / fewest)), theme.CAPTION_LINE + 1):
        lines = textwrap.wrap(sentence, width, break_on_hyphens=False)
        if len(lines) == fewest:
            return lines
    return textwrap.wrap(sentence, theme.CAPTION_LINE, break_on_hyphens=False)


def least_time(block: str) -> float:
    """Return the seconds a caption block needs to be read, however fast its words are said."""
    return max(len(block) / theme.CAPTION_RATE, theme.CAPTION_LEAST)


def reading_time(block: str) -> float:
    """Return the seconds a caption block stays unspoken: the pace of speech, but never too fast to read."""
    return max(len(block.split()) * 60 / theme.WORDS_PER_MINUTE, least_time(block))


def cues(text: str, start: float) -> list[Cue]:
    """Lay narration that nobody speaks out in time, one block after the other.

    Parameters
    ----------
    text
        One sentence or more.
    start
        Seconds from the scene's start.

    Returns
    -------
    list of Cue
        Adjacent, never overlapping.
    """
    laid: list[Cue] = []
    for block in caption_blocks(text):
        end = start + reading_time(block)
        laid.append(Cue(block, start, end))
        start = end
    return laid


def spoken_cues(sentence: str, began: Sequence[float], free: float, rate: float) -> list[Cue]:
    """Lay a spoken sentence out by its words: a block comes `LEAD` before its first word, on a frame.

    Where a block would leave before it can be read, its part of the sentence is not set apart; where that
    does not help either, the next one comes later.

    Parameters
    ----------
    sentence
        Without brackets.
    began
        When each word begins, its parts between spaces, in seconds from the scene's start.
    free
        Second from which nothing else is being read.
    rate
        Frames a second.

    Returns
    -------
    list of Cue
        Adjacent; the last one ends as soon as it can have been read.
    """
    cut = caption_blocks(sentence), _blocks(" ".join(sentence.split()))
    (laid, _) = min((_timed(blocks, began, free, rate) for blocks in cut), key=lambda timed: timed[1])
    return laid


def _timed(blocks: Sequence[str], began: Sequence[float], free: float, rate: float) -> tuple[list[Cue], int]:
    """Return blocks laid out by the words they begin with, and how many frames later than these they come."""
    frames: list[int] = []
    word, late, frame = 0, 0, ceil(free * rate - _SLACK)
    for block in blocks:
        wanted = max(floor((began[word] - LEAD) * rate + _SLACK), 0)
        frames.append(max(frame, wanted))
        late += frames[-1] - wanted
        frame = frames[-1] + ceil(least_time(block) * rate - _SLACK)
        word += len(block.split())
    ends = [*frames[1:], frame]
    return [Cue(b, f / rate, e / rate) for b, f, e in zip(blocks, frames, ends, strict=True)], late
