"""One scene drawn by manim, in a process of its own."""

from __future__ import annotations

import gc
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lecture.freshness.observed import ReadFiles
from lecture.request.picture import Picture
from lecture.scene.cues import SceneCues
from lecture.scene.job import DrawingJob, Drawn
from lecture.system.files import write_json
from lecture.system.processes import die_with_parent, peak_megabytes
from training.errors import LectureError

if TYPE_CHECKING:
    from lecture.scene.encoding import EncodingClock

#: Seconds between two progress reports.
REPORT_EVERY = 0.25


class Meter:
    """Counts frames as they leave for the encoder and reports how far the scene is.

    Parameters
    ----------
    report : Path
        JSON file that always holds the newest count.
    """

    def __init__(self, report: Path) -> None:
        self.report = report
        self.frames = 0
        self.reported = 0.0
        self.first: float | None = None
        self.first_cpu = 0.0

    def count(self, frames: int) -> None:
        """Add frames, and report now and then."""
        self.frames += frames
        now = time.monotonic()
        if self.first is None:
            self.first, self.first_cpu = now, time.process_time()
        if now - self.reported >= REPORT_EVERY:
            self.reported = now
            write_json(self.report, {"frames": self.frames}, durable=False)


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

    from lecture.scene.encoding import EncodingClock

    clock = EncodingClock()
    meter = Meter(job.progress)
    with tempconfig(settings(job.picture, job.seen_from_root(job.media))):
        config.input_file = str(job.seen_from_root(job.file))
        config.scene_names = [job.scene]
        config.video_encoder_options = encoder_options(job.picture, config.video_encoder_options)
        config.from_animation_number = job.excerpt.first if job.excerpt else 0
        scene = scene_class(job.file, job.scene)()
        listen(scene, meter, clock, stop_after=job.excerpt.frames if job.excerpt else None)
        cues = SceneCues(scene)
        scene.render()
    writer = scene.renderer.file_writer
    is_video = job.picture.is_video
    return Drawn(
        path=Path(writer.movie_file_path if is_video else writer.image_file_path).absolute(),
        frames=meter.frames if is_video else 1,
        cues=cues.as_json(),
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


def listen(scene: Any, meter: Meter, clock: EncodingClock, stop_after: int | None) -> None:
    """Count a scene's frames on their way to the encoder, and time the encoder.

    Parameters
    ----------
    scene : manim.Scene
        A scene that has not begun.
    meter : Meter
        Told of every frame.
    clock : EncodingClock
        Told what encoding takes.
    stop_after : int, optional
        End the scene after so many frames.
    """
    from manim.utils.exceptions import EndSceneEarlyException

    from lecture.scene.encoding import Colours, SteadySegmentEncoder, lend_frames

    writer = scene.renderer.file_writer
    if not writer.output_spec.is_video:
        return
    write_frame = writer.write_frame
    colours = Colours(writer.video_encoder.pixel_format, clock)
    lend_frames(scene.renderer)

    def counted(pixels: Any, *, repeat: int = 1) -> None:
        write_frame(colours.converted(pixels), repeat=repeat)
        meter.count(repeat)
        if stop_after is not None and meter.frames >= stop_after:
            writer.close_partial_movie_stream()
            raise EndSceneEarlyException

    def encoder(target: Path) -> SteadySegmentEncoder:
        return SteadySegmentEncoder(target=target, spec=writer.video_encoder, clock=clock)

    writer.write_frame = counted
    writer._create_segment_encoder = encoder


def encoder_options(picture: Picture, configured: dict[str, str]) -> dict[str, str]:
    """Return the codec options: manim.cfg's for H.264, fast deterministic ones for the other codecs."""
    if picture.container in ("mp4", "mov") and not picture.transparent:
        return dict(configured)
    if picture.container == "webm":
        return {"threads": "1", "row-mt": "0", "crf": "24", "b": "0", "deadline": "good", "cpu-used": "5"}
    return {}


def main(words: list[str]) -> int:
    """Draw the scene of the job file that is the only word; return the exit code."""
    die_with_parent(signal.SIGKILL)
    # A scene is a large tree that lives to the end: looking through it for garbage often finds none.
    gc.set_threshold(200_000, 20, 100)
    try:
        job = DrawingJob.read(Path(words[0]))
        draw(job).write(job.result)
    except LectureError as error:
        print(error.message, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
