"""One scene from its sources to its published file: locked, drawn afresh, verified, receipted."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from lecture.freshness.inputs import (
    difference,
    forget_racy_bytecode,
    needs_of_shot,
    observed_now,
    run_file,
    scene_inputs,
    stamps,
)
from lecture.freshness.receipts import Receipt, known_duration, out_of_date, read_receipt
from lecture.freshness.sources import look_afresh
from lecture.request.layout import Layout
from lecture.request.shots import Shot, ShotList, read_shot_list
from lecture.request.steps import Request, Status, run_step
from lecture.scene.measuring import Measurement
from lecture.system import processes
from lecture.system.files import digest_of, held, publish, read_json, remove, sweep_temporaries, write_json
from lecture.system.films import decoded
from training import paths
from training.errors import LectureError

#: How often a scene is drawn again because its sources changed while it was drawn.
ATTEMPTS = 3


def render(
    layout: Layout, shots: ShotList, shot: Shot, *, force: bool = False, status: Path | None = None
) -> Receipt:
    """Publish a scene whose receipt matches its inputs, drawing it unless that is already so.

    Parameters
    ----------
    layout : Layout
        Project root and picture format.
    shots : ShotList
        The lecture.
    shot : Shot
        The scene.
    force : bool
        Draw it although nothing changed.
    status : Path, optional
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
    told = Status(status)
    for folder in (layout.scenes, layout.logs, layout.work):
        folder.mkdir(parents=True, exist_ok=True)
    with held(layout.lock(shot.slug), lambda holder: told.tell("waiting", holder=holder)):
        sweep_temporaries(layout.work, f"draw-{shot.slug}.{layout.picture.container}-")
        sweep_temporaries(layout.scenes, f".{layout.receipt(shot.slug).name}.")
        if not force and not out_of_date(layout, shots, shot):
            receipt = read_receipt(layout, shot.slug)
            assert receipt is not None
            told.tell("kept", frames=receipt.frames)
            return receipt
        media = layout.work / f"draw-{shot.slug}.{layout.picture.container}-{os.getpid()}"
        try:
            receipt = draw_until_settled(layout, shots, shot, media, told)
        finally:
            remove(media)
        told.tell("done", frames=receipt.frames, seconds=receipt.seconds)
        return receipt


def draw_until_settled(layout: Layout, shots: ShotList, shot: Shot, media: Path, told: Status) -> Receipt:
    """Draw until the inputs at the end are the inputs of the beginning, then publish."""
    for _ in range(ATTEMPTS):
        inputs, written = scene_inputs(layout, shots, shot), stamps(layout, shot)
        forget_racy_bytecode(layout, shot)
        remove(media)
        media.mkdir()
        result = draw(layout, shot, media, inputs, told)
        film = Path(result["path"])
        told.tell("verifying", frames=result["frames"])
        receipt = verified(layout, shot, film, result, inputs)
        shots = read_shot_list(shots.source)
        look_afresh()
        changed = difference(inputs, scene_inputs(layout, shots, shot))
        changed += difference(written, stamps(layout, shot))
        changed += difference(receipt.observed, observed_now(layout, receipt.observed))
        if not changed:
            publish(film, layout.film(shot.slug))
            write_json(layout.receipt(shot.slug), receipt.as_json())
            return receipt
    raise LectureError(f"{shot.slug}: {changed[0]} while it was drawn, {ATTEMPTS} times; run again later", 1)


