"""Training as a process that ends when the command that started it does."""

import runpy
import signal

from lecture.system.processes import die_with_parent

if __name__ == "__main__":
    # Its files appear whole or not at all, so it may be killed at any time.
    die_with_parent(signal.SIGKILL)
    runpy.run_module("training", run_name="__main__", alter_sys=True)
