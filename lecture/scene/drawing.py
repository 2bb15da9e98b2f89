"""One scene drawn by manim, in a process of its own."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from lecture.freshness.observed import ReadFiles
from lecture.request.picture import Picture
from lecture.scene.cues import cues_of
from lecture.system.files import write_json
from lecture.system.processes import die_with_parent, peak_megabytes
from training.errors import LectureError


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
        "media_dir": from_here(media),
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


def from_here(path: Path | str) -> str:
    """Return a path relative to the working folder, the project's root.

    manim fills in whatever stands between braces in a path, and the root may have some.
    """
    return os.path.relpath(path)


def draw(job: dict[str, Any]) -> dict[str, Any]:
    """Draw a scene into its media folder.

    Parameters
    ----------
    job : dict
        ``root``, ``file``, ``scene``, ``media``, ``picture``, ``progress``, ``accounted``, ``known``;
        and ``excerpt``, which benchmarks give: ``first`` play to draw, ``frames`` to stop after.

    Returns
    -------
    dict
        ``path`` of the film, ``frames`` sent to the encoder, ``cues``, ``observed`` files,
        ``seconds`` in all and ``drawing_seconds`` without starting up, ``cpu_seconds`` in all,
        ``drawing_cpu_seconds`` of CPU from the first frame on, ``encoding_seconds`` of it in the
        encoder, ``peak_megabytes``.
    """
    started = time.monotonic()
    reading = ReadFiles(Path(job["root"]), tuple(Path(path) for path in job["accounted"]))
    reading.watch()
    from manim import config, tempconfig

    from film.encoding import EncodingClock
    from lecture.scene.metering import Meter, meter_frames

    clock = EncodingClock()
    meter = Meter(Path(job["progress"]))
    picture = Picture(**job["picture"])
    with tempconfig(settings(picture, Path(job["media"]))):
        config.input_file = from_here(job["file"])
        config.scene_names = [job["scene"]]
        config.from_animation_number = job.get("excerpt", {}).get("first", 0)
        scene = scene_class(Path(job["file"]), job["scene"])()
        meter_frames(scene, meter, clock, stop_after=job.get("excerpt", {}).get("frames"))
        scene.render()
    writer = scene.renderer.file_writer
    path = writer.movie_file_path if picture.is_video else writer.image_file_path
    return {
        "path": str(path),
        "frames": meter.frames if picture.is_video else 1,
        "cues": cues_of(scene),
        "observed": reading.with_modules(job["known"]),
        "seconds": time.monotonic() - started,
        "drawing_seconds": time.monotonic() - (meter.first or started),
        "drawing_cpu_seconds": time.process_time() - meter.first_cpu,
        "encoding_seconds": clock.seconds,
        "cpu_seconds": time.process_time(),
        "peak_megabytes": peak_megabytes(),
    }


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


def main() -> int:
    """Draw the scene described by the JSON job file named on the command line."""
    die_with_parent(signal.SIGKILL)
    # A scene is a large tree that lives to the end: looking through it for garbage often finds none.
    gc.set_threshold(200_000, 20, 100)
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    try:
        result = draw(job)
    except LectureError as error:
        print(error.message, file=sys.stderr)
        return error.exit_code
    write_json(Path(job["result"]), result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
