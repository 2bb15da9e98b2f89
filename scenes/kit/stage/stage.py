"""The stage every scene plays on: background, narration, captions, sections, the epoch tracker."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from manim import UL, Mobject, Scene, Typst, config

from film.renderer import FilmRenderer
from scenes.kit import theme
from scenes.kit.drawing.leaving import leave
from scenes.kit.drawing.text import words
from scenes.kit.stage.camera import StageCamera
from scenes.kit.stage.captions import Cue
from scenes.kit.stage.epochs import EpochRecord, ShownEpoch
from scenes.kit.stage.frame import fit_stage_to_frame, is_filmed, moves_by_itself, save_still
from scenes.kit.stage.hearing import Hearing
from scenes.kit.stage.narration import Narration, laid
from scenes.kit.stage.pacing import Act, frames_until, groups, moving, nearest_frames, paced, resting
from scenes.kit.stage.refusal import told_in_one_line
from scenes.kit.stage.settings import adopt_settings
from training.errors import LectureError
from training.run.trajectory import Trajectory, load
from training.storage.files import write_whole
from training.sweep.sweep import Sweep, load_sweep
from voice.narrator import Narrator


class LectureScene(Scene):
    """Base of all scenes.

    Class attributes, literal so that production can read them without running the scene (a scene that learns
    what it shows when it is set up gives its instance the values):

    ``title``
        Shown as the chapter's name and at the top of the stage.
    ``runs``, ``sweeps``
        Names of the cached runs and sweeps this scene shows; nothing else may be loaded.
    """

    title: str = ""
    runs: tuple[str, ...] = ()
    sweeps: tuple[str, ...] = ()

    on_still: Callable[[LectureScene, str, str], None] | None = None
    """Called with (scene, beat, narration) after each narration and at each beat's end: the eye of tests."""

    def __init__(self, **kwargs: Any) -> None:
        renderer = FilmRenderer(StageCamera, kwargs.get("skip_animations", False))
        super().__init__(**{"renderer": renderer, "camera_class": StageCamera} | kwargs)

    @told_in_one_line()
    def render(self, preview: bool = False) -> bool:
        """Draw the scene as manim does; a plain manim call that is refused says so in one line."""
        return bool(super().render(preview))

    def setup(self) -> None:
        """Prepare background, tracker and record before the first beat."""
        adopt_settings()
        self.camera.background_color = theme.BACKGROUND
        fit_stage_to_frame(self)
        self.epoch = ShownEpoch(0.0)
        self.epochs_shown = EpochRecord(self.epoch, config.frame_rate)
        self.beats: list[tuple[str, float]] = []
        self.cues: list[Cue] = []
        self.narrations: list[Narration] = []
        self.spoken: list[dict[str, Any]] = []
        self.saying = ""
        self.hearing = Hearing(type(self).__name__, self.narrator)

    @cached_property
    def narrator(self) -> Narrator:
        """Who finds and makes what is heard; tests have one of their own."""
        return Narrator()

    def trajectory(self, name: str) -> Trajectory:
        """Load a run this scene has declared in ``runs``.

        Raises
        ------
        LectureError
            When it is not declared, or its cache file is missing, damaged or of another recipe.
        """
        self._refuse_undeclared("run", name, self.runs)
        return load(name)

    def sweep(self, name: str) -> Sweep:
        """Load a sweep this scene has declared in ``sweeps``.

        Raises
        ------
        LectureError
            When it is not declared, or its cache file is missing, damaged or of another plan.
        """
        self._refuse_undeclared("sweep", name, self.sweeps)
        return load_sweep(name)

    def _refuse_undeclared(self, kind: str, name: str, declared: tuple[str, ...]) -> None:
        if name not in declared:
            scene = type(self).__name__
            raise LectureError(
                f"{scene} asks for the {kind} {name!r}, declared are {declared}; add it to `{kind}s`"
            )

    def heading(self) -> Typst:
        """Return the scene's title at the top left of the stage; the scene adds or plays it."""
        place = np.array([theme.LEFT_EDGE, theme.TOP_EDGE, 0.0])
        return words(self.title, theme.TITLE_SIZE).move_to(place, aligned_edge=UL)

    def next_section(self, name: str = "unnamed", *args: Any, **kwargs: Any) -> None:
        """Open a beat: section, chapter and slide in one."""
        self._end_beat()
        self.beats.append((name, self.time))
        super().next_section(name, *args, **kwargs)

    def play(self, *args: Any, **kwargs: Any) -> None:
        """Play animations; the epoch they begin with is noted."""
        self.epochs_shown.note(self.time)
        super().play(*args, **kwargs)

    def update_to_time(self, t: float) -> None:
        """Go to ``t`` seconds from the beginning of the animations that play, and note the epoch there."""
        super().update_to_time(t)
        # Skipping, manim adds the seconds of what it plays before.
        skipping = self.renderer.skip_animations
        self.epochs_shown.note(self.time - self.duration + t if skipping else self.time)

    def say(
        self,
        text: str,
        *animations: Act | Iterable[Act],
        reveal: bool = False,
        silence: float = 0.0,
        **play_kwargs: Any,
    ) -> None:
        """Say something while animations play: a beat as one line of a screenplay.

        Parameters
        ----------
        text
            Spoken English in short sentences. ``[Words in brackets]`` are said while their animation plays:
            it begins with the first of them and lasts as long as they do; it may take longer, but is over
            when the next span begins. Without brackets all animations share the whole text.
        *animations
            One for each span, or a tuple of those that play together.
        reveal
            Whether the scene has led up to this: a longer pause follows.
        silence
            Least seconds without speech afterwards, as `theme.RIDDLE`.
        **play_kwargs
            As `Scene.play` takes them, for all animations.

        Raises
        ------
        ValueError
            When spans and animations are not of one number, or brackets do not match.
        """
        acts = groups(text, animations)
        with self.voiceover(text, reveal=reveal, silence=silence) as said:
            moments = said.moments
            begins = [moment.begin for moment in moments] or [said.start]
            ends = [moment.end for moment in moments] or [said.start + said.duration]
            for group, begin, end, following in zip(acts, begins, ends, [*begins[1:], None], strict=False):
                self.pause_until(begin)
                room = None if following is None else following - self.time
                self.play(*paced(group, play_kwargs, end - self.time, room, config.frame_rate))

    @contextmanager
    def voiceover(self, text: str, *, reveal: bool = False, silence: float = 0.0) -> Iterator[Narration]:
        """Say something while the block plays; the block lasts until it is said and the pause is over.

        Parameters
        ----------
        text
            Spoken English in short sentences; spans in brackets can be waited for.
        reveal
            Whether the scene has led up to this: a longer pause follows.
        silence
            Least seconds without speech afterwards, as `theme.RIDDLE`.

        Yields
        ------
        Narration
            With ``until("[span]")`` to wait for words, ``at_least(seconds)`` to move while they last.

        Raises
        ------
        ValueError
            Inside the block of another narration: two are not said at once.
        """
        if self.saying:
            raise ValueError(f"{self.saying!r} is still being said; end its block before: {text!r}")
        free = self.narrations[-1].read if self.narrations else 0.0
        said = self._laid(text, self.time, reveal=reveal, silence=silence, free=free, stage=self)
        self._speak(said)
        self.saying = said.text
        yield said
        self.saying = ""
        self._rest(frames_until(said.end - self.time, config.frame_rate))
        self.cues.extend(said.cues)
        self.narrations.append(said)
        self._still(said.text)

    def laid_out(self, text: str) -> Narration:
        """Return a block of narration as it will be heard, its words timed from 0."""
        return self._laid(text, 0.0)

    def _laid(self, text: str, start: float, **more: Any) -> Narration:
        return laid(text, start, self.hearing.heard, config.frame_rate, **more)

    def _speak(self, said: Narration) -> None:
        """Note what is said; where a film is written, lay its sound into it."""
        writer, filmed = self.renderer.file_writer, is_filmed(self)
        section = self.beats[-1][0] if self.beats else ""
        for line in said.lines:
            spoken = {"sentence": line.sentence.text, "section": section, "start": line.start}
            self.spoken.append({**spoken, "seconds": line.seconds, "source": line.source})
            if filmed and line.source:
                # A film of some of the animations begins with the first of them.
                second = writer.frames / config.frame_rate + line.start - said.start
                writer.lay(self.narrator.samples(line.source), second)

    def hand_over(self, *kept: Mobject) -> None:
        """End the scene with what the next one begins with: all else fades, what is kept stays as it is.

        Parameters
        ----------
        *kept
            Mobjects on the stage, at any depth; afterwards they alone are on it, in their drawing order.

        Raises
        ------
        ValueError
            When one of them is not on the stage.
        """
        leave(self, kept)
        alone = list(self.mobjects)
        # A movement's last frame is drawn just before its end; waiting leaves a placeholder behind.
        self._rest(1)
        self.mobjects[:] = alone

    def pause_until(self, second: float) -> None:
        """Wait until the frame nearest to a second from the scene's start."""
        self._rest(nearest_frames(second - self.time, config.frame_rate))

    def _rest(self, frames: int) -> None:
        """Wait for a number of frames, exactly."""
        if frames:
            self.wait((moving if moves_by_itself(self) else resting)(frames, config.frame_rate))

    def tear_down(self) -> None:
        """Write captions and sections once the scene's length is known."""
        self._end_beat()
        for cue in self.timed_cues():
            self.add_subcaption(cue.text, cue.end - cue.start, cue.start - self.time)
        target = os.environ.get("LECTURE_CUES")
        if target:
            record = json.dumps(self.record(), indent=1, ensure_ascii=False)
            write_whole(Path(target), record.encode(), durable=False)
        if complaint := self.hearing.complaint():
            print(complaint, file=sys.stderr)

    def timed_cues(self) -> list[Cue]:
        """Return the captions clipped to the next one's start and to the scene's end."""
        limits = [*(cue.start for cue in self.cues), self.time][1:]
        return [
            Cue(cue.text, cue.start, min(cue.end, limit))
            for cue, limit in zip(self.cues, limits, strict=True)
        ]

    def record(self) -> dict[str, Any]:
        """Return what production joins this scene by, in seconds from its start."""
        return {
            "scene": type(self).__name__,
            "title": self.title,
            "duration": self.time,
            "frame_rate": config.frame_rate,
            "sections": [{"name": name, "start": start} for name, start in self.beats],
            "captions": [asdict(cue) for cue in self.timed_cues()],
            "spoken": self.spoken,
            "epochs": [
                {"run": run, "knots": knots} for run, knots in self.epochs_shown.knots(self.runs).items()
            ],
        }

    def _end_beat(self) -> None:
        if self.beats:
            self._still("")

    def _still(self, text: str) -> None:
        beat = self.beats[-1][0] if self.beats else ""
        if self.on_still is not None:
            self.on_still(self, beat, text)
        folder = os.environ.get("LECTURE_STILLS")
        if folder:
            save_still(self, Path(folder), beat, text)
