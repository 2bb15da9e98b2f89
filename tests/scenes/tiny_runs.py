"""Small runs trained in plain NumPy, in milliseconds: what scenes must be able to show of any recipe."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
from scipy.special import expit

from training.network import datasets
from training.network.activations import activation_named
from training.network.formulas import Weights, accuracy, losses, probability, weights_of
from training.recipe.recipe import Recipe
from training.run.trajectory import Trajectory
from training.sweep.sweep import Sweep, SweepPlan

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
def tiny_run(recipe: Recipe) -> Trajectory:
    """The run of a recipe, as another program than Keras might have trained it; always the same."""
    inputs, targets = getattr(datasets, recipe.dataset)(recipe.points, recipe.data_seed)
    start, order = np.random.RandomState(recipe.seed), np.random.RandomState(recipe.order_seed)
    widths = [2, *recipe.hidden_layers, 1]
    layers = [
        (start.normal(0, np.sqrt(2 / (above + here)), (above, here)), np.zeros(here))
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
    weights = weights_of([*stacks[-4:], *stacks[:-4]])
    after = weights_of([array[:: recipe.updates_per_epoch] for array in (*stacks[-4:], *stacks[:-4])])
    p = probability(inputs.astype(float), after, activation_named(recipe.activation))
    loss, right = losses(p, targets).mean(axis=1), accuracy(p, targets)
    return Trajectory(recipe, weights, inputs, targets, loss, right, {})


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

    earlier = tuple(
        (kept(lambda w, d=depth: w.earlier[d][0]), kept(lambda w, d=depth: w.earlier[d][1]))
        for depth in range(len(runs[0][0].weights.earlier))
    )
    weights = Weights(
        kept(lambda w: w.hidden_kernel), kept(lambda w: w.hidden_bias),
        kept(lambda w: w.output_kernel), kept(lambda w: w.output_bias), earlier,
    )  # fmt: skip
    solved = gathered(lambda run: since(run.accuracy >= 1)).astype(np.int32)
    dead = np.full((*solved.shape, 2), -1, np.int32)
    loss, right = gathered(lambda run: run.loss), gathered(lambda run: run.accuracy)
    return Sweep(plan, weights, loss, right, solved, solved, dead, {})
