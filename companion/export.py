"""The runs as the companion's page carries them: weights in steps of 2^-16, as gzipped planes of bytes."""

import base64
import gzip
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.errors import LectureError
from training.network.formulas import Weights
from training.recipe.recipe import Recipe
from training.run.milestones import Milestones, milestones_of
from training.run.trajectory import load

Array = NDArray[Any]
STEPS = 2**16
"""Steps of a weight in 1: the error, 2^-17, moves a crossing of the grid by 5e-6 of its picture's side."""
MOST_STEPS = 2**30
"""Most steps of a weight away from 0: 16,384."""


class TooLargeError(LectureError):
    """A run has weights beyond what the page's format holds."""


def exported_runs(recipes: Mapping[str, Recipe]) -> dict[str, Any]:
    """Return cached runs as JSON values, by the names they shall have.

    A run is its `recipe`, `loss` and `accuracy` after every epoch, `weights` (see `packed`) and `milestones`.

    Parameters
    ----------
    recipes : mapping
        Recipes of 2-2-1 networks.

    Raises
    ------
    LectureError
        When a run is not in the cache or has earlier layers.
    TooLargeError
        When a run has weights too large to be written.
    """
    return {name: _exported(name, recipe) for name, recipe in recipes.items()}


def _exported(name: str, recipe: Recipe) -> dict[str, Any]:
    if len(recipe.hidden_layers) > 1:
        raise LectureError(
            f"the run {name} has {len(recipe.hidden_layers)} hidden layers, the companion shows one of 2"
            " units; set hidden_layers = 2 for it in lecture.toml"
        )
    run = load(recipe)
    return {
        "recipe": recipe.as_dict(),
        "loss": _short(run.loss),
        "accuracy": _short(run.accuracy),
        "weights": base64.b64encode(gzip.compress(packed(name, run.weights), mtime=0)).decode(),
        "milestones": _named(milestones_of(run)),
    }


def packed(name: str, weights: Weights) -> bytes:
    """Return a stack of weights as bytes: of each weight the change from set to set, in steps.

    A change is written without sign (0, -1, 1, -2, 2 as 0, 1, 2, 3, 4) in four bytes, the first from 0. All
    lowest bytes come first, those of one weight after those of another, then the next.

    Raises
    ------
    TooLargeError
        When a weight is beyond 16,384.
    """
    columns = np.concatenate([array.reshape(len(array), -1) for array in weights.arrays()], axis=1).T
    steps = np.rint(columns.astype(np.float64) * STEPS)
    if (largest := float(np.abs(steps).max())) > MOST_STEPS:
        raise TooLargeError(
            f"the run {name} has a weight of {largest / STEPS:g}, the companion's page holds up to"
            f" {MOST_STEPS // STEPS}; leave it out"
        )
    change = np.diff(steps.astype(np.int64), axis=1, prepend=0)
    unsigned = np.where(change < 0, -2 * change - 1, 2 * change).astype("<u4")
    return unsigned.ravel().view(np.uint8).reshape(-1, 4).T.tobytes()


def _short(values: Array) -> list[float]:
    """Return float32 values as the shortest numbers that round to them."""
    return [float(str(value)) for value in values.astype(np.float32)]


def _named(found: Milestones) -> dict[str, Any]:
    """Return milestones under the names that the page's modules give them."""
    plateau = found.plateau
    return {
        "negativesRight": found.negatives_right,
        "allRight": found.all_right,
        "plateau": plateau and {"begin": plateau.begin, "end": plateau.end, "level": plateau.level},
        "widening": list(found.widening),
        "squashing": list(found.squashing),
        "dead": list(found.dead),
    }
