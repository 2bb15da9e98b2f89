"""What a second of film costs: the production path against encoding alone, naive manim, matplotlib."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from rich.console import Console
from rich.table import Table

from lecture.picture import picture
from training.errors import LectureError
from training.paths import ROOT

SCENE = ("scenes/training_film.py", "SigmoidTraining")
#: The first play of the excerpt: the network trains, all panels move.
FIRST_PLAY = 8
SECONDS = 10
RATE = 60
#: Frames of the slow contestants: they cost the same every frame.
SLOW_FRAMES = 40


@dataclass(frozen=True)
class Cost:
    """What some frames took.

    Attributes
    ----------
    frames : int
        How many.
    cpu : float
        CPU seconds in all.
    wall : float
        Seconds by the clock.
    encoding : float
        Of the CPU seconds, those in the encoder.
    """

    frames: int
    cpu: float
    wall: float
    encoding: float = 0.0

    @property
    def milliseconds(self) -> float:
        """CPU milliseconds a frame."""
        return 1000 * self.cpu / self.frames


def start_production(folder: Path, frames: int) -> subprocess.Popen[bytes]:
    """Start the drawing process of the pipeline on an excerpt at 1080p60."""
    folder.mkdir(parents=True)
    job = {
        "root": str(ROOT),
        "file": str(ROOT / SCENE[0]),
        "scene": SCENE[1],
        "media": str(folder),
        "picture": picture("h").as_json(),
        "progress": str(folder / "progress.json"),
        "result": str(folder / "result.json"),
        "accounted": [],
        "known": {},
        "excerpt": {"first": FIRST_PLAY, "frames": frames},
    }
    (folder / "job.json").write_text(json.dumps(job))
    return subprocess.Popen([sys.executable, "-m", "lecture.drawing", str(folder / "job.json")], cwd=ROOT)


def finish_production(process: subprocess.Popen[bytes], folder: Path) -> tuple[Cost, Path]:
    """Wait for a drawing process; return what it took from its first frame on, and the film.

    Raises
    ------
    LectureError
        If the scene fails.
    """
    if process.wait():
        raise LectureError(f"{SCENE[1]} failed; run: manim -ql {SCENE[0]} {SCENE[1]}", 1)
    result = json.loads((folder / "result.json").read_text())
    cost = Cost(
        result["frames"], result["drawing_cpu_seconds"], result["drawing_seconds"], result["encoding_seconds"]
    )
    return cost, Path(result["path"])


def production(folder: Path, frames: int, copies: int) -> tuple[list[Cost], float, Path]:
    """Draw copies of the excerpt at once; return each cost, the longest time, one film."""
    names = [folder / f"copy{number}" for number in range(copies)]
    processes = [start_production(name, frames) for name in names]
    done = [finish_production(process, name) for process, name in zip(processes, names, strict=True)]
    return [cost for cost, _ in done], max(cost.wall for cost, _ in done), done[0][1]


def encoder(target: Path, options: dict[str, str]) -> tuple[Any, Any]:
    """Open an H.264 file at 1080p60."""
    container = av.open(str(target), "w")
    stream = container.add_stream("libx264", rate=RATE, options=options)
    stream.pix_fmt, stream.width, stream.height = "yuv420p", 1920, 1080
    return container, stream


def pictures(film: Path) -> Iterator[np.ndarray[Any, np.dtype[np.uint8]]]:
    """Yield a film's frames as manim hands them on: RGBA, shape (1080, 1920, 4)."""
    with av.open(str(film)) as container:
        for frame in container.decode(video=0):
            yield frame.to_ndarray(format="rgba")


def encode_only(film: Path, target: Path) -> Cost:
    """Encode a film's frames again with the lecture's own options; only encoding is timed."""
    options = {"preset": "veryfast", "crf": "20", "threads": "1"}
    container, stream = encoder(target, options)
    cpu = wall = 0.0
    count = 0
    for image in pictures(film):
        cpu_before, wall_before = time.process_time(), time.perf_counter()
        frame = av.VideoFrame.from_ndarray(image, format="rgba").reformat(format="yuv420p")
        frame.pts = count
        container.mux(stream.encode(frame))
        cpu += time.process_time() - cpu_before
        wall += time.perf_counter() - wall_before
        count += 1
    container.mux(stream.encode())
    container.close()
    return Cost(count, cpu, wall, cpu)


NAIVE = """
import json, resource, sys, time
from pathlib import Path
import numpy as np
from manim import Dot, Scene, VGroup, config, tempconfig
from training.network import activation_values, pre_activation
from training.trajectory import load

RUN = load("sigmoid")

class Naive(Scene):
    def construct(self):
        dots = VGroup(*(Dot(radius=0.04) for _ in RUN.inputs))
        clock = [0]
        def place(group):
            weights = RUN.at(clock[0] / 60 * 5)
            z = pre_activation(RUN.inputs, weights)
            a = activation_values(RUN.inputs, weights, RUN.activation)
            for dot, point in zip(group, a):
                dot.move_to([6 * point[0] - 3, 6 * point[1] - 3, 0])
            clock[0] += 1
        dots.add_updater(place)
        self.add(dots)
        self.begun = time.process_time(), time.perf_counter()
        self.wait(FRAMES / 60, frozen_frame=False)

with tempconfig({"quality": "high_quality", "media_dir": sys.argv[1], "progress_bar": "none",
                 "verbosity": "ERROR", "disable_caching": True}):
    config.video_encoder_options = {"preset": "veryfast", "crf": "20", "threads": "1"}
    scene = Naive()
    scene.render()
cpu, wall = scene.begun
print(json.dumps([time.process_time() - cpu, time.perf_counter() - wall]))
"""


