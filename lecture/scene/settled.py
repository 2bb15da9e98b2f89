"""A scene played or drawn from inputs that stay the same from beginning to end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from lecture.freshness.inputs import difference, forget_racy_bytecode, observed_now, scene_inputs, stamps
from lecture.freshness.production import Scene, scene_of
from lecture.request.request import Request
from lecture.scene.job import DrawingJob
from lecture.system import processes
from lecture.system.files import remove
from training.errors import LectureError

#: How often a scene is made again because its sources changed while it was made.
ATTEMPTS = 3


class Watched(Protocol):
    """What comes of a scene, with the digests of the project files it was seen to read."""

    @property
    def observed(self) -> dict[str, str]: ...  # noqa: D102


Made = TypeVar("Made", bound=Watched)


def nothing_more(scene: Scene, made: object) -> list[str]:
    """Return no further changes."""
    return []


def until_settled(
    request: Request,
    slug: str,
    media: Path,
    make: Callable[[Scene, dict[str, str]], tuple[Made, Path]],
    *,
    doing: str,
    more: Callable[[Scene, Made], list[str]] = nothing_more,
) -> tuple[Made, Path]:
    """Make something of a scene until the inputs at the end are the inputs of the beginning.

    Parameters
    ----------
    request : Request
        What is asked for.
    slug : str
        One of its scenes.
    media : Path
        A folder that is there, and empty, whenever it is made.
    make : callable
        Takes the scene and the digests of its inputs; returns what it made, and the file that belongs to it.
    doing : str
        What is done to the scene, for the refusal: "drawn".
    more : callable
        Takes the scene as it is afterwards and what was made; says what else has changed.

    Raises
    ------
    LectureError
        If the inputs still change at the last attempt.
    """
    for _ in range(ATTEMPTS):
        scene = scene_of(request, slug)
        inputs, written = scene_inputs(scene), stamps(scene)
        forget_racy_bytecode(scene)
        remove(media)
        media.mkdir(parents=True)
        made, file = make(scene, inputs)
        now = scene_of(request, slug)
        changed = difference(inputs, scene_inputs(now))
        changed += difference(written, stamps(now))
        changed += difference(made.observed, observed_now(scene.layout.root, made.observed))
        changed += more(now, made)
        if not changed:
            return made, file
    raise LectureError(f"{slug}: {changed[0]} while it was {doing}, {ATTEMPTS} times; run again later", 1)


def job_in(scene: Scene, media: Path, inputs: dict[str, str]) -> DrawingJob:
    """Return what the process that plays or draws a scene is told, written into its folder."""
    shot, layout = scene.shot, scene.layout
    job = DrawingJob(
        layout.root, scene.source, shot.name, media, layout.picture, scene.accounted, known=inputs
    )
    job.write(job.path)
    return job


def failed(scene: Scene, code: int) -> LectureError:
    """Return the refusal of a scene whose process ended with some exit code; its log is named."""
    log_name = scene.layout.log(scene.slug).relative_to(scene.layout.root)
    return LectureError(f"{scene.slug} failed{processes.ended_by(code)}; read {log_name}", 1)
