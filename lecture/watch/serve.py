"""``./render.sh serve``: a published lecture as a static host would serve it, on this machine alone."""

from __future__ import annotations

import threading
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote

from lecture.delivery.page import PAGE
from lecture.request.layout import Layout
from lecture.request.media_folder import media_name
from lecture.request.picture import picture
from lecture.system.processes import StoppedError
from lecture.watch.host.server import Answers, open_in_browser, serving
from training import paths
from training.errors import LectureError
from training.paths import shown


def serve(quality: str | None, port: int | None, *, browser: bool) -> int:
    """Serve the newest published lecture until the process is told to stop; return the exit code.

    Parameters
    ----------
    quality : str, optional
        Of the lecture: a key of `lecture.request.picture.QUALITIES`; by default that made last.
    port : int, optional
        By default the first free one.
    browser : bool
        Whether to open the page in the user's browser.

    Raises
    ------
    LectureError
        If there is no such lecture, or the port is taken.
    """
    folder = newest(media_name(paths.ROOT, paths.LECTURE_TOML), quality)
    try:
        with serving(answers_from(folder), port) as server:
            print(f"{shown(folder)}: {server.address} (Ctrl-C ends it)", flush=True)
            if browser:
                open_in_browser(server.address)
            threading.Event().wait()
    except StoppedError as stopped:
        return stopped.exit_code
    return 0


def newest(media: str, quality: str | None) -> Path:
    """Return the folder of the lecture whose page was published last.

    Raises
    ------
    LectureError
        If none is published, or none of that quality.
    """
    if quality is not None:
        folders = [Layout(paths.ROOT, picture(quality), media).folder]
        where, remedy = folders[0], f"./render.sh -q{quality}"
    else:
        where, remedy = paths.ROOT / "media" / media, "./render.sh"
        folders = [page.parent for page in where.glob(f"*/{PAGE.file}")]
    published = [folder for folder in folders if (folder / PAGE.file).is_file()]
    if not published:
        raise LectureError(f"{shown(where)} holds no {PAGE.file}; make the lecture first: {remedy}")
    return max(published, key=lambda folder: (folder / PAGE.file).stat().st_mtime)


def answers_from(folder: Path) -> type[Answers]:
    """Return what answers requests with the files of a folder."""

    class FolderAnswers(Answers):
        """Sends the files of one folder."""

        def answer(self, path: str) -> None:
            """Send a file of the folder; the page where none is named."""
            if path == "/":
                self.begin(HTTPStatus.FOUND, "text/plain", 0, Location=f"/{quote(PAGE.file)}")
                return
            file = file_in(folder, path)
            if file is None:
                self.send_error(HTTPStatus.NOT_FOUND)
            else:
                self.send_file(file)

    return FolderAnswers


def file_in(folder: Path, path: str) -> Path | None:
    """Return the file a quoted path names, None unless it lies in the folder and is not hidden."""
    parts = [part for part in unquote(path).split("/") if part]
    if not parts or any(part.startswith(".") or "\0" in part or "\\" in part for part in parts):
        return None
    file = folder.joinpath(*parts).resolve()
    return file if file.is_relative_to(folder.resolve()) and file.is_file() else None
