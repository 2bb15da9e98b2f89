"""One task of a watched scene carried out, in a process that had imported manim before it was told."""

from __future__ import annotations

import os
from collections.abc import Callable

from manim import config, tempconfig

from lecture.freshness.observed import ReadFiles
from lecture.scene.cues import cues_of
from lecture.scene.drawing import scene_class, settings
from lecture.watch.drawing.calls import Calls
from lecture.watch.drawing.messages import Played, Task, Told
from lecture.watch.drawing.section_writer import write_sections

#: What a survey yields to: it is in nobody's way.
NICE = 10


def carry_out(task: Task, tell: Callable[[Told], None]) -> None:
    """Draw or survey the sections of a task; tell of each clip, and in the end how far the scene came."""
    job = task.job
    told = job.media / "cues.json"
    told.unlink(missing_ok=True)
    os.environ["LECTURE_CUES"] = str(told)
    if task.activation is not None:
        os.environ["LECTURE_ACTIVATION"] = task.activation
    reading = ReadFiles(job.root, job.accounted)
    reading.watch()
    calls = Calls(job.root) if task.survey else None
    if calls is not None:
        os.nice(NICE)
        calls.start()

    def entered(section: str) -> None:
        if calls is not None:
            calls.begin(section)

    with tempconfig(settings(job.picture, job.seen_from_root(job.media))):
        config.input_file = str(job.seen_from_root(job.file))
        config.scene_names = [job.scene]
        scene = scene_class(job.file, job.scene)()
        write_sections(scene, task, tell, entered)
        scene.render()
    if calls is not None:
        calls.stop()
    writer = scene.renderer.file_writer
    tell(
        Told(
            played=Played(
                sections=tuple(writer.began),
                seconds=float(scene.renderer.time),
                whole=writer.whole,
                cues=cues_of(scene),
                observed=reading.with_modules(job.known),
                calls=calls.told() if calls else None,
            )
        )
    )
