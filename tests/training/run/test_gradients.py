"""The gradient of each unit equals finite differences of the loss; a death is found to the update."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from training.network.activations import activation_named
from training.network.formulas import Weights, losses, probability
from training.paths import CACHE
from training.run.gradients import Death, death_of, gradient_length, switched_off, switched_on, unit_gradients
from training.run.trajectory import load

PLAIN: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.where(z > 0, z, 0.0),
}


def mean_loss(inputs, targets, kernel, bias, output_kernel, output_bias, name):
    """Binary cross-entropy in plain NumPy, from the logit."""
    logit = PLAIN[name](inputs @ kernel + bias) @ output_kernel[:, 0] + output_bias[0]
    return np.mean(np.logaddexp(0, logit) - targets * logit)


@pytest.mark.parametrize("name", PLAIN)
def test_unit_gradients_equal_central_differences_of_the_mean_loss(name) -> None:
    rng = np.random.default_rng(3)
    inputs, targets = rng.uniform(-1, 1, (40, 2)), rng.integers(0, 2, 40).astype(float)
    w, b, v, c = (rng.normal(size=shape) for shape in ((2, 2), (2,), (2, 1), (1,)))
    found = unit_gradients(inputs, targets, Weights(w, b, v, c), activation_named(name))
    step = 1e-6
    for unit in (0, 1):
        for row in range(3):
            sides = []
            for sign in (1, -1):
                kernel, bias = w.copy(), b.copy()
                if row < 2:
                    kernel[row, unit] += sign * step
                else:
                    bias[unit] += sign * step
                sides.append(mean_loss(inputs, targets, kernel, bias, v, c, name))
            # Central differences of order 1e-6 leave errors near 1e-10.
            assert found[unit, row] == pytest.approx((sides[0] - sides[1]) / (2 * step), abs=1e-8)


def test_in_a_deep_network_each_weight_of_a_unit_has_its_gradient_too() -> None:
    rng = np.random.default_rng(8)
    inputs, targets, tanh = rng.uniform(-1, 1, (30, 2)), rng.integers(0, 2, 30), activation_named("tanh")
    shapes = [(2, 5), (5,), (5, 2), (2,), (2, 1), (1,)]
    weights = Weights.from_layers([rng.normal(size=shape) for shape in shapes])
    found = unit_gradients(inputs, targets, weights, tanh)
    assert found.shape == (2, 6)

    def loss_with(row, unit, step):
        stacked = np.vstack([weights.hidden_kernel, weights.hidden_bias])
        stacked[row, unit] += step
        moved = replace(weights, hidden_kernel=stacked[:-1], hidden_bias=stacked[-1])
        return losses(probability(inputs, moved, tanh), targets).mean()

    for unit in (0, 1):
        for row in range(6):
            slope = (loss_with(row, unit, 1e-6) - loss_with(row, unit, -1e-6)) / 2e-6
            assert found[unit, row] == pytest.approx(slope, abs=1e-8)


def test_the_death_is_the_first_update_after_which_no_point_switches_the_unit_on() -> None:
    run = load("dead_unit")
    death = death_of(run)
    assert death is not None
    with np.load(CACHE / "dead_unit.npz") as arrays:
        kernels, biases = arrays["hidden_kernel"].astype(float), arrays["hidden_bias"].astype(float)
        inputs = arrays["inputs"].astype(float)

    def points_on(update):
        return int(((inputs @ kernels[update] + biases[update])[:, death.unit] > 0).sum())

    assert points_on(death.update - 1) > 0
    assert max(points_on(update) for update in range(death.update, len(kernels), 50)) == 0
    frozen = kernels[death.update :, :, death.unit]
    assert (frozen == frozen[0]).all()
    assert switched_on(inputs, run.at(run.epochs), run.activation)[death.unit] == 0
    gradients = unit_gradients(inputs, run.targets, run.at(run.epochs), run.activation)
    assert (gradients[death.unit] == 0).all()
    assert (gradients[1 - death.unit] != 0).all()


def test_a_run_whose_units_live_has_no_death() -> None:
    assert death_of(load("relu")) is None


def test_a_unit_that_is_dead_from_the_start_died_at_update_0() -> None:
    run = load("dead_unit")
    bias = run.weights.hidden_bias.copy()
    bias[:, 1] = -100
    stopped = replace(run, weights=replace(run.weights, hidden_bias=bias))
    assert death_of(stopped) == Death(1, 0)


@pytest.mark.parametrize("name", PLAIN)
def test_the_length_of_the_gradient_is_that_of_central_differences_in_all_nine_numbers(name) -> None:
    rng = np.random.default_rng(5)
    inputs, targets = rng.uniform(-1, 1, (40, 2)), rng.integers(0, 2, 40).astype(float)
    nine = [rng.normal(size=shape) for shape in ((2, 2), (2,), (2, 1), (1,))]
    step, squares = 1e-6, 0.0
    for number, array in enumerate(nine):
        for place in np.ndindex(array.shape):
            sides = []
            for sign in (1, -1):
                w, b, v, c = (each.copy() for each in nine)
                (w, b, v, c)[number][place] += sign * step
                sides.append(mean_loss(inputs, targets, w, b, v, c, name))
            squares += ((sides[0] - sides[1]) / (2 * step)) ** 2
    found = gradient_length(inputs, targets, Weights.from_arrays(nine), activation_named(name))
    assert found == pytest.approx(np.sqrt(squares), abs=1e-7)


def test_in_a_deep_network_the_length_counts_every_layer() -> None:
    rng = np.random.default_rng(8)
    inputs, targets, tanh = rng.uniform(-1, 1, (30, 2)), rng.integers(0, 2, 30), activation_named("tanh")
    layers = [rng.normal(size=shape) for shape in [(2, 5), (5,), (5, 2), (2,), (2, 1), (1,)]]

    def loss(arrays):
        p = probability(inputs, Weights.from_layers(arrays), tanh)
        return float(losses(p, targets).mean())

    step, squares = 1e-6, 0.0
    for number, array in enumerate(layers):
        for place in np.ndindex(array.shape):
            moved = [[each.copy() for each in layers] for _ in (1, -1)]
            for arrays, sign in zip(moved, (1, -1), strict=True):
                arrays[number][place] += sign * step
            squares += ((loss(moved[0]) - loss(moved[1])) / (2 * step)) ** 2
    found = gradient_length(inputs, targets, Weights.from_layers(layers), tanh)
    assert found == pytest.approx(np.sqrt(squares), abs=1e-7)


def test_points_are_switched_off_where_some_unit_of_relu_gives_nothing() -> None:
    run = load("relu")
    inputs = run.inputs.astype(float)
    for epoch in (0, 23, 150):
        weights = run.at(epoch)
        a = np.maximum(inputs @ weights.hidden_kernel + weights.hidden_bias, 0)
        assert switched_off(inputs, weights, run.activation) == np.mean((a == 0).any(axis=1))
    tanh = load("tanh")
    assert switched_off(tanh.inputs, tanh.at(150), tanh.activation) == 0
