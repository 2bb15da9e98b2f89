"""What ./render.sh does: plan, carry out, make the pages, name what was made."""

from __future__ import annotations

import argparse
import os

from rich.console import Console

from lecture.delivery.pages import PAGES
from lecture.delivery.product import publish_product
from lecture.freshness.production import Production, looked_up
from lecture.request.media_folder import claim, media_name
from lecture.request.picture import picture
from lecture.request.request import Request
from lecture.run.carry_out import Machine, carry_out
from lecture.run.needs import ensure_installed
from lecture.run.plan import make_plan, published
from lecture.run.prepare import ensure_voice, gather_first
from lecture.run.run_folder import remove_leftovers
from lecture.takes import refuse_loose_of
from training import paths
from training.errors import LectureError


def make_lecture(given: argparse.Namespace, *, quiet: bool = False) -> tuple[int, Production]:
    """Plan, carry out and name what was made.

    Parameters
    ----------
    given : Namespace
        As `lecture.request.arguments.render_arguments` gives it.
    quiet : bool
        Leave out what is only told of a lecture that was asked for itself: the files it consists of.

    Returns
    -------
    int
        0 when everything asked for is published, 1 when a step failed.
    Production
        What was asked for.

    Raises
    ------
    LectureError
        If an input cannot be used, or what it needs cannot be installed.
    """
    console = Console()
    shape = picture(given.quality, given.size, given.container, given.transparent)
    media = media_name(paths.ROOT, paths.LECTURE_TOML)
    asked = Request(paths.ROOT, paths.LECTURE_TOML, media, shape, tuple(given.scenes), given.force)
    production = looked_up(asked)
    plan = make_plan(production)
    if given.why:
        for line in plan.lines():
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        return 0, production
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
        try:
            refuse_loose_of(plan.production)
        except LectureError as error:
            if given.strict:
                raise
            console.print(error.message, markup=False, highlight=False, soft_wrap=True)
    if plan.carried_out:
        ensure_voice(plan, console)
        code = carry_out(plan, machine, console) or code
    if plan.empty and code == 0 and not quiet:
        console.print(f"nothing changed: {len(production.scenes)} scenes kept", highlight=False)
    if code == 0:
        for page in PAGES:
            if page.file in plan.deliver:
                publish_product(production, page)
        for path in () if quiet else published(production):
            console.print(str(path.relative_to(paths.ROOT)), markup=False, highlight=False, soft_wrap=True)
    return code, production
