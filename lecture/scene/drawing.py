"""One scene drawn by manim, in a process of its own."""

from __future__ import annotations

import gc
import signal
import sys
import time
from pathlib import Path
from typing import Any

from lecture.freshness.observed import ReadFiles
from lecture.request.picture import Picture
from lecture.scene.cues import cues_of
from lecture.scene.job import DrawingJob, Drawn
from lecture.system.processes import die_with_parent, peak_megabytes
from training.errors import LectureError, exit_code


def settings(picture: Picture, media: Path) -> dict[str, Any]:
    """Return manim's settings for one scene; manim.cfg gives the rest.

    Parameters
    ----------
    picture : Picture
        The format.
    media : Path
        A folder that belongs to this scene alone.
    """
    width, height = picture.frame_size
    return {
        "media_dir": str(media),
        "disable_caching": True,
        "notify_outdated_version": False,
        "progress_bar": "none",
        "verbosity": "WARNING",
        "pixel_width": picture.width,
        "pixel_height": picture.height,
        "frame_rate": float(picture.frame_rate),
        "frame_width": width,
        "frame_height": height,
        "format": picture.container,
        "transparent": picture.transparent,
        "preview": False,
        "write_all": False,
    }


def draw(job: DrawingJob) -> Drawn:
    """Draw a scene into its media folder.

    Raises
    ------
    LectureError
        If the file has no such scene.
    """
    started = time.monotonic()
    reading = ReadFiles(job.root, job.accounted)
    reading.watch()
    from manim import config, tempconfig

    from film.encoding import EncodingClock
    from lecture.scene.metering import Meter, meter_frames

    clock = EncodingClock()
    meter = Meter(job.progress)
    with tempconfig(settings(job.picture, job.seen_from_root(job.media))):
        config.input_file = str(job.seen_from_root(job.file))
        config.scene_names = [job.scene]
        config.from_animation_number = job.excerpt.first if job.excerpt else 0
        scene = scene_class(job.file, job.scene)()
        meter_frames(scene, meter, clock, stop_after=job.excerpt.frames if job.excerpt else None)
        scene.render()
    writer = scene.renderer.file_writer
    is_video = job.picture.is_video
    return Drawn(
        path=Path(writer.movie_file_path if is_video else writer.image_file_path).absolute(),
        frames=meter.frames if is_video else 1,
        cues=cues_of(scene),
        observed=reading.with_modules(job.known),
        seconds=time.monotonic() - started,
        drawing_seconds=time.monotonic() - (meter.first or started),
        cpu_seconds=time.process_time(),
        drawing_cpu_seconds=time.process_time() - meter.first_cpu,
        encoding_seconds=clock.seconds,
        peak_megabytes=peak_megabytes(),
    )


def scene_class(file: Path, name: str) -> type[Any]:
    """Import a scene file as manim does; return the scene of that name.

    Raises
    ------
    LectureError
        If the class is there but is no manim scene.
    """
    from manim.utils.module_ops import scene_classes_from_file

    for found in scene_classes_from_file(file, full_list=True):
        if found.__name__ == name:
            return found
    raise LectureError(
        f"{file.name} has no manim scene {name}; derive it from LectureScene or correct lecture.toml"
    )


def main(words: list[str]) -> int:
    """Draw the scene of the job file that is the only word; return the exit code."""
    die_with_parent(signal.SIGKILL)
    # A scene is a large tree that lives to the end: looking through it for garbage often finds none.
    gc.set_threshold(200_000, 20, 100)

    def work() -> None:
        job = DrawingJob.read(Path(words[0]))
        draw(job).write(job.result)

    return exit_code(work)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
