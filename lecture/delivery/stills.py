"""One picture a section, that shows what was said in it: for slides and for paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image

from lecture.delivery.contents import Contents, Part
from training.errors import LectureError

#: Rows of pixels that are looked at when the lines of a picture are counted.
ROWS = 240
#: A picture is taken for a later one only when it shows this much more: motion alone is no more.
MORE = 1.02
#: A picture that shows less than this part of an earlier one has faded away.
FADED = 0.5
#: Quality of the JPEGs; higher is not to be seen, for the film itself is compressed.
QUALITY = 90


@dataclass(frozen=True)
class Moment:
    """A picture of the film at which no animation is under way.

    Attributes
    ----------
    frame : int
        Its number in the film.
    detail : float
        How much it shows, see `detail`.
    """

    frame: int
    detail: float


def stills(film: Path, contents: Contents, side: int) -> list[bytes]:
    """Return a picture of every section, at the moment a reader wants to see.

    Every animation begins on a keyframe, with the picture the one before has left. Of these pictures, from
    the end of the section's last sentence on (from its middle where nothing is said), and of the section's
    last, the one that shows most is taken: what was meant is complete then, and a scene's end does not
    fade it.

    Parameters
    ----------
    film : Path
        The joined film.
    contents : Contents
        Its sections.
    side : int
        Pixels of a picture's longer side at most.

    Returns
    -------
    list of bytes
        JPEG, in the order of the sections.

    Raises
    ------
    LectureError
        If the film cannot be read, or ends before its sections do.
    """
    rate = contents.frame_rate
    resting = moments_at_keyframes(film, rate)
    ends = [round(part.end * rate) - 1 for part in contents.parts]
    found = pictures(film, rate, ends, lambda frame: (detail(frame), jpeg(frame, side)))
    made = {end: picture for end, (_, picture) in zip(ends, found, strict=True)}
    lasts = [Moment(end, shown) for end, (shown, _) in zip(ends, found, strict=True)]
    chosen = [
        best(part, rate, [*resting, last]).frame for part, last in zip(contents.parts, lasts, strict=True)
    ]
    missing = [number for number in chosen if number not in made]
    made.update(zip(missing, pictures(film, rate, missing, lambda frame: jpeg(frame, side)), strict=True))
    return [made[number] for number in chosen]


def best(part: Part, frame_rate: int, moments: Sequence[Moment]) -> Moment:
    """Return the moment that stands for a section; moments of other sections are left out."""
    start, end = round(part.start * frame_rate), round(part.end * frame_rate)
    middle = (start + end) / 2
    said = part.lines[-1].end * frame_rate - 1 if part.lines else middle
    # The picture at its own start is what the section before has left.
    inside = [moment for moment in moments if start < moment.frame < end or moment.frame == end - 1]
    after = fullest([moment for moment in inside if moment.frame >= min(said, end - 1)])
    late = fullest([moment for moment in inside if moment.frame >= min(middle, end - 1)])
    return late if after.detail < FADED * late.detail else after


def fullest(moments: Sequence[Moment]) -> Moment:
    """Return the moment that shows most; of those that show about as much, the first."""
    found = moments[0]
    for moment in moments[1:]:
        if moment.detail > MORE * found.detail:
            found = moment
    return found


def moments_at_keyframes(film: Path, frame_rate: int) -> list[Moment]:
    """Return the film's keyframes; nothing else is decoded."""
    with opened(film) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        stream.codec_context.skip_frame = "NONKEY"
        frames = container.decode(stream)
        return [Moment(round(frame.time * frame_rate), detail(frame)) for frame in frames]


def pictures(
    film: Path, frame_rate: int, numbers: Sequence[int], look: Callable[[av.VideoFrame], Any]
) -> list[Any]:
    """Return what is seen in some of a film's frames, each decoded from the keyframe before it.

    Parameters
    ----------
    film : Path
        A film of even frame rate.
    frame_rate : int
        Frames a second.
    numbers : sequence of int
        Frames, from 0, in any order.
    look : callable
        Takes a frame and gives what is wanted of it.

    Raises
    ------
    LectureError
        If the film cannot be read, or has no such frame.
    """
    with opened(film) as container:
        return [look(decoded(container, frame_rate, number)) for number in numbers]


def decoded(container: Any, frame_rate: int, number: int) -> av.VideoFrame:
    """Return one frame of an open film; parameters and errors as `pictures`."""
    stream = container.streams.video[0]
    # Frames that no other refers to are half of the work; the one that is asked for may be such a frame.
    for skipped in ("NONREF", "DEFAULT"):
        stream.codec_context.skip_frame = skipped
        # A millisecond late: a container's rounding must not lead to the keyframe before.
        container.seek(round((number / frame_rate + 0.001) / stream.time_base), stream=stream)
        numbered = ((round(frame.time * frame_rate), frame) for frame in container.decode(stream))
        place, frame = next((found for found in numbered if found[0] >= number), (-1, None))
        if place == number:
            return frame
    name = Path(container.name).name
    raise LectureError(f"{name} has no frame {number}; run ./render.sh --force", 1)


def opened(film: Path) -> Any:
    """Return an open film.

    Raises
    ------
    LectureError
        If it cannot be read.
    """
    try:
        return av.open(str(film))
    except (av.FFmpegError, OSError) as error:
        raise LectureError(f"{film.name} cannot be read ({error}); run ./render.sh again", 1) from error


def detail(frame: av.VideoFrame) -> float:
    """Return how much a frame shows: the mean change of brightness from pixel to pixel, of 256."""
    plane = frame.reformat(format="gray").planes[0]
    pixels = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width]
    step = max(1, plane.height // ROWS)
    seen = pixels[::step, ::step].astype(np.int16)
    return float(np.abs(np.diff(seen, axis=0)).mean() + np.abs(np.diff(seen, axis=1)).mean())


def jpeg(frame: av.VideoFrame, side: int) -> bytes:
    """Return a frame as a JPEG whose longer side has no more than some pixels."""
    image = frame.to_image()
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    image.save(written, "JPEG", quality=QUALITY, subsampling=0)
    return written.getvalue()
