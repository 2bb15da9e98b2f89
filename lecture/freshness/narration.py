"""What a scene says, gathered by playing it without pictures before it is drawn, kept by its inputs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lecture.freshness.inputs import observed_now, scene_inputs
from lecture.freshness.production import Scene
from lecture.freshness.receipts import known_duration
from lecture.system.cues import Spoken
from lecture.system.files import digest_of_value
from training.errors import LectureError
from training.storage.messages import Message

#: Version of the record below: raise it when the same inputs come to give another one.
SCHEMA = 1


@dataclass(frozen=True)
class Narration(Message):
    """What one scene says.

    Attributes
    ----------
    scene : str
        Slug of the scene.
    title : str
        The scene's.
    seconds : float
        How long it runs; where a sentence had no take yet, with its reading time.
    spoken : tuple of Spoken
        Its sentences, in order.
    observed : dict
        Digest of every project file it was seen to read that is not among its inputs.
    """

    scene: str
    title: str
    seconds: float
    spoken: tuple[Spoken, ...]
    observed: dict[str, str]


def narration_file(scene: Scene) -> Path:
    """Return the file of what a scene says as its inputs are now, the same for all picture formats."""
    inputs = {name: digest for name, digest in scene_inputs(scene).items() if name != "picture format"}
    return scene.layout.narration / f"{scene.slug}-{digest_of_value([SCHEMA, inputs])[:16]}.json"


def gathered(scene: Scene) -> Narration | None:
    """Return what a scene says; None when nobody has played it since it changed."""
    try:
        narration = Narration.read(narration_file(scene))
    except LectureError:
        return None
    read = narration.observed
    return narration if observed_now(scene.layout.root, read) == read else None


def expected_seconds(scene: Scene) -> float | None:
    """Return how long a scene will run by all that is known, None when it was neither gathered nor drawn."""
    narration = gathered(scene) if scene.narrated else None
    return known_duration(scene.layout, scene.slug) if narration is None else narration.seconds
