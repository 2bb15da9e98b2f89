"""A plan carried out by Snakemake, here or on a cluster, watched and stopped as one."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from lecture.run.failures import report_failures
from lecture.run.plan import Plan, SceneStep
from lecture.run.progress import Watcher
from lecture.run.run_folder import run_folder
from lecture.system import processes
from training.storage.messages import Message


@dataclass(frozen=True)
class Schedule(Message):
    """What the Snakefile reads.

    Attributes
    ----------
    root : Path
        Project root, where every step runs.
    python : Path
        The interpreter that runs it.
    scenes : tuple of SceneStep
        The scenes to draw.
    join : bool
        Whether they are joined.
    """

    root: Path
    python: Path
    scenes: tuple[SceneStep, ...]
    join: bool


def carry_out(plan: Plan, console: Console, *, jobs: int, cluster: str | None = None) -> int:
    """Do what a plan says.

    Parameters
    ----------
    plan : Plan
        What has to be done.
    console : Console
        Where progress is shown.
    jobs : int
        Scenes at the same time.
    cluster : str, optional
        Profile in lecture/profiles to run on in place of this machine.

    Returns
    -------
    int
        0 when everything asked for is published, 1 when a step failed.

    Raises
    ------
    LectureError
        If Snakemake itself fails.
    StoppedError
        If a stop signal arrived; every process of the run has ended by then.
    """
    request, layout = plan.production.request, plan.production.layout
    with run_folder(layout) as folder:
        (folder / "status").mkdir()
        request.write(folder / "request.json")
        schedule = Schedule(request.root, Path(sys.executable), plan.steps(), layout.picture.joinable)
        schedule.write(folder / "schedule.json")
        code = watch(plan, folder, snakemake_command(request.root, folder, jobs, cluster), console)
        if code:
            report_failures(plan, folder, console, code)
        return 1 if code else 0


def snakemake_command(root: Path, folder: Path, jobs: int, cluster: str | None) -> list[str]:
    """Return the Snakemake call for the schedule in a call's folder."""
    command = [sys.executable, "-m", "lecture.run.snakemake_process"]
    command += ["--snakefile", str(root / "lecture" / "Snakefile"), "--directory", str(folder)]
    command += ["--profile", str(root / "lecture" / "profiles" / (cluster or "local"))]
    return [*command, "--jobs" if cluster else "--cores", str(jobs)]


def watch(plan: Plan, folder: Path, command: list[str], console: Console) -> int:
    """Run Snakemake to its end, showing progress; end its whole group when this process is told to stop.

    Returns
    -------
    int
        Snakemake's exit code.
    """
    request = plan.production.request
    # What a killed run leaves in TMPDIR goes with the run's folder.
    environment = {**os.environ, "LECTURE_TOML": str(request.lecture), "TMPDIR": str(folder)}
    with (folder / "snakemake.log").open("wb") as log:
        process = processes.start(command, log, str(request.root), environment)
        try:
            with Watcher(plan, folder, console).live() as watcher:
                while process.poll() is None:
                    processes.wait(process, 0.3)
                    watcher.refresh()
        finally:
            if process.poll() is None and "--jobs" in command:
                # Interrupted, Snakemake cancels the jobs it has queued; that takes the cluster a while.
                processes.end(process, grace=30, ask=signal.SIGINT)
            elif process.poll() is None:
                processes.end(process)
    return process.returncode
