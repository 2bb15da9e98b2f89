"""How far the lecture is, as a live table in a terminal or as plain lines in a pipe."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.live import Live
from rich.table import Table

from lecture.freshness.narration import expected_seconds
from lecture.request.steps import StepStatus, told_by
from lecture.run.plan import USUAL_DURATION, Plan

#: Seconds between two plain lines about the same scene.
PLAIN_EVERY = 10.0
#: States that last, and are told again and again; states that are over too soon for a line of their own.
GOING, PASSING = ("drawing", "speaking"), ("gathering", "gathered", "spoken")
#: States in which sentences of a scene may still have no take.
UNSPOKEN = ("queued", "speaking", "failed")


@dataclass(frozen=True)
class SceneProgress:
    """How far one scene is.

    Attributes
    ----------
    slug : str
        The scene.
    state : str
        queued, waiting, gathering, gathered, speaking, spoken, drawing, verifying, done, kept or failed.
    frames, expected : int
        Frames drawn, and frames it will have by all that is known (0: not known yet).
    rate : float
        Frames drawn, or sentences spoken, per second.
    note : str
        Who holds it, or what went wrong.
    takes, expected_takes : int
        Sentences spoken, and those that had no take.
    """

    slug: str
    state: str = "queued"
    frames: int = 0
    expected: int = 0
    rate: float = 0.0
    note: str = ""
    takes: int = 0
    expected_takes: int = 0

    @property
    def seconds_left(self) -> float | None:
        """Seconds until it is drawn, or all is spoken; None while unknown."""
        left = {"drawing": self.expected - self.frames, "speaking": self.expected_takes - self.takes}
        known = self.expected if self.state == "drawing" else self.expected_takes
        if self.state not in left or not known or self.rate <= 0:
            return None
        return max(0.0, left[self.state] / self.rate)

    def cells(self) -> tuple[str, str, str, str, str]:
        """Return scene, state, frames or sentences, speed and time left as text."""
        of = f"{self.frames}/{self.expected or '?'} frames" if self.frames or self.expected else ""
        if self.state == "speaking":
            of = f"{self.takes}/{self.expected_takes} sentences"
        speed = f"{self.rate:.0f} fps" if self.rate and self.state == "drawing" else ""
        left = self.seconds_left
        return (
            self.slug,
            self.state,
            of,
            speed,
            self.note or (f"{clock(left)} left" if left is not None else ""),
        )

    def line(self) -> str:
        """Return its `cells` as one plain line."""
        return "  ".join(cell for cell in self.cells() if cell)


def clock(seconds: float) -> str:
    """Return seconds as minutes and seconds: ``7:05``."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def progress_of(slug: str, told: StepStatus | None, expected: int, now: float) -> SceneProgress:
    """Return a scene's progress.

    Parameters
    ----------
    slug : str
        The scene.
    told : StepStatus, optional
        What its process last told; None when it has not begun.
    expected : int
        Frames it had when it was last drawn, 0 when it never was.
    now : float
        The machine's clock, in seconds.
    """
    if told is None:
        return SceneProgress(slug, expected=expected)
    elapsed = now - told.started if told.started else 0.0
    made = told.takes if told.state == "speaking" else told.frames
    rate = made / elapsed if elapsed > 0 else 0.0
    note = {"waiting": f"held by {told.holder}", "failed": told.message}.get(told.state, "")
    drawn = told.state in ("done", "verifying", "kept")
    expected = told.frames if drawn else told.expected or expected
    takes = told.takes, told.expected_takes
    return SceneProgress(slug, told.state, told.frames, expected, rate, note, *takes)


