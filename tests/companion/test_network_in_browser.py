"""The page's network, path, histograms and milestones are Python's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from companion.export import exported_runs
from tests.companion.golden import Golden, f4, f8
from tests.companion.unseen import nine
from training.network.activations import ACTIVATIONS
from training.network.formulas import correct, losses, probability
from training.recipe.recipe import Recipe
from training.recipe.runs import named_recipe
from training.run.trajectory import Trajectory, load

NAMES = ("sigmoid", "tanh", "relu", "linear", "dead_unit")
#: Fine around every hinge, far on both sides.
GRID = np.unique([*np.linspace(-8, 8, 641), *np.linspace(-40, 40, 81), -1e-9, 0, 1e-9, -3, 3])


def test_the_registry_is_pythons(golden: Golden) -> None:
    found = golden.run(
        """return [...ACTIVATIONS.values()].map(({name, limits, hinges, flat, inverse}) =>
          [name, limits.map(String), hinges, flat, inverse !== null])"""
    )
    limits = [tuple(map(float, row.pop(1))) for row in found]
    assert limits == [row.limits for row in ACTIVATIONS.values()]
    assert found == [
        [row.name, list(row.hinges), list(row.flat), row.inverse is not None] for row in ACTIVATIONS.values()
    ]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_its_derivative_and_its_inverse_are_pythons(golden: Golden, name: str) -> None:
    activation = ACTIVATIONS[name]
    values = activation.f(GRID)
    low, high = activation.limits
    open_values = values[(values > low) & (values < high)]
    inverse = activation.inverse or np.ones_like
    expected = [values, activation.derivative(GRID), activation.derivative(GRID), inverse(open_values)]
    script = """(() => {
      const {f, derivative, slope, inverse} = ACTIVATIONS.get(arguments[0]);
      const grid = [...doubles(arguments[1])];
      return [...grid.map(f), ...grid.map(derivative), ...grid.map((z) => slope(z, f(z))),
              ...[...doubles(arguments[2])].map(inverse ?? (() => 1))];
    })()"""
    found = golden.numbers(script, name, f8(GRID), f8(open_values))
    assert np.abs(found - np.concatenate(expected)).max() <= 1e-9


def at_moments(run: Trajectory) -> np.ndarray:
    """Moments at the ends, at knots, at once beside them and between."""
    updates = run.recipe.updates
    some = np.random.default_rng(3).uniform(0, updates, 300)
    return np.concatenate([[0, 0.3, 1, 1.25, updates - 0.5, updates, 7 + 1e-7, 9 - 1e-5], some])


@pytest.mark.parametrize("name", ["sigmoid", "dead_unit"])
def test_the_path_is_the_trajectorys(golden: Golden, name: str) -> None:
    run = load(name)
    updates, moments = nine(run.weights), at_moments(run)
    expected = nine(run.at_each(moments / run.updates_per_epoch))
    script = """(() => {
      const knots = floats(arguments[0]);
      const path = new Path(knots, knots.length / 9);
      return [...doubles(arguments[1])].flatMap((moment) => [...path.at(moment)]);
    })()"""
    found = golden.numbers(script, f4(updates), f8(moments)).reshape(-1, 9)
    assert np.abs(found - expected).max() <= 1e-12
    straight = np.stack([np.interp(moments, np.arange(len(updates)), column) for column in updates.T], axis=1)
    assert np.abs(straight - expected).max() > 1e-4


def test_a_path_through_whole_epochs_is_the_trajectorys_glide(golden: Golden) -> None:
    run = load("tanh")
    moments = np.random.default_rng(4).uniform(0, run.epochs, 200)
    script = """
      [floats(arguments[0])].map((knots) => new Path(knots, knots.length / 9))
        .flatMap((path) => [...doubles(arguments[1])].flatMap((moment) => [...path.at(moment)]))"""
    found = golden.numbers(script, f4(nine(run.after_epochs())), f8(moments)).reshape(-1, 9)
    assert np.abs(found - nine(run.glide_each(moments))).max() <= 1e-12
    assert np.abs(found - nine(run.at_each(moments))).max() > 1e-3


def test_a_path_of_two_knots_is_straight_and_of_one_rests(golden: Golden) -> None:
    script = "[...new Path(doubles(arguments[0]), {}).at({})]"
    knots = np.arange(18.0) ** 2
    quarter = golden.numbers(script.format(2, 0.25), f8(knots))
    assert np.allclose(quarter, knots[:9] + (knots[9:] - knots[:9]) / 4)
    assert np.array_equal(golden.numbers(script.format(1, 7), f8(knots[:9])), knots[:9])


@pytest.mark.parametrize("name", NAMES)
def test_probabilities_loss_and_the_wrong_points_are_pythons(golden: Golden, name: str) -> None:
    run = load(name)
    data = (f4(run.inputs), f4(run.targets))
    for epoch in (0, run.epochs // 3, run.epochs):
        weights = run.at(epoch)
        p = probability(run.inputs.astype(np.float64), weights, run.activation)
        script = """(() => {
          const [name, weights, inputs, targets] = arguments;
          const data = {inputs: floats(inputs), targets: floats(targets)};
          const [w, activation] = [doubles(weights), ACTIVATIONS.get(name)];
          const {loss, accuracy, wrong} = measure(w, data, activation);
          const p = probabilities(w, data, activation);
          const one = forward(w, data.inputs[0], data.inputs[1], activation);
          return [loss, accuracy, one.p, ...p, ...wrong];
        })()"""
        nine_weights = f8(nine(weights.map(lambda array: array[None])))
        loss, accuracy, one, *rest = golden.numbers(script, run.recipe.activation, nine_weights, *data)
        found, wrong = np.split(np.array(rest), 2)
        assert abs(loss - losses(p, run.targets).mean()) <= 1e-9
        assert np.abs(found - p).max() <= 1e-9
        assert one == found[0]
        assert np.array_equal(wrong == 0, correct(p, run.targets))
        assert accuracy == correct(p, run.targets).mean()


@pytest.mark.parametrize(("low", "high", "bins"), [(0.0, 1.0, 10), (0.0, 3.0, 30), (-1.0, 2.0, 7)])
def test_counts_are_numpys(golden: Golden, low: float, high: float, bins: int) -> None:
    edges = np.linspace(low, high, bins + 1)
    near = np.concatenate([edges, np.nextafter(edges, -9), np.nextafter(edges, 9)])
    values = np.concatenate([near, np.random.default_rng(1).uniform(low - 1, high + 1, 5000)])
    expected = np.histogram(np.clip(values, low, high), edges)[0]
    script = f"counts(doubles(arguments[0]), {low}, {high}, {bins})"
    assert np.array_equal(golden.numbers(script, f8(values)), expected)
    assert golden.numbers(script, f8([np.nan, np.inf, -np.inf])).sum() == 2


def milestones_found(golden: Golden, run: Trajectory, **changed: Any) -> Any:
    script = """
      const [recipe, weights, inputs, targets, loss] = arguments;
      return milestones({
        recipe, weights: floats(weights), epochs: recipe.epochs,
        updatesPerEpoch: Math.ceil(2 * recipe.points / recipe.batch_size),
        data: {inputs: floats(inputs), targets: floats(targets)}, loss: floats(loss),
      })"""
    words = [nine(run.weights), run.inputs, run.targets, run.loss]
    return golden.run(script, {**run.recipe.as_dict(), **changed}, *map(f4, words))


@pytest.mark.parametrize("name", NAMES)
def test_milestones_are_pythons(golden: Golden, name: str) -> None:
    expected = exported_runs({name: named_recipe(name)})[name]["milestones"]
    found = milestones_found(golden, load(name))
    assert (found["plateau"] is None) == (expected["plateau"] is None)
    if expected["plateau"]:
        assert found["plateau"].pop("level") == pytest.approx(expected["plateau"].pop("level"), abs=1e-9)
    assert found == expected


def test_milestones_of_another_activation_are_others(golden: Golden) -> None:
    """The control."""
    expected = exported_runs({"tanh": Recipe(activation="tanh")})["tanh"]["milestones"]
    assert milestones_found(golden, load("tanh"), activation="sigmoid") != expected
