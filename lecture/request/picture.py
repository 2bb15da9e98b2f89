"""The picture format that all scenes of one call share: size, frame rate, container, transparency."""

from __future__ import annotations

from dataclasses import dataclass

from training.errors import LectureError
from training.storage.messages import Message


@dataclass(frozen=True)
class Quality:
    """One of manim's named qualities.

    Attributes
    ----------
    width, height : int
        Pixels.
    frame_rate : int
        Frames per second.
    """

    width: int
    height: int
    frame_rate: int


#: manim's quality flags (``-ql`` ... ``-qk``); a test compares them with manim's own table.
QUALITIES: dict[str, Quality] = {
    "l": Quality(854, 480, 15),
    "m": Quality(1280, 720, 30),
    "h": Quality(1920, 1080, 60),
    "p": Quality(2560, 1440, 60),
    "k": Quality(3840, 2160, 60),
}

#: Containers a scene can be published in, and whether scenes in it can be joined without re-encoding.
JOINABLE: dict[str, bool] = {"mp4": True, "mov": True, "webm": True, "gif": False, "png": False}

#: Containers that browsers play.
PLAYABLE = ("mp4", "webm")

#: The height of manim's stage in its own units, and its width at 16:9.
STAGE_HEIGHT = 8.0
STAGE_WIDTH = STAGE_HEIGHT * 16 / 9


@dataclass(frozen=True)
class Picture(Message):
    """Size, rate, container and transparency of every scene in one call.

    Attributes
    ----------
    width, height : int
        Pixels, even for the video containers.
    frame_rate : int
        Frames per second.
    container : str
        A key of ``JOINABLE``; also the file name's extension.
    transparent : bool
        Whether the background has no colour.
    """

    width: int
    height: int
    frame_rate: int
    container: str = "mp4"
    transparent: bool = False

    @property
    def folder(self) -> str:
        """Folder under media/lecture: manim's own name (``480p15``) where manim has one."""
        known = any((q.width, q.height) == (self.width, self.height) for q in QUALITIES.values())
        size = f"{self.height}p" if known else f"{self.width}x{self.height}p"
        return f"{size}{self.frame_rate}" + ("-transparent" if self.transparent else "")

    @property
    def joinable(self) -> bool:
        """Whether scenes in this container become one lecture file."""
        return JOINABLE[self.container]

    @property
    def playable(self) -> bool:
        """Whether the lecture's film plays in a browser, so that pages are made for it."""
        return self.container in PLAYABLE and not self.transparent

    @property
    def is_video(self) -> bool:
        """Whether a scene is a film rather than its last frame."""
        return self.container != "png"

    @property
    def frame_size(self) -> tuple[float, float]:
        """Width and height of the frame in manim units: the smallest that holds the whole 16:9 stage."""
        if any((q.width, q.height) == (self.width, self.height) for q in QUALITIES.values()):
            # manim's own sizes show manim's own frame, although 854 x 480 is not quite 16:9.
            return STAGE_WIDTH, STAGE_HEIGHT
        aspect = self.width / self.height
        if aspect >= STAGE_WIDTH / STAGE_HEIGHT:
            return STAGE_HEIGHT * aspect, STAGE_HEIGHT
        return STAGE_WIDTH, STAGE_WIDTH / aspect


def parse_size(text: str) -> tuple[int, int]:
    """Read ``W,H``.

    Raises
    ------
    LectureError
        If the text is not two whole numbers of pixels, even, from 16 to 8192.
    """
    parts = text.split(",")
    if len(parts) == 2 and all(part.strip().isdigit() for part in parts):
        width, height = (int(part) for part in parts)
        if all(16 <= side <= 8192 and side % 2 == 0 for side in (width, height)):
            return width, height
    raise LectureError(f"-r {text!r} is not W,H in even pixels, 16 to 8192; try: ./render.sh -r 1080,1920")


def picture(
    quality: str = "h", size: str | None = None, container: str | None = None, transparent: bool = False
) -> Picture:
    """Build the picture format from what the command line says.

    Parameters
    ----------
    quality : str
        A key of ``QUALITIES``.
    size : str, optional
        ``W,H`` in pixels, in place of the quality's own size.
    container : str, optional
        A key of ``JOINABLE``; by default mp4, or mov when transparent.
    transparent : bool
        Leave the background away.

    Raises
    ------
    LectureError
        If the quality, the size or the container is unknown, or the container holds no transparency.
    """
    if quality not in QUALITIES:
        choices = ", ".join(f"-q{flag}" for flag in QUALITIES)
        raise LectureError(f"quality -q{quality} does not exist; choose one of {choices}")
    chosen = QUALITIES[quality]
    width, height = parse_size(size) if size else (chosen.width, chosen.height)
    container = container or ("mov" if transparent else "mp4")
    if container not in JOINABLE:
        raise LectureError(f"format {container!r} does not exist; choose one of {', '.join(JOINABLE)}")
    if transparent and container == "mp4":
        raise LectureError("mp4 holds no transparency; use --transparent with --format mov, webm, gif or png")
    return Picture(width, height, chosen.frame_rate, container, transparent)