def naive_manim(folder: Path) -> Cost:
    """Draw the 2,000 points as 2,000 Dots with plain manim."""
    code = NAIVE.replace("FRAMES", str(SLOW_FRAMES))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        check=True, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, cwd=folder, env=environment,
    )  # fmt: skip
    cpu, wall = json.loads(done.stdout.splitlines()[-1])
    return Cost(SLOW_FRAMES, cpu, wall)


def matplotlib_dashboard(folder: Path) -> Cost:
    """Draw the same dashboard as a matplotlib animation and encode it the same way."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from training.network import activation_values
    from training.trajectory import load

    run = load("sigmoid")
    grid = [np.column_stack([np.full(100, c), np.linspace(-1, 1, 100)]) for c in np.linspace(-1, 1, 11)]
    grid += [line[:, ::-1] for line in grid]
    figure = Figure(figsize=(19.2, 10.8), dpi=100)
    canvas = FigureCanvasAgg(figure)
    panes = [figure.add_subplot(2, 3, place) for place in (1, 2, 3, 5, 6)]
    container, stream = encoder(
        folder / "matplotlib.mp4", {"preset": "veryfast", "crf": "20", "threads": "1"}
    )
    cpu, wall = time.process_time(), time.perf_counter()
    for number in range(SLOW_FRAMES):
        epoch = number / RATE * 5
        weights = run.at(epoch)
        whole = int(epoch) + 1
        probabilities, losses = run.probabilities(epoch), run.point_losses(epoch)
        space, negatives, positives, curves, loss = panes
        for pane in panes:
            pane.clear()
        for line in grid:
            space.plot(*activation_values(line, weights, run.activation).T, color="gray", linewidth=1)
        points = activation_values(run.inputs, weights, run.activation)
        space.scatter(points[:, 0], points[:, 1], c=run.targets, s=4)
        space.set(xlim=(0, 1), ylim=(0, 1), xlabel="a1", ylabel="a2")
        negatives.hist(probabilities[run.targets == 0], bins=10, range=(0, 1))
        positives.hist(probabilities[run.targets == 1], bins=10, range=(0, 1))
        curves.plot(run.accuracy[:whole])
        curves.plot(run.loss[:whole])
        curves.set(xlim=(0, run.epochs), ylim=(0, 1))
        loss.hist(losses, bins=10)
        canvas.draw()
        image = np.ascontiguousarray(canvas.buffer_rgba())
        frame = av.VideoFrame.from_ndarray(image, format="rgba").reformat(format="yuv420p")
        frame.pts = number
        container.mux(stream.encode(frame))
    container.mux(stream.encode())
    container.close()
    return Cost(SLOW_FRAMES, time.process_time() - cpu, time.perf_counter() - wall)


def similarity(film: Path, folder: Path, frames: int = 90) -> float:
    """Return the SSIM (luma, mean over frames) between our options and crf 16 medium on a film's frames."""
    scores = []
    ours, reference = folder / "ours.mp4", folder / "reference.mp4"
    originals = [image for image, _ in zip(pictures(film), range(frames), strict=False)]
    for target, options in (
        (ours, {"preset": "veryfast", "crf": "20", "threads": "1"}),
        (reference, {"preset": "medium", "crf": "16", "threads": "1"}),
    ):
        container, stream = encoder(target, options)
        for number, image in enumerate(originals):
            frame = av.VideoFrame.from_ndarray(image, format="rgba").reformat(format="yuv420p")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        container.close()
    with av.open(str(ours)) as one, av.open(str(reference)) as other:
        for a, b in zip(one.decode(video=0), other.decode(video=0), strict=True):
            scores.append(ssim(a.to_ndarray()[:1080], b.to_ndarray()[:1080]))
    return float(np.mean(scores))


def ssim(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> float:
    """Return the structural similarity of two luma planes, shape (height, width), range 0 to 255.

    References
    ----------
    Wang, Bovik, Sheikh, Simoncelli: Image quality assessment, IEEE TIP 13 (2004), Gaussian window of 1.5.
    """
    from scipy.ndimage import gaussian_filter

    x, y = one.astype(np.float64), other.astype(np.float64)

    def blurred(image: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return np.asarray(gaussian_filter(image, 1.5, truncate=3.5))

    mean_x, mean_y = blurred(x), blurred(y)
    var_x = blurred(x * x) - mean_x**2
    var_y = blurred(y * y) - mean_y**2
    cov = blurred(x * y) - mean_x * mean_y
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    score = (2 * mean_x * mean_y + c1) * (2 * cov + c2)
    return float((score / ((mean_x**2 + mean_y**2 + c1) * (var_x + var_y + c2))).mean())


def main(words: Sequence[str] = ()) -> int:
    """Print the table; exit code 1 when a target is missed.

    Parameters
    ----------
    words : sequence of str
        Command-line arguments after ``render``.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks render", description=__doc__)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="length of the excerpt (default: 10)")
    given = parser.parse_args(list(words))
    console = Console()
    cores = os.cpu_count() or 1
    frames = given.seconds * RATE
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        console.print(f"{SCENE[1]}, {given.seconds} s at 1080p60, {cores} cores", highlight=False)
        (alone,), _, film = production(folder / "alone", frames, 1)
        floor = encode_only(film, folder / "floor.mp4")
        together, slowest, _ = production(folder / "together", frames, cores)
        naive = naive_manim(folder)
        matplotlib = matplotlib_dashboard(folder)
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
    real_time = slowest / (sum(cost.frames for cost in together) / RATE)
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
            f"{label}: {value:.2f} (target {sign} {target:g}: {'held' if held else 'MISSED'})",
            highlight=False,
        )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    console.print(f"largest process: {peak:.0f} MB", highlight=False)
    return 1 if missed else 0
