"""Narration text cut into caption cues that people can read in time."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from math import ceil

from scenes.kit import theme


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
    blocks: list[str] = []
    for sentence in re.split(r"(?<=[.!?:]) (?=\S)", folded):
        lines = _balanced_lines(sentence)
        blocks += [
            "\n".join(lines[i : i + theme.CAPTION_LINES]) for i in range(0, len(lines), theme.CAPTION_LINES)
        ]
    return blocks


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


def reading_time(block: str) -> float:
    """Return the seconds a caption block stays: the pace of speech, but never too fast to read."""
    spoken = len(block.split()) * 60 / theme.WORDS_PER_MINUTE
    return max(spoken, len(block) / theme.CAPTION_RATE, theme.CAPTION_LEAST)


def spoken_seconds(text: str) -> float:
    """Return the seconds that narration takes as captions; see :func:`cues`."""
    return cues(text, 0.0)[-1].end


def cues(text: str, start: float) -> list[Cue]:
    """Lay narration out in time, one block after the other.

    Parameters
    ----------
    text
        Narration of one voiceover block.
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