class Watcher:
    """Shows the progress of a plan's scenes until told to stop.

    Parameters
    ----------
    plan : Plan
        What is being done.
    folder : Path
        The call's folder, in which every scene's process tells its state.
    console : Console
        Where to show it.
    """

    def __init__(self, plan: Plan, folder: Path, console: Console) -> None:
        self.plan = plan
        self.folder = folder
        self.console = console
        self.started = time.time()
        layout = plan.production.layout
        self.rate = layout.picture.frame_rate if layout.picture.is_video else 0
        known = {scene.slug: expected_seconds(scene) for scene in plan.production.scenes}
        self.frames = {slug: round(seconds * self.rate) for slug, seconds in known.items() if seconds}
        # When the first scene began to be drawn: what comes before says nothing of how fast that goes.
        self.drawing_since: float | None = None
        self.said: dict[str, tuple[str, float]] = {}

    def scenes(self) -> list[SceneProgress]:
        """Return the progress of every scene asked for, in the lecture's order; or of those gathered."""
        now = time.time()
        found = []
        chosen = [scene.slug for scene in self.plan.production.scenes]
        for slug in self.plan.gather or chosen:
            if slug in self.plan.scenes or slug in self.plan.gather:
                told = told_by(self.folder, slug)
                if told is not None and told.state == "drawing" and told.started:
                    self.drawing_since = min(told.started, self.drawing_since or told.started)
                found.append(progress_of(slug, told, self.frames.get(slug, 0), now))
            else:
                found.append(SceneProgress(slug, "kept"))
        return found

    def total(self, scenes: list[SceneProgress]) -> str:
        """Return the line about the whole: scenes done and kept, sentences, frames, speed, time left."""
        if self.plan.gather:
            gathered = sum(scene.state == "gathered" for scene in scenes)
            trained = f", training {', '.join(self.plan.runs)}" if self.plan.runs and not gathered else ""
            return f"{clock(time.time() - self.started)}  {gathered}/{len(scenes)} scenes gathered{trained}"
        done = sum(scene.state == "done" for scene in scenes)
        kept = sum(scene.state == "kept" for scene in scenes)
        failed = sum(scene.state == "failed" for scene in scenes)
        now = time.time()
        elapsed = max(now - self.started, 1e-3)
        drawing = max(now - (self.drawing_since or self.started), 1e-3)
        drawn = sum(scene.frames for scene in scenes if scene.state in ("drawing", "verifying", "done"))
        waited_for = [scene for scene in scenes if scene.state not in ("kept", "failed")]
        known = [scene.expected for scene in waited_for if scene.expected]
        usual = sum(known) / len(known) if known else USUAL_DURATION * self.rate
        goal = sum(scene.expected or max(usual, scene.frames) for scene in waited_for)
        rate = drawn / drawing
        left = (
            f", about {clock((goal - drawn) / rate)} left" if drawing > 5 and drawn and goal > drawn else ""
        )
        trained = f", training {', '.join(self.plan.runs)}" if self.plan.runs and not drawn else ""
        parts = f"{done} rendered, {kept} kept" + (f", {failed} failed" if failed else "")
        return (
            f"{clock(elapsed)}  {done + kept}/{len(scenes)} scenes ({parts}), {rate:.0f} fps{left}{trained}"
            f"{self.spoken(scenes)}"
        )

    def spoken(self, scenes: list[SceneProgress]) -> str:
        """Return how many sentences are spoken, as the end of the line about the whole, until all are."""
        lacking = {slug: len(sentences) for slug, sentences in self.plan.speak.items()}
        goal = sum(lacking.values())
        # The process that draws a scene tells no more of its sentences: all are spoken.
        made = sum(scene.takes if scene.state in UNSPOKEN else lacking.get(scene.slug, 0) for scene in scenes)
        return f", {made}/{goal} sentences spoken" if made < goal else ""

    def table(self) -> Table:
        """Return the live table."""
        scenes = self.scenes()
        table = Table(box=None, pad_edge=False, caption=self.total(scenes), caption_justify="left")
        for name in ("scene", "state", "frames", "speed", ""):
            table.add_column(name)
        for scene in scenes:
            table.add_row(*scene.cells())
        return table

    def say(self, last: bool = False) -> None:
        """Print what is new since the last time, as plain lines."""
        now = time.monotonic()
        scenes = self.scenes()
        news = False
        for scene in scenes:
            state, when = self.said.get(scene.slug, ("queued", 0.0))
            if scene.state in PASSING:
                continue
            if scene.state != state or (scene.state in GOING and now - when >= PLAIN_EVERY):
                self.console.print(scene.line(), markup=False, highlight=False, soft_wrap=True)
                self.said[scene.slug] = (scene.state, now)
                news = True
        if news or last:
            self.console.print(self.total(scenes), markup=False, highlight=False, soft_wrap=True)

    @contextmanager
    def live(self) -> Iterator[Watcher]:
        """Show progress while the block runs; it calls `refresh` now and then."""
        if not self.console.is_terminal:
            yield self
            self.say(last=True)
            return
        with Live(self.table(), console=self.console, refresh_per_second=4) as table:
            self._table = table
            yield self
            table.update(self.table())

    def refresh(self) -> None:
        """Show the newest state."""
        if self.console.is_terminal:
            self._table.update(self.table())
        else:
            self.say()
