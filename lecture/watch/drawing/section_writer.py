"""Chosen sections of a scene, each written as a film of its own as soon as it is over."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from manim.utils.exceptions import EndSceneEarlyException
from PIL import Image

from film.colours import Pixels
from film.renderer import FilmRenderer
from film.writer import FilmWriter
from lecture.system.cues import Section
from lecture.watch.drawing.messages import Clip, Still, Task, Told
from lecture.watch.drawing.section_names import CLIP, STILL, key_of, picture_name

#: Seconds of drawing after which a still tells how it goes.
PATIENCE = 0.5


class SectionWriter(FilmWriter):
    """Draws the sections a task asks for; the others are played without pictures.

    Parameters
    ----------
    settings : manim's writer settings
        From the scene.
    task : Task
        Says which sections.
    seconds : callable
        The scene's time now.
    tell : callable
        Told of each clip once it is written, and of stills before.
    entered : callable
        Told the key of each section as it begins.

    Attributes
    ----------
    began : list of Section
        Every section the scene opened, by its key; those in which nothing was played are left out.
    whole : bool
        Whether the scene was not ended early.
    """

    def __init__(
        self,
        settings: Any,
        task: Task,
        seconds: Callable[[], float],
        tell: Callable[[Told], None],
        entered: Callable[[str], None],
    ) -> None:
        self.task = task
        self.seconds = seconds
        self.tell = tell
        self.entered = entered
        self.remaining = set(task.sections)
        self.began: list[Section] = []
        self.whole = True
        self._written = 0
        self._told_at = 0.0
        super().__init__(settings)

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        """Open a section; the scene ends here when all that was asked for is drawn."""
        # manim opens a section of its own before the scene can open one.
        is_first = not self.sections
        self._end_section()
        key = "" if is_first else key_of(str(name), {section.name for section in self.began})
        self.began.append(Section(key, float(self.seconds())))
        if self.task.sections and not self.remaining:
            self.whole = False
            raise EndSceneEarlyException
        if not is_first:
            self.entered(key)
        self._told_at = time.monotonic()
        super().next_section(name, type_, skip_animations or not self._draws(key))

    def write_frame(self, pixels: Pixels, *, repeat: int = 1) -> None:
        """Take one frame; tell now and then how the section looks by now."""
        super().write_frame(pixels, repeat=repeat)
        if time.monotonic() - self._told_at >= PATIENCE:
            file = self._next_name(STILL)
            Image.fromarray(pixels).convert("RGB").save(self.task.clips / file)
            self.tell(Told(still=Still(self.began[-1].name, self._seconds_drawn, file)))
            self._told_at = time.monotonic()

    def _next_name(self, ending: str) -> str:
        self._written += 1
        return picture_name(self.task.number, self._written, ending)

    @property
    def _seconds_drawn(self) -> float:
        return self.frames / float(self.video_encoder.frame_rate)

    def _draws(self, key: str) -> bool:
        if self.task.sections:
            return key in self.remaining
        return not self.task.survey and key not in self.task.kept

    def _end_section(self) -> None:
        """Write the clip of the section that is over, if it was drawn."""
        if not self.sections:
            return
        if self.sections[-1].is_empty():
            self.began.pop()
            return
        section = self.began[-1]
        segments = [name for name in self.sections[-1].partial_movie_files if name is not None]
        if segments:
            self.join_all_encode_jobs()
            file = self._next_name(CLIP)
            self.combine_files(segments, self.task.clips / file, includes_sound=self.includes_sound)
            length = self._seconds_drawn
            self.frames, self.includes_sound = 0, False
            self._voice, self._recorded = [], False
            self.tell(Told(clip=Clip(section.name, section.start, length, file)))
        self.remaining.discard(section.name)

    def add_audio_segment(
        self, new_segment: Any, time: float | None = None, *more: Any, **named: Any
    ) -> None:
        """Add recorded sound at a second of the scene: in a clip it comes from the section's start on."""
        if time is not None:
            time = max(time - self.began[-1].start, 0.0)
        super().add_audio_segment(new_segment, time, *more, **named)

    def finish(self) -> None:
        """Write the last clip once the scene is over; of the whole there is no film."""
        if self.whole:
            self._end_section()
        self.join_all_encode_jobs()


class SectionRenderer(FilmRenderer):
    """Writes through a `SectionWriter`.

    Parameters
    ----------
    writing : tuple
        What a `SectionWriter` takes besides settings and seconds: task, tell, entered.
    camera : manim.Camera
        The scene's own.
    """

    def __init__(self, writing: tuple[Any, ...], camera: Any) -> None:
        super().__init__(camera_class=lambda: camera)
        self._writing = writing

    def init_scene(self, scene: Any, session_spec: Any, file_writer_settings: Any) -> None:
        """Make the scene's writer."""
        task, tell, entered = self._writing
        self.file_writer = SectionWriter(file_writer_settings, task, lambda: self.time, tell, entered)


def write_sections(
    scene: Any, task: Task, tell: Callable[[Told], None], entered: Callable[[str], None]
) -> None:
    """Give any manim scene that has not begun a renderer that writes sections; the camera it has stays.

    Parameters
    ----------
    scene : manim.Scene
        A scene that has not begun.
    task, tell, entered
        As `SectionWriter` takes them.
    """
    scene.renderer = SectionRenderer((task, tell, entered), scene.renderer.camera)
    scene.renderer.init_scene(scene, scene.session_spec, scene.file_writer_settings)
