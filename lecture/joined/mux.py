"""Scenes copied into one film, packet by packet: no picture is encoded twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from lecture.joined.sound import add_sound, has_sound, sound_packets
from lecture.joined.timeline import Span, Timeline
from training.errors import LectureError

#: A clock that whole frames of 15, 30, 60 fps and milliseconds both divide.
TICK = Fraction(1, 90_000)
#: Captions need a style; players replace it by the viewer's own.
ASS_HEADER = b"""[Script Info]
ScriptType: v4.00+
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Bold, Italic, Alignment
Style: Default,Sans,16,&Hffffff,0,0,2
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def join(films: Sequence[Path], plan: Timeline, title: str, target: Path) -> None:
    """Write scenes end to end into one file with chapters, soft captions and a title.

    Parameters
    ----------
    films : sequence of Path
        Published scenes, all of one picture format.
    plan : Timeline
        Their chapters and captions.
    title : str
        Title in the file's metadata.
    target : Path
        File to write: mp4, mov or webm.

    Raises
    ------
    LectureError
        If the scenes' streams differ, so that they cannot stand in one track.
    """
    options = {"movflags": "+faststart"} if target.suffix != ".webm" else {}
    with av.open(str(target), "w", options=options) as output, av.open(str(films[0])) as first:
        template = first.streams.video[0]
        video = output.add_stream_from_template(template)
        video.time_base = TICK
        # Players take the tracks in this order.
        sound = add_sound(output, target.suffix) if has_sound(films) else None
        captions = add_captions(output, target.suffix) if plan.captions else None
        output.metadata["title"] = title
        output.set_chapters(chapters(plan.chapters))
        output.start_encoding()
        # What lies beside the pictures is written as their time comes.
        beside = []
        if sound is not None:
            beside.append(Ahead(sound_packets(sound, films, plan)))
        if captions is not None:
            beside.append(Ahead(caption_packets(captions, plan.captions, target.suffix)))
        for film, start in zip(films, plan.starts, strict=True):
            for packet in video_packets(film, template, start, plan.frame_rate):
                for track in beside:
                    track.mux_until(output, packet.dts * TICK)
                packet.stream = video
                output.mux(packet)
        for track in beside:
            track.mux_until(output, None)


class Ahead:
    """A track's packets, held back until their time.

    Parameters
    ----------
    packets : iterator of av.Packet
        In order of time.
    """

    def __init__(self, packets: Iterator[Any]) -> None:
        self.packets = packets
        self.waiting: Any = next(packets, None)

    def mux_until(self, output: Any, seconds: Fraction | None) -> None:
        """Write every packet that begins by some second of the lecture; all that is left when None."""
        while self.waiting is not None:
            if seconds is not None and self.waiting.pts * self.waiting.time_base > seconds:
                return
            output.mux(self.waiting)
            self.waiting = next(self.packets, None)


def video_packets(film: Path, template: Any, start: Fraction, frame_rate: int) -> Iterator[Any]:
    """Yield a scene's packets with its first frame at a given second of the lecture."""
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        refuse_different(film, stream, template)
        packets = [packet for packet in container.demux(stream) if packet.pts is not None]
        base = Fraction(stream.time_base)
        first = min(packet.pts for packet in packets)
        frame = Fraction(1, frame_rate)
        # Presentation times are put on the exact frame grid: containers round them.
        for packet in packets:
            shown = round((packet.pts - first) * base / frame) * frame
            reordered = round((packet.dts - first) * base / frame) * frame
            packet.pts, packet.dts = round((start + shown) / TICK), round((start + reordered) / TICK)
            packet.duration = round(frame / TICK)
            packet.time_base = TICK
            yield packet


def refuse_different(film: Path, stream: Any, template: Any) -> None:
    """Refuse a scene whose track differs from the first scene's."""
    here, there = stream.codec_context, template.codec_context
    for what in ("name", "width", "height", "pix_fmt", "extradata"):
        if getattr(here, what) != getattr(there, what):
            raise LectureError(
                f"{film.name} and the first scene differ in {what}; run ./render.sh --force",
                1,
            )


def chapters(spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Return chapters as PyAV takes them, on a millisecond clock."""
    clock = Fraction(1, 1000)
    return [
        {
            "id": number,
            "start": round(span.start / clock),
            "end": round(span.end / clock),
            "time_base": clock,
            "metadata": {"title": span.text},
        }
        for number, span in enumerate(spans)
    ]


def add_captions(output: Any, suffix: str) -> Any:
    """Add the caption track a container can hold: mov_text, or WebVTT in WebM."""
    stream = output.add_stream("webvtt" if suffix == ".webm" else "mov_text")
    stream.codec_context.subtitle_header = ASS_HEADER
    stream.time_base = Fraction(1, 1000)
    stream.metadata["language"] = "eng"
    return stream


def caption_packets(stream: Any, captions: Sequence[Span], suffix: str) -> Iterator[Any]:
    """Yield one packet a caption: plain text in WebM, text behind its two-byte length in mp4 and mov."""
    for span in captions:
        text = span.text.encode()
        packet = av.Packet(text if suffix == ".webm" else len(text).to_bytes(2, "big") + text)
        packet.stream = stream
        packet.time_base = Fraction(1, 1000)
        packet.pts = packet.dts = round(span.start * 1000)
        packet.duration = round((span.end - span.start) * 1000)
        packet.is_keyframe = True
        yield packet
