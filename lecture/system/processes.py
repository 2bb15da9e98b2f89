"""Processes that end together: a parent's death or a Ctrl-C leaves no child behind."""

from __future__ import annotations

import ctypes
import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import IO

#: linux/prctl.h
PR_SET_PDEATHSIG = 1
#: Names the process that started this one: it may die before this one can look who its parent is.
STARTED_BY = "LECTURE_STARTED_BY"
#: Signals that mean "stop now, cleanly".
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StoppedError(BaseException):
    """A stop signal arrived; unwinds like KeyboardInterrupt so that temporary files are removed.

    Parameters
    ----------
    number : int
        The signal.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(signal.Signals(number).name)

    @property
    def exit_code(self) -> int:
        """The shell's convention for a process ended by a signal."""
        return 128 + self.number


def stop_on_signals() -> None:
    """Turn the first stop signal into `StoppedError`; later ones are ignored while it unwinds."""

    def stop(number: int, frame: FrameType | None) -> None:
        for other in STOP_SIGNALS:
            signal.signal(other, signal.SIG_IGN)
        raise StoppedError(number)

    for number in STOP_SIGNALS:
        signal.signal(number, stop)


def die_with_parent(number: int = signal.SIGTERM) -> None:
    """Ask to be sent a signal when the process that started this one dies.

    Linux does this by itself; elsewhere a thread looks twice a second. A parent that died while this
    process was starting up is noticed when it is named in the environment, as `start` does.

    Parameters
    ----------
    number : int
        The signal to be sent.
    """
    parent = int(os.environ.pop(STARTED_BY, os.getppid()))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != parent:
            os.kill(os.getpid(), number)
        return

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), number)

    threading.Thread(target=watch, daemon=True, name="watch-parent").start()


def peak_megabytes() -> float:
    """Return the most memory this process has had in use so far, in MB."""
    if sys.platform == "linux":
        # ru_maxrss counts what the parent held before the exec as well.
        found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
        assert found is not None
        return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def start(
    command: list[str], log: IO[bytes], cwd: str, environment: dict[str, str], *, group: bool = True
) -> subprocess.Popen[bytes]:
    """Return a started command: stdin closed, its output in a log, by default leader of its own group."""
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        cwd=cwd,
        env={**environment, STARTED_BY: str(os.getpid())},
        process_group=0 if group else None,
    )


def wait(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait some time for a process; return whether it ended."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def end(process: subprocess.Popen[bytes], grace: float = 5.0, ask: int = signal.SIGTERM) -> None:
    """End a process group: ask, wait, then kill whatever of it is left.

    Parameters
    ----------
    process : Popen
        A process from `start`.
    grace : float
        Seconds between asking and killing.
    ask : int
        The signal that asks.
    """
    signal_group(process.pid, ask)
    wait(process, grace)
    signal_group(process.pid, signal.SIGKILL)
    process.wait()


def is_alive(number: int) -> bool:
    """Return whether this machine has a process of that number."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def ended_by(code: int) -> str:
    """Name the signal that ended a process, as the rest of a sentence; nothing when none did."""
    return f", ended by {signal.Signals(-code).name}" if code < 0 else ""


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill one process, if it still runs, and wait until it is gone."""
    if process.poll() is None:
        process.kill()
        process.wait()


def signal_group(group: int, number: int) -> None:
    """Send a signal to a process group, if there still is one."""
    with suppress(ProcessLookupError):
        os.killpg(group, number)
