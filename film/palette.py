"""An animated GIF with one palette for the whole film: what rests does not flicker and costs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any

import av
from av.filter import Graph

#: GIF's clock, in seconds.
CENTISECOND = Fraction(1, 100)
#: Pictures a second at most: browsers show one of less than two hundredths of a second for ten of them.
FASTEST = 50


def write_gif(segments: Sequence[Path], target: Path, frame_rate: Fraction) -> None:
    """Write films end to end as one GIF: colours chosen from all their pictures, then each painted in them.

    Parameters
    ----------
    segments : sequence of Path
        Of one size, their colours kept without loss.
    target : Path
        File to write.
    frame_rate : Fraction
        Of the segments, frames a second; above 50 some are left out.
    """
    with av.open(str(segments[0])) as container:
        template = container.streams.video[0]
        palette = palette_of(segments, template)
        last = {"final_delay": str(max(2, round(1 / frame_rate / CENTISECOND)))}
        with av.open(str(target), "w", format="gif", options=last) as output:
            stream = output.add_stream("gif", rate=round(1 / CENTISECOND))
            stream.pix_fmt, stream.width, stream.height = "pal8", template.width, template.height
            for frame in painted(frames_of(segments), palette, template, frame_rate):
                output.mux(stream.encode(frame))
            output.mux(stream.encode(None))


def frames_of(segments: Sequence[Path]) -> Iterator[Any]:
    """Yield the frames of films, one film after the other."""
    for segment in segments:
        with av.open(str(segment)) as container:
            yield from container.decode(video=0)


def begins_at(number: int, frame_rate: Fraction) -> int | None:
    """Return the hundredth of a second at which a frame begins, None for a frame that is left out.

    Parameters
    ----------
    number : int
        Of the frame, from 0.
    frame_rate : Fraction
        Frames a second.
    """
    if frame_rate <= FASTEST:
        return round(number / frame_rate / CENTISECOND)
    turn = ceil(number * FASTEST / frame_rate)
    return round(turn / CENTISECOND / FASTEST) if floor(turn * frame_rate / FASTEST) == number else None


def palette_of(segments: Sequence[Path], template: Any) -> Any:
    """Return a frame of 16 x 16 pixels: 255 colours and transparency, chosen from all pictures.

    Parameters
    ----------
    segments : sequence of Path
        As `write_gif` takes them.
    template : av.VideoStream
        Of the first of them.
    """
    graph = Graph()
    source = graph.add_buffer(template=template, time_base=CENTISECOND)
    graph.link_nodes(source, graph.add("palettegen", "stats_mode=full"), graph.add("buffersink")).configure()
    for number, frame in enumerate(frames_of(segments)):
        frame.pts, frame.time_base = number, CENTISECOND
        graph.push(frame)
    graph.push(None)
    return graph.pull()


def painted(frames: Iterator[Any], palette: Any, template: Any, frame_rate: Fraction) -> Iterator[Any]:
    """Yield frames in a palette's nearest colours, timed in hundredths of a second.

    Parameters
    ----------
    frames : iterator of av.VideoFrame
        All of them.
    palette : av.VideoFrame
        From `palette_of`.
    template : av.VideoStream
        Of the frames.
    frame_rate : Fraction
        Frames a second.
    """
    graph = Graph()
    pictures = graph.add_buffer(template=template, time_base=CENTISECOND)
    colours = graph.add_buffer(
        width=palette.width, height=palette.height, format=palette.format.name, time_base=CENTISECOND
    )
    paint, sink = graph.add("paletteuse", "dither=none"), graph.add("buffersink")
    pictures.link_to(paint, 0, 0)
    colours.link_to(paint, 0, 1)
    paint.link_to(sink)
    graph.configure()
    palette.pts, palette.time_base = 0, CENTISECOND
    colours.push(palette)
    colours.push(None)
    for number, frame in enumerate(frames):
        frame.pts, frame.time_base = begins_at(number, frame_rate), CENTISECOND
        if frame.pts is not None:
            pictures.push(frame)
            yield from ready(sink)
    pictures.push(None)
    yield from ready(sink)


def ready(sink: Any) -> Iterator[Any]:
    """Yield the frames a filter graph has finished."""
    while True:
        try:
            yield sink.pull()
        except (av.BlockingIOError, av.EOFError):
            return
