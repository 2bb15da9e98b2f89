"""The scenes that are watched, looked up again whenever something they are made from is saved."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import replace
from pathlib import Path

from lecture.request.request import Request
from lecture.request.shots import read_shot_list
from lecture.watch.affected import affected, changed, made_from
from lecture.watch.drawing.failures import failure_of
from lecture.watch.drawing.messages import Failure
from lecture.watch.state import SceneState
from training.errors import LectureError


class Scenes:
    """Watched scenes, in the lecture's order.

    Parameters
    ----------
    request : Request
        The lecture, with the one scene to watch or none for all.
    say : callable
        Takes a line for the terminal.

    Attributes
    ----------
    title : str
        The lecture's.
    states : list of SceneState
        A scene each.

    Raises
    ------
    LectureError
        If the lecture file cannot be used, or does not list the scene that is named.
    """

    def __init__(self, request: Request, say: Callable[[str], None]) -> None:
        self.request = request
        self.say = say
        self.title = ""
        self.states: list[SceneState] = []
        self.list()

    def list(self) -> None:
        """Watch the scenes that the lecture file lists now; one that stays is still known.

        Raises
        ------
        LectureError
            As the constructor.
        """
        known = {state.slug: state for state in self.states}
        shots = read_shot_list(self.request.lecture)
        self.title = shots.title
        self.states = [known.get(shot.slug, SceneState(shot)) for shot in shots.named(self.request.chosen)]

    def named(self, slug: str) -> SceneState | None:
        """Return a scene by its name."""
        return next((state for state in self.states if state.slug == slug), None)

    def paths(self) -> set[Path]:
        """Return the files and folders whose saving matters now."""
        paths = {self.request.lecture}
        for state in self.states:
            paths |= state.paths | state.folders
        return paths

    def note_saved(self, saved: Set[Path]) -> dict[str, Set[str] | None]:
        """Look up the scenes that a save may have changed.

        Returns
        -------
        dict
            By scene, the keys of its sections that changed, None where any may have; scenes that are as
            they were are left out.
        """
        if self.request.lecture in saved:
            try:
                self.list()
            except LectureError as error:
                for state in self.states:
                    self.fail(state, failure_of(error, self.request.root))
        concerned = {}
        for state in self.states:
            if state.made is None or not state.readable or saved & state.paths:
                found = self.look_up(state)
                if found is None or found:
                    concerned[state.slug] = found
            elif saved & state.folders:
                # What it lacked may have come.
                state.failure = None
        return concerned

    def look_up(self, state: SceneState) -> Set[str] | None:
        """Look a scene up as it stands; return the sections that a change concerns, None for any."""
        try:
            made = made_from(self.request, state.slug, state.observed)
        except LectureError as error:
            state.readable = False
            self.fail(state, failure_of(error, self.request.root))
            return frozenset()
        if not state.readable:
            state.readable, state.failure = True, None
        if state.made is None:
            state.made = made
            return None
        if not changed(state.made, made):
            state.made = made
            return self.heard_otherwise(state)
        concerned = affected(state.made, made, state.keys, None if state.edited is None else state.calls)
        if concerned:
            # What was edited since the survey may run what is edited now.
            concerned = concerned | (state.edited or frozenset())
        state.change(made, concerned)
        if concerned is not None and not concerned:
            self.say(f"{state.slug}: saved; no section runs what changed")
        return concerned

    def heard_otherwise(self, state: SceneState) -> Set[str]:
        """Return the sections in which another voice, or a recording that came or went, is heard now."""
        assert state.made is not None
        if not state.spoken:
            return frozenset()
        # A lecture of plain manim scenes has no voice to ask.
        from voice.narrator import Narrator

        try:
            narrator = Narrator()
            heard = [narrator.heard(state.shot.name, said.sentence) for said in state.spoken]
        except LectureError as error:
            state.readable = False
            self.fail(state, failure_of(error, self.request.root))
            return frozenset()
        told = [
            replace(said, source=each.source if each else "")
            for said, each in zip(state.spoken, heard, strict=True)
        ]
        found = {now.section for said, now in zip(state.spoken, told, strict=True) if said != now}
        if found:
            state.spoken = tuple(told)
            state.change(state.made, found)
        return found

    def fail(self, state: SceneState, failure: Failure) -> None:
        """Note why a scene cannot be drawn; say it, once for all the scenes that it stops."""
        if failure not in [other.failure for other in self.states]:
            self.say(failure.sentence)
        state.failure = failure
