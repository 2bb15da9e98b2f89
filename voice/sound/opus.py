"""Takes as Opus in Ogg: a tenth of their samples' size, decoded to the very number of samples."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO

import av
import numpy as np

from film.sound import RATE, Mono
from voice.sound.resampling import mono

#: Bits a second: one voice, which 48,000 carry without a difference that is heard.
BIT_RATE = 48_000
#: The same input gives the same bytes: no random number names the stream.
CONTAINER = {"fflags": "+bitexact"}


def opus_bytes(samples: Mono, bit_rate: int = BIT_RATE) -> bytes:
    """Return one channel encoded, the same bytes for the same samples.

    Parameters
    ----------
    samples : array of float32, shape (samples,)
        At `RATE`.
    bit_rate : int
        Bits a second.
    """
    file = BytesIO()
    with av.open(file, "w", format="ogg", options=CONTAINER) as output:
        stream = output.add_stream("libopus", rate=RATE, layout="mono", format="flt", bit_rate=bit_rate)
        output.start_encoding()
        size = stream.codec_context.frame_size
        # The encoder looks ahead: its last samples come out behind a little silence.
        for first in range(0, len(samples) + size, size):
            piece = samples[first : first + size]
            piece = np.pad(piece, (0, size - len(piece)))
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(piece)[None], format="flt", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = RATE, first, Fraction(1, RATE)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return file.getvalue()


def opus_samples(data: bytes, length: int) -> Mono:
    """Return what `opus_bytes` encoded.

    Parameters
    ----------
    data : bytes
        An Ogg file with one track.
    length : int
        How many samples were encoded.

    Raises
    ------
    av.FFmpegError, ValueError
        If it does not decode, or to fewer samples.
    """
    with av.open(BytesIO(data)) as container:
        samples = mono(container.decode(audio=0))
    if len(samples) < length:
        raise ValueError(f"{len(samples)} samples, expected {length}")
    return samples[:length]
