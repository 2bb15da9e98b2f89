"""The command behind render.sh."""

from __future__ import annotations

import argparse
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


def make_lecture(given: argparse.Namespace) -> int:
    """Plan, carry out and name what was made.

    Returns
    -------
    int
        0 when everything asked for is published, 1 when a step failed.

    Raises
    ------
    LectureError
        If an input cannot be used, or what it needs cannot be installed.
    """
    from rich.console import Console

    from lecture.delivery.pages import PAGES
    from lecture.delivery.product import publish_product
    from lecture.freshness.production import looked_up
    from lecture.request.media_folder import claim, media_name
    from lecture.request.picture import picture
    from lecture.request.request import Request
    from lecture.run.carry_out import Machine, carry_out
    from lecture.run.needs import ensure_installed
    from lecture.run.plan import make_plan, published
    from lecture.run.prepare import ensure_voice, gather_first
    from lecture.run.run_folder import remove_leftovers
    from training import paths

    console = Console()
    shape = picture(given.quality, given.size, given.container, given.transparent)
    media = media_name(paths.ROOT, paths.LECTURE_TOML)
    asked = Request(paths.ROOT, paths.LECTURE_TOML, media, shape, tuple(given.scenes), given.force)
    production = looked_up(asked)
    plan = make_plan(production)
    if given.why:
        for line in plan.lines():
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        return 0
    claim(paths.ROOT, media, paths.LECTURE_TOML)
    remove_leftovers(production.layout)
    if plan.runs:
        ensure_installed("train")
    machine = Machine(given.jobs or (200 if given.cluster else os.cpu_count() or 1), given.cluster)
    production, code = gather_first(plan, machine, console)
    if plan.gather:
        # A scene that failed is drawn no further; the others are.
        plan = make_plan(production).only_gathered()
    if given.strict or (paths.ROOT / "takes").exists():
        from lecture.takes import refuse_loose_of

        try:
            refuse_loose_of(plan.production)
        except LectureError as error:
            if given.strict:
                raise
            console.print(error.message, markup=False, highlight=False, soft_wrap=True)
    if plan.carried_out:
        ensure_voice(plan, console)
        code = carry_out(plan, machine, console) or code
    if plan.empty and code == 0:
        console.print(f"nothing changed: {len(production.scenes)} scenes kept", highlight=False)
    if code == 0:
        for page in PAGES:
            if page.file in plan.deliver:
                publish_product(production, page)
        for path in published(production):
            console.print(str(path.relative_to(paths.ROOT)), markup=False, highlight=False, soft_wrap=True)
    return code


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
    return make_lecture(given)


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
