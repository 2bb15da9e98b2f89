"""`python -m training sweep`: the same network from many seeds."""

import re
import sys
import time
from collections.abc import Sequence

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from training import paths
from training.errors import LectureError, Parser
from training.naming import refuse_unknown
from training.network.activations import ACTIVATIONS
from training.paths import shown
from training.recipe.recipe import parse_settings
from training.report import show
from training.run.milestones import NOT_REACHED
from training.sweep.sweep import Sweep, load_sweep
from training.sweep.sweep_plan import LECTURE_SWEEP, VARIED, SweepPlan, lecture_base, named_plan, sweep_name

MOST_SEEDS = 1_000_000
"""Seeds beyond which a number on the command line is taken for a slip."""


def parser() -> Parser:
    """Return the parser of `python -m training sweep`."""
    default = SweepPlan()
    found = Parser(
        prog="python -m training sweep",
        description="Train every activation from every seed, all members of an activation in one compiled "
        "loop. A sweep that was killed goes on where it was. Without options: the sweep the lecture shows.",
    )
    found.add_argument("--activation", action="append", metavar="NAME", help="may be given several times")
    found.add_argument("--seeds", help="a number N (seeds 0 to N - 1) or a list such as 0-29,42")
    found.add_argument("--vary", default=default.vary, help=f"what a seed changes: {', '.join(VARIED)}")
    found.add_argument(
        "--every", type=int, default=None, metavar="N", help="keep the weights after every N epochs"
    )
    found.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", dest="settings")
    found.add_argument("--force", action="store_true", help="train again even what is cached")
    return found


def parse_seeds(text: str) -> tuple[int, ...]:
    """Return the seeds a text stands for: "1000" is 0 to 999, "0-29,42" what it says.

    Raises
    ------
    LectureError
        When it is neither.
    """
    if not re.fullmatch(r"\d{1,10}(-\d{1,10})?(,\d{1,10}(-\d{1,10})?)*", text):
        raise LectureError(f"--seeds {text!r}: expected a number such as 1000, or a list such as 0-29,42")
    if text.isdigit():
        spans = [(0, int(text) - 1)]
    else:
        ends = [[int(end) for end in part.split("-")] for part in text.split(",")]
        spans = [(end[0], end[-1]) for end in ends]
    if sum(high - low + 1 for low, high in spans) > MOST_SEEDS:
        raise LectureError(f"--seeds {text}: expected at most {MOST_SEEDS} seeds")
    return tuple(seed for low, high in spans for seed in range(low, high + 1))


def planned(arguments: Sequence[str]) -> tuple[SweepPlan, bool]:
    """Return (the plan the arguments ask for, whether to train it again)."""
    options = parser().parse_args(arguments)
    default = named_plan(LECTURE_SWEEP)
    for name in options.activation or []:
        refuse_unknown("activation", name, ACTIVATIONS)
    plan = SweepPlan(
        base=lecture_base().changed(parse_settings(options.settings)),
        activations=tuple(options.activation or default.activations),
        seeds=parse_seeds(options.seeds) if options.seeds else default.seeds,
        vary=options.vary,
        every=default.every if options.every is None else options.every,
    )
    return plan, options.force


def table_of(sweep: Sweep) -> Table:
    """Return a table with one line per activation."""
    table = Table()
    for heading in (
        "activation",
        "members",
        "all right",
        "median epoch",
        "fastest",
        "a dead unit",
        "median loss",
    ):
        table.add_column(heading, justify="left" if heading == "activation" else "right")
    for index, activation in enumerate(sweep.plan.activations):
        solved = sweep.all_right[index][sweep.all_right[index] != NOT_REACHED]
        table.add_row(
            activation,
            str(len(sweep.plan.seeds)),
            f"{len(solved)}",
            f"{np.median(solved):g}" if len(solved) else "none",
            f"{solved.min()}" if len(solved) else "none",
            f"{int((sweep.dead[index] != NOT_REACHED).any(axis=-1).sum())}",
            f"{np.median(sweep.loss[index, :, -1]):.4f}",
        )
    return table


def ensured_sweep(plan: SweepPlan, force: bool = False) -> tuple[Sweep, float | None]:
    """Return a cached sweep, trained first when it is missing; with the seconds it took, or None."""
    if not force and (paths.CACHE / sweep_name(plan)).exists():
        try:
            return load_sweep(plan), None
        except LectureError as error:
            print(f"training again: {error}", file=sys.stderr)
    from training.sweep.sweep_training import chunks, run_sweep

    start = time.perf_counter()
    columns = (TextColumn("sweep"), BarColumn(), TextColumn("{task.percentage:3.0f} %"))
    with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        rounds = len(plan.activations) * len(chunks(plan)) * (plan.base.epochs + 1)
        task = bar.add_task("sweep", total=rounds)
        sweep = run_sweep(plan, lambda epochs: bar.advance(task, epochs))
    return sweep, time.perf_counter() - start


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; return the exit code."""
    plan, force = planned(arguments)
    sweep, seconds = ensured_sweep(plan, force)
    show(table_of(sweep))
    took = "cached" if seconds is None else f"{seconds:.1f} s"
    print(f"{shown(paths.CACHE / sweep_name(plan))}: {took}")
    return 0
