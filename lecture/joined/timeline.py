"""The lecture's own clock: when each scene, chapter and caption of the joined film begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from film.subtitles import plain
from lecture.freshness.receipts import Receipt


@dataclass(frozen=True)
class Span:
    """Something with a text, a beginning and an end.

    Attributes
    ----------
    text : str
        Chapter name or caption.
    start, end : Fraction
        Seconds from the lecture's start.
    """

    text: str
    start: Fraction
    end: Fraction


@dataclass(frozen=True)
class Timeline:
    """Chapters, sections and captions of a joined film.

    Attributes
    ----------
    chapters, sections, captions : tuple of Span
        In order. A chapter is a scene, under its title; sections are the beats of its storyboard. Both cover
        the film without a gap; captions never overlap.
    starts : tuple of Fraction
        Seconds at which each scene begins.
    duration : Fraction
        Seconds in all.
    frame_rate : int
        Frames per second, the same in every scene.
    """

    chapters: tuple[Span, ...]
    sections: tuple[Span, ...]
    captions: tuple[Span, ...]
    starts: tuple[Fraction, ...]
    duration: Fraction
    frame_rate: int


def timeline(receipts: Sequence[Receipt]) -> Timeline:
    """Lay scenes end to end.

    Parameters
    ----------
    receipts : sequence of Receipt
        The scenes in their order.

    Returns
    -------
    Timeline
        Chapters and sections begin on frames; a caption that would outlive its scene ends with it.
    """
    chapters: list[Span] = []
    sections: list[Span] = []
    captions: list[Span] = []
    starts: list[Fraction] = []
    clock = Fraction(0)
    for receipt in receipts:
        length = Fraction(receipt.frames, receipt.frame_rate)
        starts.append(clock)
        chapters.append(Span(title_of(receipt), clock, clock + length))
        sections += [shifted(span, clock) for span in sections_of(receipt, length)]
        captions += [shifted(span, clock) for span in captions_of(receipt, length)]
        clock += length
    return Timeline(
        tuple(chapters), tuple(sections), tuple(captions), tuple(starts), clock, receipts[0].frame_rate
    )


def title_of(receipt: Receipt) -> str:
    """Return a scene's title in one line, or its name when it has none."""
    return " ".join(plain(receipt.cues.title).split()) or receipt.scene


def shifted(span: Span, by: Fraction) -> Span:
    """Return a span moved on the clock."""
    return Span(span.text, span.start + by, span.end + by)


def sections_of(receipt: Receipt, length: Fraction) -> list[Span]:
    """Return a scene's sections, on whole frames, covering the scene from its first frame to its last."""
    found: list[tuple[Fraction, str]] = []
    for section in receipt.cues.sections:
        start = Fraction(round(section.start * receipt.frame_rate), receipt.frame_rate)
        if start >= length:
            continue
        if found and found[-1][0] == start:
            found.pop()
        found.append((start, " ".join(plain(section.name).split()) or receipt.scene))
    if not found or found[0][0] > 0:
        found.insert(0, (Fraction(0), receipt.scene))
    ends = [start for start, _ in found[1:]] + [length]
    return [Span(name, start, end) for (start, name), end in zip(found, ends, strict=True)]


def captions_of(receipt: Receipt, length: Fraction) -> list[Span]:
    """Return a scene's captions in order: never overlapping, never past the scene's end, in milliseconds."""
    spans: list[Span] = []
    for caption in sorted(receipt.cues.captions, key=lambda cue: cue.start):
        start = max(milliseconds(caption.start), spans[-1].end if spans else Fraction(0))
        end = min(milliseconds(caption.end), length)
        if end > start and (text := plain(caption.text)):
            spans.append(Span(text, start, end))
    return spans


def milliseconds(seconds: float) -> Fraction:
    """Return a time in seconds, rounded to a millisecond."""
    return Fraction(round(seconds * 1000), 1000)
