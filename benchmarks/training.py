"""How fast the network trains here: next to `model.fit`, to plain NumPy, to itself many times over."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.table import Table
from scipy.special import expit

from training import paths
from training.errors import LectureError, Parser
from training.network.datasets import dataset_named
from training.recipe.batches import epoch_orders
from training.recipe.recipe import Recipe
from training.report import show
from training.run.trajectory import load
from training.sweep import sweep_training
from training.sweep.sweep_plan import SweepPlan

Array = NDArray[Any]
#: What the whole sweep trains.
ACTIVATIONS = ("sigmoid", "tanh", "relu")
#: Numbers of members that are trained in one compiled loop.
MEMBERS = (1, 10, 100, 1000)
#: Times each is trained; the median counts.
REPEATS = 5


def seconds(task: Callable[[], object]) -> float:
    """Return how long a task takes."""
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def keras_fit(recipe: Recipe) -> None:
    """Train as one does with Keras: `model.fit` and a callback that keeps the weights of each epoch."""
    from training.run import fit

    inputs, targets = dataset_named(recipe.dataset).points(recipe.points, recipe.data_seed)
    kept: list[list[Array]] = []
    layers = fit.keras.layers
    model = fit.keras.Sequential(
        [fit.keras.Input((2,)), layers.Dense(2, recipe.activation), layers.Dense(1, "sigmoid")]
    )
    model.set_weights([array[0] for array in fit.initial_weights(recipe, [recipe.seed])])
    model.compile(fit.optimizer_of(recipe), "binary_crossentropy", metrics=["accuracy"])
    keep = fit.keras.callbacks.LambdaCallback(on_epoch_end=lambda *_: kept.append(model.get_weights()))
    model.fit(inputs, targets, recipe.batch_size, recipe.epochs, callbacks=[keep], verbose=0)
    assert len(kept) == recipe.epochs


def numpy_loop(recipe: Recipe) -> list[Array]:
    """Train a 2-2-1 sigmoid network by SGD in plain NumPy; return the weights at the end."""
    run = load(recipe)
    start = run.at(0)
    W, b, V, c = start.astype(np.float32).arrays()
    orders, rate = epoch_orders(recipe), np.float32(recipe.learning_rate / recipe.batch_size)
    kept = []
    for _ in range(recipe.epochs):
        for rows in next(orders):
            x, y = run.inputs[rows], run.targets[rows, None]
            a = expit(x @ W + b)
            wrong = expit(a @ V + c) - y
            back = wrong @ V.T * a * (1 - a)
            V, c = V - rate * (a.T @ wrong), c - rate * wrong.sum(axis=0)
            W, b = W - rate * (x.T @ back), b - rate * back.sum(axis=0)
            kept.append((W, b, V, c))
    return [W, b, V, c]


def check_numpy_loop(weights: list[Array], recipe: Recipe) -> None:
    """Refuse to time a loop that learns something else."""
    end = load(recipe).at(recipe.epochs)
    for found, expected in zip(weights, end.arrays(), strict=True):
        assert np.abs(found - expected).max() < 1e-3


def single(recipe: Recipe) -> tuple[float, float]:
    """Return (cold, warm) seconds of our loop, medians: build, trace, compile and run; run again."""
    from training.run import fit

    def anew() -> None:
        fit.CompiledTraining(recipe, [recipe.seed]).updates()

    training = fit.CompiledTraining(recipe, [recipe.seed])
    training.updates()
    cold = statistics.median(seconds(anew) for _ in range(REPEATS))
    return cold, statistics.median(seconds(training.updates) for _ in range(REPEATS))


def sweep_per_member(recipe: Recipe, members: int) -> float:
    """Return the seconds a compiled sweep takes per member, the shared batch order and measuring included."""
    from training.run import fit

    training = fit.CompiledTraining(recipe, range(members))

    def run() -> None:
        for _ in training.epochs([epoch_orders(recipe)], sweep_training.BLOCK):
            pass

    run()
    return min(seconds(run) for _ in range(2)) / members


def whole_sweep(seeds: int) -> float:
    """Return the seconds of a sweep of three activations: start weights, compiling, writing included."""
    plan = SweepPlan(Recipe(), ACTIVATIONS, tuple(range(seeds)), every=10)
    kept = paths.CACHE
    with tempfile.TemporaryDirectory() as folder:
        paths.CACHE = Path(folder)
        try:
            return seconds(lambda: sweep_training.run_sweep(plan, lambda epochs: None))
        finally:
            paths.CACHE = kept


def whole_command() -> float:
    """Return the seconds of `python -m training` for four runs with an empty cache, imports included."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "LECTURE_CACHE": folder}
        command = [sys.executable, "-m", "training", "sigmoid", "tanh", "relu", "linear"]
        return seconds(
            lambda: subprocess.run(
                command, env=environment, cwd=paths.ROOT, check=True, stdout=subprocess.DEVNULL
            )
        )


