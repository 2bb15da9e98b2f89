"""What a watch does next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lecture.request.request import Request
from lecture.scene.job import DrawingJob
from lecture.watch.drawing.messages import Task
from lecture.watch.state import SceneState


@dataclass(frozen=True)
class Choice:
    """What to do to a scene.

    Attributes
    ----------
    state : SceneState
        The scene.
    sections : tuple of str
        Keys of the sections to draw; empty for all that have no clip of this edition.
    survey : bool
        Draw nothing; find out its sections and what they run.
    """

    state: SceneState
    sections: tuple[str, ...] = ()
    survey: bool = False


def next_choice(scenes: Sequence[SceneState], shown: tuple[str, str] | None) -> Choice | None:
    """Return what to do next: first the section that is looked at, then its scene; surveys when all is drawn.

    Parameters
    ----------
    scenes : sequence of SceneState
        In the lecture's order. One that failed waits until it is saved again.
    shown : tuple of (str, str), optional
        Scene and section that are looked at.
    """
    sound = [state for state in scenes if state.failure is None and state.made is not None]
    sound.sort(key=lambda state: shown is None or state.slug != shown[0])
    for state in sound:
        if shown is not None and state.slug == shown[0] and state.is_due(shown[1]):
            return Choice(state, (shown[1],))
        if state.all_due:
            return Choice(state)
        if state.due:
            return Choice(state, tuple(sorted(state.due)))
    for state in sound:
        if state.calls is None or (state.drawn and not state.surveyed):
            return Choice(state, survey=True)
    return None


def task_of(choice: Choice, number: int, request: Request, folder: Path) -> Task:
    """Return what a drawing process is told to do; ``clips`` and ``manim`` are in the folder."""
    state = choice.state
    assert state.made is not None
    scene, shot = state.made.scene, state.shot
    job = DrawingJob(
        root=request.root,
        file=scene.source,
        scene=shot.name,
        media=folder / "manim",
        picture=request.picture,
        accounted=scene.accounted,
        known=dict.fromkeys(state.made.code, ""),
    )
    kept = tuple(key for key in state.keys if state.is_current(key))
    return Task(number, job, shot.activation, folder / "clips", choice.sections, kept, choice.survey)
