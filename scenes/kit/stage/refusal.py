"""A refusal told in one line, where manim would print a page of traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from training.errors import LectureError


@contextmanager
def told_in_one_line() -> Iterator[None]:
    """End a plain manim command as ./render.sh ends when it refuses: with one line and the error's exit code.

    Outside manim's command, in production and in tests, the error goes its way.

    Raises
    ------
    LectureError
        If no command is running.
    SystemExit
        If one is; manim lets it pass, of all errors.
    """
    try:
        yield
    except LectureError as error:
        if click.get_current_context(silent=True) is None:
            raise
        print(error.message, file=sys.stderr)
        sys.exit(error.exit_code)
