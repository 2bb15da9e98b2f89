"""A project of its own in a temporary folder: the real pipeline, scenes of half a second."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np

from training.paths import ROOT

SQUARE = """
from manim import BLUE, Create, Scene, Square


class One(Scene):
    def construct(self):
        self.next_section("a square appears")
        self.add_subcaption("Here is a square.", duration=0.4)
        self.play(Create(Square(color=BLUE)), run_time=0.4)
        self.next_section("it rests")
        self.wait(0.2)
"""
CIRCLE = """
from manim import Circle, Create, Scene


class Two(Scene):
    def construct(self):
        self.add_subcaption("A circle.", duration=9)
        self.play(Create(Circle()), run_time=0.6)
"""


@dataclass
class Project:
    """A copy of the machinery with its own scenes.

    Attributes
    ----------
    root : Path
        Its folder.
    """

    root: Path

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def list_shots(self, *shots: tuple[str, str], title: str = "Tiny", more: str = "") -> None:
        rows = "".join(f'\n[[scene]]\nfile = "{file}"\nname = "{name}"\n' for file, name in shots)
        self.write("lecture.toml", f'title = "{title}"\n{more}\n{rows}')

    def environment(self, **extra: str) -> dict[str, str]:
        outside = ("LECTURE_", "PYTEST_", "PYTHONPATH", "COLUMNS")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(outside)}
        return kept | {"PYTHONPATH": str(self.root), "COLUMNS": "200"} | extra

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "lecture", "-ql", *words]

    def run(self, *words: str, **extra: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words),
            cwd=self.root,
            env=self.environment(**extra),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def made(self, *words: str, **extra: str) -> str:
        """Run and return what was printed; fail when it failed."""
        done = self.run(*words, **extra)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def folder(self, quality: str = "480p15") -> Path:
        return self.root / "media" / "lecture" / quality

    def film(self, name: str, quality: str = "480p15") -> Path:
        return self.folder(quality) / "scenes" / f"{name}.mp4"

    def receipt(self, name: str, quality: str = "480p15") -> dict[str, Any]:
        found = json.loads(self.film(name, quality).with_suffix(".mp4.json").read_text())
        assert isinstance(found, dict)
        return found

    def leftovers(self) -> list[str]:
        """Return every file in the media folder that is neither published, nor a log, nor a lock."""
        kept = {".mp4", ".html", ".json", ".vtt", ".srt", ".png", ".log", ".lock", ".opus"}
        found = []
        for path in (self.root / "media").rglob("*"):
            relative = path.relative_to(self.root / "media")
            temporary = path.name.startswith((".", "run-", "draw-", "join-")) and path.name != ".work"
            if temporary or (path.is_file() and path.suffix not in kept):
                found.append(str(relative))
        return found

    def processes(self) -> list[str]:
        """Return the command lines of live processes that work on this project."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                where = os.readlink(process / "cwd")
                state = (process / "stat").read_text().rsplit(")", 1)[1].split()[0]
            except OSError:
                continue
            inside = where == str(self.root) or where.startswith(f"{self.root}/")
            if inside and state != "Z" and int(process.name) != os.getpid():
                found.append(line)
        return found


@dataclass(frozen=True)
class Published:
    """A project after its first run.

    Attributes
    ----------
    project : Project
        Only to be looked at; who runs it gets a copy from the ``published`` fixture.
    printed : str
        What that run said.
    """

    project: Project
    printed: str


def create(root: Path) -> Project:
    """Copy the machinery into a folder, with two scenes."""
    for package in ("training", "film", "voice", "companion", "lecture"):
        # With the bytecode, which is known by its source's time: no process has to compile it again.
        shutil.copytree(ROOT / package, root / package, ignore=shutil.ignore_patterns("takes"))
    for name in ("manim.cfg", "requirements-render.lock"):
        shutil.copy(ROOT / name, root / name)
    (root / "cache").mkdir()
    project = Project(root)
    project.write("scenes/__init__.py", "")
    project.write("scenes/one.py", SQUARE)
    project.write("scenes/two.py", CIRCLE)
    project.list_shots(("scenes/one.py", "One"), ("scenes/two.py", "Two"))
    return project


def frames(path: Path) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Decode a film: array of shape (frames, height, width, 3)."""
    with av.open(str(path)) as container:
        return np.stack([frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)])
