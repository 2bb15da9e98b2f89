"""The page trains as TensorFlow trained the cached runs: float32, the same shuffle, the same start."""

from __future__ import annotations

import numpy as np
import pytest

from tests.companion.golden import Golden, f4
from tests.companion.unseen import FILE, OTHERS, SEEDS, nine, recipes
from training.recipe.recipe import Recipe
from training.run.trajectory import load

#: Rounding grows on the way into the dead unit's fall.
WITHIN = {"sigmoid": 1e-5, "tanh": 1e-5, "relu": 1e-5, "linear": 1e-5, "dead_unit": 1e-4}


def farthest(golden: Golden, recipe: Recipe, cached: np.ndarray) -> float:
    """Return the largest difference between any weight after any update and the cached one."""
    script = """(() => {
      const [{weights}, cached] = [trained(arguments[0]), floats(arguments[1])];
      const apart = cached.map((weight, i) => Math.abs(weight - weights[i]));
      return [weights.length - cached.length, apart.reduce((most, each) => Math.max(most, each), 0)];
    })()"""
    length, most = golden.numbers(script, recipe.as_dict(), f4(cached))
    assert length == 0
    return float(most)


@pytest.mark.parametrize("name", WITHIN)
def test_every_update_of_a_cached_run_is_trained_again(golden: Golden, name: str) -> None:
    run = load(name)
    assert farthest(golden, run.recipe, nine(run.weights)) <= WITHIN[name]


@pytest.mark.parametrize("name", WITHIN)
def test_batches_in_another_order_train_another_run(golden: Golden, name: str) -> None:
    """The control."""
    run = load(name)
    assert farthest(golden, run.recipe.changed({"order_seed": 14}), nine(run.weights)) > 0.05


@pytest.mark.parametrize("name", ["sigmoid", "dead_unit"])
def test_loss_and_accuracy_after_every_epoch_are_the_cached_ones(golden: Golden, name: str) -> None:
    run = load(name)
    script = "(({loss, accuracy}) => [...loss, ...accuracy])(trained(arguments[0]))"
    loss, accuracy = golden.numbers(script, run.recipe.as_dict()).reshape(2, -1)
    # A point of the fallen network may lie on the border to rounding: one of 2,000.
    assert np.abs(accuracy - run.accuracy).max() <= (1.1 / 2000 if name == "dead_unit" else 1e-7)
    assert np.abs(loss - run.loss).max() <= 1e-5


def unseen(golden: Golden) -> np.ndarray:
    """Return how far each training's last weights are from TensorFlow's, (trainings,)."""
    script = "arguments[0].flatMap((recipe) => [...trained(recipe).weights.slice(-9)])"
    found = golden.numbers(script, [recipe.as_dict() for recipe in recipes()]).reshape(-1, 9)
    with np.load(FILE) as file:
        apart: np.ndarray = np.abs(found - file["weights"]).max(axis=1)
    return apart


def test_trainings_never_seen_end_where_tensorflows_end(golden: Golden) -> None:
    """Twenty other seeds, and every activation with other points, rates, batches, biases and orders."""
    apart = unseen(golden)
    seeds, others = apart[: len(SEEDS)], apart[len(SEEDS) :]
    assert len(seeds) == 20
    assert np.sum(seeds <= 1e-4) >= 18
    assert len(others) == len(OTHERS) == 13
    assert np.sum(others <= 1e-4) >= 12


def test_a_training_ends_when_every_point_is_right(golden: Golden) -> None:
    run = load("tanh")
    solved = int(np.argmax(run.accuracy == 1))
    script = """
      const {epochs, solved, loss, weights, updatesPerEpoch} = trained(arguments[0], {stopWhenSolved: true});
      return [epochs, solved, loss.length, weights.length / 9 - epochs * updatesPerEpoch]"""
    assert golden.run(script, run.recipe.as_dict()) == [solved, solved, solved + 1, 1]
    never = Recipe(activation="linear", epochs=5).as_dict()
    assert golden.run("return trained(arguments[0]).solved", never) is None


def test_a_training_that_runs_off_to_infinity_says_in_which_epoch(golden: Golden) -> None:
    script = """
      const {broke, epochs, weights, loss, updatesPerEpoch} = trained(arguments[0]);
      return [broke, epochs + 1, loss.length, weights.every(Number.isFinite),
              weights.length / 9 - epochs * updatesPerEpoch]"""
    recipe = Recipe(activation="linear", learning_rate=1e6, epochs=4, points=40)
    broke, *rest = golden.run(script, recipe.as_dict())
    assert broke is not None
    assert rest == [broke, broke, True, 1]
    calm = recipe.changed({"learning_rate": 0.1}).as_dict()
    assert golden.run("return trained(arguments[0]).broke", calm) is None


def test_a_training_goes_epoch_by_epoch_for_a_page_without_workers(golden: Golden) -> None:
    script = """
      const data = DATASETS.get("xor")(50, 1);
      const options = {activation: ACTIVATIONS.get("elu"), learningRate: 0.1, epochs: 3, batchSize: 7,
                       orderSeed: 2, start: initialWeights(1), data};
      const [steps, seen] = [training(options), []];
      let step = steps.next();
      for (; !step.done; step = steps.next()) seen.push(step.value);
      const same = base64(step.value.weights) === base64(train(options).weights);
      return [seen, step.value.updatesPerEpoch, same]"""
    assert golden.run(script) == [[1, 2, 3], 15, True]
