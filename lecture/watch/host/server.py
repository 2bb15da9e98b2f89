"""A server for this machine alone: files with byte ranges, pages from memory."""

from __future__ import annotations

import errno
import os
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lecture.watch.host.ranges import UnsatisfiableError, asked_bytes
from training.errors import LectureError

#: Only this machine reaches it.
ADDRESS = "127.0.0.1"
#: What a browser on this machine, or one whose port is forwarded here, calls it. Any other name is that of a
#: page elsewhere, which a name server has pointed here.
NAMES = ("127.0.0.1", "localhost")
#: The first port that is tried, and how many.
FIRST_PORT, PORTS = 8000, 100
#: What a browser is told of a file, by its ending; any other is only saved.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mov": "video/quicktime",
    ".vtt": "text/vtt; charset=utf-8",
    ".srt": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
#: Bytes that are read and sent at once.
BLOCK = 1 << 18


class Answers(BaseHTTPRequestHandler):
    """Answers requests of browsers on this machine; whoever derives it says what there is."""

    protocol_version = "HTTP/1.1"
    server_version = "lecture"
    sys_version = ""

    def answer(self, path: str) -> None:
        """Answer a request for a path, which begins with a slash and is still quoted."""
        raise NotImplementedError

    def do_GET(self) -> None:
        """Answer, unless the request names another machine."""
        name = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        if name not in NAMES:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        self.answer(urlsplit(self.path).path)

    do_HEAD = do_GET

    def send_whole(self, body: bytes, kind: str, **headers: str) -> None:
        """Send a page from memory; underscores in the names of headers stand for hyphens."""
        self.begin(HTTPStatus.OK, kind, len(body), **headers)
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_file(self, path: Path) -> None:
        """Send a file, or the bytes of it that are asked for; 404 when there is none."""
        try:
            file = path.open("rb")
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        with file:
            size = os.fstat(file.fileno()).st_size
            try:
                part = asked_bytes(self.headers.get("Range"), size)
            except UnsatisfiableError:
                none = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
                self.begin(none, "text/plain", 0, Content_Range=f"bytes */{size}")
                return
            sent = range(size) if part is None else part
            kind = TYPES.get(path.suffix.lower(), "application/octet-stream")
            if part is None:
                self.begin(HTTPStatus.OK, kind, size, Accept_Ranges="bytes")
            else:
                where = f"bytes {part.start}-{part.stop - 1}/{size}"
                status = HTTPStatus.PARTIAL_CONTENT
                self.begin(status, kind, len(part), Accept_Ranges="bytes", Content_Range=where)
            file.seek(sent.start)
            for _ in range(0, len(sent) if self.command != "HEAD" else 0, BLOCK):
                self.wfile.write(file.read(min(BLOCK, sent.stop - file.tell())))

    def begin(self, status: HTTPStatus, kind: str, length: int | None, **headers: str) -> None:
        """Send the head of an answer of a length in bytes, None for one without end."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        # The file may be another one at the next request.
        named = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        for name, value in (named | {k.replace("_", "-"): v for k, v in headers.items()}).items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing: the terminal is for what the author should read."""


class Server(ThreadingHTTPServer):
    """Ends with the process, whoever is still being answered."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Leave aside that a browser has gone away; report any other error as usual."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def address(self) -> str:
        """What is typed into a browser."""
        return f"http://{ADDRESS}:{self.server_address[1]}/"


@contextmanager
def serving(answers: type[Answers], port: int | None) -> Iterator[Server]:
    """Answer requests while the block runs.

    Parameters
    ----------
    answers : type
        Answers one request.
    port : int, optional
        By default the first free one from `FIRST_PORT`.

    Raises
    ------
    LectureError
        If the port is taken or may not be used.
    """
    server = opened(answers, port)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True, name="server")
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def opened(answers: type[Answers], port: int | None) -> Server:
    """Return a server on a port.

    Raises
    ------
    LectureError
        As `serving`.
    """
    tried = range(FIRST_PORT, FIRST_PORT + PORTS) if port is None else (port,)
    for number in tried:
        try:
            return Server((ADDRESS, number), answers)
        except OverflowError:
            raise LectureError(f"--port {number} is no port; give one from 1024 to 65535") from None
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EPERM):
                raise LectureError(
                    f"port {number} may not be used here; give one from 1024: --port 8000"
                ) from error
            if error.errno != errno.EADDRINUSE:
                raise
    taken = f"port {port} is" if port is not None else f"ports {FIRST_PORT} to {tried[-1]} are"
    raise LectureError(f"{taken} taken; give another: --port {(port or FIRST_PORT + PORTS) + 1}")


def open_in_browser(address: str) -> None:
    """Open an address in the user's browser; do nothing where there is none with windows."""
    on_a_screen = sys.platform in ("darwin", "win32") or {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ)
    if on_a_screen:
        webbrowser.open(address)
