"""The page of ``./render.sh watch``, served from memory with what it asks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from film.look import Look
from lecture.delivery.colours import style_of
from lecture.delivery.html import ALLOWED, Head, html_page, modules_in
from lecture.watch.board import Board
from lecture.watch.drawing.section_names import picture_path
from lecture.watch.host.server import NAMES, Answers
from training.paths import ROOT

#: The page's own files, and those of all pages.
WEB, SHARED = ROOT / "lecture/watch/web", ROOT / "lecture/delivery/web"
#: Seconds between two signs of life on a line where nothing happens.
BREATH = 10.0
#: Most bytes of what a page asks for.
LONGEST = 10_000


def page_html(title: str) -> str:
    """Return the page of a lecture."""
    head = Head(f"Watching: {title}", "en", "The newest drawn section of the lecture.", {})
    files = (SHARED / "shared/base.css", WEB / "watch/style.css")
    styles = [style_of(Look()), *(file.read_text(encoding="utf-8") for file in files)]
    modules = modules_in(SHARED, "shared") | modules_in(WEB, "watch")
    body = (WEB / "watch/body.html").read_text(encoding="utf-8")
    allowed = ALLOWED | {"connect-src": "'self'", "img-src": "'self' data:"}
    return html_page(head, styles, body, modules, "watch/main", {}, allowed)


def answers_for(html: str, board: Board, clips: Path, look: Callable[[str, str], None]) -> type[Answers]:
    """Return what answers the page's requests.

    Parameters
    ----------
    html : str
        The page.
    board : Board
        What it shows.
    clips : Path
        The folder of the clips.
    look : callable
        Takes the scene and the section that somebody wants to see.
    """
    page = html.encode()

    class WatchAnswers(Answers):
        """Sends the page, its news and the clips."""

        def answer(self, path: str) -> None:
            """Send what there is at a path."""
            if path == "/":
                self.send_whole(page, "text/html; charset=utf-8")
            elif path == "/news":
                self.send_news()
            elif path.startswith("/clips/") and (file := picture_path(clips, path.removeprefix("/clips/"))):
                self.send_file(file)
            else:
                self.send_error(HTTPStatus.NOT_FOUND)

        def send_news(self) -> None:
            """Send what the page shows whenever it changes, as server-sent events, until the page is gone."""
            self.close_connection = True
            self.begin(HTTPStatus.OK, "text/event-stream", None, Connection="close")
            version = 0
            while self.command != "HEAD":
                newest, text = board.read(version, BREATH)
                self.wfile.write(b": \n\n" if newest == version else f"data: {text}\n\n".encode())
                self.wfile.flush()
                version = newest

        def do_POST(self) -> None:
            """Show the section that the page itself asks for: a JSON object of `scene` and `section`."""
            length = self.headers.get("Content-Length", "")
            origin = urlsplit(self.headers.get("Origin", "")).netloc
            own = origin == self.headers.get("Host") and urlsplit(f"//{origin}").hostname in NAMES
            asked = None
            self.close_connection = True
            if self.path == "/look" and own and length.isdigit() and int(length) <= LONGEST:
                asked = asked_section(self.rfile.read(int(length)))
            if asked is None:
                self.send_error(HTTPStatus.BAD_REQUEST)
                return
            look(*asked)
            self.send_whole(b"", "text/plain")

    return WatchAnswers


def asked_section(body: bytes) -> tuple[str, str] | None:
    """Return the scene and the section that a page asks for, None where that is not what it says."""
    try:
        value = json.loads(body)
    except ValueError:
        return None
    if not isinstance(value, dict):
        return None
    scene, section = value.get("scene"), value.get("section")
    return (scene, section) if isinstance(scene, str) and isinstance(section, str) else None
