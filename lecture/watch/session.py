"""One watch: what was saved decides what is drawn, what is drawn decides what is shown."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Mapping, Set
from pathlib import Path

from lecture.request.request import Request
from lecture.watch.affected import USERS_OWN
from lecture.watch.board import Board
from lecture.watch.choosing import Choice, next_choice, task_of
from lecture.watch.drawing.drawers import Drawers, News
from lecture.watch.drawing.messages import Clip, Failure, Played
from lecture.watch.files import Files
from lecture.watch.pictures import Pictures
from lecture.watch.scenes import Scenes
from lecture.watch.state import SceneState
from training.errors import LectureError
from training.recipe.lecture_file import hint

#: Seconds between two looks at the files.
POLL = 0.1


class Session:
    """Watches scenes.

    Parameters
    ----------
    request : Request
        The lecture, with the one scene to watch or none for all, in the format to draw.
    section : str, optional
        Draw this section alone.
    folder : Path
        The call's own folder; ``clips`` and ``manim`` in it are there.
    drawers : Drawers
        Draw, and put into an inbox what they tell.
    board : Board
        What the page shows.
    say : callable
        Takes a line for the terminal.

    Attributes
    ----------
    scenes : Scenes
        Those watched.
    shown : tuple of (str, str), optional
        Scene and section on the page.
    """

    def __init__(
        self,
        request: Request,
        section: str | None,
        folder: Path,
        drawers: Drawers,
        board: Board,
        say: Callable[[str], None],
    ) -> None:
        self.request = request
        self.alone = section is not None
        self.folder = folder
        self.drawers = drawers
        self.board = board
        self.say = say
        self.files = Files()
        self.scenes = Scenes(request, say)
        self.shown = None if section is None else (request.chosen[0], section)
        #: Whether the first clip that comes is to be shown.
        self.follow = section is None
        self.asked_at = time.time()
        # Clips of an earlier watch, which a browser may have kept, have other names.
        self.number = int(self.asked_at)
        self.at_work: Choice | None = None
        self.pictures = Pictures(folder / "clips")
        #: Keys of the sections drawn by the task at work.
        self.came: set[str] = set()
        #: Files that shape manim when it is imported.
        self.at_import = {request.root / "manim.cfg", request.root / "requirements-render.lock", USERS_OWN}

    def begin(self) -> None:
        """Look the scenes up, and begin to draw the scene that is named."""
        for state in self.scenes.states:
            self.scenes.look_up(state)
        if self.request.chosen:
            self.ask_for({self.request.chosen[0]: None})
        self.go_on()

    def turn(self) -> None:
        """Do what there is to do; wait for it a moment."""
        try:
            came = self.drawers.inbox.get(timeout=POLL)
            while True:
                if isinstance(came, News):
                    self.hear(came)
                else:
                    self.look_at(*came)
                came = self.drawers.inbox.get_nowait()
        except queue.Empty:
            pass
        if saved := self.files.saved():
            self.note_saved(saved)

    def note_saved(self, saved: Set[Path]) -> None:
        """Draw what a save changed."""
        concerned = self.scenes.note_saved(saved)
        if concerned:
            now = time.time()
            times = [path.stat().st_mtime for path in saved if path.exists()]
            self.asked_at = max((each for each in times if each <= now), default=now)
            self.stop()
            if saved & self.at_import:
                self.drawers.chill()
            self.ask_for(concerned)
        self.go_on()

    def ask_for(self, concerned: Mapping[str, Set[str] | None]) -> None:
        """Have sections of one scene drawn: of the one that is looked at, if a change concerns it.

        Parameters
        ----------
        concerned : mapping
            By scene, the keys of its sections that a change concerns; None for any.
        """
        slug = self.shown[0] if self.shown and self.shown[0] in concerned else next(iter(concerned))
        state, sections = self.scenes.named(slug), concerned[slug]
        assert state is not None
        if self.alone and self.shown is not None:
            if state.concerns(self.shown[1], sections):
                state.due = {self.shown[1]}
            else:
                self.say(f"{slug}: saved; it concerns {', '.join(sorted(sections or ()))}")
        elif sections is None:
            state.all_due = True
        else:
            state.due |= sections
        self.follow = self.shown is None or self.shown[0] != slug or not state.is_due(self.shown[1])

    def look_at(self, slug: str, key: str) -> None:
        """Show a section because somebody asks for it; draw it first if it is not as the scene is now."""
        state = self.scenes.named(slug)
        if state is None or key not in state.keys:
            return
        self.shown, self.follow = (slug, key), False
        if state.readable and not state.is_current(key):
            self.asked_at = time.time()
            state.failure = None
            state.due.add(key)
            self.stop()
        self.go_on()

    def go_on(self) -> None:
        """Begin what is next if nobody works; show how things stand."""
        if self.at_work is None:
            self.at_work = next_choice(self.scenes.states, self.shown)
            if self.at_work is not None:
                self.number += 1
                self.came = set()
                self.drawers.start(task_of(self.at_work, self.number, self.request, self.folder))
        self.board.show(self.view())
        self.files.follow(self.scenes.paths())

    def stop(self) -> None:
        """End the work on what is being done, if anything is; what was to be drawn is still due."""
        self.drawers.stop()
        self.at_work = None
        self.pictures.take_still(None)

    def hear(self, news: News) -> None:
        """Take over what the drawing process that is at work tells."""
        if self.at_work is None or news.number != self.number:
            return
        state, told = self.at_work.state, news.told
        if told is None:
            self.stop()
        elif told.still is not None:
            self.pictures.take_still(told.still)
            self.look_where_asked(state, told.still.section)
        elif told.clip is not None:
            self.take_clip(state, told.clip)
        elif told.played is not None:
            self.take_played(self.at_work, told.played)
        elif told.failure is not None:
            self.scenes.fail(state, told.failure)
        self.go_on()

    def look_where_asked(self, state: SceneState, key: str) -> None:
        """Show a section of which something came, unless another one is looked at."""
        if self.follow:
            self.shown, self.follow = (state.slug, key), False

    def take_clip(self, state: SceneState, clip: Clip) -> None:
        """Keep a clip, and show it unless another section is looked at."""
        took = time.time() - self.asked_at
        replaced = state.section(clip.section)
        if replaced is not None and replaced.clip is not None:
            self.pictures.let_go(replaced.clip.file)
        self.pictures.take_still(None)
        state.take_clip(clip, took)
        self.came.add(clip.section)
        self.look_where_asked(state, clip.section)
        self.say(f"{state.slug}: {clip.section or 'drawn'}, {clip.seconds:.1f} s of film, after {took:.1f} s")

    def take_played(self, choice: Choice, played: Played) -> None:
        """Take over what a scene told; sections that are new in it are drawn too.

        Raises
        ------
        LectureError
            If it never had the section that is to be watched.
        """
        state, known = choice.state, {*choice.state.keys}
        state.take_played(played, self.came)
        if not choice.survey:
            state.due -= {*choice.sections}
            state.all_due = state.all_due and bool(choice.sections)
        if not played.whole:
            return
        if state.drawn and not self.alone:
            state.due |= {key for key in state.keys if key not in known and not state.is_current(key)}
        if self.shown is not None and self.shown[0] == state.slug and self.shown[1] not in state.keys:
            if self.alone:
                said = f"{state.slug} has no section {self.shown[1]!r}; {hint(self.shown[1], state.keys)}"
                if not state.drawn:
                    raise LectureError(said)
                self.scenes.fail(state, Failure("", 0, said, "", ()))
            self.follow = not self.alone

    def view(self) -> dict[str, object]:
        """Return what the page shows."""
        working: dict[str, object] | None = None
        if self.at_work is not None and not self.at_work.survey:
            working = {
                "scene": self.at_work.state.slug,
                "sections": list(self.at_work.sections),
                "still": self.pictures.still and self.pictures.still.to_json(),
            }
        return {
            "title": self.scenes.title,
            "scenes": [state.view() for state in self.scenes.states],
            "surveyed": sum(state.surveyed for state in self.scenes.states),
            "shown": self.shown,
            "working": working,
        }
