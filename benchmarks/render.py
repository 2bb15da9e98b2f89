"""What a second of film costs: the production path against encoding alone, naive manim, matplotlib."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.encoding import RATE, Cost, encode_only, similarity
from benchmarks.rivals import matplotlib_dashboard, naive_manim
from lecture.request.picture import picture
from lecture.scene.job import DrawingJob, Drawn, Excerpt, drawing_environment
from training.errors import LectureError, Parser
from training.paths import ROOT

SCENE = ("scenes/training_film.py", "SigmoidTraining")
#: The first play of the excerpt: from here on all panels stand, and the network trains.
FIRST_PLAY = 15
SECONDS = 10
ROUNDS = 3


def start_production(folder: Path, frames: int) -> subprocess.Popen[bytes]:
    """Start the drawing process of the pipeline on an excerpt at 1080p60."""
    folder.mkdir(parents=True)
    excerpt = Excerpt(FIRST_PLAY, frames)
    job = DrawingJob(ROOT, ROOT / SCENE[0], SCENE[1], folder, picture("h"), excerpt=excerpt)
    job.write(job.path)
    command = [sys.executable, "-m", "lecture.scene.drawing", str(job.path)]
    return subprocess.Popen(command, cwd=ROOT, env=drawing_environment(folder))


def finish_production(process: subprocess.Popen[bytes], folder: Path) -> tuple[Cost, Path, float]:
    """Wait for a drawing process; return its cost from its first frame on, the film, its memory in MB.

    Raises
    ------
    LectureError
        If the scene fails.
    """
    if process.wait():
        raise LectureError(f"{SCENE[1]} failed; run: manim -ql {SCENE[0]} {SCENE[1]}", 1)
    drawn = Drawn.read(folder / "result.json")
    cost = Cost(drawn.frames, drawn.drawing_cpu_seconds, drawn.drawing_seconds, drawn.encoding_seconds)
    return cost, drawn.path, drawn.peak_megabytes


def production(folder: Path, frames: int, copies: int) -> tuple[list[Cost], Path, float]:
    """Draw copies of the excerpt at once; return each cost, one film, the largest memory in MB."""
    names = [folder / f"copy{number}" for number in range(copies)]
    processes = [start_production(name, frames) for name in names]
    done = [finish_production(process, name) for process, name in zip(processes, names, strict=True)]
    costs, films, memories = zip(*done, strict=True)
    return list(costs), films[0], max(memories)


def least(costs: Sequence[Cost]) -> Cost:
    """Return the least CPU and the least time by the clock among runs of the same work."""
    quickest = min(costs, key=lambda cost: cost.milliseconds)
    wall = min(cost.wall / cost.frames for cost in costs) * quickest.frames
    return Cost(quickest.frames, quickest.cpu, wall, quickest.encoding)


def main(words: Sequence[str] = ()) -> int:
    """Print the table; exit code 1 when a target is missed.

    Parameters
    ----------
    words : sequence of str
        Command-line arguments after ``render``.

    Raises
    ------
    LectureError
        If the arguments cannot be meant.
    """
    parser = Parser(prog="python -m benchmarks render", description=__doc__)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="length of the excerpt (default: 10)")
    parser.add_argument(
        "--rounds",
        type=int,
        default=ROUNDS,
        help="times each path runs; its least counts (default: 3)",
    )
    given = parser.parse_args(list(words))
    if given.seconds < 1 or given.rounds < 1:
        raise LectureError("nothing would be measured; give numbers from 1: --seconds 10 --rounds 3")
    console = Console()
    cores = os.cpu_count() or 1
    frames = given.seconds * RATE
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        console.print(f"{SCENE[1]}, {given.seconds} s at 1080p60, {cores} cores", highlight=False)
        rounds: list[tuple[Cost, Cost, Cost, Cost]] = []
        # In turn, so that an hour in which the machine is slow is slow for all of them.
        for number in range(given.rounds):
            (drawn,), film, _ = production(folder / f"alone{number}", frames, 1)
            encoded = encode_only(film, folder / "floor.mp4")
            rounds.append((drawn, encoded, naive_manim(folder), matplotlib_dashboard(folder)))
        alone, floor, naive, matplotlib = map(least, zip(*rounds, strict=True))
        together, _, peak = production(folder / "together", frames, cores)
        alike = similarity(film, folder)
    table = Table(
        "path", "frames", "CPU ms/frame", "of it drawing", "of it encoding", "frames/s by the clock"
    )
    for label, cost in (
        ("production, one process", alone),
        ("the same frames only encoded", floor),
        ("naive manim, 2,000 Dots", naive),
        ("matplotlib dashboard", matplotlib),
    ):
        drawing, encoding = cost.cpu - cost.encoding, cost.encoding
        split = [f"{1000 * part / cost.frames:.1f}" if cost.encoding else "" for part in (drawing, encoding)]
        speed = f"{cost.frames / cost.wall:.0f}"
        table.add_row(label, str(cost.frames), f"{cost.milliseconds:.1f}", *split, speed)
    console.print(table)
    busy = alone.cpu / (alone.frames / RATE) / cores
    console.print(
        f"CPU alone would allow {busy:.2f} s a second of film on {cores} idle cores", highlight=False
    )
    slowest = max(cost.wall for cost in together)
    real_time = slowest / (sum(cost.frames for cost in together) / RATE)
    console.print(f"a drawing process: {peak:.0f} MB at most", highlight=False)
    return report(
        console,
        [
            (f"seconds a second of film takes on {cores} cores", real_time, "<=", 1.0),
            (
                "production / encoding alone, by the clock",
                (alone.wall / alone.frames) / (floor.wall / floor.frames),
                "<=",
                1.5,
            ),
            (
                "matplotlib / production, CPU a frame",
                matplotlib.milliseconds / alone.milliseconds,
                ">=",
                15.0,
            ),
            ("naive manim / production, CPU a frame", naive.milliseconds / alone.milliseconds, ">=", 6.0),
            ("SSIM against crf 16 medium", alike, ">=", 0.98),
        ],
    )


def report(console: Console, ratios: list[tuple[str, float, str, float]]) -> int:
    """Print ratios beside their targets; return 1 when one is missed."""
    missed = 0
    for label, value, sign, target in ratios:
        held = value <= target if sign == "<=" else value >= target
        missed += not held
        console.print(
            f"{label}: {value:.4g} (target {sign} {target:g}: {'held' if held else 'MISSED'})",
            highlight=False,
        )
    return 1 if missed else 0
