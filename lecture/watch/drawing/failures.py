"""Where in the project an error happened, and what it says."""

from __future__ import annotations

import linecache
import os
import traceback
from pathlib import Path
from types import TracebackType

from lecture.freshness.observed import NOT_DATA
from lecture.watch.drawing.messages import Failure
from training.errors import LectureError


def failure_of(error: BaseException, root: Path) -> Failure:
    """Return what an error says and the project line that led to it: the innermost one.

    Parameters
    ----------
    error : BaseException
        Of a `LectureError` that comes from a syntax error, that is told.
    root : Path
        Project root.
    """
    if isinstance(error, LectureError) and isinstance(error.__cause__, SyntaxError):
        error = error.__cause__
    if isinstance(error, SyntaxError) and error.filename:
        file = in_project(error.filename, root)
        said = f"{type(error).__name__}: {error.msg}"
        return Failure(file or error.filename, error.lineno or 0, said, (error.text or "").strip(), ())
    frames = project_frames(error.__traceback__, root)
    if isinstance(error, LectureError):
        said = error.message
    else:
        said = " ".join(" ".join(traceback.format_exception_only(error)).split())
    trail = tuple(f"{file}:{line} in {name}" for file, line, name in frames)
    if not frames:
        return Failure("", 0, said, "", trail)
    file, line, _ = frames[-1]
    linecache.checkcache()
    return Failure(file, line, said, linecache.getline(str(root / file), line).strip(), trail)


def project_frames(trace: TracebackType | None, root: Path) -> list[tuple[str, int, str]]:
    """Return file, line and function of the lines of the scenes' code that an error came by, outermost first.

    How production plays a scene is none of its code.
    """
    found = []
    for frame, line in traceback.walk_tb(trace):
        file = in_project(frame.f_code.co_filename, root)
        if file is not None and not file.startswith(("lecture/", "film/")):
            found.append((file, line, frame.f_code.co_name))
    return found


def in_project(file: str, root: Path) -> str | None:
    """Return a file's path from the project's folder, None for a file that is not of the project."""
    path = os.path.relpath(os.path.abspath(file), root)
    # Code without a file has a name such as <string>.
    elsewhere = file.startswith("<") or path.startswith("..") or NOT_DATA & set(path.split(os.sep))
    return None if elsewhere else path
