"""What every step of the Snakefile shares: its request, the state it tells, how it fails."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lecture.request.request import Request
from lecture.system import processes
from training.errors import LectureError
from training.storage.messages import Message

#: Lines of a log that a failure shows: the end of most tracebacks.
LAST_LINES = 12


@dataclass(frozen=True)
class StepStatus(Message):
    """How far a step is.

    Attributes
    ----------
    state : str
        queued, waiting, gathering, gathered, speaking, spoken, drawing, verifying, done, kept or failed.
    since : float
        When it came to that state, in seconds of the machine's clock.
    started : float, optional
        When gathering, speaking or drawing began, on the same clock.
    frames : int
        Frames drawn so far.
    expected : int, optional
        Frames it will have, by all that is known.
    takes, expected_takes : int
        Sentences spoken so far, and those that had no take.
    holder : str
        Who holds the scene, while waiting.
    message : str
        What went wrong, in one line.
    lines : tuple of str
        The last lines of the log of a failed step.
    """

    state: str = "queued"
    since: float = 0.0
    started: float | None = None
    frames: int = 0
    expected: int | None = None
    takes: int = 0
    expected_takes: int = 0
    holder: str = ""
    message: str = ""
    lines: tuple[str, ...] = ()


class Status:
    """Tells whoever watches how far a step is.

    Parameters
    ----------
    path : Path, optional
        JSON file with the newest state; without it nobody watches.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.now = StepStatus()

    def tell(self, state: str, **more: Any) -> None:
        """Say a state of `StepStatus`, and what else changed with it."""
        self.now = replace(self.now, state=state, since=time.time(), **more)
        if self.path is not None:
            self.now.write(self.path, durable=False)


def status_file(folder: Path, step: str) -> Path:
    """Return the file in a call's folder in which a step tells its state."""
    return folder / "status" / f"{step}.json"


def told_by(folder: Path, step: str) -> StepStatus | None:
    """Return what a step last told, None while it has told nothing."""
    return StepStatus.read_if_there(status_file(folder, step))


def run_step(
    step: str, request_file: Path, work: Callable[[Request, Status], object], *, logged: bool = True
) -> int:
    """Do one step of a request.

    Parameters
    ----------
    step : str
        Its name, as in messages and in its status file.
    request_file : Path
        The request, in the call's folder.
    work : callable
        Takes the request and the step's status.
    logged : bool
        Whether the step writes the log of its name.

    Returns
    -------
    int
        Exit code. A failure is told in the status file, with the last lines of the step's log.
    """
    processes.die_with_parent()
    processes.stop_on_signals()
    request = Request.read(request_file)
    told = Status(status_file(request_file.parent, step))
    try:
        work(request, told)
    except LectureError as error:
        lines = last_lines(request.layout.log(step)) if logged else ()
        told.tell("failed", message=error.message, lines=lines)
        print(error.message, file=sys.stderr)
        return error.exit_code
    except OSError as error:
        print(f"{step}: {error.strerror} ({error.filename}); correct that, then run again", file=sys.stderr)
        return 1
    except processes.StoppedError as stopped:
        return stopped.exit_code
    return 0


def last_lines(log: Path) -> tuple[str, ...]:
    """Return the last lines of a log, without its empty ones."""
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    return tuple(line.rstrip() for line in text.splitlines() if line.strip())[-LAST_LINES:]