def draw(layout: Layout, shot: Shot, media: Path, inputs: dict[str, str], told: Status) -> dict[str, Any]:
    """Run the drawing process, passing its progress on."""
    runs = [run_file(run) for run in needs_of_shot(layout, shot).cached]
    job = {
        "root": str(layout.root),
        "file": str(layout.scene_path(shot)),
        "scene": shot.name,
        "media": str(media),
        "picture": layout.picture.as_json(),
        "progress": str(media / "progress.json"),
        "result": str(media / "result.json"),
        "known": inputs,
        "accounted": [str(path) for path in (*runs, paths.LECTURE_TOML)],
    }
    write_json(media / "job.json", job)
    environment = drawing_environment(media, shot.activation)
    duration = known_duration(layout, shot.slug)
    expected = round(duration * layout.picture.frame_rate) if duration and layout.picture.is_video else None
    told.tell("drawing", frames=0, expected=expected, started=time.time())
    log_path = layout.log(shot.slug)
    unknown = duration is None and layout.picture.is_video
    with (
        log_path.open("wb") as log,
        Measurement(media, str(layout.root), environment, needed=unknown) as measurement,
    ):
        command = [sys.executable, "-m", "lecture.scene.drawing", str(media / "job.json")]
        process = processes.start(command, log, str(layout.root), environment, group=False)
        try:
            while process.poll() is None:
                time.sleep(0.1)
                if seconds := measurement.seconds():
                    told.tell("drawing", expected=round(seconds * layout.picture.frame_rate))
                progress = read_json(media / "progress.json")
                if progress and progress["frames"] != told.state.get("frames"):
                    told.tell("drawing", frames=progress["frames"])
        finally:
            processes.kill(process)
    result = read_json(media / "result.json")
    if process.returncode or result is None:
        raise LectureError(f"{shot.slug} failed{how(process.returncode)}; read {shown(layout, log_path)}", 1)
    return dict(result)


def drawing_environment(media: Path, activation: str | None = None) -> dict[str, str]:
    """Return the environment a drawing process gets.

    Parameters
    ----------
    media : Path
        The scene's own folder.
    activation : str, optional
        For scenes that serve any activation.
    """
    environment = {name: value for name, value in os.environ.items() if name != "LECTURE_ACTIVATION"}
    environment |= {"LECTURE_CUES": str(media / "cues.json"), "PYTHONHASHSEED": "0", "PYTHONUNBUFFERED": "1"}
    # glibc then keeps the memory of one frame for the next, in place of fresh pages for each (1 ms a frame).
    environment |= {"MALLOC_MMAP_THRESHOLD_": "33554432", "MALLOC_TRIM_THRESHOLD_": "1073741824"}
    return environment | ({"LECTURE_ACTIVATION": activation} if activation else {})


def how(code: int) -> str:
    """Say how a process ended, when that explains something."""
    if code < 0:
        return f", ended by {signal.Signals(-code).name}"
    return ""


def shown(layout: Layout, path: Path) -> str:
    """Return a path as a person at the project root would type it."""
    return str(path.relative_to(layout.root))


def verified(
    layout: Layout, shot: Shot, film: Path, result: dict[str, Any], inputs: dict[str, str]
) -> Receipt:
    """Decode the drawn film and compare it with what was sent to the encoder.

    Raises
    ------
    LectureError
        If a frame is missing or the size is not the one asked for.
    """
    found = decoded(film)
    picture = layout.picture
    if found.frames != result["frames"] and picture.container != "gif":
        raise LectureError(
            f"{shot.slug}: {found.frames} frames decode, {result['frames']} were drawn; run again", 1
        )
    if (found.width, found.height) != (picture.width, picture.height):
        raise LectureError(
            f"{shot.slug} is {found.width}x{found.height}, not {picture.width}x{picture.height}", 1
        )
    return Receipt(
        scene=shot.slug,
        inputs=inputs,
        observed=result["observed"],
        sha256=digest_of(film),
        frames=found.frames,
        frame_rate=picture.frame_rate,
        cues=result["cues"],
        seconds=round(result["seconds"], 3),
        cpu_seconds=round(result["cpu_seconds"], 3),
        peak_megabytes=round(result["peak_megabytes"], 1),
    )


def render_requested(request: Request, status: Path) -> None:
    """Render the scene whose slug is the second argument of the command line."""
    (shot,) = request.shots.named([sys.argv[2]])
    render(request.layout, request.shots, shot, force=request.force, status=status)


if __name__ == "__main__":
    sys.exit(run_step(sys.argv[2], render_requested))
