"""A process that has imported manim and waits for one task; what it knows of the project it reads then.

Until the task comes nothing of the project is imported that shapes a picture, so no edit is missed.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import sys
from types import TracebackType

from lecture.system.processes import die_with_parent

#: What scenes import from outside the project: half of what a quick draft of a short scene takes.
OUTSIDE = ("manim", "av", "filelock", "scipy.interpolate", "typst", "multiprocessing.synchronize")


def main() -> int:
    """Carry out the task that is written on the first line of standard input; return the exit code.

    What there is to tell goes to standard output, a `Told` a line; what the scene prints, to the errors.
    """
    die_with_parent(signal.SIGKILL)
    # A scene is a large tree that lives to the end: looking through it for garbage often finds none.
    gc.set_threshold(200_000, 20, 100)
    telling = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for name in OUTSIDE:
        importlib.import_module(name)
    gc.freeze()
    line = sys.stdin.readline()
    if not line:
        return 0
    importlib.invalidate_caches()
    from lecture.watch.drawing.failures import failure_of
    from lecture.watch.drawing.messages import Task, Told
    from lecture.watch.drawing.worker import carry_out

    task = Task.from_json(json.loads(line))

    def tell(told: Told) -> None:
        telling.write(json.dumps(told.to_json()) + "\n")
        telling.flush()

    def told_to_the_watcher(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        sys.settrace(None)
        sys.__excepthook__(kind, error, trace)
        tell(Told(failure=failure_of(error, task.job.root)))

    sys.excepthook = told_to_the_watcher
    carry_out(task, tell)
    return 0


if __name__ == "__main__":
    sys.exit(main())
