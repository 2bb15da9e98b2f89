"""A scene's segments and its sound put together to one film."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from manim import __version__
from pydub import AudioSegment

from film.mastering import mastered_blocks
from film.sound import RATE, VOICE_ALONE, Samples, add_sound, encoded, resampled
from film.tracks import HeldTrack, add_pictures, mux_pictures, picture_packets

#: Who wrote a film, in its metadata.
WRITER = f"Rendered with Manim Community v{__version__}"


def samples_of(segment: AudioSegment, seconds: Fraction) -> Samples:
    """Return recorded sound as samples, cut or filled with silence to a length.

    Parameters
    ----------
    segment : pydub.AudioSegment
        Of any rate, width and number of channels up to two.
    seconds : Fraction
        The length.
    """
    segment = segment.set_sample_width(2)
    recorded = np.array(segment.get_array_of_samples(), dtype=np.int16).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(recorded, "s16", "mono" if segment.channels == 1 else "stereo")
    frame.sample_rate = segment.frame_rate
    samples = np.concatenate([part.to_ndarray() for part in resampled([frame])], axis=1)
    length = round(seconds * RATE)
    return np.pad(samples[:, :length], ((0, 0), (0, max(0, length - samples.shape[1]))))


def write_film(
    segments: Sequence[Path],
    target: Path,
    frame_rate: Fraction,
    sound: Samples | None,
    *,
    spoken: bool = False,
    voice_alone: bool = False,
) -> None:
    """Write segments end to end as one film.

    Parameters
    ----------
    segments : sequence of Path
        Of one encoding.
    target : Path
        File to write: mp4, mov or webm.
    frame_rate : Fraction
        Frames a second.
    sound : array of float32, shape (1 or 2, samples), optional
        What is heard from the first frame on.
    spoken : bool
        Whether a voice is in it: the sound is mastered then.
    voice_alone : bool
        Whether nothing else is in it.
    """
    with av.open(str(target), "w") as output, av.open(str(segments[0])) as first:
        output.metadata["comment"] = f"{WRITER}; {VOICE_ALONE}" if voice_alone else WRITER
        pictures = add_pictures(output, first.streams.video[0])
        track = add_sound(output, target.suffix, spoken=spoken) if sound is not None else None
        output.start_encoding()
        beside = []
        if sound is not None:
            beside.append(HeldTrack(encoded(track, mastered_blocks([sound]) if spoken else [sound])))
        mux_pictures(output, pictures, end_to_end(segments, frame_rate), beside)


def end_to_end(segments: Sequence[Path], frame_rate: Fraction) -> Iterator[Any]:
    """Yield the packets of segments, each beginning where the one before it ends."""
    frames = 0
    for segment in segments:
        start = frames / frame_rate
        for packet in picture_packets(segment, start, frame_rate):
            frames += 1
            yield packet