@dataclass(frozen=True)
class Times:
    """Seconds that training took.

    Attributes
    ----------
    fitted, plain : float
        One run by Keras's model.fit, and by a loop in plain NumPy.
    cold, warm : float
        One run by our loop, built anew, and compiled already.
    per_member : dict
        A member's share, by the number of members trained at once.
    sweep : float
        The whole sweep.
    command : float
        `python -m training` with an empty cache.
    """

    fitted: float
    plain: float
    cold: float
    warm: float
    per_member: dict[int, float]
    sweep: float
    command: float


def times_of(recipe: Recipe, seeds: int) -> Times:
    """Train the recipe in every way, and so many seeds in one sweep; return what it took."""
    command = whole_command()
    cold, warm = single(recipe)
    plain = seconds(lambda: check_numpy_loop(numpy_loop(recipe), recipe))
    fitted = seconds(lambda: keras_fit(recipe))
    per_member = {members: sweep_per_member(recipe, members) for members in MEMBERS}
    return Times(fitted, plain, cold, warm, per_member, whole_sweep(seeds), command)


def table_of(times: Times, recipe: Recipe) -> Table:
    """Return the seconds of every way to train, a line each, beside model.fit and our own warm loop."""
    table = Table(title=f"sigmoid, {recipe.epochs} epochs, {recipe.updates} updates; {os.cpu_count()} cores")
    for heading in ("path", "seconds", "against model.fit", "against warm"):
        table.add_column(heading, justify="left" if heading == "path" else "right")
    rows = {
        "(a) model.fit, weights kept per epoch": times.fitted,
        "(d) plain NumPy, weights kept per update": times.plain,
        "(b) our loop cold: build, trace, compile, run": times.cold,
        "(b) our loop warm; weights kept per update": times.warm,
        **{f"(c) sweep of {members}, per member": value for members, value in times.per_member.items()},
    }
    for path, value in rows.items():
        against = f"{times.fitted / value:.1f} x", f"{times.warm / value:.2f} x"
        table.add_row(path, f"{value:.4f}", *against)
    return table


def goals_of(times: Times, seeds: int) -> Table:
    """Return the goals, a line each: what was measured, and whether it is reached."""
    table = Table()
    for heading in ("to reach", "measured", "reached"):
        table.add_column(heading, justify="left" if heading == "to reach" else "right")
    cold, warm = times.fitted / times.cold, times.fitted / times.warm
    cheaper = times.warm / times.per_member[1000]
    for goal, found, reached in (
        ("cold at least 30 x model.fit", f"{cold:.0f} x", cold >= 30),
        ("warm at least 500 x model.fit", f"{warm:.0f} x", warm >= 500),
        ("sweep of 1,000 at least 5 x cheaper per member than warm", f"{cheaper:.1f} x", cheaper >= 5),
        (f"3 activations x {seeds} seeds within 60 s", f"{times.sweep:.1f} s", times.sweep <= 60),
        ("python -m training, four runs, empty cache, within 10 s", f"{times.command:.1f} s",
         times.command <= 10),
    ):  # fmt: skip
        table.add_row(goal, found, "yes" if reached else "no")
    return table


def main(arguments: list[str]) -> int:
    """Measure and print; return 0.

    Raises
    ------
    LectureError
        If the arguments cannot be meant.
    """
    parser = Parser(prog="python -m benchmarks training", description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000, help="members per activation of the whole sweep")
    options = parser.parse_args(arguments)
    if options.seeds < 1:
        raise LectureError(
            f"--seeds {options.seeds} trains nobody; give a number from 1, such as --seeds 1000"
        )
    before = os.getloadavg()[0]
    times = times_of(Recipe(), options.seeds)
    show(table_of(times, Recipe()))
    show(goals_of(times, options.seeds))
    after = os.getloadavg()[0]
    print(f"load average before {before:.1f}, after {after:.1f}, {os.cpu_count()} cores (idle: below 1)")
    return 0
