"""A served lecture gives its own files, whole or in parts, to browsers of this machine, and nothing else."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from benchmarks.watching import Watching
from lecture.delivery.page import PAGE as PRODUCT
from lecture.watch.host.server import ADDRESS, Server, serving
from lecture.watch.serve import answers_from, newest
from tests.lecture.tiny_project import Project
from training import paths
from training.errors import LectureError

PAGE = PRODUCT.file
FILM = bytes(range(256)) * 4000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    outside = tmp_path_factory.mktemp("media")
    folder = outside / "480p15"
    (folder / ".work").mkdir(parents=True)
    (folder / "scenes").mkdir()
    (outside / "secret.html").write_text("secret")
    for name, content in {
        PAGE: b"<!doctype html>",
        "lecture.mp4": FILM,
        "lecture.vtt": b"WEBVTT",
        "a b.png": b"PNG",
        "scenes/One.mp4": b"film",
        ".work/secret.html": b"secret",
    }.items():
        (folder / name).write_bytes(content)
    (folder / "link.html").symlink_to(outside / "secret.html")
    with serving(answers_from(folder), 0) as started:
        yield started


def asked(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(ADDRESS, server.server_address[1], timeout=10)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def test_a_file_comes_whole_with_its_kind(server: Server) -> None:
    for name, kind in {
        PAGE: "text/html; charset=utf-8",
        "lecture.mp4": "video/mp4",
        "lecture.vtt": "text/vtt; charset=utf-8",
        "a%20b.png": "image/png",
        "scenes/One.mp4": "video/mp4",
    }.items():
        answer, body = asked(server, f"/{name}")
        assert (answer.status, answer.getheader("Content-Type")) == (200, kind)
        assert answer.getheader("Content-Length") == str(len(body)) != "0"
        assert answer.getheader("Accept-Ranges") == "bytes"
    assert asked(server, "/lecture.mp4")[1] == FILM


def test_a_part_of_a_film_comes_byte_for_byte(server: Server) -> None:
    answer, body = asked(server, "/lecture.mp4", Range="bytes=700001-700010")
    assert (answer.status, body) == (206, FILM[700001:700011])
    assert answer.getheader("Content-Range") == f"bytes 700001-700010/{len(FILM)}"
    assert asked(server, "/lecture.mp4", Range="bytes=-5")[1] == FILM[-5:]
    assert asked(server, "/lecture.mp4", Range="bytes=300000-")[1] == FILM[300000:]
    answer, body = asked(server, "/lecture.mp4", Range=f"bytes={len(FILM)}-")
    assert (answer.status, body) == (416, b"")
    assert answer.getheader("Content-Range") == f"bytes */{len(FILM)}"


def test_head_tells_of_a_file_and_sends_nothing(server: Server) -> None:
    answer, body = asked(server, "/lecture.mp4", "HEAD", Range="bytes=2-4")
    assert (answer.status, answer.getheader("Content-Length"), body) == (206, "3", b"")


def test_where_nothing_is_named_the_page_is(server: Server) -> None:
    answer, _ = asked(server, "/")
    assert (answer.status, answer.getheader("Location")) == (302, f"/{PAGE}")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/..%2fsecret.html",
        "/scenes/../../secret.html",
        "/.work/secret.html",
        "/%2ework/secret.html",
        "/link.html",
        "/scenes/",
        "/scenes",
        "//etc/passwd",
        "/lecture.mp4%00",
        "/..\\secret.html",
        "/none.html",
    ],
)
def test_nothing_else_is_given(server: Server, path: str) -> None:
    answer, body = asked(server, path)
    assert answer.status == 404
    assert b"secret" not in body
    assert b"One" not in body


def test_a_page_elsewhere_cannot_ask_under_its_own_name(server: Server) -> None:
    assert asked(server, f"/{PAGE}", Host="evil.example")[0].status == 421
    assert asked(server, f"/{PAGE}", Host="localhost:9")[0].status == 200


def test_a_port_that_is_taken_is_refused_and_another_found(server: Server) -> None:
    with pytest.raises(LectureError, match=r"port \d+ is taken; give another: --port \d+"):
        serving(answers_from(Path()), server.server_address[1]).__enter__()
    with socket.socket() as other:
        other.bind((ADDRESS, 0))
        with pytest.raises(LectureError, match="65535"):
            serving(answers_from(Path()), 70000).__enter__()


def test_the_lecture_made_last_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    with pytest.raises(LectureError, match=r"holds no lecture\.html; make the lecture first: \./render\.sh$"):
        newest("talk", None)
    for age, folder in enumerate(("1080p60", "480p15")):
        page = tmp_path / "media" / "talk" / folder / PAGE
        page.parent.mkdir(parents=True)
        page.write_text("")
        os.utime(page, (1e9 - age, 1e9 - age))
    assert newest("talk", None).name == "1080p60"
    assert newest("talk", "l").name == "480p15"
    with pytest.raises(LectureError, match=r"\./render\.sh -qk"):
        newest("talk", "k")


def test_the_command_serves_until_it_is_stopped(project: Project) -> None:
    project.write("media/lecture/480p15/lecture.html", "<!doctype html>")
    command = [word for word in project.command("serve") if word != "-ql"]
    # It has no news, but the page of the lecture.
    with Watching([*command, "--no-browser", "--port", "0"], project.root, project.environment()) as started:
        assert started.stop(signal.SIGINT) == (130, "")
    assert not project.processes()
