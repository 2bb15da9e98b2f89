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
from lecture.scene.speaking import Unspoken, unspoken_file
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
    gather : tuple of SceneStep
        The scenes of which it is not known yet what they say.
    scenes : tuple of SceneStep
        The scenes to draw.
    join : bool
        Whether they are joined.
    """

    root: Path
    python: Path
    gather: tuple[SceneStep, ...]
    scenes: tuple[SceneStep, ...]
    join: bool


@dataclass(frozen=True)
class Machine:
    """Where the steps run.

    Attributes
    ----------
    jobs : int
        Scenes at the same time.
    cluster : str, optional
        Profile in lecture/profiles to run on in place of this machine.
    """

    jobs: int
    cluster: str | None = None


def gather(plan: Plan, machine: Machine, console: Console) -> int:
    """Train what scenes wait for, and find out what they say; parameters and return as `carry_out`'s."""
    request = plan.production.request
    steps = plan.steps(plan.gather)
    return scheduled(plan, Schedule(request.root, Path(sys.executable), steps, (), False), machine, console)


def carry_out(plan: Plan, machine: Machine, console: Console) -> int:
    """Speak, draw and join what a plan says, all its scenes being gathered.

    Parameters
    ----------
    plan : Plan
        What has to be done.
    machine : Machine
        Where.
    console : Console
        Where progress is shown.

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
    request = plan.production.request
    join = plan.production.layout.picture.joinable and bool(plan.join)
    steps = plan.steps(plan.scenes)
    return scheduled(plan, Schedule(request.root, Path(sys.executable), (), steps, join), machine, console)


def scheduled(plan: Plan, schedule: Schedule, machine: Machine, console: Console) -> int:
    """Have Snakemake do what a schedule holds, in a folder that lives as long."""
    request = plan.production.request
    with run_folder(plan.production.layout) as folder:
        (folder / "status").mkdir()
        request.write(folder / "request.json")
        schedule.write(folder / "schedule.json")
        for slug, sentences in plan.speak.items():
            Unspoken(slug, sentences).write(unspoken_file(folder, slug))
        command = snakemake_command(request.root, folder, machine.jobs, machine.cluster)
        code = watch(plan, folder, command, console)
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
