"""``./render.sh watch``: the section that is being written, drawn again whenever it is saved."""

from __future__ import annotations

import queue
from collections.abc import Sequence
from pathlib import Path

from lecture.request.media_folder import claim, media_name
from lecture.request.picture import picture
from lecture.request.request import Request
from lecture.request.shots import read_shot_list
from lecture.run.run_folder import remove_leftovers, run_folder
from lecture.system.processes import StoppedError
from lecture.watch.board import Board
from lecture.watch.drawing.drawers import Drawers, News
from lecture.watch.drawing.section_names import parts_of
from lecture.watch.host.server import open_in_browser, serving
from lecture.watch.page import answers_for, page_html
from lecture.watch.session import Session
from training import paths
from training.errors import LectureError

#: A draft: 480p15.
QUALITY = "l"


def watch(asked: Sequence[str], port: int | None, *, browser: bool) -> int:
    """Draw what is saved and show it on a page until the process is told to stop; return the exit code.

    Parameters
    ----------
    asked : sequence of str
        Nothing for all scenes of the lecture, or one ``SCENE`` or ``SCENE:SECTION``.
    port : int, optional
        Of the page; by default the first free one.
    browser : bool
        Whether to open the page in the user's browser.

    Raises
    ------
    LectureError
        If there is no such scene or section, or the port is taken.
    """
    if len(asked) > 1:
        raise LectureError(f"one scene is watched, or all; try: ./render.sh watch {asked[0]}")
    scene, section = parts_of(asked[0]) if asked else (None, None)
    shots = read_shot_list(paths.LECTURE_TOML)
    chosen = tuple(shot.slug for shot in shots.named([scene])) if scene is not None else ()
    media = media_name(paths.ROOT, paths.LECTURE_TOML)
    request = Request(paths.ROOT, paths.LECTURE_TOML, media, picture(QUALITY), chosen)
    claim(paths.ROOT, media, paths.LECTURE_TOML)
    remove_leftovers(request.layout)
    try:
        with run_folder(request.layout) as folder:
            watch_in(request, section, folder, port, browser=browser)
    except StoppedError as stopped:
        return stopped.exit_code
    return 0


def watch_in(request: Request, section: str | None, folder: Path, port: int | None, *, browser: bool) -> None:
    """Watch in a folder of its own, until the process is told to stop."""
    for made in ("clips", "manim"):
        (folder / made).mkdir()
    inbox: queue.Queue[News | tuple[str, str]] = queue.Queue()
    board = Board()

    def look(scene: str, section: str) -> None:
        inbox.put((scene, section))

    def say(line: str) -> None:
        print(line, flush=True)

    html = page_html(read_shot_list(request.lecture).title)
    answers = answers_for(html, board, folder / "clips", look)
    with (folder / "log").open("wb") as log, Drawers(request.root, log, inbox) as drawers:
        drawers.warm()
        session = Session(request, section, folder, drawers, board, say)
        with serving(answers, port) as server:
            watched = ":".join(filter(None, [*request.chosen, section])) or request.lecture.name
            print(f"{watched}: {server.address} (Ctrl-C ends it)", flush=True)
            if browser:
                open_in_browser(server.address)
            session.begin()
            while True:
                session.turn()
