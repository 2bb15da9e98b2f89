"""What one scene says, gathered before it is drawn: the scene played without pictures."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from lecture.freshness.inputs import difference, forget_racy_bytecode, observed_now, scene_inputs, stamps
from lecture.freshness.narration import Narration, gathered, narration_file
from lecture.freshness.production import Scene, scene_of
from lecture.request.request import Request
from lecture.request.steps import Status, run_step
from lecture.scene.job import DrawingJob, drawing_environment
from lecture.scene.measuring import PLAYED, Played, playing_command
from lecture.system import processes
from lecture.system.files import held, remove, remove_temporaries
from training.errors import LectureError

#: How often a scene is played again because its sources changed while it was played.
ATTEMPTS = 3
#: Narrations of one scene that are kept: of its latest versions, in lectures of different looks.
KEPT = 16


def gather(request: Request, slug: str, folder: Path, told: Status) -> Narration:
    """Write down what a scene says, unless that is known.

    Parameters
    ----------
    request : Request
        What is asked for.
    slug : str
        One of its scenes.
    folder : Path
        The call's folder, where the scene is played.
    told : Status
        Where to report progress.

    Raises
    ------
    LectureError
        If the scene fails (exit code 1; the log's name is in the message), or its sources are at fault.
    """
    layout = request.layout
    for made in (layout.narration, layout.logs):
        made.mkdir(parents=True, exist_ok=True)
    lock = layout.voice / "locks" / f"narration-{slug}.lock"
    with held(lock, lambda holder: told.tell("waiting", holder=holder)):
        # Only who holds the lock writes such a file: a half-written one is a killed process's.
        remove_temporaries(layout.narration, f".{slug}-")
        narration = gathered(scene_of(request, slug))
        if narration is None:
            told.tell("gathering", started=time.time())
            media = folder / f"gather-{slug}"
            try:
                narration = gather_until_settled(request, slug, media)
            finally:
                remove(media)
            forget_old(layout.narration, slug)
    told.tell("gathered")
    return narration


def gather_until_settled(request: Request, slug: str, media: Path) -> Narration:
    """Play until the inputs at the end are the inputs of the beginning, then write down what was said.

    Raises
    ------
    LectureError
        If they still change at the last attempt.
    """
    for _ in range(ATTEMPTS):
        scene = scene_of(request, slug)
        file, inputs, written = narration_file(scene), scene_inputs(scene), stamps(scene)
        forget_racy_bytecode(scene)
        remove(media)
        media.mkdir(parents=True)
        played = have_played(scene, media, inputs)
        now = scene_of(request, slug)
        changed = difference(inputs, scene_inputs(now))
        changed += difference(written, stamps(now))
        changed += difference(played.observed, observed_now(scene.layout.root, played.observed))
        if not changed:
            cues = played.cues
            narration = Narration(slug, cues.title, played.seconds, cues.spoken, played.observed)
            narration.write(file)
            return narration
    raise LectureError(f"{slug}: {changed[0]} while it was played, {ATTEMPTS} times; run again later", 1)


def have_played(scene: Scene, media: Path, inputs: dict[str, str]) -> Played:
    """Run the playing process to its end.

    Raises
    ------
    LectureError
        If it fails; the scene's log is named.
    """
    layout, shot = scene.layout, scene.shot
    job = DrawingJob(
        layout.root, scene.source, shot.name, media, layout.picture, scene.accounted, known=inputs
    )
    job.write(job.path)
    environment = drawing_environment(media, shot.activation, "some")
    with layout.log(scene.slug).open("wb") as log:
        command = playing_command(job, media / "played")
        process = processes.start(command, log, str(layout.root), environment, group=False)
        try:
            process.wait()
        finally:
            processes.kill(process)
    found = Played.read_if_there(media / "played" / PLAYED)
    if process.returncode or found is None:
        log_name = layout.log(scene.slug).relative_to(layout.root)
        raise LectureError(f"{scene.slug} failed{processes.ended_by(process.returncode)}; read {log_name}", 1)
    return found


def forget_old(folder: Path, slug: str) -> None:
    """Remove all but the latest narrations of a scene."""
    digest = "[0-9a-f]" * 16
    files = sorted(folder.glob(f"{slug}-{digest}.json"), key=lambda file: file.stat().st_mtime)
    for file in files[:-KEPT]:
        file.unlink(missing_ok=True)


def main(words: list[str]) -> int:
    """Gather what the scene named second says, of the request file named first; return the exit code."""
    request_file, slug = Path(words[0]), words[1]
    return run_step(
        slug, request_file, lambda request, told: gather(request, slug, request_file.parent, told)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
