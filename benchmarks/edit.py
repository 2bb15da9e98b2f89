"""From saving a scene to its new picture: ./render.sh watch against plain manim after the same edit."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.render import report
from benchmarks.watching import Watching, clips
from lecture.request.shots import read_shot_list
from training.errors import LectureError, Parser
from training.paths import LECTURE_TOML, ROOT

#: Sections of one scene that are edited: one near its beginning, one near its end.
SCENE, SECTIONS = "AffineTransform", ("One weight", "What survives")
#: Times each section is edited: the least counts, since other work only ever adds.
ROUNDS = 3
#: What a copy of the project goes without.
LEFT_OUT = (".*", "media", "tests", "docs")
#: How much longer something lasts after each edit, in seconds: more than a frame.
LONGER = 0.1
#: Seconds within which the picture of a section of at most 10 s is to be there.
TARGET = 4.0


def edited(source: str, section: str, number: int) -> str:
    """Return a scene file in which a number of a section is another one.

    Parameters
    ----------
    source : str
        The file.
    section : str
        Name of the section; the last number with a point in the function that opens it is made larger.
    number : int
        How often it is made larger.

    Raises
    ------
    LectureError
        If no function opens that section, or there is no such number in it.
    """
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        values = [node for node in ast.walk(function) if isinstance(node, ast.Constant)]
        numbers = [node for node in values if isinstance(node.value, float)]
        if any(node.value == section for node in values) and numbers:
            last = max(numbers, key=lambda node: (node.lineno, node.col_offset))
            lines = source.splitlines(keepends=True)
            # Columns count bytes.
            line, end = lines[last.lineno - 1].encode(), last.end_col_offset or 0
            value = f"{float(str(last.value)) + LONGER * number:.2f}".encode()
            lines[last.lineno - 1] = (line[: last.col_offset] + value + line[end:]).decode()
            return "".join(lines)
    raise LectureError(f"no function with a number in it opens the section {section!r}; name another one")


def save(file: Path, text: str) -> float:
    """Save a file as editors do, by putting a new one in its place; return the second."""
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_text(text, encoding="utf-8")
    now = time.monotonic()
    os.replace(fresh, file)
    return now


def is_done(shown: dict[str, Any]) -> bool:
    """Return whether nothing is left to draw, nor to find out."""
    (scene,) = shown["scenes"]
    if scene["failure"]:
        raise LectureError(f"{scene['slug']} fails: {scene['failure']['message']}", 1)
    return bool(shown["surveyed"] and not shown["working"])


def by_watch(watching: Watching, file: Path, scene: str, section: str, text: str) -> tuple[float, float]:
    """Return the seconds from saving to the new picture, loaded, and the length of that clip."""
    before = clips(watching.until(is_done), scene)[section]
    saved = save(file, text)
    shown = watching.until(lambda shown: clips(shown, scene).get(section) != before)
    with urllib.request.urlopen(f"{watching.address}clips/{clips(shown, scene)[section]}") as answer:
        answer.read()
    took = time.monotonic() - saved
    (length,) = [
        each["end"] - each["start"] for each in shown["scenes"][0]["sections"] if each["name"] == section
    ]
    return took, length


def by_manim(root: Path, file: Path, scene: str) -> float:
    """Return the seconds a plain manim call takes for the scene.

    Raises
    ------
    LectureError
        If it fails.
    """
    began = time.monotonic()
    command = [sys.executable, "-m", "manim", "-ql", "--media_dir", str(root / "plain"), str(file), scene]
    done = subprocess.run(command, cwd=root, env=surroundings(root), capture_output=True, check=False)
    if done.returncode:
        raise LectureError(f"manim -ql {file.name} {scene} fails", 1)
    return time.monotonic() - began


def surroundings(root: Path) -> dict[str, str]:
    """Return the environment of processes that work on a copy of the project."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LECTURE_")}
    return kept | {"PYTHONPATH": str(root)}


def measured(
    root: Path, file: Path, scene: str, sections: Sequence[str], rounds: int
) -> list[tuple[str, float, float, float]]:
    """Edit sections in a copy of the project; return name, length, seconds by watch and by manim of each."""
    source = file.read_text(encoding="utf-8")
    command = [sys.executable, "-m", "lecture", "watch", scene, "--no-browser", "--port", "0"]
    found = []
    with Watching(command, root, surroundings(root)) as watching:
        for section in sections:
            watch, manim, lengths = [], [], []
            for number in range(1, rounds + 1):
                took, length = by_watch(watching, file, scene, section, edited(source, section, number))
                watch.append(took)
                lengths.append(length)
                # Not at once: the watch finds out in the background what the section runs now.
                watching.until(is_done)
                manim.append(by_manim(root, file, scene))
            found.append((section, max(lengths), min(watch), min(manim)))
    return found


def main(words: Sequence[str] = ()) -> int:
    """Print the table and the ratios; return 1 when a target is missed, else 0.

    Parameters
    ----------
    words : sequence of str
        Command-line arguments after ``edit``.

    Raises
    ------
    LectureError
        If the arguments cannot be meant.
    """
    parser = Parser(prog="python -m benchmarks edit", description=__doc__)
    parser.add_argument("--scene", default=SCENE, help=f"of the lecture (default: {SCENE})")
    parser.add_argument("sections", nargs="*", help=f"its sections (default: {', '.join(SECTIONS)})")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="edits of each; the least counts")
    given = parser.parse_args(list(words))
    if given.rounds < 1:
        raise LectureError("nothing would be measured; give a number from 1: --rounds 3")
    (shot,) = read_shot_list(LECTURE_TOML).named([given.scene])
    sections = given.sections or SECTIONS
    for section in sections:
        edited((ROOT / shot.file).read_text(encoding="utf-8"), section, 1)
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        root = Path(folder) / "project"
        shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*LEFT_OUT))
        found = measured(root, root / shot.file, shot.name, sections, given.rounds)
    table = Table(f"section of {shot.name}", "seconds", "watch", "manim -ql", "ratio")
    for name, length, watch, manim in found:
        table.add_row(name, f"{length:.1f}", f"{watch:.2f} s", f"{manim:.2f} s", f"{manim / watch:.1f}")
    console.print(table)
    targets: list[tuple[str, float, str, float]] = []
    for name, _, watch, manim in found:
        targets.append((f"{name}: seconds from saving to the new picture", watch, "<=", TARGET))
        targets.append((f"{name}: manim -ql / watch", manim / watch, ">=", 2.0))
    return report(console, targets)
