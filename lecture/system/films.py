"""Published films read back: every frame decoded, none believed from a header."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from PIL import Image

from training.errors import LectureError


@dataclass(frozen=True)
class Film:
    """What decoding a file showed.

    Attributes
    ----------
    frames : int
        Frames that decode.
    width, height : int
        Pixels.
    """

    frames: int
    width: int
    height: int


def decoded(path: Path) -> Film:
    """Decode a film or still from its first frame to its last.

    Raises
    ------
    LectureError
        If it does not decode or is empty.
    """
    try:
        if path.suffix == ".png":
            with Image.open(path) as image:
                image.load()
                return Film(1, *image.size)
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            frames = sum(1 for _ in container.decode(stream))
            film = Film(frames, stream.width, stream.height)
    except (av.FFmpegError, OSError, IndexError, SyntaxError) as error:
        raise LectureError(f"{path.name} does not decode ({error}); run ./render.sh again", 1) from error
    if film.frames == 0:
        raise LectureError(f"{path.name} has no frames; the scene must play something", 1)
    return film


@dataclass(frozen=True)
class Pictures:
    """A film's coded pictures, as they lie in the file.

    Attributes
    ----------
    times : tuple of Fraction
        When each is shown, in seconds, ascending.
    sha256 : str
        Digest of the decoder's set-up and of all their bytes, in order of decoding.
    """

    times: tuple[Fraction, ...]
    sha256: str


def pictures_of(*paths: Path) -> Pictures:
    """Read the coded pictures of films laid end to end, each from second 0 of its own.

    Equal digests mean equal frames: what a decoder is given is the same, byte by byte.

    Raises
    ------
    LectureError
        If a file cannot be read.
    """
    digest = hashlib.sha256()
    times: list[Fraction] = []
    setup = None
    for path in paths:
        try:
            with av.open(str(path)) as container:
                stream = container.streams.video[0]
                if setup is None:
                    setup = stream.codec_context.extradata or b""
                    digest.update(setup)
                for packet in container.demux(stream):
                    if packet.pts is not None:
                        digest.update(bytes(packet))
                        times.append(packet.pts * Fraction(packet.time_base))
        except (av.FFmpegError, OSError, IndexError) as error:
            raise LectureError(f"{path.name} cannot be read ({error}); run ./render.sh again", 1) from error
    return Pictures(tuple(sorted(times)), digest.hexdigest())


def frame_at(path: Path, seconds: float) -> Image.Image:
    """Return the frame shown at a time.

    Parameters
    ----------
    path : Path
        A film.
    seconds : float
        Time from its start; past its end gives the last frame.
    """
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        if seconds > 0 and stream.time_base is not None:
            container.seek(int(seconds / stream.time_base), stream=stream)
        image = None
        for frame in container.decode(stream):
            image = frame
            if frame.time is not None and frame.time + 1e-6 >= seconds:
                break
    if image is None:
        raise LectureError(f"{path.name} has no frame; run ./render.sh --force", 1)
    return image.to_image()
