"""The stills of one scene for its contact sheet: the scene played with its animations skipped."""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from lecture.scene.job import DrawingJob
from lecture.scene.measuring import played
from lecture.system.processes import die_with_parent
from training.errors import exit_code
from training.storage.messages import Message


@dataclass(frozen=True)
class StillNote(Message):
    """What stands beneath a still; the lecture's own scenes write it as JSON of the same form.

    Attributes
    ----------
    beat : str
        Name of the section.
    caption : str
        What is said; empty at a beat's end.
    time : float
        Seconds from the scene's start.
    """

    beat: str
    caption: str
    time: float


def draw_stills(job: DrawingJob, folder: Path) -> None:
    """Play a scene and leave its stills in a folder, each a PNG with a note beside it.

    The lecture's own scenes leave one a narration and one a beat; of any other manim scene there is the
    last frame, with its last section and subcaption.

    Raises
    ------
    LectureError
        If the file has no such scene.
    """
    scene = played(job, job.media)
    if any(folder.glob("*.png")):
        return
    folder.mkdir(exist_ok=True)
    writer = scene.renderer.file_writer
    sections = [section.name for section in writer.sections]
    caption = writer.subcaptions[-1].content if writer.subcaptions else ""
    note = StillNote(sections[-1] if sections else "", caption, float(scene.renderer.time))
    scene.renderer.update_frame(scene)
    scene.camera.get_image().convert("RGB").save(folder / "001.png")
    note.write(folder / "001.json", durable=False)


def main(words: list[str]) -> int:
    """Draw the stills of the job file named first into the folder named second; return the exit code."""
    die_with_parent(signal.SIGKILL)
    return exit_code(lambda: draw_stills(DrawingJob.read(Path(words[0])), Path(words[1])))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
