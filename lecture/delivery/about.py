"""The numbers of the runs a lecture shows, as its page tells them: recipe, milestones, digests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lecture.freshness.cached import Cached
from lecture.freshness.production import Production
from lecture.system.files import digest_of
from training.recipe.recipe import Recipe
from training.sweep.sweep_plan import SweepPlan, seeds_text

if TYPE_CHECKING:
    from training.run.milestones import Milestones
    from training.run.trajectory import Trajectory


def about_runs(production: Production) -> list[dict[str, Any]]:
    """Return what is known of every run and sweep that the scenes read.

    Returns
    -------
    list of dict
        ``name``; ``file`` and ``sha256`` of its cache file; ``recipe``, ``measured`` and ``made``, each a
        list of label and text.

    Raises
    ------
    LectureError
        If a cached run cannot be used.
    """
    found = {run.name: run for scene in production.scenes for run in scene.runs}
    return [facts_of(run) for run in found.values()]


def facts_of(run: Cached) -> dict[str, Any]:
    """Return one entry of `about_runs`."""
    # SciPy comes with them: half of what a call takes that has no runs to tell of.
    from training.run.milestones import milestones_of
    from training.run.trajectory import load
    from training.sweep.sweep import load_sweep

    if isinstance(run.made_from, SweepPlan):
        sweep = load_sweep(run.made_from)
        recipe, measured, provenance = list(plan_rows(run.made_from)), [], sweep.provenance
    else:
        trajectory = load(run.made_from)
        recipe, provenance = recipe_rows(run.made_from), trajectory.provenance
        measured = list(milestone_rows(trajectory, milestones_of(trajectory)))
    return {
        "name": run.name,
        "file": run.path.name,
        "sha256": digest_of(run.path),
        "recipe": recipe,
        "measured": measured,
        "made": [[library, version] for library, version in sorted(provenance.get("made_with", {}).items())],
    }


def recipe_rows(recipe: Recipe) -> list[list[str]]:
    """Return the fields of a recipe as labels and texts."""
    return [[name.replace("_", " "), told(value)] for name, value in recipe.as_dict().items()]


def plan_rows(plan: SweepPlan) -> Iterator[list[str]]:
    """Yield what a sweep trains, as labels and texts; what varies is told in place of the recipe's value."""
    varied = {"init": ("seed",), "order": ("order_seed",)}.get(plan.vary, ("seed", "order_seed"))
    yield ["activations", ", ".join(plan.activations)]
    for name in varied:
        yield [name.replace("_", " "), seeds_text(plan.seeds)]
    left_out = {"activation", *varied}
    yield from (
        [name.replace("_", " "), told(value)]
        for name, value in plan.base.as_dict().items()
        if name not in left_out
    )


def told(value: Any) -> str:
    """Return a value of a recipe as text."""
    return "-".join(map(str, value)) if isinstance(value, list) else f"{value}"


def milestone_rows(run: Trajectory, found: Milestones) -> Iterator[list[str]]:
    """Yield what was measured of a run, as labels and texts."""
    yield ["loss at the end", f"{run.loss[-1]:.4f}"]
    yield ["accuracy at the end", f"{100 * run.accuracy[-1]:.2f} %"]
    yield ["negatives right from epoch", found.described(found.negatives_right)]
    yield ["all points right from epoch", found.described(found.all_right)]
    if found.plateau is not None:
        plateau = found.plateau
        yield ["loss rests", f"epochs {plateau.begin} to {plateau.end}, at {plateau.level:.4f}"]
    for unit in (0, 1):
        for label, epochs in (
            ("widens", found.widening),
            ("squashes", found.squashing),
            ("dies", found.dead),
        ):
            if (epoch := epochs[unit]) is not None:
                yield [f"unit {unit + 1} {label}", f"epoch {epoch}"]
