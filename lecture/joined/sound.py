"""The lecture's sound: what its scenes say, one after the other, silence where a scene has none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from lecture.joined.timeline import Timeline

#: Samples per second; every codec below takes it.
RATE = 48_000
CODECS = {".mp4": "aac", ".mov": "aac", ".webm": "libopus"}
#: Floating-point samples, one plane a channel: what the AAC encoder takes; Opus wants them interleaved.
FORMATS = {"aac": "fltp", "libopus": "flt"}


def has_sound(films: Sequence[Path]) -> bool:
    """Return whether any of the films has an audio track."""
    for film in films:
        with av.open(str(film)) as container:
            if container.streams.audio:
                return True
    return False


def add_sound(output: Any, suffix: str) -> Any:
    """Add a stereo track to a container that is being written.

    Parameters
    ----------
    output : av.container.OutputContainer
        The lecture.
    suffix : str
        Its file name's ending: .mp4, .mov or .webm.
    """
    codec = CODECS[suffix]
    return output.add_stream(codec, rate=RATE, layout="stereo", format=FORMATS[codec])


def sound_packets(stream: Any, films: Sequence[Path], plan: Timeline) -> Iterator[Any]:
    """Yield the encoded sound of the whole lecture, without a gap, each scene's at its own time.

    Parameters
    ----------
    stream : av.AudioStream
        From `add_sound`.
    films : sequence of Path
        The scenes, in order.
    plan : Timeline
        When each begins.
    """
    form = stream.codec_context.format.name
    waiting = av.AudioFifo()
    edges = [round(start * RATE) for start in (*plan.starts, plan.duration)]
    for film, first, after in zip(films, edges[:-1], edges[1:], strict=True):
        samples = samples_of(film, after - first)
        packed = samples if form == "fltp" else np.ascontiguousarray(samples.T).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, format=form, layout="stereo")
        frame.sample_rate = RATE
        frame.pts, frame.time_base = first, Fraction(1, RATE)
        waiting.write(frame)
        while (part := waiting.read(stream.codec_context.frame_size)) is not None:
            yield from stream.encode(part)
    if (rest := waiting.read()) is not None:
        yield from stream.encode(rest)
    yield from stream.encode(None)


def samples_of(film: Path, length: int) -> NDArray[np.float32]:
    """Return a film's sound, cut or filled with silence to a length.

    Parameters
    ----------
    film : Path
        A scene, with or without sound.
    length : int
        Samples.

    Returns
    -------
    array of float32, shape (2, length)
        Left and right, at `RATE`.
    """
    samples = np.zeros((2, length), dtype=np.float32)
    with av.open(str(film)) as container:
        if not container.streams.audio:
            return samples
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
        decoded = (part for frame in container.decode(audio=0) for part in resampler.resample(frame))
        for part in (*decoded, *resampler.resample(None)):
            first = round(part.pts * part.time_base * RATE)
            piece = part.to_ndarray()[:, max(0, -first) :]
            first = max(0, first)
            piece = piece[:, : max(0, length - first)]
            samples[:, first : first + piece.shape[1]] = piece
    return samples
