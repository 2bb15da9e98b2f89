"""Captions as players read them, WebVTT, SubRip and mp4's plain text: none of their signs is markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from html import escape
from typing import Protocol

#: Has no width, breaks no line; FFmpeg itself puts it behind a backslash that is to be seen.
WORD_JOINER = "\u2060"
#: What SubRip's readers take for a tag, or for the times of the next caption.
SUBRIP_MARKUP = re.compile(r"(?<=<)(?=\S)|(?<=--)(?=>)|^(?=\d+[,.:，．。：]\d+[,.:，．。：]\d)", re.MULTILINE)
#: What FFmpeg's readers, of plain text too, take for a command of its own subtitles: `\N`, `{\an8}`.
BACKSLASH = re.compile(r"(?<=\\)")
#: Between braces they find commands or comments and show nothing, so wide braces stand for them.
BRACES = str.maketrans("{}", "\uff5b\uff5d")


class Caption(Protocol):
    """A text with its time.

    Attributes
    ----------
    text : str
        From `plain`.
    start, end : Fraction
        Seconds from the film's start.
    """

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> Fraction: ...  # noqa: D102
    @property
    def end(self) -> Fraction: ...  # noqa: D102


def plain(text: str) -> str:
    """Return a caption's lines without empty ones, which would end it, and without control characters."""
    lines = ("".join(filter(printable, line)).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def printable(sign: str) -> bool:
    """Return whether a character can stand in a text file: no control character, no half of a pair."""
    return sign == "\t" or unicodedata.category(sign) not in ("Cc", "Cs")


def vtt_text(text: str) -> str:
    """Return a caption as WebVTT writes it: markup characters, and the arrow with them, as entities."""
    return escape(text, quote=False)


def mov_text(text: str) -> str:
    """Return a caption as mp4 and mov hold it: plain text, that no player takes for more."""
    return BACKSLASH.sub(WORD_JOINER, text.translate(BRACES))


def srt_text(text: str) -> str:
    """Return a caption as SubRip writes it: no entities there, markup is broken by a joiner of no width."""
    return SUBRIP_MARKUP.sub(WORD_JOINER, mov_text(text))


def clock(seconds: Fraction, separator: str) -> str:
    """Write a time as ``HH:MM:SS`` and milliseconds.

    Parameters
    ----------
    seconds : Fraction
        Time from the start, rounded to a millisecond.
    separator : str
        What stands before the milliseconds: a point in WebVTT, a comma in SubRip.
    """
    total = round(seconds * 1000)
    hours, rest = divmod(total, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    whole, thousandths = divmod(rest, 1000)
    return f"{hours:02}:{minutes:02}:{whole:02}{separator}{thousandths:03}"


def vtt(captions: Iterable[Caption]) -> str:
    """Return captions as WebVTT."""
    cues = [f"{clock(cue.start, '.')} --> {clock(cue.end, '.')}\n{vtt_text(cue.text)}\n" for cue in captions]
    return "\n".join(["WEBVTT\n", *cues])


def srt(captions: Iterable[Caption]) -> str:
    """Return captions as SubRip."""
    return "\n".join(
        f"{number}\n{clock(cue.start, ',')} --> {clock(cue.end, ',')}\n{srt_text(cue.text)}\n"
        for number, cue in enumerate(captions, 1)
    )
