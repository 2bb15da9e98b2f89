"""Captions as the text files players read: WebVTT, SubRip."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from html import escape

from lecture.joined.timeline import Span


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


def vtt(captions: Iterable[Span]) -> str:
    """Return captions as WebVTT; its markup characters are escaped."""
    cues = [
        f"{clock(cue.start, '.')} --> {clock(cue.end, '.')}\n{escape(cue.text, quote=False)}\n"
        for cue in captions
    ]
    return "\n".join(["WEBVTT\n", *cues])


def srt(captions: Iterable[Span]) -> str:
    """Return captions as SubRip."""
    return "\n".join(
        f"{number}\n{clock(cue.start, ',')} --> {clock(cue.end, ',')}\n{cue.text}\n"
        for number, cue in enumerate(captions, 1)
    )
