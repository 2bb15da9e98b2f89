"""Films laid end to end in one file, packet by packet: no picture is encoded twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

#: A clock that whole frames of 15, 30, 60 fps and milliseconds both divide.
TICK = Fraction(1, 90_000)


class HeldTrack:
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
        """Write every packet that begins by some second of the film; all that is left when None."""
        while self.waiting is not None:
            if seconds is not None and self.waiting.pts * self.waiting.time_base > seconds:
                return
            output.mux(self.waiting)
            self.waiting = next(self.packets, None)


def add_pictures(output: Any, template: Any) -> Any:
    """Add a video track that takes another film's packets as they are, its colours and its alpha told.

    Parameters
    ----------
    output : av.container.OutputContainer
        Being written.
    template : av.VideoStream
        Of the film whose packets will come.
    """
    stream = output.add_stream_from_template(template)
    stream.time_base = TICK
    # WebM keeps transparency beside the pictures; without this word players do not look for it.
    if {name.lower(): value for name, value in template.metadata.items()}.get("alpha_mode") == "1":
        stream.metadata["alpha_mode"] = "1"
    return stream


def picture_packets(film: Path, start: Fraction, frame_rate: Fraction) -> Iterator[Any]:
    """Yield a film's packets in order of decoding, its first frame at a given second.

    Containers round times; here every picture is put on the exact frame grid.

    Parameters
    ----------
    film : Path
        One video track of even frame rate that begins with a key frame.
    start : Fraction
        Seconds.
    frame_rate : Fraction
        Frames a second.
    """
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        packets = [packet for packet in container.demux(stream) if packet.pts is not None]
        late = stream.codec_context.reorder_depth
        first = min(packet.pts for packet in packets)
        per_frame = 1 / (Fraction(stream.time_base) * frame_rate)
        for number, packet in enumerate(packets):
            place = round((packet.pts - first) / per_frame)
            packet.pts = round((start + place / frame_rate) / TICK)
            packet.dts = round((start + (number - late) / frame_rate) / TICK)
            packet.duration = round(1 / (frame_rate * TICK))
            packet.time_base = TICK
            yield packet


def mux_pictures(output: Any, stream: Any, packets: Iterable[Any], beside: Iterable[HeldTrack]) -> None:
    """Write a video track, and what lies beside the pictures as their time comes.

    Parameters
    ----------
    output : av.container.OutputContainer
        Being written.
    stream : av.VideoStream
        From `add_pictures`.
    packets : iterable of av.Packet
        On the clock `TICK`.
    beside : iterable of HeldTrack
        Sound, captions.
    """
    tracks = tuple(beside)
    for packet in packets:
        for track in tracks:
            track.mux_until(output, packet.dts * TICK)
        packet.stream = stream
        output.mux(packet)
    for track in tracks:
        track.mux_until(output, None)
