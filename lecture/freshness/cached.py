"""The cached runs and sweeps a scene reads, each with its file under today's recipe."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from training import paths
from training.recipe.recipe import Recipe
from training.recipe.runs import cache_name, named_recipe
from training.sweep.sweep_plan import LECTURE_SWEEPS, SweepPlan, named_plan, sweep_name


@dataclass(frozen=True)
class Cached:
    """A run or a sweep by its name.

    Attributes
    ----------
    name : str
        As a scene declares it, and as `python -m training NAME` makes it.
    made_from : Recipe or SweepPlan
        What that name means under today's lecture file.
    path : Path
        The file that holds it.
    """

    name: str
    made_from: Recipe | SweepPlan
    path: Path

    def why_train(self) -> list[str]:
        """Say why it has to be trained; a file that is there but damaged is refused instead.

        Raises
        ------
        LectureError
            If the cache file is not what the manifest describes.
        """
        if not self.path.exists():
            return [f"{self.path.name} is missing for today's recipe"]
        # SciPy comes with it: half of what a call without cached runs would take.
        from training.run.trajectory import load
        from training.sweep.sweep import load_sweep

        if isinstance(self.made_from, SweepPlan):
            load_sweep(self.made_from)
        else:
            load(self.made_from)
        return []


def cached(name: str) -> Cached:
    """Return what a scene means by a name in its ``runs`` or ``sweeps``.

    Raises
    ------
    LectureError
        If there is no such run; the nearest is named.
    """
    if name in LECTURE_SWEEPS:
        sweep = named_plan(name)
        return Cached(name, sweep, paths.CACHE / sweep_name(sweep))
    recipe = named_recipe(name)
    return Cached(name, recipe, paths.CACHE / cache_name(recipe))
