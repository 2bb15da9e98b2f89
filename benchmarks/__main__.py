"""`python -m benchmarks training|render`: measure this machine."""

import importlib
import sys
from importlib.util import find_spec

from training.errors import LectureError, not_installed
from training.naming import refuse_unknown

#: What each is measured against, and the lock file that names it.
BENCHMARKS = {"training": ("tensorflow", "train"), "render": ("matplotlib", "test")}


def main(arguments: list[str]) -> int:
    """Run the named benchmark with the rest of the arguments; return its exit code."""
    try:
        if not arguments or arguments[0] in ("-h", "--help"):
            raise LectureError(f"say what to measure: python -m benchmarks {'|'.join(BENCHMARKS)}")
        refuse_unknown("benchmark", arguments[0], BENCHMARKS)
        if find_spec(BENCHMARKS[arguments[0]][0]) is None:
            raise not_installed(*BENCHMARKS[arguments[0]])
        code: int = importlib.import_module(f"benchmarks.{arguments[0]}").main(arguments[1:])
        return code
    except LectureError as error:
        print(error.message, file=sys.stderr)
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
