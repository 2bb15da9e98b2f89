"""`python -m benchmarks training|render|voice|edit`: measure this machine."""

import importlib
import sys
from importlib.util import find_spec

from training.errors import LectureError, exit_code, not_installed
from training.naming import refuse_unknown

#: What each is measured against, and the lock file that names it.
BENCHMARKS = {
    "training": ("tensorflow", "train"),
    "render": ("matplotlib", "test"),
    "voice": ("onnxruntime", "voice"),
    "edit": ("manim", "render"),
}


def measure(arguments: list[str]) -> int:
    """Run the named benchmark with the rest of the arguments; return its exit code.

    Raises
    ------
    LectureError
        When there is no such benchmark, or what it is measured against is not installed.
    """
    if not arguments or arguments[0] in ("-h", "--help"):
        raise LectureError(f"say what to measure: python -m benchmarks {'|'.join(BENCHMARKS)}")
    refuse_unknown("benchmark", arguments[0], BENCHMARKS)
    if find_spec(BENCHMARKS[arguments[0]][0]) is None:
        raise not_installed(*BENCHMARKS[arguments[0]])
    code: int = importlib.import_module(f"benchmarks.{arguments[0]}").main(arguments[1:])
    return code


def main(arguments: list[str]) -> int:
    """Measure; a LectureError becomes one line on stderr and its exit code."""
    return exit_code(lambda: measure(arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
