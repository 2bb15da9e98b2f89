"""Why a run did not succeed, told step by step."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from rich.console import Console

from lecture.request.steps import LAST_LINES, last_lines, told_by
from lecture.run.plan import Plan
from training.errors import LectureError
from training.paths import shown

#: How Snakemake and Python begin what went wrong: "Exception in run_job", "ValueError in file".
NAMES_AN_ERROR = re.compile(r"\b\w*(Error|Exception)\b")
#: What a step last told that nobody watches over and that was ended: for want of memory, for instance.
UNDER_WAY = ("gathering", "speaking")
#: Megabytes below which a failure that left no word is put down to a full disk.
LITTLE_SPACE = 20


def report_failures(plan: Plan, folder: Path, console: Console, code: int) -> None:
    """Name every step that failed, with the last lines of its log.

    Parameters
    ----------
    plan : Plan
        What was to be done.
    folder : Path
        The call's folder.
    console : Console
        Where to name them.
    code : int
        Snakemake's exit code.

    Raises
    ------
    LectureError
        If no step told anything: Snakemake itself failed, or the disk is full.
    """
    lines = [*failed_steps(plan, folder), *failed_runs(folder)]
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if lines:
        return
    free = shutil.disk_usage(folder).free // 2**20
    if free < LITTLE_SPACE:
        raise LectureError(
            f"the disk is full ({free} MB free in {folder.parent}); make room, then run again", 1
        )
    kept = plan.production.layout.logs / "snakemake.log"
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / "snakemake.log", kept)
    logs = [kept, *sorted(folder.glob(".snakemake/slurm_logs/**/*.log"))]
    said = " | ".join(line.strip() for log in logs[-2:] for line in cause(log)) or "it said nothing"
    raise LectureError(
        f"Snakemake failed with exit code {code}: {said}; read {shown(kept)}, correct that, then run again", 1
    )


def cause(log: Path) -> tuple[str, ...]:
    """Return the lines of a log that say why: from the first that names an error on, or the last ones.

    What Snakemake calls its complete log lies in the call's folder and is removed with it.
    """
    text = log.read_text(encoding="utf-8", errors="replace")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("Complete log")]
    first = next((number for number, line in enumerate(lines) if NAMES_AN_ERROR.search(line)), None)
    return tuple(lines[-LAST_LINES:] if first is None else lines[first : first + LAST_LINES])


def failed_steps(plan: Plan, folder: Path) -> list[str]:
    """Return what every failed scene, and the failed join, told, with the last lines of their logs."""
    found = []
    for step in [*dict.fromkeys([*plan.gather, *plan.scenes]), "lecture"]:
        told = told_by(folder, step)
        if told is not None and told.state == "failed":
            found += [told.message, *(f"    {line}" for line in told.lines)]
        if told is not None and told.state in UNDER_WAY:
            found.append(f"{step} was ended while {told.state}; run the same command again")
    return found


def failed_runs(folder: Path) -> list[str]:
    """Return the last line that every run that was not trained to its end said."""
    found = []
    for log in sorted(folder.glob("train.*.log")):
        name = log.name.removeprefix("train.").removesuffix(".log")
        if not (folder / "done" / f"run.{name}").exists():
            found.append((last_lines(log) or (f"training {name} failed and said nothing",))[-1])
    return found
