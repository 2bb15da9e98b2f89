"""The drawing processes of a watch: one that works, one that is warm for the next task."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from lecture.scene.job import drawing_environment
from lecture.system.processes import STARTED_BY, ended_by, signal_group
from lecture.watch.drawing.messages import Failure, Task, Told


@dataclass
class Drawer:
    """One drawing process.

    Attributes
    ----------
    process : Popen
        Of `lecture.watch.drawing.warm`.
    """

    process: subprocess.Popen[bytes]

    def end(self) -> None:
        """Kill it, with all it started."""
        signal_group(self.process.pid, signal.SIGKILL)
        self.process.wait()

    @property
    def pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        """Where it is told its task, and where it tells what it does."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        return self.process.stdin, self.process.stdout


@dataclass(frozen=True)
class News:
    """What came from a drawing process.

    Attributes
    ----------
    number : int
        Of the task it works on.
    told : Told, optional
        None once it is over.
    """

    number: int
    told: Told | None


class Drawers:
    """Gives tasks to warm processes, one at a time.

    Parameters
    ----------
    root : Path
        Project root.
    log : file
        For what scenes print.
    inbox : queue
        Gets `News`; a page puts there which scene and section somebody wants to see.
    """

    def __init__(self, root: Path, log: IO[bytes], inbox: queue.Queue[News | tuple[str, str]]) -> None:
        self.root = root
        self.log = log
        self.inbox = inbox
        self.spare: Drawer | None = None
        self.working: Drawer | None = None

    def warm(self) -> None:
        """Have a process ready for the next task."""
        if self.spare is None:
            environment = drawing_environment(self.root, takes="some") | {STARTED_BY: str(os.getpid())}
            process = subprocess.Popen(
                [sys.executable, "-m", "lecture.watch.drawing.warm"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.log,
                cwd=self.root,
                env=environment,
                process_group=0,
            )
            self.spare = Drawer(process)

    def chill(self) -> None:
        """Let go of the process that is ready: what it imported may be out of date."""
        if self.spare is not None:
            self.spare.end()
            for pipe in self.spare.pipes:
                pipe.close()
            self.spare = None

    def start(self, task: Task) -> None:
        """Give a task to the process that is ready; nobody works when this is called."""
        self.warm()
        drawer, self.spare = self.spare, None
        assert drawer is not None
        self.working = drawer
        threading.Thread(target=self._listen, args=(drawer, task), daemon=True, name="listen").start()
        self.warm()

    def stop(self) -> None:
        """End the work on a task, done or not."""
        if self.working is not None:
            self.working.end()
            self.working = None

    def _listen(self, drawer: Drawer, task: Task) -> None:
        """Write the task, then pass on what the process tells until it ends."""
        ended = False
        asked, answers = drawer.pipes
        # The pipe ends in the middle of a line when the process is killed.
        with suppress(OSError, ValueError), answers:
            asked.write(json.dumps(task.to_json()).encode() + b"\n")
            asked.close()
            for line in answers:
                told = Told.from_json(json.loads(line))
                ended = ended or told.played is not None or told.failure is not None
                self.inbox.put(News(task.number, told))
        if not ended:
            code = drawer.process.wait()
            said = f"the drawing process ended{ended_by(code) or f' with exit code {code}'}"
            self.inbox.put(News(task.number, Told(failure=Failure("", 0, said, "", ()))))
        self.inbox.put(News(task.number, None))

    def __enter__(self) -> Drawers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self.chill()
