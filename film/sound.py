"""A film's sound track: stereo, floating point, 48,000 samples a second until it is encoded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

import av
import numpy as np
from numpy.typing import NDArray

#: Left and right, shape (2, samples), at `RATE`; where one channel will do, shape (1, samples).
Samples: TypeAlias = NDArray[np.float32]
#: One channel, shape (samples,), at `RATE`.
Mono: TypeAlias = NDArray[np.float32]

#: Samples per second; every codec below takes it.
RATE = 48_000
#: What players of each container play.
CODECS = {".mp4": "aac", ".mov": "aac", ".webm": "libopus"}
#: Floating-point samples, one plane a channel: what the AAC encoder takes; Opus wants them interleaved.
FORMATS = {"aac": "fltp", "libopus": "flt"}
#: Bits a second of a mastered programme, both channels: speech costs about 100,000 of them, silence 4,000.
BIT_RATE = 160_000
#: How a mastered programme is encoded, by codec. The AAC encoder's fast search takes half the time of its
#: slow one, 1.4 s a minute of sound, and came nearer to the samples (error at -43 dB against -31 dB).
SPOKEN = {"aac": {"aac_coder": "fast"}, "libopus": {"application": "audio"}}
#: How a film's comment ends when its sound is the voice and nothing else: it can be laid anew from its takes.
VOICE_ALONE = "all that is heard is the voice"


def add_sound(output: Any, suffix: str, *, spoken: bool = False) -> Any:
    """Add a stereo track to a container that is being written.

    Parameters
    ----------
    output : av.container.OutputContainer
        The film.
    suffix : str
        Its file name's ending: .mp4, .mov or .webm.
    spoken : bool
        Whether it is a mastered programme; other sound has the encoder's own bit rate.
    """
    codec = CODECS[suffix]
    options = {"bit_rate": BIT_RATE, "options": SPOKEN[codec]} if spoken else {}
    return output.add_stream(codec, rate=RATE, layout="stereo", format=FORMATS[codec], **options)


def encoded(stream: Any, blocks: Iterable[Samples]) -> Iterator[Any]:
    """Yield the packets of blocks of sound that follow one another without a gap, from second 0 on.

    Parameters
    ----------
    stream : av.AudioStream
        From `add_sound`.
    blocks : iterable of array of float32, shape (2, samples)
        Left and right, at `RATE`.
    """
    form = stream.codec_context.format.name
    waiting = av.AudioFifo()
    written = 0
    for samples in blocks:
        if not samples.shape[1]:
            continue
        packed = np.ascontiguousarray(samples if form == "fltp" else samples.T.reshape(1, -1))
        frame = av.AudioFrame.from_ndarray(packed, format=form, layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, written, Fraction(1, RATE)
        written += samples.shape[1]
        waiting.write(frame)
        while (part := waiting.read(stream.codec_context.frame_size)) is not None:
            yield from stream.encode(part)
    if (rest := waiting.read()) is not None:
        yield from stream.encode(rest)
    yield from stream.encode(None)


def resampled(frames: Iterable[Any]) -> Iterator[Any]:
    """Yield decoded sound as stereo floating-point frames at `RATE`, one plane a channel."""
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
    for frame in frames:
        yield from resampler.resample(frame)
    yield from resampler.resample(None)


def lay(samples: Samples, voice: Sequence[tuple[int, Mono]]) -> None:
    """Add what is said to sound, in its place; what would lie outside is left out.

    Parameters
    ----------
    samples : array of float32, shape (channels, samples)
        Changed in place.
    voice : sequence of (int, array of float32, shape (samples,))
        Sentences, each with the sample it begins at.
    """
    for first, said in voice:
        piece = said[max(0, -first) : max(0, samples.shape[1] - first)]
        first = max(0, first)
        samples[:, first : first + len(piece)] += piece


def is_voice_alone(container: Any) -> bool:
    """Return whether an open film says that its sound is the voice and nothing else."""
    told = {name.lower(): value for name, value in container.metadata.items()}
    return bool(told.get("comment", "").endswith(VOICE_ALONE))
