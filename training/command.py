"""The command line of the training room."""

import sys
import time
from collections.abc import Sequence

import numpy as np

from training import paths, sweep_command
from training.errors import LectureError, Parser, escape_what_cannot_be_printed, exit_code
from training.paths import shown
from training.recipe.recipe import Recipe, parse_settings
from training.recipe.runs import named_recipe, run_names
from training.report import show, table_of
from training.run.trajectory import Trajectory, load
from training.storage.cache import locked, make_folder, publish_vouched
from training.storage.store import cache_path, file_bytes, load_checked, run_form
from training.sweep.sweep_plan import LECTURE_SWEEPS, named_plan

CHECK_TOLERANCE = 1e-5
"""Largest difference of any value to a fresh run: TensorFlow's rounding depends on the processor."""


def parser() -> Parser:
    """Return the parser of `python -m training`."""
    found = Parser(
        prog="python -m training",
        description="Train the lecture's runs and keep every weight in cache/. "
        "Without NAME: all runs of the lecture, and its sweeps over seeds and batch orders.",
        epilog="python -m training sweep --help explains training from many seeds.",
    )
    found.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="an activation, a run named in lecture.toml, or a sweep of the lecture",
    )
    found.add_argument("--force", action="store_true", help="train again even what is cached")
    found.add_argument("--check", action="store_true", help="train in memory and compare with the cache")
    found.add_argument("--which", action="store_true", help="print the cache file of each run, train nothing")
    found.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", dest="settings",
        help="change the recipe, for instance --set epochs=300 --set optimizer=adam",
    )  # fmt: skip
    return found


def trained(recipe: Recipe) -> Trajectory:
    """Train a recipe, publish its file, return the run."""
    path = cache_path(recipe)
    make_folder(path.parent)
    from training.run.fit import train

    arrays, provenance = train(recipe)
    with locked(path.parent):
        publish_vouched(path.parent, path.name, file_bytes(run_form(recipe), arrays, provenance))
    return load(recipe)


def ensured(recipe: Recipe, force: bool = False) -> tuple[Trajectory, float | None]:
    """Return the cached run, trained first when it is missing or not as it should be.

    Returns
    -------
    (trajectory, seconds of training or None when it was cached)
    """
    if not force and cache_path(recipe).exists():
        try:
            return load(recipe), None
        except LectureError as error:
            print(f"training again: {error}", file=sys.stderr)
    start = time.perf_counter()
    return trained(recipe), time.perf_counter() - start


def check(name: str, recipe: Recipe) -> float:
    """Train again in memory; return the largest difference to the cached run.

    Raises
    ------
    LectureError
        When it exceeds 1e-5 (exit code 1).
    """
    form = run_form(recipe)
    cached, _ = load_checked(cache_path(recipe), form)
    from training.run.fit import train

    fresh, _ = train(recipe)
    differences = {
        member: float(np.abs(fresh[member].astype(np.float64) - cached[member]).max())
        for member in form.members
    }
    worst = max(differences, key=lambda member: differences[member])
    if not differences[worst] <= CHECK_TOLERANCE:
        raise LectureError(
            f"{shown(cache_path(recipe))} differs from a fresh run by {differences[worst]:.3g} in {worst},"
            f" expected at most {CHECK_TOLERANCE:g}; run: python -m training {name} --force",
            exit_code=1,
        )
    return differences[worst]


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; return the exit code."""
    if arguments[:1] == ["sweep"]:
        return sweep_command.run(arguments[1:])
    options = parser().parse_args(arguments)
    settings = parse_settings(options.settings)
    sweeps = [name for name in options.names if name in LECTURE_SWEEPS]
    if sweeps and (settings or options.check or options.which):
        raise LectureError(
            f"{sweeps[0]} is a sweep and takes no --set, --check or --which; "
            f"run: python -m training {sweeps[0]}"
        )
    runs = [name for name in options.names or run_names() if name not in sweeps]
    recipes = {name: named_recipe(name, settings) for name in runs}
    if options.which:
        for recipe in recipes.values():
            print(cache_path(recipe))
        return 0
    if options.check:
        for name, recipe in recipes.items():
            print(f"{name}: the cache holds, largest difference {check(name, recipe):.2g}")
        return 0
    rows = [(name, *ensured(recipe, options.force)) for name, recipe in recipes.items()]
    if rows:
        show(table_of(rows))
    if not options.names and not settings:
        sweeps = list(LECTURE_SWEEPS)
    for name in sweeps:
        print(f"{name}:")
        show(sweep_command.table_of(sweep_command.ensured_sweep(named_plan(name), options.force)[0]))
    print(f"cache: {shown(paths.CACHE)}")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; a LectureError becomes one line on stderr and its exit code."""
    escape_what_cannot_be_printed()
    try:
        return exit_code(lambda: run(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:
        print("interrupted; what was finished is kept, the same command goes on from there", file=sys.stderr)
        return 130
