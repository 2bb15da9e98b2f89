"""What one scene says, gathered before it is drawn: the scene played without pictures."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from lecture.freshness.narration import Narration, gathered, narration_file
from lecture.freshness.production import Scene, scene_of
from lecture.request.request import Request
from lecture.request.steps import Status, run_step
from lecture.scene.job import drawing_environment
from lecture.scene.measuring import PLAYED, Played, playing_command
from lecture.scene.settled import failed, job_in, until_settled
from lecture.system import processes
from lecture.system.files import held, remove, remove_temporaries

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

    def play(scene: Scene, inputs: dict[str, str]) -> tuple[Narration, Path]:
        file = narration_file(scene)
        played = have_played(scene, media, inputs)
        cues = played.cues
        return Narration(slug, cues.title, played.seconds, cues.spoken, played.observed), file

    narration, file = until_settled(request, slug, media, play, doing="played")
    narration.write(file)
    return narration


def have_played(scene: Scene, media: Path, inputs: dict[str, str]) -> Played:
    """Run the playing process to its end.

    Raises
    ------
    LectureError
        If it fails; the scene's log is named.
    """
    layout = scene.layout
    job = job_in(scene, media, inputs)
    environment = drawing_environment(media, scene.shot.activation, "some")
    with layout.log(scene.slug).open("wb") as log:
        command = playing_command(job, media / "played")
        process = processes.start(command, log, str(layout.root), environment, group=False)
        try:
            process.wait()
        finally:
            processes.kill(process)
    found = Played.read_if_there(media / "played" / PLAYED)
    if process.returncode or found is None:
        raise failed(scene, process.returncode)
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
