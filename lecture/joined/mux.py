"""Scenes copied into one film, with its chapters, sound and captions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from film.sound import add_sound
from film.subtitles import mov_text, vtt_text
from film.tracks import HeldTrack, add_pictures, mux_pictures, picture_packets
from lecture.joined.sound import Sounding, Source, has_sound, sound_packets
from lecture.joined.timeline import Span, Timeline
from lecture.system.cues import Spoken
from training.errors import LectureError

#: The clock of chapters and captions, in seconds.
MILLISECOND = Fraction(1, 1000)
#: ISO 639-2 code of what is said, and of the words in the pictures.
LANGUAGE = "eng"
#: The same of sound that nobody is said to speak.
UNDETERMINED = "und"
#: Captions need a style; players replace it by the viewer's own.
ASS_HEADER = b"""[Script Info]
ScriptType: v4.00+
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Bold, Italic, Alignment
Style: Default,Sans,16,&Hffffff,0,0,2
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def join(
    films: Sequence[Path],
    timeline: Timeline,
    title: str,
    target: Path,
    spoken: Sequence[tuple[Spoken, ...]] = (),
    source: Source | None = None,
) -> None:
    """Write scenes end to end into one file with chapters, soft captions and a title.

    Parameters
    ----------
    films : sequence of Path
        Published scenes, all of one picture format.
    timeline : Timeline
        Their chapters and captions.
    title : str
        Title in the file's metadata.
    target : Path
        File to write: mp4, mov or webm.
    spoken : sequence of tuple of Spoken
        What is said in each scene; empty when nobody speaks in any.
    source : callable, optional
        Gives the samples of what is said, from its source; without it the films' own sound is taken.

    Raises
    ------
    LectureError
        If the scenes' streams differ, so that they cannot stand in one track.
    """
    options = {"movflags": "+faststart"} if target.suffix != ".webm" else {}
    said = spoken or [()] * len(films)
    scenes = [Sounding(film, told) for film, told in zip(films, said, strict=True)]
    speaks = any(scene.speaks for scene in scenes)
    with av.open(str(target), "w", options=options) as output, av.open(str(films[0])) as first:
        template = first.streams.video[0]
        # Players take the tracks in this order.
        pictures = add_pictures(output, template)
        sound = add_sound(output, target.suffix, spoken=speaks) if speaks or has_sound(films) else None
        captions = add_captions(output, target.suffix) if timeline.captions else None
        pictures.metadata["language"] = LANGUAGE
        output.metadata["title"] = title
        output.set_chapters(chapters(timeline.chapters))
        if sound is not None:
            # A scene that has captions speaks them.
            sound.metadata["language"] = LANGUAGE if speaks or timeline.captions else UNDETERMINED
        output.start_encoding()
        beside = []
        if sound is not None:
            beside.append(HeldTrack(sound_packets(sound, scenes, timeline, source)))
        if captions is not None:
            beside.append(HeldTrack(caption_packets(captions, timeline.captions, target.suffix)))
        mux_pictures(output, pictures, scene_packets(films, timeline, template), beside)


def scene_packets(films: Sequence[Path], timeline: Timeline, template: Any) -> Iterator[Any]:
    """Yield the packets of scenes, each at its second of the lecture.

    Raises
    ------
    LectureError
        If a scene's track differs from the template.
    """
    for film, start in zip(films, timeline.starts, strict=True):
        refuse_different(film, template)
        yield from picture_packets(film, start, Fraction(timeline.frame_rate))


def refuse_different(film: Path, template: Any) -> None:
    """Refuse a scene whose track differs from the first scene's."""
    with av.open(str(film)) as container:
        here, there = container.streams.video[0].codec_context, template.codec_context
        for what in ("name", "width", "height", "pix_fmt", "extradata"):
            if getattr(here, what) != getattr(there, what):
                raise LectureError(
                    f"{film.name} and the first scene differ in {what}; run ./render.sh --force",
                    1,
                )


def chapters(spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Return chapters as PyAV takes them, on a millisecond clock."""
    return [
        {
            "id": number,
            "start": round(span.start / MILLISECOND),
            "end": round(span.end / MILLISECOND),
            "time_base": MILLISECOND,
            "metadata": {"title": span.text},
        }
        for number, span in enumerate(spans)
    ]


def add_captions(output: Any, suffix: str) -> Any:
    """Add the caption track a container can hold: mov_text, or WebVTT in WebM."""
    stream = output.add_stream("webvtt" if suffix == ".webm" else "mov_text")
    stream.codec_context.subtitle_header = ASS_HEADER
    stream.time_base = MILLISECOND
    stream.metadata["language"] = LANGUAGE
    return stream


def caption_packets(stream: Any, captions: Sequence[Span], suffix: str) -> Iterator[Any]:
    """Yield one packet a caption: WebVTT in WebM, plain text behind its two-byte length in mp4 and mov."""
    for span in captions:
        packet = av.Packet(vtt_text(span.text).encode() if suffix == ".webm" else counted(span.text))
        packet.stream = stream
        packet.time_base = MILLISECOND
        packet.pts = packet.dts = round(span.start / MILLISECOND)
        packet.duration = round((span.end - span.start) / MILLISECOND)
        packet.is_keyframe = True
        yield packet


def counted(text: str) -> bytes:
    """Return a caption as mp4 holds it, behind its two-byte length; longer ones end there."""
    content = mov_text(text).encode()[:0xFFFF].decode(errors="ignore").encode()
    return len(content).to_bytes(2, "big") + content
