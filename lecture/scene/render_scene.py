"""One scene from its sources to its published file: locked, drawn afresh, verified, receipted."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from lecture.freshness.heard import voice_changes
from lecture.freshness.narration import expected_seconds
from lecture.freshness.production import Scene, scene_of
from lecture.freshness.receipts import Receipt, out_of_date, read_receipt
from lecture.request.request import Request
from lecture.request.steps import Status, run_step
from lecture.scene.job import DrawingJob, Drawn, Progress, drawing_environment
from lecture.scene.measuring import Measurement
from lecture.scene.settled import failed, job_in, until_settled
from lecture.system import processes
from lecture.system.files import digest_of, held, publish, remove, remove_temporaries
from lecture.system.films import decoded
from training.errors import LectureError


def render(request: Request, slug: str, told: Status) -> Receipt:
    """Publish a scene whose receipt matches its inputs, drawing it unless that is already so.

    Parameters
    ----------
    request : Request
        What is asked for.
    slug : str
        One of its scenes.
    told : Status
        Where to report progress.

    Returns
    -------
    Receipt
        What is published.

    Raises
    ------
    LectureError
        If the scene fails (exit code 1; the log's name is in the message), or its sources are at fault.
    """
    layout = request.layout
    for folder in (layout.scenes, layout.logs, layout.work):
        folder.mkdir(parents=True, exist_ok=True)
    with held(layout.lock(slug), lambda holder: told.tell("waiting", holder=holder)):
        remove_temporaries(layout.work, f"draw-{slug}.{layout.picture.container}-")
        remove_temporaries(layout.scenes, f".{layout.receipt(slug).name}.")
        kept = not request.force and not out_of_date(scene_of(request, slug))
        receipt = read_receipt(layout, slug) if kept else None
        if receipt is not None:
            told.tell("kept", frames=receipt.frames)
            return receipt
        media = layout.work / f"draw-{slug}.{layout.picture.container}-{os.getpid()}"
        try:
            receipt = draw_until_settled(request, slug, media, told)
        finally:
            remove(media)
        told.tell("done", frames=receipt.frames)
        return receipt


def draw_until_settled(request: Request, slug: str, media: Path, told: Status) -> Receipt:
    """Draw until the inputs at the end are the inputs of the beginning, then publish.

    Raises
    ------
    LectureError
        If they still change at the last attempt.
    """

    def draw(scene: Scene, inputs: dict[str, str]) -> tuple[Receipt, Path]:
        drawn = have_drawn(scene, media, inputs, told)
        told.tell("verifying", frames=drawn.frames)
        return verified(scene, drawn, inputs), drawn.path

    def other_voice(now: Scene, receipt: Receipt) -> list[str]:
        return voice_changes(now, receipt.cues.spoken)

    receipt, film = until_settled(request, slug, media, draw, doing="drawn", more=other_voice)
    publish(film, request.layout.film(slug))
    receipt.write(request.layout.receipt(slug))
    return receipt


def have_drawn(scene: Scene, media: Path, inputs: dict[str, str], told: Status) -> Drawn:
    """Run the drawing process to its end, passing its progress on.

    Raises
    ------
    LectureError
        If it fails; the scene's log is named.
    """
    layout = scene.layout
    job = job_in(scene, media, inputs)
    environment = drawing_environment(media, scene.shot.activation)
    duration = expected_seconds(scene) if layout.picture.is_video else 0.0
    expected = round(duration * layout.picture.frame_rate) if duration else None
    told.tell("drawing", frames=0, expected=expected, started=time.time())
    command = [sys.executable, "-m", "lecture.scene.drawing", str(job.path)]
    with (
        layout.log(scene.slug).open("wb") as log,
        Measurement(job, environment, needed=duration is None) as measurement,
    ):
        process = processes.start(command, log, str(layout.root), environment, group=False)
        try:
            while process.poll() is None:
                time.sleep(0.1)
                pass_on(job, measurement, told)
        finally:
            processes.kill(process)
    if process.returncode or not job.result.exists():
        raise failed(scene, process.returncode)
    return Drawn.read(job.result)


def pass_on(job: DrawingJob, measurement: Measurement, told: Status) -> None:
    """Tell what is new about a drawing: how long the scene will be, how many frames are drawn."""
    if seconds := measurement.seconds():
        told.tell("drawing", expected=round(seconds * job.picture.frame_rate))
    progress = Progress.read_if_there(job.progress)
    if progress is not None and progress.frames != told.now.frames:
        told.tell("drawing", frames=progress.frames)


def verified(scene: Scene, drawn: Drawn, inputs: dict[str, str]) -> Receipt:
    """Decode the drawn film and compare it with what was sent to the encoder.

    Returns
    -------
    Receipt
        Of the film, not yet published.

    Raises
    ------
    LectureError
        If a frame is missing or the size is not the one asked for.
    """
    found, slug, picture = decoded(drawn.path), scene.slug, scene.layout.picture
    if found.frames != drawn.frames and picture.container != "gif":
        raise LectureError(f"{slug}: {found.frames} frames decode, {drawn.frames} were drawn; run again", 1)
    if (found.width, found.height) != (picture.width, picture.height):
        raise LectureError(
            f"{slug} is {found.width}x{found.height}, not {picture.width}x{picture.height}; run again", 1
        )
    return Receipt(
        scene=slug,
        inputs=inputs,
        observed=drawn.observed,
        sha256=digest_of(drawn.path),
        frames=found.frames,
        frame_rate=picture.frame_rate,
        cues=drawn.cues,
        seconds=round(drawn.seconds, 3),
        cpu_seconds=round(drawn.cpu_seconds, 3),
        peak_megabytes=round(drawn.peak_megabytes, 1),
    )


def main(words: list[str]) -> int:
    """Render the scene named second, of the request file named first; return the exit code."""
    request_file, slug = words
    return run_step(slug, Path(request_file), lambda request, told: render(request, slug, told))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
