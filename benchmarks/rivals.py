"""Other ways to draw the same: plain manim with a dot a point, matplotlib."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av
import numpy as np

from benchmarks.encoding import OPTIONS, Cost, encoder
from training.paths import ROOT

#: Frames of the slow contestants: they cost the same every frame.
SLOW_FRAMES = 40

#: A program for a process of its own: plain manim draws 2,000 Dots, its last line is JSON of what it cost.
NAIVE = """
import json, resource, sys, time
from pathlib import Path
import numpy as np
from manim import Dot, Scene, VGroup, config, tempconfig
from training.network.formulas import activation_values, pre_activation
from training.run.trajectory import load

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
    config.video_encoder_options = OPTIONS
    scene = Naive()
    scene.render()
cpu, wall = scene.begun
print(json.dumps([time.process_time() - cpu, time.perf_counter() - wall]))
"""


def naive_manim(folder: Path) -> Cost:
    """Draw the 2,000 points as 2,000 Dots with plain manim; return what it cost."""
    code = NAIVE.replace("FRAMES", str(SLOW_FRAMES)).replace("OPTIONS", repr(OPTIONS))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        check=True, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, cwd=folder, env=environment,
    )  # fmt: skip
    cpu, wall = json.loads(done.stdout.splitlines()[-1])
    return Cost(SLOW_FRAMES, cpu, wall)


def excerpt_epochs(run: Any) -> list[float]:
    """Return the epochs a slow contestant draws: as many as it has frames, over what the excerpt trains.

    Parameters
    ----------
    run : Trajectory
        The sigmoid's.
    """
    from training.run.milestones import milestones_of

    found = milestones_of(run)
    first, last = found.negatives_right or 0, found.all_right or run.epochs
    return [float(epoch) for epoch in np.linspace(first, last, SLOW_FRAMES)]


def matplotlib_dashboard(folder: Path) -> Cost:
    """Draw the film's dashboard with matplotlib and encode it the same way; return what it cost."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from training.run.trajectory import load

    run = load("sigmoid")
    figure = Figure(figsize=(19.2, 10.8), dpi=100)
    canvas = FigureCanvasAgg(figure)
    panes = [figure.add_subplot(2, 3, place) for place in (1, 2, 3, 4, 5, 6)]
    container, stream = encoder(folder / "matplotlib.mp4", OPTIONS)
    cpu, wall = time.process_time(), time.perf_counter()
    for number, epoch in enumerate(excerpt_epochs(run)):
        draw_dashboard(panes, run, epoch)
        figure.suptitle(f"epoch {epoch:.1f}")
        canvas.draw()
        image = np.ascontiguousarray(canvas.buffer_rgba())
        frame = av.VideoFrame.from_ndarray(image, format="rgba").reformat(format="yuv420p")
        frame.pts = number
        container.mux(stream.encode(frame))
    container.mux(stream.encode())
    container.close()
    return Cost(SLOW_FRAMES, time.process_time() - cpu, time.perf_counter() - wall)


def draw_dashboard(panes: Sequence[Any], run: Any, epoch: float) -> None:
    """Draw one state: feature space, probabilities of both classes, learning curves, losses, ruler.

    Parameters
    ----------
    panes : sequence of matplotlib.axes.Axes
        Six of them.
    run : Trajectory
        The sigmoid's.
    epoch : float
        From 0 to its last.
    """
    from training.network.formulas import activation_values

    weights, whole = run.at(epoch), int(epoch) + 1
    probabilities, losses = run.probabilities(epoch), run.point_losses(epoch)
    space, negatives, positives, curves, loss, ruler = panes
    for pane in panes:
        pane.clear()
    sides = np.linspace(-1, 1, 11)
    upright = [np.column_stack([np.full(100, side), np.linspace(-1, 1, 100)]) for side in sides]
    for line in [*upright, *(line[:, ::-1] for line in upright)]:
        space.plot(*((line + 1) / 2).T, color="gray", linewidth=1, alpha=0.2)
        space.plot(*activation_values(line, weights, run.activation).T, color="gray", linewidth=1, alpha=0.5)
    points = activation_values(run.inputs, weights, run.activation)
    wrong = (probabilities >= 0.5) != (run.targets == 1)
    space.scatter(points[:, 0], points[:, 1], c=run.targets, s=8)
    space.scatter(points[wrong, 0], points[wrong, 1], facecolors="none", edgecolors="red", s=16)
    (v1, v2), c = weights.output_kernel[:, 0], float(weights.output_bias[0])
    ends = np.array([0.0, 1.0])
    cut = -(c + v1 * ends) / v2
    space.plot(ends, cut, color="black", linewidth=2)
    space.fill_between(ends, cut, 1, alpha=0.18)
    space.fill_between(ends, 0, cut, alpha=0.18)
    space.set(xlim=(0, 1), ylim=(0, 1), xlabel="a1", ylabel="a2", title="feature space")
    for pane, label, name in ((negatives, 0, "negatives"), (positives, 1, "positives")):
        _, edges, bars = pane.hist(probabilities[run.targets == label], bins=10, range=(0, 1))
        for bar, edge in zip(bars, edges[:-1], strict=True):
            bar.set_color("red" if (edge >= 0.5) != label else "green")
        pane.set(xlabel="probability", ylabel="points", title=name)
    curves.plot(run.accuracy[:whole], label="accuracy")
    curves.plot(run.loss[:whole], label="loss")
    curves.set(xlim=(0, run.epochs), ylim=(0, 1), xlabel="epoch", title="learning curves")
    curves.legend()
    loss.hist(losses, bins=10)
    loss.set(xlabel="loss", ylabel="points", title="losses")
    ruler.plot([0, epoch], [0, 0], linewidth=4)
    ruler.set(xlim=(0, run.epochs), yticks=[], xlabel="epoch")
