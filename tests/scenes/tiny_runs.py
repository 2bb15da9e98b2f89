"""Small runs trained here in plain NumPy: ordinary recipes without TensorFlow and without the cache."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import numpy as np

from tests.scenes.plain_network import PLAIN, plain_p
from training.network.datasets import DATASETS
from training.network.formulas import Weights
from training.recipe.recipe import Recipe
from training.run.trajectory import Trajectory, measure

PLAIN_SLOPES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "sigmoid": lambda z: PLAIN["sigmoid"](z) * (1 - PLAIN["sigmoid"](z)),
    "tanh": lambda z: 1 - np.tanh(z) ** 2,
    "relu": lambda z: np.where(z > 0, 1.0, 0.0),
    "linear": np.ones_like,
}


@lru_cache(maxsize=64)
def trained(
    activation: str, dataset: str = "parabolas", spread: float = 0.5, **settings: float
) -> Trajectory:
    """Stochastic gradient descent on the binary cross-entropy, every update kept.

    ``spread`` is the standard deviation of the initial weights; ``settings`` are fields of the recipe.
    """
    recipe = Recipe(activation, dataset).changed({"points": 20, "epochs": 1, **settings})
    inputs, targets = DATASETS[dataset].points(recipe.points, recipe.data_seed)
    random = np.random.default_rng(recipe.seed)
    shapes = ((2, 2), (2,), (2, 1), (1,))
    now = [random.normal(0, spread, shape) * (len(shape) > 1) for shape in shapes]
    kept = [now]
    for _ in range(recipe.epochs):
        order = random.permutation(len(inputs))
        for start in range(0, len(order), recipe.batch_size):
            rows = order[start : start + recipe.batch_size]
            slopes = gradient(activation, inputs[rows].astype(float), targets[rows], now)
            now = [array - recipe.learning_rate * slope for array, slope in zip(now, slopes, strict=True)]
            kept.append(now)
    stacked = [np.stack(arrays).astype(np.float32) for arrays in zip(*kept, strict=True)]
    weights = Weights.from_arrays(stacked)
    loss, accuracy = measure(recipe, weights[:: recipe.updates_per_epoch], inputs, targets)
    return Trajectory(recipe, weights, inputs, targets, loss, accuracy, {})


def gradient(name, inputs, targets, weights):
    """Of the mean loss by W, b, V and c."""
    kernel, bias, output_kernel, _ = weights
    z = inputs @ kernel + bias
    wrong = (plain_p(inputs, weights, name) - targets)[:, None] / len(inputs)
    at_z = wrong @ output_kernel.T * PLAIN_SLOPES[name](z)
    return inputs.T @ at_z, at_z.sum(axis=0), PLAIN[name](z).T @ wrong, wrong.sum(axis=0)


def deepened(run: Trajectory, units: int = 10) -> Trajectory:
    """The same run with another hidden layer before the feature layer, its weights all the same."""
    updates = len(run.weights.hidden_bias)
    earlier = (np.full((updates, 2, units), 0.1, np.float32), np.zeros((updates, units), np.float32))
    weights = replace(
        run.weights, hidden_kernel=np.full((updates, units, 2), 0.1, np.float32), earlier=(earlier,)
    )
    return replace(run, recipe=replace(run.recipe, hidden_layers=(units, 2)), weights=weights)
