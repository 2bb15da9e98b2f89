"""What the joined lecture says, and when: one description for page, slides and handout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from film.subtitles import plain
from lecture.freshness.receipts import Receipt
from lecture.joined.join_scenes import receipts_of
from lecture.joined.timeline import Span, sections_of, timeline
from lecture.request.layout import Layout
from lecture.request.shots import Shot, ShotList
from lecture.system.cues import Caption, RunShown
from training.storage.messages import Message

if TYPE_CHECKING:
    from voice.narrator import Narrator

#: Decimals of a second that are kept: far below a frame.
DECIMALS = 6


@dataclass(frozen=True)
class Sentence(Message):
    """A sentence of the transcript.

    Attributes
    ----------
    text : str
        In one line.
    start, end : float
        Seconds of the film.
    words : tuple of (float, float)
        Seconds of the film in which each part between spaces is said; empty where that is not known.
    """

    text: str
    start: float
    end: float
    words: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class Part(Message):
    """A section of a scene: one entry of the strip, one slide.

    Attributes
    ----------
    name : str
        In one line.
    start, end : float
        Seconds of the film, on whole frames.
    lines : tuple of Sentence
        What is said in it.
    """

    name: str
    start: float
    end: float
    lines: tuple[Sentence, ...]


@dataclass(frozen=True)
class Chapter(Message):
    """A scene.

    Attributes
    ----------
    slug, title : str
        Its name in file names and addresses, and for people.
    source, scene : str
        Its file from the project's folder, and its class in it.
    start, end : float
        Seconds of the film.
    parts : tuple of Part
        Its sections; they cover it without a gap.
    runs : tuple of str
        Runs that it shows and the companion replays, its own first.
    epochs : tuple of RunShown
        When it shows which of them at which epoch, in seconds of the film.
    """

    slug: str
    title: str
    source: str
    scene: str
    start: float
    end: float
    parts: tuple[Part, ...]
    runs: tuple[str, ...] = ()
    epochs: tuple[RunShown, ...] = ()


@dataclass(frozen=True)
class Contents(Message):
    """What the joined lecture says, and when.

    Attributes
    ----------
    title, language, address : str
        The lecture's; the address is where it is published, and empty while nobody has said.
    film, poster : str
        Names of the files beside the pages.
    width, height, frame_rate : int
        Of the film: pixels, pictures a second.
    duration : float
        Seconds.
    chapters : tuple of Chapter
        In order, without a gap.
    captions : tuple of Caption
        In order, never overlapping.
    """

    title: str
    language: str
    address: str
    film: str
    poster: str
    width: int
    height: int
    frame_rate: int
    duration: float
    chapters: tuple[Chapter, ...]
    captions: tuple[Caption, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The sections of all chapters, in order."""
        return tuple(part for chapter in self.chapters for part in chapter.parts)


def contents_of(
    layout: Layout,
    shots: ShotList,
    chosen: Sequence[Shot],
    runs: Mapping[str, tuple[str, ...]] | None = None,
) -> Contents:
    """Describe the joined lecture.

    Parameters
    ----------
    layout : Layout
        Where its scenes are published.
    shots : ShotList
        The lecture file.
    chosen : sequence of Shot
        Its scenes, in order.
    runs : mapping, optional
        The runs of scenes by their slugs, for who links to the companion; see `Chapter`.

    Raises
    ------
    LectureError
        If a scene is not published, or a take it was drawn with is gone.
    """
    receipts = receipts_of(layout, tuple(chosen))
    clock = timeline(receipts)
    narrator = narrator_of(receipts)
    page = shots.table.get("page", {})
    return Contents(
        title=" ".join(plain(shots.title).split()),
        language=page.get("language", "en"),
        address=page.get("address", ""),
        film=layout.lecture.name,
        poster="poster.png",
        width=layout.picture.width,
        height=layout.picture.height,
        frame_rate=clock.frame_rate,
        duration=seconds(clock.duration),
        chapters=tuple(
            chapter_of(shot, receipt, chapter, narrator, (runs or {}).get(shot.slug, ()))
            for shot, receipt, chapter in zip(chosen, receipts, clock.chapters, strict=True)
        ),
        captions=tuple(Caption(cue.text, seconds(cue.start), seconds(cue.end)) for cue in clock.captions),
    )


def narrator_of(receipts: Sequence[Receipt]) -> Narrator | None:
    """Return who knows the words of takes, None where nothing is said: a lecture of plain manim scenes."""
    if not any(receipt.cues.spoken for receipt in receipts):
        return None
    from voice.narrator import Narrator

    return Narrator()


def seconds(time: Fraction | float) -> float:
    """Return a time as the pages have it."""
    return round(float(time), DECIMALS)


def chapter_of(
    shot: Shot, receipt: Receipt, chapter: Span, narrator: Narrator | None, runs: tuple[str, ...] = ()
) -> Chapter:
    """Describe one scene; parameters as `contents_of`, and the scene's span of the film, and its runs."""
    said = tuple(sentences_of(shot, receipt, chapter.start, narrator))
    spans = sections_of(receipt, chapter.end - chapter.start)
    # A section begins on a frame, its first sentence perhaps half a frame before.
    slack = Fraction(1, 2 * receipt.frame_rate)
    parts = []
    for span in spans:
        start, end = chapter.start + span.start, chapter.start + span.end
        first, last = span.start == 0, span.end == chapter.end - chapter.start
        lines = tuple(
            sentence
            for sentence in said
            if (first or sentence.start >= start - slack) and (last or sentence.start < end - slack)
        )
        parts.append(Part(span.text, seconds(start), seconds(end), lines))
    return Chapter(
        slug=shot.slug,
        title=chapter.text,
        source=shot.file,
        scene=shot.name,
        start=seconds(chapter.start),
        end=seconds(chapter.end),
        parts=tuple(parts),
        runs=runs,
        epochs=tuple(
            RunShown(
                shown.run, tuple((seconds(float(chapter.start) + at), epoch) for at, epoch in shown.knots)
            )
            for shown in receipt.cues.epochs
            if shown.run in runs
        ),
    )


def sentences_of(
    shot: Shot, receipt: Receipt, begins: Fraction, narrator: Narrator | None
) -> Iterator[Sentence]:
    """Yield what a scene says: its sentences with their words, or its captions where it says none."""
    if not receipt.cues.spoken:
        for caption in sorted(receipt.cues.captions, key=lambda cue: cue.start):
            if text := " ".join(plain(caption.text).split()):
                end = min(caption.end, receipt.duration)
                yield Sentence(
                    text, seconds(begins + Fraction(caption.start)), seconds(begins + Fraction(end))
                )
        return
    for said in receipt.cues.spoken:
        heard = narrator.heard(shot.name, said.sentence) if narrator and said.source else None
        start = float(begins) + said.start
        words = heard.words if heard and heard.source == said.source else ()
        text = " ".join(plain(said.sentence).split())
        if len(words) != len(text.split()):
            words = ()
        times = tuple((seconds(start + first), seconds(start + last)) for first, last in words)
        yield Sentence(text, seconds(start), seconds(start + said.seconds), times)
