"""The runs of a lecture that its companion replays: what pages may link to."""

from __future__ import annotations

from lecture.freshness.production import Production
from training.recipe.recipe import FEATURE_UNITS, Recipe

#: The companion's file, beside the film.
COMPANION_FILE = "companion.html"


def replayed(production: Production) -> dict[str, Recipe]:
    """Return the runs of a lecture's scenes by name, without those of deeper networks and without sweeps."""
    return {
        run.name: run.made_from
        for scene in production.scenes
        for run in scene.runs
        if isinstance(run.made_from, Recipe) and run.made_from.hidden_layers == (FEATURE_UNITS,)
    }


def runs_of_scenes(production: Production) -> dict[str, tuple[str, ...]]:
    """Return by each scene's slug the replayed runs that it shows, its own run first."""
    known = replayed(production)
    return {
        scene.slug: tuple(run.name for run in scene.runs if run.name in known) for scene in production.scenes
    }
