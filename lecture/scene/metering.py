"""A scene's frames counted on their way to the encoder, its sections noted as they begin."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from manim.utils.exceptions import EndSceneEarlyException

from film.encoding import EncodingClock
from film.renderer import FilmRenderer
from film.writer import FilmWriter
from lecture.scene.job import Progress
from lecture.system.cues import Section

#: Seconds between two progress reports.
REPORT_EVERY = 0.25


class Meter:
    """Counts frames as they leave for the encoder and reports how far the scene is.

    Parameters
    ----------
    report : Path
        The file that holds the newest `Progress`.
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
            Progress(self.frames).write(self.report, durable=False)


class MeteredWriter(FilmWriter):
    """Tells a meter of every frame, and notes when each section begins.

    Parameters
    ----------
    settings : manim's writer settings
        From the scene.
    meter : Meter
        Told of every frame.
    clock : EncodingClock
        Told what encoding takes.
    seconds : callable
        The scene's time now.
    stop_after : int, optional
        End the scene after so many frames.

    Attributes
    ----------
    began : list of Section
        Every section the scene opened.
    """

    def __init__(
        self,
        settings: Any,
        meter: Meter,
        clock: EncodingClock,
        seconds: Callable[[], float],
        stop_after: int | None,
    ) -> None:
        self.meter = meter
        self.seconds = seconds
        self.stop_after = stop_after
        self.began: list[Section] = []
        super().__init__(settings, clock)
        # manim opens a section of its own before the scene can open one.
        self.began.clear()

    def next_section(self, name: str, *arguments: Any, **named: Any) -> None:
        """Open a section."""
        self.began.append(Section(str(name), float(self.seconds())))
        super().next_section(name, *arguments, **named)

    def send(self, frame: Any, repeat: int) -> None:
        """Hand a converted frame to the encoder's thread; count it."""
        super().send(frame, repeat)
        self.meter.count(repeat)
        if self.stop_after is not None and self.meter.frames >= self.stop_after:
            self.close_partial_movie_stream()
            raise EndSceneEarlyException


class MeteredRenderer(FilmRenderer):
    """Writes through a `MeteredWriter`.

    Parameters
    ----------
    meter, clock, stop_after
        As `MeteredWriter` takes them.
    camera_class : callable
        Gives the camera.
    skip_animations : bool
        Play without pictures.
    """

    def __init__(self, meter: Meter, clock: EncodingClock, stop_after: int | None, **named: Any) -> None:
        super().__init__(**named)
        self._metering = (meter, clock, lambda: self.time, stop_after)

    def init_scene(self, scene: Any, session_spec: Any, file_writer_settings: Any) -> None:
        """Make the scene's writer."""
        self.file_writer = MeteredWriter(file_writer_settings, *self._metering)


def meter_frames(scene: Any, meter: Meter, clock: EncodingClock, stop_after: int | None = None) -> None:
    """Give any manim scene a renderer that counts its frames; the camera it has stays.

    A scene's constructor would take a renderer, but not every author's passes arguments on.

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
    camera = scene.renderer.camera
    scene.renderer = MeteredRenderer(
        meter, clock, stop_after, camera_class=lambda: camera, skip_animations=scene.skip_animations
    )
    scene.renderer.init_scene(scene, scene.session_spec, scene.file_writer_settings)
