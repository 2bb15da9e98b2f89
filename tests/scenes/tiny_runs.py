"""Small runs trained in plain NumPy, in milliseconds: what scenes must be able to show of any recipe."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
from scipy.special import expit

from training.network.activations import activation_named
from training.network.datasets import dataset_named
from training.network.formulas import Weights
from training.recipe.recipe import Recipe
from training.run.trajectory import Trajectory, measure
from training.sweep.sweep import Sweep
from training.sweep.sweep_plan import SweepPlan

SEEDS = (0, 1, 2, 42)


def step(layers, inputs, targets, recipe):
    """One step of stochastic gradient descent on the cross-entropy, in place; layers of (kernel, bias)."""
    sigma = activation_named(recipe.activation)
    rows, sums = [inputs], []
    for kernel, bias in layers[:-1]:
        sums.append(rows[-1] @ kernel + bias)
        rows.append(sigma.f(sums[-1]))
    kernel, bias = layers[-1]
    error = (expit(rows[-1] @ kernel + bias)[:, 0] - targets)[:, None] / len(targets)
    for depth in range(len(layers) - 1, -1, -1):
        kernel, bias = layers[depth]
        gradient, shift = rows[depth].T @ error, error.sum(axis=0)
        if depth:
            error = (error @ kernel.T) * sigma.derivative(sums[depth - 1])
        kernel -= recipe.learning_rate * gradient
        bias -= recipe.learning_rate * shift


@cache
def tiny_run(recipe: Recipe, spread: float | None = None) -> Trajectory:
    """The run of a recipe, as another program than Keras might have trained it; always the same.

    ``spread`` is the standard deviation of the initial weights, by default Glorot's for each layer.
    """
    inputs, targets = dataset_named(recipe.dataset).points(recipe.points, recipe.data_seed)
    start, order = np.random.RandomState(recipe.seed), np.random.RandomState(recipe.order_seed)
    widths = [2, *recipe.hidden_layers, 1]
    layers = [
        (
            start.normal(0, np.sqrt(2 / (above + here)) if spread is None else spread, (above, here)),
            np.zeros(here),
        )
        for above, here in pairwise(widths)
    ]
    kept = [[array.copy() for layer in layers for array in layer]]
    for _ in range(recipe.epochs):
        rows = order.permutation(len(inputs))
        for first in range(0, len(rows), recipe.batch_size):
            batch = rows[first : first + recipe.batch_size]
            step(layers, inputs[batch].astype(float), targets[batch], recipe)
            kept.append([array.copy() for layer in layers for array in layer])
    stacks = [np.stack(arrays).astype(np.float32) for arrays in zip(*kept, strict=True)]
    weights = Weights.from_layers(stacks)
    loss, right = measure(recipe, weights[:: recipe.updates_per_epoch], inputs, targets)
    return Trajectory(recipe, weights, inputs, targets, loss, right, {})


def trained(
    activation: str, dataset: str = "parabolas", spread: float = 0.5, **settings: float
) -> Trajectory:
    """A tiny run of 20 points a class over one epoch; ``settings`` are further fields of the recipe."""
    recipe = Recipe(activation, dataset).changed({"points": 20, "epochs": 1, **settings})
    return tiny_run(recipe, spread)


def deepened(run: Trajectory, units: int = 10) -> Trajectory:
    """The same run with another hidden layer before the feature layer, its weights all the same."""
    updates = len(run.weights.hidden_bias)
    earlier = (np.full((updates, 2, units), 0.1, np.float32), np.zeros((updates, units), np.float32))
    weights = replace(
        run.weights, hidden_kernel=np.full((updates, units, 2), 0.1, np.float32), earlier=(earlier,)
    )
    return replace(run, recipe=replace(run.recipe, hidden_layers=(units, 2)), weights=weights)


def tiny_sweep(plan: SweepPlan) -> Sweep:
    """A sweep over a handful of the plan's seeds, every member a tiny run."""
    plan = SweepPlan(plan.base, plan.activations, SEEDS, plan.vary, plan.every)
    runs = [[tiny_run(plan.member(name, seed)) for seed in SEEDS] for name in plan.activations]

    def gathered(of):
        return np.array([[of(run) for run in row] for row in runs])

    def since(holds):
        return next((k for k in range(len(holds)) if np.all(holds[k:])), -1)

    def kept(of):
        return gathered(lambda run: of(run.weights)[np.array(plan.kept_epochs) * run.updates_per_epoch])

    count = len(runs[0][0].weights.arrays())
    weights = Weights.from_arrays([kept(lambda w, k=k: w.arrays()[k]) for k in range(count)])
    solved = gathered(lambda run: since(run.accuracy >= 1)).astype(np.int32)
    dead = np.full((*solved.shape, 2), -1, np.int32)
    loss, right = gathered(lambda run: run.loss), gathered(lambda run: run.accuracy)
    return Sweep(plan, weights, loss, right, solved, solved, dead, {})
