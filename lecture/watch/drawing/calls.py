"""Which project functions each section of a scene runs, noted while the scene is played."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from lecture.watch.drawing.failures import in_project
from lecture.watch.drawing.functions import FUNCTIONS, outermost

#: Where what runs before the first section is noted.
BEFORE = ""
#: The method that opens a section.
OPENING = "next_section"
#: Statements that hold no others.
SIMPLE = (ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign)


class Calls:
    """Notes the Python functions that this thread runs, section by section.

    Playing takes about three times as long meanwhile.

    Parameters
    ----------
    root : Path
        Project root: of other files nothing is told.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        # How often each function was called, by section.
        self._seen: dict[str, dict[CodeType, int]] = {}
        self._now = self._seen.setdefault(BEFORE, {})
        self._trees: dict[str, ast.Module] = {}

    def begin(self, section: str) -> None:
        """Note what runs from here on for a section.

        The functions that are running belong to it; those of them that had only just begun, to it alone.
        """
        before, self._now = self._now, self._seen.setdefault(section, {})
        fresh = True
        for frame in self._running():
            code = frame.f_code
            self._now[code] = self._now.get(code, 0) + 1
            fresh = fresh and has_only_begun(frame, self._tree(code.co_filename))
            if fresh:
                before[code] = before.get(code, 0) - 1

    def _running(self) -> Iterator[FrameType]:
        """Yield the frames of the project that run, innermost first, up from where the section is opened."""
        frame: FrameType | None = sys._getframe()
        frames = []
        while frame is not None:
            frames.append(frame)
            frame = frame.f_back
        opened = max((n for n, each in enumerate(frames) if each.f_code.co_name == OPENING), default=0)
        for each in frames[opened + 1 :]:
            if in_project(each.f_code.co_filename, self.root) is not None:
                yield each

    def _tree(self, file: str) -> ast.Module:
        if file not in self._trees:
            self._trees[file] = ast.parse(Path(file).read_bytes())
        return self._trees[file]

    def start(self) -> None:
        """Begin to note; `stop` ends it."""

        def note(frame: FrameType, event: str, argument: Any) -> None:
            code, times = frame.f_code, self._now
            times[code] = times.get(code, 0) + 1

        # It is called when a Python function begins, and for nothing else as it returns None.
        sys.settrace(note)

    def stop(self) -> None:
        """End noting."""
        sys.settrace(None)

    def told(self) -> dict[str, tuple[str, ...]]:
        """Return the functions of each section, sorted, such as ``scenes/affine.py:Affine.construct``."""
        return {
            section: tuple(
                sorted({name for code, n in times.items() if n > 0 and (name := self._name(code))})
            )
            for section, times in self._seen.items()
        }

    def _name(self, code: CodeType) -> str | None:
        file = in_project(os.path.abspath(code.co_filename), self.root)
        return None if file is None else f"{file}:{outermost(code.co_qualname)}"


def has_only_begun(frame: FrameType, tree: ast.Module) -> bool:
    """Return whether a function has called nothing yet before the line it is at.

    Parameters
    ----------
    frame : FrameType
        Of the function.
    tree : ast.Module
        The file it is written in.
    """
    code = frame.f_code
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS) and node.name == code.co_name:
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            if first == code.co_firstlineno:
                return calls_nothing_before(node.body, frame.f_lineno)
    return False


def calls_nothing_before(body: list[ast.stmt], line: int) -> bool:
    """Return whether a body's statements up to a line are simple, and call nothing before it."""
    for statement in body:
        if not isinstance(statement, SIMPLE):
            return False
        if statement.lineno <= line <= (statement.end_lineno or statement.lineno):
            return True
        if any(isinstance(node, ast.Call) for node in ast.walk(statement)):
            return False
    return False
