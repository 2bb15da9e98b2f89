"""How loud a programme is: integrated loudness as BS.1770 and EBU R 128 define it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import inf
from typing import Any

import av
import numpy as np
from av.filter import Graph

from film.sound import RATE, Samples

#: The lowest the meter can say: it found nothing above its gate of -70 LUFS.
NOTHING = -70.0
#: Samples the meter is given at once; it keeps what it is given.
PIECE = 10 * RATE
#: Where FFmpeg's meter writes what it found so far.
INTEGRATED = "lavfi.r128.I"


def loudness(blocks: Iterable[Samples]) -> float:
    """Return the integrated loudness of blocks that follow one another.

    Parameters
    ----------
    blocks : iterable of array of float32, shape (1 or 2, samples)
        All of one number of channels; one channel counts as heard from both sides.

    Returns
    -------
    float
        LUFS; minus infinity when nothing is heard, or for less than 400 ms.
    """
    found, written = "", 0
    meter: Any = None
    for piece in (block[:, k : k + PIECE] for block in blocks for k in range(0, block.shape[1], PIECE)):
        layout = "mono" if len(piece) == 1 else "stereo"
        meter = meter or meter_of(layout)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(piece), format="fltp", layout=layout)
        frame.sample_rate, frame.pts, frame.time_base = RATE, written, Fraction(1, RATE)
        written += piece.shape[1]
        meter.push(frame)
        found = reading(meter) or found
    if meter is not None:
        meter.push(None)
        found = reading(meter) or found
    told = float(found) if found else NOTHING
    return told if told > NOTHING else -inf


def meter_of(layout: str) -> Any:
    """Return FFmpeg's meter for mono or stereo, ready to take frames."""
    graph = Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="fltp", layout=layout, time_base=Fraction(1, RATE))
    meter = graph.add("ebur128", "metadata=1:dualmono=true")
    graph.link_nodes(source, meter, graph.add("abuffersink")).configure()
    return graph


def reading(meter: Any) -> str:
    """Return what a meter says last of the frames it is done with; nothing when it says nothing yet."""
    found = ""
    while True:
        try:
            found = meter.pull().metadata.get(INTEGRATED, "") or found
        except (av.BlockingIOError, av.EOFError):
            return found
