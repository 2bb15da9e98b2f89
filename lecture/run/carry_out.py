"""A plan carried out by Snakemake, here or on a cluster, watched and stopped as one."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout
from rich.console import Console

from lecture.request.layout import Layout
from lecture.request.steps import last_lines
from lecture.run.plan import Plan
from lecture.run.progress import Watcher
from lecture.system import processes
from lecture.system.files import read_json, remove, write_json
from training import paths
from training.errors import LectureError

#: Names of run folders; a live run holds the lock inside its own.
PREFIX = "run-"
#: Megabytes below which a failure that left no word is put down to a full disk.
LITTLE_SPACE = 20


def sweep(layout: Layout) -> None:
    """Remove what killed processes left behind: temporary folders whose lock nobody holds."""
    work = layout.work
    locks = {folder: folder / "alive.lock" for folder in work.glob(f"{PREFIX}*")}
    for folder in [*work.glob("draw-*"), *work.glob("join-*")]:
        # draw-SLUG.CONTAINER-PID belongs to whoever holds SLUG.CONTAINER.lock.
        kind, _, rest = folder.name.partition("-")
        name = f"lecture.{layout.picture.container}" if kind == "join" else rest.rpartition("-")[0]
        locks[folder] = work / "locks" / f"{name}.lock"
    for folder, lock in locks.items():
        try:
            with FileLock(lock, timeout=0):
                remove(folder)
        except (Timeout, FileNotFoundError):
            continue


def write_request(plan: Plan, folder: Path, *, force: bool) -> Path:
    """Write what the Snakefile and its steps need to know; return the file."""
    request = {
        "root": str(plan.layout.root),
        "lecture": str(plan.shots.source),
        "picture": plan.layout.picture.as_json(),
        "python": sys.executable,
        "status": str(folder / "status"),
        "force": force,
        "join": plan.layout.picture.joinable,
        "chosen": [shot.slug for shot in plan.chosen],
        "runs": list(plan.runs),
        "scenes": [
            {
                "slug": shot.slug,
                "stale_runs": plan.stale_runs(shot),
                "priority": round(plan.expected_seconds(shot.slug)),
            }
            for shot in plan.chosen
            if shot.slug in plan.scenes
        ],
    }
    path = folder / "request.json"
    write_json(path, request)
    return path


def snakemake_command(plan: Plan, folder: Path, request: Path, jobs: int, cluster: str | None) -> list[str]:
    """Return the Snakemake call for a request."""
    profile = plan.layout.root / "lecture" / "profiles" / (cluster or "local")
    command = [sys.executable, "-m", "lecture.run.snakemake_process"]
    command += ["--snakefile", str(plan.layout.root / "lecture" / "Snakefile"), "--directory", str(folder)]
    command += ["--profile", str(profile), "--config", f"request={request}"]
    return [*command, "--jobs" if cluster else "--cores", str(jobs)]


def carry_out(
    plan: Plan, console: Console, *, jobs: int, force: bool = False, cluster: str | None = None
) -> int:
    """Do what a plan says.

    Parameters
    ----------
    plan : Plan
        What has to be done.
    console : Console
        Where progress is shown.
    jobs : int
        Scenes at the same time.
    force : bool
        Draw scenes although nothing changed.
    cluster : str, optional
        Profile in lecture/profiles to run on in place of this machine.

    Returns
    -------
    int
        0 when everything asked for is published, 1 when a step failed.

    Raises
    ------
    StoppedError
        If a stop signal arrived; every process of the run has ended by then.
    """
    work = plan.layout.work
    work.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=work))
    with FileLock(folder / "alive.lock"):
        try:
            (folder / "status").mkdir()
            request = write_request(plan, folder, force=force)
            command = snakemake_command(plan, folder, request, jobs, cluster)
            code = watch(plan, folder, command, console, cluster=cluster is not None)
            if code:
                report_failures(plan, folder, console)
            return 1 if code else 0
        finally:
            remove(folder)


def watch(plan: Plan, folder: Path, command: list[str], console: Console, *, cluster: bool = False) -> int:
    """Run Snakemake to its end, showing progress; end its whole group when this process is told to stop."""
    environment = {**os.environ, "LECTURE_TOML": str(paths.LECTURE_TOML), "PYTHONPATH": str(plan.layout.root)}
    # What a killed run leaves there goes with the run's folder.
    environment["TMPDIR"] = str(folder)
    with (folder / "snakemake.log").open("wb") as log:
        process = processes.start(command, log, str(plan.layout.root), environment)
        try:
            with Watcher(plan, folder / "status", console).shown() as watcher:
                while process.poll() is None:
                    processes.wait(process, 0.3)
                    watcher.refresh()
        finally:
            if process.poll() is None and cluster:
                # Interrupted, Snakemake cancels the jobs it has queued; that takes the cluster a while.
                processes.end(process, grace=30, ask=signal.SIGINT)
            elif process.poll() is None:
                processes.end(process)
    return process.returncode


def report_failures(plan: Plan, folder: Path, console: Console) -> None:
    """Name every step that failed, with the last lines of its log."""
    failed = 0
    for slug in [*plan.scenes, "lecture"]:
        told = read_json(folder / "status" / f"{slug}.json")
        if not isinstance(told, dict) or told.get("state") != "failed":
            continue
        failed += 1
        console.print(told["message"], markup=False, highlight=False, soft_wrap=True)
        for line in told["lines"]:
            console.print(f"    {line}", markup=False, highlight=False, soft_wrap=True)
    for log in sorted(folder.glob("train.*.log")):
        if not (folder / "done" / f"run.{log.name.split('.', 1)[1].removesuffix('.log')}").exists():
            failed += 1
            text = log.read_text(encoding="utf-8", errors="replace").strip()
            console.print(
                text.splitlines()[-1] if text else log.name, markup=False, highlight=False, soft_wrap=True
            )
    if not failed:
        logs = [folder / "snakemake.log", *sorted(folder.glob(".snakemake/slurm_logs/**/*.log"))]
        lines = [line for log in logs[-2:] for line in last_lines(log)]
        free = shutil.disk_usage(folder).free // 2**20
        if free < LITTLE_SPACE:
            raise LectureError(
                f"the disk is full ({free} MB free in {folder.parent}); make room, then run again", 1
            )
        raise LectureError("the render stopped: " + " | ".join(lines), 1)
