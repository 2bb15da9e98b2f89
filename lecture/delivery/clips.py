"""Sections cut out of the joined film as films of their own: packets are copied, nothing is encoded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from lecture.delivery.contents import Part
from lecture.delivery.stills import opened
from training.errors import LectureError

#: Seconds by which a container rounds times at most.
ROUNDING = Fraction(1, 1000)
#: Seconds at most between pictures and the sound beside them in the file.
APART = Fraction(1)


def clips(film: Path, sections: Sequence[Part], frame_rate: int, folder: Path) -> list[Path]:
    """Write each section of a film as a clip of its own, with its sound.

    A clip begins at second 0 with the section's first frame and holds the film's own packets, so that its
    frames are the film's. Its sound begins with the first whole packet and ends with the last, each
    at most 1,024 samples off.

    Parameters
    ----------
    film : Path
        The joined film.
    sections : sequence of Part
        On whole frames.
    frame_rate : int
        Frames a second.
    folder : Path
        Where the clips are written: ``001.mp4`` and so on, with the film's own ending.

    Returns
    -------
    list of Path
        The clips, in the order of the sections.

    Raises
    ------
    LectureError
        If a section does not begin with a keyframe, or the film ends before a section does.
    """
    targets = [folder / f"{number:03}{film.suffix}" for number in range(1, len(sections) + 1)]
    with opened(film) as container:
        for section, target in zip(sections, targets, strict=True):
            cut(container, section, frame_rate, target)
    return targets


def cut(container: Any, section: Part, frame_rate: int, target: Path) -> None:
    """Copy one section of an open film; parameters and errors as `clips`."""
    first, end = round(section.start * frame_rate), round(section.end * frame_rate)
    pictures = container.streams.video[0]
    streams = [pictures, *container.streams.audio[:1]]
    with av.open(str(target), "w", options={"movflags": "+faststart"}) as output:
        copies = {stream.index: output.add_stream_from_template(stream) for stream in streams}
        frames = 0
        for packet in packets_between(
            container, streams, Fraction(first, frame_rate), Fraction(end, frame_rate)
        ):
            if packet.stream.index == pictures.index:
                if frames == 0 and not (packet.is_keyframe and number_of(packet, frame_rate) == first):
                    raise LectureError(
                        f"section {section.name!r} does not begin with a keyframe at {section.start:.3f} s, "
                        "so it cannot be cut; run ./render.sh --force"
                    )
                frames += 1
            shift(packet, Fraction(first, frame_rate))
            packet.stream = copies[packet.stream.index]
            output.mux(packet)
    if frames != end - first:
        raise LectureError(
            f"section {section.name!r} has {frames} frames of {end - first}; run ./render.sh --force", 1
        )


def packets_between(container: Any, streams: Sequence[Any], start: Fraction, end: Fraction) -> Iterator[Any]:
    """Yield what streams, pictures first, hold from one second to another, as it lies in the file."""
    container.seek(round((start + ROUNDING) / streams[0].time_base), stream=streams[0])
    for packet in container.demux(*streams):
        if packet.pts is None:
            continue
        if packet.dts * packet.time_base >= end + APART:
            return
        begins = packet.pts * packet.time_base
        if (
            begins >= start - ROUNDING
            and begins + (packet.duration or 0) * packet.time_base <= end + ROUNDING
        ):
            yield packet


def number_of(packet: Any, frame_rate: int) -> int:
    """Return which frame of the film a packet holds."""
    return round(packet.pts * packet.time_base * frame_rate)


def shift(packet: Any, by: Fraction) -> None:
    """Put a packet earlier by some seconds."""
    ticks = round(by / packet.time_base)
    packet.pts -= ticks
    packet.dts -= ticks
