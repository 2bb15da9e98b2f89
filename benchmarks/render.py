"""What a second of film costs: the production path against encoding alone, naive manim, matplotlib."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.encoding import RATE, Cost, encode_only, similarity
from benchmarks.rivals import matplotlib_dashboard, naive_manim
from lecture.request.picture import picture
from lecture.scene.job import DrawingJob, Drawn, Excerpt, drawing_environment
from training.errors import LectureError, Parser
from training.paths import ROOT

#: The scene file and the scene of the excerpt: the one that has most to draw.
SCENE = ("scenes/training_film.py", "SigmoidTraining")
#: The first play of the excerpt: from here on all panels stand, and the network trains.
FIRST_PLAY = 20
#: Seconds of film in the excerpt: long enough that starting up hardly counts.
SECONDS = 10
#: Times each path runs; the least counts, since other work only ever adds.
ROUNDS = 3


def start_production(folder: Path, frames: int) -> subprocess.Popen[bytes]:
    """Start the drawing process of the pipeline on an excerpt at 1080p60."""
    folder.mkdir(parents=True)
    excerpt = Excerpt(FIRST_PLAY, frames)
    job = DrawingJob(ROOT, ROOT / SCENE[0], SCENE[1], folder, picture("h"), excerpt=excerpt)
    job.write(job.path)
    command = [sys.executable, "-m", "lecture.scene.drawing", str(job.path)]
    return subprocess.Popen(command, cwd=ROOT, env=drawing_environment(folder, takes="some"))


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


@dataclass(frozen=True)
class Costs:
    """What every path cost, the least of all rounds.

    Attributes
    ----------
    alone : Cost
        The production path in one process.
    floor : Cost
        The same frames only encoded.
    naive, matplotlib : Cost
        The rivals.
    together : list of Cost
        As many production processes at once as there are cores.
    peak : float
        Largest memory of one of them, in MB.
    alike : float
        SSIM of the film against crf 16 medium.
    """

    alone: Cost
    floor: Cost
    naive: Cost
    matplotlib: Cost
    together: list[Cost]
    peak: float
    alike: float


def costs_of(folder: Path, frames: int, rounds: int, cores: int) -> Costs:
    """Draw so many frames by every path, in turn, so many times; return what it cost."""
    drawn_by: list[tuple[Cost, Cost, Cost, Cost]] = []
    # In turn, so that an hour in which the machine is slow is slow for all of them.
    for number in range(rounds):
        (drawn,), film, _ = production(folder / f"alone{number}", frames, 1)
        encoded = encode_only(film, folder / "floor.mp4")
        drawn_by.append((drawn, encoded, naive_manim(folder), matplotlib_dashboard(folder)))
    alone, floor, naive, matplotlib = map(least, zip(*drawn_by, strict=True))
    together, _, peak = production(folder / "together", frames, cores)
    return Costs(alone, floor, naive, matplotlib, together, peak, similarity(film, folder))


def table_of(found: Costs) -> Table:
    """Return what a frame costs on every path, a line each."""
    table = Table(
        "path", "frames", "CPU ms/frame", "of it drawing", "of it encoding", "frames/s by the clock"
    )
    for label, cost in (
        ("production, one process", found.alone),
        ("the same frames only encoded", found.floor),
        ("naive manim, 2,000 Dots", found.naive),
        ("matplotlib dashboard", found.matplotlib),
    ):
        halves = (cost.cpu - cost.encoding, cost.encoding) if cost.encoding else ()
        split = [f"{1000 * half / cost.frames:.1f}" for half in halves] or ["", ""]
        speed = f"{cost.frames / cost.wall:.0f}"
        table.add_row(label, str(cost.frames), f"{cost.milliseconds:.1f}", *split, speed)
    return table


def ratios_of(found: Costs, cores: int) -> list[tuple[str, float, str, float]]:
    """Return what is to be held: its name, its value, on which side of the target it is to be, the target."""
    slowest, frames = max(cost.wall for cost in found.together), sum(cost.frames for cost in found.together)
    alone, floor, each = found.alone, found.floor, found.alone.milliseconds
    by_the_clock = (alone.wall / alone.frames) / (floor.wall / floor.frames)
    return [
        (f"seconds a second of film takes on {cores} cores", slowest / (frames / RATE), "<=", 1.0),
        ("production / encoding alone, by the clock", by_the_clock, "<=", 1.5),
        ("matplotlib / production, CPU a frame", found.matplotlib.milliseconds / each, ">=", 15.0),
        ("naive manim / production, CPU a frame", found.naive.milliseconds / each, ">=", 6.0),
        ("SSIM against crf 16 medium", found.alike, ">=", 0.98),
    ]


def main(words: Sequence[str] = ()) -> int:
    """Print the table and the ratios; return 1 when a target is missed, else 0.

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
        "--rounds", type=int, default=ROUNDS, help="times each path runs; its least counts (default: 3)"
    )
    given = parser.parse_args(list(words))
    if given.seconds < 1 or given.rounds < 1:
        raise LectureError("nothing would be measured; give numbers from 1: --seconds 10 --rounds 3")
    console, cores = Console(highlight=False), os.cpu_count() or 1
    console.print(f"{SCENE[1]}, {given.seconds} s at 1080p60, {cores} cores")
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        found = costs_of(Path(name), given.seconds * RATE, given.rounds, cores)
    console.print(table_of(found))
    busy = found.alone.cpu / (found.alone.frames / RATE) / cores
    console.print(f"CPU alone would allow {busy:.2f} s a second of film on {cores} idle cores")
    console.print(f"a drawing process: {found.peak:.0f} MB at most")
    return report(console, ratios_of(found, cores))


def report(console: Console, ratios: list[tuple[str, float, str, float]]) -> int:
    """Print ratios beside their targets; return 1 when one is missed."""
    missed = 0
    for label, value, sign, target in ratios:
        held = value <= target if sign == "<=" else value >= target
        missed += not held
        console.print(f"{label}: {value:.4g} (target {sign} {target:g}: {'held' if held else 'MISSED'})")
    return 1 if missed else 0
