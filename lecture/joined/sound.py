"""The lecture's sound: what its scenes say, one after the other, silence where a scene has none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isinf
from pathlib import Path
from typing import Any, TypeAlias

import av
import numpy as np

from film.mastering import mastered_blocks
from film.sound import RATE, Mono, Samples, encoded, is_voice_alone, lay, resampled
from lecture.joined.timeline import Timeline
from lecture.system.cues import Spoken
from training.errors import LectureError
from voice.sound.level import level_of, raised

#: Gives the samples of what is heard, from its `Spoken.source`; raises LectureError when it is gone.
Source: TypeAlias = Callable[[str], Mono]


@dataclass(frozen=True)
class Sounding:
    """A scene to be heard.

    Attributes
    ----------
    film : Path
        Its published film.
    spoken : tuple of Spoken
        What is said in it.
    """

    film: Path
    spoken: tuple[Spoken, ...] = ()

    @property
    def speaks(self) -> bool:
        """Whether a voice is heard in it."""
        return any(said.source for said in self.spoken)


def has_sound(films: Sequence[Path]) -> bool:
    """Return whether any of the films has an audio track."""
    for film in films:
        with av.open(str(film)) as container:
            if container.streams.audio:
                return True
    return False


def sound_packets(
    stream: Any, scenes: Sequence[Sounding], timeline: Timeline, source: Source | None = None
) -> Iterator[Any]:
    """Yield the encoded sound of the whole lecture, without a gap, each scene's at its own time.

    When any scene speaks, the lecture is mastered as one programme.

    Parameters
    ----------
    stream : av.AudioStream
        From `add_sound`.
    scenes : sequence of Sounding
        In order.
    timeline : Timeline
        When each begins.
    source : callable, optional
        Gives what is heard of a sentence; without it, the sound of the scenes' films is taken.
    """
    edges = [round(start * RATE) for start in (*timeline.starts, timeline.duration)]
    lengths = [after - first for first, after in pairwise(edges)]
    if not any(scene.speaks for scene in scenes):
        parts = (samples_of(scene.film, length) for scene, length in zip(scenes, lengths, strict=True))
        yield from encoded(stream, parts)
        return
    yield from encoded(stream, mastered_blocks(programme(scenes, lengths, source)))


def programme(scenes: Sequence[Sounding], lengths: Sequence[int], source: Source | None) -> list[Samples]:
    """Return the sound of scenes of which some speak, not mastered: one block a scene.

    Parameters
    ----------
    scenes : sequence of Sounding
        In order.
    lengths : sequence of int
        Samples of each.
    source : callable, optional
        As `sound_packets` takes it.

    Returns
    -------
    list of array of float32, shape (channels, samples)
        Of one channel where nothing but the voice is heard in the lecture, else of two.
    """
    blocks = [heard(scene, length, source) for scene, length in zip(scenes, lengths, strict=True)]
    channels = max(len(block) for block in blocks)
    return [np.broadcast_to(block, (channels, block.shape[1])) for block in blocks]


def heard(scene: Sounding, length: int, source: Source | None) -> Samples:
    """Return a scene's sound, cut or filled with silence to a length.

    The voice is laid anew from its takes, which are encoded once then. Where other sound is mixed with it,
    or a take is gone, the film's own sound is taken: it is mastered, and brought back to the level of takes.
    """
    if source is not None and scene.speaks and voice_alone(scene.film):
        samples = np.zeros((1, length), dtype=np.float32)
        try:
            takes = [(round(said.start * RATE), source(said.source)) for said in scene.spoken if said.source]
        except LectureError:
            return from_film(scene, length)
        lay(samples, takes)
        return samples
    return from_film(scene, length)


def from_film(scene: Sounding, length: int) -> Samples:
    """Return the sound of a scene's film, at the level of takes where a voice is in it."""
    samples = samples_of(scene.film, length)
    if not samples.any():
        return np.zeros((1, length), dtype=np.float32)
    level = level_of(samples) if scene.speaks else -np.inf
    return samples if isinf(level) else raised(samples, level)


def voice_alone(film: Path) -> bool:
    """Return whether a film says that its sound is the voice and nothing else."""
    with av.open(str(film)) as container:
        return is_voice_alone(container)


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
