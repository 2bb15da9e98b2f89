"""The one error a lecturer sees, a single line that says what to do next, and what makes it one."""

import argparse
import io
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NoReturn


class LectureError(Exception):
    """What was found, what was expected, what to type next; in one line.

    Parameters
    ----------
    message : str
        One line for a person; line breaks are folded into spaces.
    exit_code : int
        The code the command ends with: 2 for bad input, 1 for a check that does not hold.
    """

    def __init__(self, message: str, exit_code: int = 2) -> None:
        self.message = " ".join(message.split())
        self.exit_code = exit_code
        super().__init__(self.message)


def not_installed(module: str, purpose: str) -> LectureError:
    """Return the refusal to go on without a package that only some purposes need.

    Parameters
    ----------
    module : str
        The package as it is imported.
    purpose : str
        The lock file it stands in: requirements-PURPOSE.lock.
    """
    return LectureError(f"{module} is not installed here; run: lecture/setup.sh {purpose}")


def imported(command: str, purposes: str) -> ModuleType:
    """Return the module of a command, or end the process in one line for a package not installed.

    Parameters
    ----------
    command : str
        The module, by its full name.
    purposes : str
        What lecture/setup.sh installs for it.
    """
    try:
        return import_module(command)
    except ModuleNotFoundError as error:
        package = str(error.name).partition(".")[0]
        if (Path(__file__).parents[1] / package).exists():
            raise
        print(not_installed(package, purposes).message, file=sys.stderr)
        sys.exit(2)


def exit_code(work: Callable[[], int | None]) -> int:
    """Do some work; return its exit code (0 for None), or that of a LectureError after its line on stderr."""
    try:
        return work() or 0
    except LectureError as error:
        print(error.message, file=sys.stderr)
        return error.exit_code


class Parser(argparse.ArgumentParser):
    """An argument parser that refuses as everything here does, not with a page of usage."""

    def error(self, message: str) -> NoReturn:
        """Refuse what was typed.

        Raises
        ------
        LectureError
            With what argparse found, and the command that explains what may be typed.
        """
        raise LectureError(f"{message}; run {self.prog} --help")


def escape_what_cannot_be_printed() -> None:
    """Let standard output escape what its encoding lacks, as standard error does: paths have any letter."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
