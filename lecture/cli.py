"""The command behind render.sh."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from lecture.request.arguments import (
    COMMANDS,
    adopt_lecture,
    command_parser,
    render_arguments,
    render_parser,
)
from training.errors import LectureError, escape_what_cannot_be_printed

#: What a folder says when one may not write there.
NO_ACCESS = (errno.EACCES, errno.EPERM, errno.EROFS)
#: What a file says when another lies in its folder's place, or a folder in its own.
IN_THE_WAY = (errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ELOOP)
#: What a disk says when it, or what it grants one user, is full.
FULL = (errno.ENOSPC, errno.EDQUOT)


def do(words: list[str]) -> int:
    """Do what the words say; return the exit code.

    Raises
    ------
    LectureError
        If they cannot be done.
    """
    command = command_of(words)
    given = command_parser(command).parse_args(words[1:]) if command else render_arguments(words)
    adopt_lecture(given.lecture)
    from lecture.system.surroundings import complete_surroundings, refuse_unusable
    from training import paths

    refuse_unusable(paths.ROOT, paths.LECTURE_TOML)
    complete_surroundings(paths.ROOT)
    if command == "storyboard":
        from lecture.storyboard import make_storyboard

        return make_storyboard(given.scenes)
    if command == "script":
        from lecture.script import make_script

        return make_script(given.scenes)
    if command == "takes":
        from lecture.takes import keep_takes, show_takes

        if given.keep:
            return keep_takes(given.scenes)
        return show_takes(given.scenes, strict=given.strict)
    if command == "serve":
        from lecture.watch.serve import serve

        return serve(given.quality, given.port, browser=given.browser)
    if command == "watch":
        from lecture.watch.watch import watch

        return watch(given.scenes, given.port, browser=given.browser)
    if command in ("slides", "handout"):
        from lecture.hand_out import hand_out

        return hand_out(command, given)
    from lecture.make import make_lecture

    return make_lecture(given)[0]


def command_of(words: list[str]) -> str | None:
    """Return the command that stands in place of scenes; None when there is none."""
    return words[0] if words and words[0] in COMMANDS else None


def refusal(error: OSError) -> str:
    """Return what to say when the machine refuses a file, in one line."""
    from training.paths import shown

    file = shown(Path(os.fsdecode(error.filename))) if error.filename else "a file"
    if error.errno in NO_ACCESS:
        remedy = "give yourself access, or copy the project to a folder you can write in"
        return f"cannot write {file} ({error.strerror}); {remedy}"
    remedy = "correct that"
    if error.errno in FULL:
        remedy = "make room (df -h .)"
    if error.errno in IN_THE_WAY:
        remedy = "move aside what lies in its path"
    return f"{error.strerror}: {file}; {remedy}, then run again"


def main(words: list[str] | None = None) -> int:
    """Run render.sh's command.

    Parameters
    ----------
    words : list of str, optional
        Arguments; by default the process's own.

    Returns
    -------
    int
        Exit code.
    """
    escape_what_cannot_be_printed()
    words = sys.argv[1:] if words is None else words
    if {"-h", "--help"} & set(words):
        command = command_of(words)
        (command_parser(command) if command else render_parser()).print_help()
        return 0
    from lecture.system.processes import StoppedError, stop_on_signals

    stop_on_signals()
    try:
        return do(words)
    except LectureError as error:
        print(error.message, file=sys.stderr)
        return error.exit_code
    except OSError as error:
        print(refusal(error), file=sys.stderr)
        return 1
    except StoppedError as stopped:
        print("stopped; finished scenes are kept, the same command resumes", file=sys.stderr)
        return stopped.exit_code
