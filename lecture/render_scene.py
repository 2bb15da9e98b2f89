"""One scene from its sources to its published file: locked, drawn afresh, verified, receipted."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from lecture import processes
from lecture.files import digest_of, held, publish, read_json, remove, sweep_temporaries, write_json
from lecture.films import decoded
from lecture.inputs import difference, needs_of_shot, observed_now, run_file, scene_inputs
from lecture.layout import Layout
from lecture.picture import Picture
from lecture.receipts import Receipt, known_duration, out_of_date, read_receipt
from lecture.shots import Shot, ShotList, read_shot_list
from lecture.sources import look_afresh
from training import paths
from training.errors import LectureError

#: How often a scene is drawn again because its sources changed while it was drawn.
ATTEMPTS = 3
LAST_LINES = 12


class Status:
    """Tells whoever watches how far a scene is.

    Parameters
    ----------
    path : Path
        JSON file with the newest state.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.state: dict[str, Any] = {}

    def tell(self, state: str, **more: Any) -> None:
        """Say a state: waiting, drawing, verifying, done, kept or failed."""
        self.state = {**self.state, "state": state, "since": time.time(), **more}
        if self.path is not None:
            write_json(self.path, self.state, durable=False)


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
        inputs = scene_inputs(layout, shots, shot)
        remove(media)
        media.mkdir()
        result = draw(layout, shot, media, inputs, told)
        film = Path(result["path"])
        told.tell("verifying", frames=result["frames"])
        receipt = verified(layout, shot, film, result, inputs)
        shots = read_shot_list(shots.source)
        look_afresh()
        changed = difference(inputs, scene_inputs(layout, shots, shot))
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
    with log_path.open("wb") as log:
        command = [sys.executable, "-m", "lecture.drawing", str(media / "job.json")]
        process = processes.start(command, log, str(layout.root), environment, group=False)
        try:
            while process.poll() is None:
                time.sleep(0.1)
                progress = read_json(media / "progress.json")
                if progress and progress["frames"] != told.state.get("frames"):
                    told.tell("drawing", frames=progress["frames"])
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
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


def last_lines(log: Path) -> list[str]:
    """Return the last lines of a log, without its empty ones."""
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    return [line.rstrip() for line in text.splitlines() if line.strip()][-LAST_LINES:]


def main() -> int:
    """Render the scene that a JSON request, given on the command line, asks for."""
    processes.die_with_parent()
    processes.stop_on_signals()
    request = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    slug = sys.argv[2]
    shots = read_shot_list(Path(request["lecture"]))
    layout = Layout(Path(request["root"]), Picture(**request["picture"]), shots.source.stem)
    status = Path(request["status"]) / f"{slug}.json"
    try:
        render(layout, shots, shots.named([slug])[0], force=request["force"], status=status)
    except LectureError as error:
        Status(status).tell("failed", message=error.message, lines=last_lines(layout.log(slug)))
        print(error.message, file=sys.stderr)
        return error.exit_code
    except OSError as error:
        print(f"{slug}: {error.strerror} ({error.filename}); correct that, then run again", file=sys.stderr)
        return 1
    except processes.StoppedError as stopped:
        return stopped.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
