"""The receipt beside a published scene: what it was made from, what it is."""

from __future__ import annotations

from dataclasses import dataclass

from lecture.freshness.heard import voice_changes
from lecture.freshness.inputs import difference, observed_now, scene_inputs
from lecture.freshness.production import Scene
from lecture.request.layout import Layout
from lecture.system.cues import Cues
from lecture.system.files import digest_or_absent, read_json
from training.errors import LectureError
from training.storage.messages import Message

#: Version of the record below: raise it when the same inputs come to give another film.
SCHEMA = 2


@dataclass(frozen=True)
class Receipt(Message):
    """What is known about one published scene.

    Attributes
    ----------
    scene : str
        Slug of the scene.
    inputs : dict
        Digest of every input known before it was drawn.
    observed : dict
        Digest of every further project file it was seen to read.
    sha256 : str
        Digest of the published file.
    frames : int
        Frames counted by decoding it.
    frame_rate : int
        Frames per second.
    cues : Cues
        Title, sections, captions and sentences, in seconds from its start.
    seconds, cpu_seconds : float
        What drawing it took.
    peak_megabytes : float
        Largest memory of the drawing process.
    schema : int
        Version of this record.
    """

    scene: str
    inputs: dict[str, str]
    observed: dict[str, str]
    sha256: str
    frames: int
    frame_rate: int
    cues: Cues
    seconds: float
    cpu_seconds: float
    peak_megabytes: float
    schema: int = SCHEMA

    @property
    def duration(self) -> float:
        """Running time in seconds."""
        return self.frames / self.frame_rate


def read_receipt(layout: Layout, slug: str) -> Receipt | None:
    """Return a scene's receipt, or None when there is none of today's schema: the scene is drawn anew."""
    try:
        receipt = Receipt.read(layout.receipt(slug))
    except LectureError:
        return None
    return receipt if receipt.schema == SCHEMA else None


def out_of_date(scene: Scene) -> list[str]:
    """Say why a scene has to be drawn; nothing when its published film is what its inputs give.

    Returns
    -------
    list of str
        Reasons, in words.
    """
    layout = scene.layout
    film = layout.film(scene.slug)
    receipt = read_receipt(layout, scene.slug)
    if not film.exists():
        return ["never rendered" if receipt is None else f"{film.name} is missing"]
    if receipt is None:
        return [f"{film.name} has no receipt"]
    reasons = difference(receipt.inputs, scene_inputs(scene))
    reasons += difference(receipt.observed, observed_now(layout.root, receipt.observed))
    reasons += voice_changes(scene, receipt.cues.spoken)
    if not reasons and digest_or_absent(film) != receipt.sha256:
        return [f"{film.name} is not the file its receipt describes"]
    return reasons


def known_duration(layout: Layout, slug: str) -> float | None:
    """Return a scene's running time in seconds as last drawn in any format, None when it never was."""
    newest: tuple[float, float] | None = None
    for path in layout.folder.parent.glob(f"*/scenes/{slug}.*.json"):
        value = read_json(path)
        if isinstance(value, dict) and value.get("frame_rate"):
            found = (path.stat().st_mtime, value["frames"] / value["frame_rate"])
            newest = max(newest, found) if newest else found
    return newest[1] if newest else None
