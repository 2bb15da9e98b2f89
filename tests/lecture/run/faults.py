"""Faults at exact steps of a tiny project: wherever a process makes or moves a file it can be killed."""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass
from pathlib import Path

from tests.lecture.tiny_project import Project

#: Seconds a process waits for what follows a fault before it goes on with its step.
PATIENCE = 2

#: Python imports this in every process of the project, whose root is on its path. An audit hook is told of
#: each step before it happens; the fault of the environment says at which one whom to end.
SITECUSTOMIZE = f"""
import json, os, re, signal, sys, time

ROOT = os.path.dirname(os.path.abspath(__file__))
MODULE = sys.orig_argv[2] if sys.orig_argv[1:2] == ["-m"] else ""
PLACES = tuple(os.path.join(ROOT, place) + os.sep for place in ("media", "cache"))
FAULT = json.loads(os.environ.get("FAULT", "null"))
# Not in the project, whose files a scene might be thought to read.
STRUCK = ROOT + ".struck"
TRACE = os.environ.get("TRACE")
# Process numbers, random names and digests differ from run to run.
PASSING = r"(?<=[-.])([a-z0-9_]{{8}}|[0-9a-f]{{12,16}}|[0-9]+)(?=[-./]|$)|(?<=/)[0-9a-f]{{24}}(?=\\.)"
# A passing name, and an empty folder, inside a folder that one process has for itself: nobody reads them, and
# the folder is removed whole, so that a kill before them leaves what one before the step that follows leaves.
UNREAD = r"/\\.work/[a-z]+-[^/]+/(.*\\.part|videos.*/[^./]+|videos|status)$"
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
told = {{}}


def changed(event, arguments):
    if event == "os.rename":
        return arguments[1]
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
        # A lock that is there already is not changed by opening it.
        locked = os.fsdecode(arguments[0]).endswith(".lock") and os.path.exists(arguments[0])
        return None if locked else arguments[0]
    if event == "os.mkdir" and not os.path.exists(arguments[0]):
        # Without the folder around it, it only fails.
        return arguments[0] if os.path.isdir(os.path.dirname(os.path.abspath(arguments[0]))) else None
    if event in ("os.remove", "shutil.rmtree") and os.path.exists(arguments[0]):
        return arguments[0]
    return None


def step_of(event, arguments):
    if event == "import":
        return f"{{MODULE}} imports {{arguments[0]}}" if arguments[0] == "tensorflow" else None
    if event not in ("os.rename", "open", "os.mkdir", "os.remove", "shutil.rmtree"):
        return None
    path = changed(event, arguments)
    if path is None or isinstance(path, int):
        return None
    path = os.path.abspath(os.fsdecode(path))
    if not path.startswith(PLACES) or (event in ("open", "os.mkdir") and re.search(UNREAD, path)):
        return None
    name = re.sub(PASSING, "*", os.path.relpath(path, ROOT))
    return f"{{MODULE}} {{event.split('.')[-1]}} {{name}}"


def victim():
    if FAULT["victim"] is None:
        return os.getpid()
    process = os.getpid()
    while FAULT["victim"] not in open(f"/proc/{{process}}/cmdline").read().replace(chr(0), " "):
        process = int(open(f"/proc/{{process}}/stat").read().rsplit(")", 1)[1].split()[1])
    return process


def strike(step):
    open(STRUCK, "x").close()
    os.kill(victim(), FAULT["signal"])
    # Most faults end this process too, some soon. Snakemake, told to stop, waits for what it has begun.
    until = time.monotonic() + {PATIENCE}
    while time.monotonic() < until:
        time.sleep(0.01)


def hook(event, arguments):
    step = step_of(event, arguments)
    if step is None:
        return
    told[step] = told.get(step, 0) + 1
    if told[step] > 1:
        step += f", time {{told[step]}}"
    if TRACE is not None:
        handle = os.open(TRACE, os.O_WRONLY | os.O_APPEND)
        os.write(handle, (step + chr(10)).encode())
        os.close(handle)
    if FAULT is not None and step == FAULT["step"] and not os.path.exists(STRUCK):
        strike(step)


if TRACE is not None or FAULT is not None:
    sys.addaudithook(hook)
"""


@dataclass(frozen=True)
class Fault:
    """Where a run is struck, and how.

    Attributes
    ----------
    step : str
        As `steps` tells it: the module that runs, what it does, to which file; ``, time 2`` for its second.
    number : Signals
        Signal sent just before the step.
    victim : str, optional
        Part of the command line of the process that gets it, of those the step's process descends from; by
        default the step's own.
    """

    step: str
    number: signal.Signals = signal.SIGKILL
    victim: str | None = None

    def __str__(self) -> str:
        return f"{self.number.name} to {self.victim or 'the process itself'} before: {self.step}"


def beside(project: Project, name: str) -> Path:
    """Return a file beside the project, of which its processes know."""
    return project.root.with_name(f"{project.root.name}.{name}")


def install(project: Project) -> None:
    """Let faults strike in a project's processes."""
    project.write("sitecustomize.py", SITECUSTOMIZE)


def steps(project: Project) -> list[str]:
    """Run a project to its end; return every step at which a fault can strike, in order.

    A step that a process repeats is in it once: how often progress is told is a matter of time.
    """
    trace = beside(project, "trace")
    trace.write_text("")
    project.made(TRACE=str(trace))
    return [step for step in trace.read_text().splitlines() if ", time " not in step]


def run_into(project: Project, fault: Fault, *words: str) -> str:
    """Run a project into a fault; return what it printed.

    Raises
    ------
    AssertionError
        If the run ended before the step, which is no recovery from an earlier fault.
    """
    struck = beside(project, "struck")
    struck.unlink(missing_ok=True)
    asked = {"step": fault.step, "signal": int(fault.number), "victim": fault.victim}
    done = project.run(*words, FAULT=json.dumps(asked))
    assert struck.exists(), f"{fault}: the run never came there: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr
