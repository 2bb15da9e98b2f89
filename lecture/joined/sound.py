"""The lecture's sound: what its scenes say, one after the other, silence where a scene has none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np

from film.sound import RATE, Samples, encoded, resampled
from lecture.joined.timeline import Timeline


def has_sound(films: Sequence[Path]) -> bool:
    """Return whether any of the films has an audio track."""
    for film in films:
        with av.open(str(film)) as container:
            if container.streams.audio:
                return True
    return False


def sound_packets(stream: Any, films: Sequence[Path], timeline: Timeline) -> Iterator[Any]:
    """Yield the encoded sound of the whole lecture, without a gap, each scene's at its own time.

    Parameters
    ----------
    stream : av.AudioStream
        From `add_sound`.
    films : sequence of Path
        The scenes, in order.
    timeline : Timeline
        When each begins.
    """
    edges = [round(start * RATE) for start in (*timeline.starts, timeline.duration)]
    parts = (
        samples_of(film, after - first) for film, (first, after) in zip(films, pairwise(edges), strict=True)
    )
    yield from encoded(stream, parts)


def samples_of(film: Path, length: int) -> Samples:
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
        for part in resampled(container.decode(audio=0)):
            first = round(part.pts * part.time_base * RATE)
            piece = part.to_ndarray()[:, max(0, -first) :]
            first = max(0, first)
            piece = piece[:, : max(0, length - first)]
            samples[:, first : first + piece.shape[1]] = piece
    return samples
