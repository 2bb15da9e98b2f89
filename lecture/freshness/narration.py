"""What a scene says, gathered by playing it without pictures before it is drawn, kept by its inputs.

What the default lecture says is committed beside its takes: a fresh machine gathers nothing for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lecture.freshness.inputs import observed_now, scene_inputs
from lecture.freshness.production import Scene
from lecture.freshness.receipts import known_duration
from lecture.system.cues import Spoken
from lecture.system.files import digest_of_value, write_text
from training.errors import LectureError
from training.storage.messages import Message

#: Version of the record below: raise it when the same inputs come to give another one.
SCHEMA = 1
#: How inputs begin that draw a scene and write its film, and decide nothing of what it says.
DRAWS_ALONE = ("film/", "lecture/", "requirements-", "voice/voices/", "voice/shelf/", "voice/sound/")
#: Further inputs of that kind.
SAYS_NOTHING = ("picture format", "manim.cfg", "manim's user-wide configuration")


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


@dataclass(frozen=True)
class Committed(Message):
    """What one scene of the default lecture says, committed beside the takes.

    Attributes
    ----------
    told_from : str
        Digest of what it was gathered from; see `told_from`.
    narration : Narration
        What it says.
    """

    told_from: str
    narration: Narration


@dataclass(frozen=True)
class CommittedNarration(Message):
    """What the scenes of the default lecture say.

    Attributes
    ----------
    scenes : dict
        `Committed` by slug.
    """

    scenes: dict[str, Committed]


def committed_file(root: Path) -> Path:
    """Return the file of what the default lecture says."""
    return root / "voice" / "takes" / "narration.json"


def told_from(scene: Scene) -> str:
    """Return the digest of what decides what a scene says: not how it is drawn, encoded or joined.

    Should it miss something after all, drawing finds a sentence without a take and says so.
    """
    inputs = scene_inputs(scene)
    for name in list(inputs):
        if name.startswith(DRAWS_ALONE) or name in SAYS_NOTHING:
            del inputs[name]
    return digest_of_value([SCHEMA, inputs])


def committed(scene: Scene) -> Narration | None:
    """Return what a scene says as it is committed; None when it changed since, or nothing is committed."""
    file = committed_file(scene.layout.root)
    try:
        found = narrations_in(file.read_bytes()).get(scene.slug)
    except (OSError, LectureError):
        return None
    return found.narration if found is not None and found.told_from == told_from(scene) else None


@lru_cache(maxsize=2)
def narrations_in(content: bytes) -> dict[str, Committed]:
    """Return what the bytes of `committed_file` hold, read once for each content.

    Raises
    ------
    LectureError
        If they hold something else.
    """
    try:
        value = json.loads(content)
    except ValueError:
        value = None
    return CommittedNarration.from_json(value).scenes


def commit(root: Path, scenes: Iterable[tuple[Scene, Narration]]) -> None:
    """Write what the scenes of the default lecture say beside their takes, in one step."""
    kept = {scene.slug: Committed(told_from(scene), narration) for scene, narration in scenes}
    text = json.dumps(CommittedNarration(kept).to_json(), indent=0, ensure_ascii=False)
    write_text(committed_file(root), text + "\n")


def narration_file(scene: Scene) -> Path:
    """Return the file of what a scene says as its inputs are now, the same for all picture formats."""
    inputs = {name: digest for name, digest in scene_inputs(scene).items() if name != "picture format"}
    return scene.layout.narration / f"{scene.slug}-{digest_of_value([SCHEMA, inputs])[:16]}.json"


def gathered(scene: Scene) -> Narration | None:
    """Return what a scene says; None when nobody has played it since it changed."""
    try:
        narration = Narration.read(narration_file(scene))
    except LectureError:
        found = committed(scene)
        if found is None:
            return None
        narration = found
    read = narration.observed
    return narration if observed_now(scene.layout.root, read) == read else None


def expected_seconds(scene: Scene) -> float | None:
    """Return how long a scene will run by all that is known, None when it was neither gathered nor drawn."""
    narration = gathered(scene) if scene.narrated else None
    return known_duration(scene.layout, scene.slug) if narration is None else narration.seconds
