"""What every step of the Snakefile shares: its request, the state it tells, how it fails."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lecture.request.layout import Layout
from lecture.request.picture import Picture
from lecture.request.shots import ShotList, read_shot_list
from lecture.system import processes
from lecture.system.files import write_json
from training.errors import LectureError

LAST_LINES = 12


class Status:
    """Tells whoever watches how far a step is.

    Parameters
    ----------
    path : Path
        JSON file with the newest state.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.state: dict[str, Any] = {}

    def tell(self, state: str, **more: Any) -> None:
        """Say a state: waiting, drawing, verifying, done, kept or failed."""
        self.state = {**self.state, "state": state, "since": time.time(), **more}
        if self.path is not None:
            write_json(self.path, self.state, durable=False)


@dataclass(frozen=True)
class Request:
    """What one call of render.sh asks its steps for.

    Attributes
    ----------
    layout : Layout
        Project root and picture format.
    shots : ShotList
        The lecture.
    chosen : tuple of str
        Slugs of the scenes to join, in order.
    force : bool
        Make everything although nothing changed.
    """

    layout: Layout
    shots: ShotList
    chosen: tuple[str, ...]
    force: bool


def run_step(name: str, work: Callable[[Request, Path], object]) -> int:
    """Do one step of the request whose JSON file is the first argument of the command line.

    Parameters
    ----------
    name : str
        The step, as in messages and in its status file.
    work : callable
        Takes the request and the step's status file.

    Returns
    -------
    int
        Exit code. A failure is told in the status file, with the last lines of the step's log.
    """
    processes.die_with_parent()
    processes.stop_on_signals()
    asked = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    status = Path(asked["status"]) / f"{name}.json"
    shots = read_shot_list(Path(asked["lecture"]))
    layout = Layout(Path(asked["root"]), Picture(**asked["picture"]), shots.source.stem)
    try:
        work(Request(layout, shots, tuple(asked["chosen"]), asked["force"]), status)
    except LectureError as error:
        Status(status).tell("failed", message=error.message, lines=last_lines(layout.log(name)))
        print(error.message, file=sys.stderr)
        return error.exit_code
    except OSError as error:
        print(f"{name}: {error.strerror} ({error.filename}); correct that, then run again", file=sys.stderr)
        return 1
    except processes.StoppedError as stopped:
        return stopped.exit_code
    return 0


def last_lines(log: Path) -> list[str]:
    """Return the last lines of a log, without its empty ones."""
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    return [line.rstrip() for line in text.splitlines() if line.strip()][-LAST_LINES:]
