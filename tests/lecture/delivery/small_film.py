"""A film of a few seconds written for a test, with a tone that rises, and contents to go with it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lecture.delivery.contents import Chapter, Contents, Part, Sentence

WIDTH, HEIGHT, RATE = 160, 90, 15
SAMPLES = 48_000
Pixels = NDArray[np.uint8]


def picture(lines: int, brightness: int = 255) -> Pixels:
    """Return a black picture with some bright lines: the more, the more it shows."""
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    pixels[:, 4 : 4 + 4 * lines : 4] = brightness
    return pixels


def numbered(count: int) -> list[Pixels]:
    """Return pictures that all differ."""
    return [picture(10 + number % 25, 100 + 2 * number) for number in range(count)]


def write_film(
    path: Path, pictures: Sequence[Pixels], keyframes: Sequence[int], *, sound: bool = True
) -> Path:
    """Write a film at `RATE` whose keyframes are those given, and no others."""
    options = {"forced-idr": "1", "sc_threshold": "0", "g": "1000", "preset": "ultrafast", "bf": "2"}
    with av.open(str(path), "w") as output:
        stream: Any = output.add_stream("libx264", rate=RATE, options=options)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        tone: Any = output.add_stream("aac", rate=SAMPLES) if sound else None
        for number, pixels in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            frame.pict_type = 1 if number in keyframes else 0
            output.mux(stream.encode(frame))
            if tone is not None:
                write_tone(output, tone, number)
        output.mux(stream.encode(None))
        if tone is not None:
            output.mux(tone.encode(None))
    return path


def write_tone(output: Any, stream: Any, number: int) -> None:
    """Write the sound beside one picture: a tone that gets higher, so that no two moments are alike."""
    length = SAMPLES // RATE
    seconds = (number * length + np.arange(length)) / SAMPLES
    samples = 0.5 * np.sin(2 * np.pi * (200 + 100 * seconds) * seconds)
    sound: Any = av.AudioFrame.from_ndarray(samples.astype(np.float32)[None], format="fltp", layout="mono")
    sound.sample_rate, sound.pts, sound.time_base = SAMPLES, number * length, Fraction(1, SAMPLES)
    output.mux(stream.encode(sound))


def still(shade: int = 40) -> bytes:
    """Return a JPEG of one colour."""
    written = io.BytesIO()
    Image.new("RGB", (WIDTH, HEIGHT), (shade, shade, 90)).save(written, "JPEG")
    return written.getvalue()


def section(name: str, first: int, end: int, *lines: tuple[str, float]) -> Part:
    """Return a section from one frame to another; each line with the frame at which it ends."""
    said = tuple(Sentence(text, first / RATE, over / RATE) for text, over in lines)
    return Part(name, round(first / RATE, 6), round(end / RATE, 6), said)


def contents(*chapters: tuple[str, Sequence[Part]], title: str = "A lecture", address: str = "") -> Contents:
    """Return the contents of a film with these chapters."""
    told = tuple(
        Chapter(f"Scene{number}", name, "scenes/a.py", "A", parts[0].start, parts[-1].end, tuple(parts))
        for number, (name, parts) in enumerate(chapters)
    )
    duration = told[-1].end
    return Contents(
        title, "en", address, "lecture.mp4", "poster.png", WIDTH, HEIGHT, RATE, duration, told, ()
    )
