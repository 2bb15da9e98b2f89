"""Learning: the author's weights, Keras's own fit, the same bits again."""

import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from training import paths
from training.errors import LectureError
from training.network.activations import ACTIVATIONS
from training.network.datasets import DATASETS
from training.network.formulas import Weights
from training.recipe.batches import batch_shares, epoch_orders
from training.recipe.recipe import Recipe
from training.run.trajectory import load
from training.storage.store import content_digest, weight_shapes

NAMES = ("hidden_kernel", "hidden_bias", "output_kernel", "output_bias")
SHORT: dict[str, Any] = {"epochs": 2, "points": 100}


@pytest.fixture(scope="module")
def fit():
    """The module that imports TensorFlow, loaded when a test asks for it: collecting tests stays quick."""
    from training.run import fit

    return fit


@pytest.fixture(scope="module")
def fresh(fit):
    return fit.train(Recipe())[0]


def worst_difference(arrays, author):
    return max(
        np.abs(arrays[name][epoch * 125].ravel().astype(float) - author[name][epoch]).max()
        for name in NAMES
        for epoch in range(11)
    )


def test_the_committed_cache_reproduces_the_authors_weights(author):
    cached = load("sigmoid").weights
    assert worst_difference(vars(cached), author) <= 1e-6


def test_a_fresh_run_reproduces_the_authors_weights(author, fresh):
    assert worst_difference(fresh, author) <= 1e-6


def test_another_protocol_does_not_reproduce_them(author, fit):
    """The control: shuffling in another order, all else the same, misses by far."""
    other, _ = fit.train(Recipe(order_seed=14, epochs=11))
    assert worst_difference(other, author) > 1e-3


def test_a_fresh_run_agrees_with_the_committed_cache(fresh):
    cached = load("sigmoid")
    for name in NAMES:
        assert np.abs(fresh[name] - getattr(cached.weights, name)).max() <= 1e-5


def plain_model(recipe, start):
    import keras

    layers = [keras.layers.Dense(units, recipe.activation) for units in recipe.hidden_layers]
    model = keras.Sequential([keras.Input((2,)), *layers, keras.layers.Dense(1, "sigmoid")])
    model.set_weights(start)
    return model


def fitted(fit, recipe, start):
    """Train with keras.Model.fit on the same batches, shuffle off."""
    inputs, targets = DATASETS[recipe.dataset].points(recipe.points, recipe.data_seed)
    model = plain_model(recipe, start)
    model.compile(fit.optimizer_of(recipe), "binary_crossentropy")
    orders = epoch_orders(recipe)
    for _ in range(recipe.epochs):
        rows = next(orders).ravel()[batch_shares(recipe).ravel() > 0]
        model.fit(inputs[rows], targets[rows], recipe.batch_size, shuffle=False, verbose=0)
    return model


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(epochs=2),
        Recipe(activation="tanh", optimizer="adam", **SHORT),
        Recipe(activation="relu", hidden_layers=(10, 2), hidden_initializer="he_normal", **SHORT),
        Recipe(activation="gelu", optimizer="nesterov", points=101, epochs=2, dataset="moons"),
        Recipe(points=2, epochs=1, batch_size=5000, learning_rate=0.5, output_initializer="ones"),
        Recipe(activation="tanh", points=2, epochs=2, batch_size=1, learning_rate=0.5, hidden_layers=(3, 2)),
        Recipe(activation="elu", optimizer="rmsprop", hidden_bias=-0.3, learning_rate=0.01, **SHORT),
    ],
    ids=lambda recipe: f"{recipe.activation}-{recipe.optimizer}-{len(recipe.hidden_layers)}",
)
def test_the_loop_equals_keras_fit_on_the_same_batches(recipe, fit):
    arrays, _ = fit.train(recipe)
    start = [array[0] for array in fit.initial_weights(recipe, [recipe.seed])]
    theirs = Weights.from_layers(fitted(fit, recipe, start).get_weights()).arrays()
    for name, expected in zip(weight_shapes(recipe), theirs, strict=True):
        assert np.abs(arrays[name][-1] - expected).max() < 5e-6, name
        assert np.abs(arrays[name][0] - expected).max() > 1e-3 or "earlier" in name or recipe.hidden_bias


def test_a_smaller_last_batch_weighs_its_points_as_keras_does():
    """The control to the recipe with 101 points above: filled-up places do not count."""
    recipe = Recipe(points=101, epochs=1)
    assert batch_shares(recipe).sum() == 202
    assert batch_shares(recipe).shape == (13, 16)
    order = next(epoch_orders(recipe)).ravel()
    assert sorted(order[:202]) == list(range(202))


def test_the_batch_order_is_one_accumulating_shuffle():
    random, index = np.random.RandomState(13), np.arange(2000)
    orders = epoch_orders(Recipe())
    for _ in range(3):
        random.shuffle(index)
        assert np.array_equal(next(orders).ravel(), index)


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_every_activation_trains(name, fit):
    arrays, provenance = fit.train(Recipe(activation=name, points=50, epochs=3, learning_rate=0.1))
    assert all(np.all(np.isfinite(array)) for array in arrays.values())
    assert np.abs(np.diff(arrays["hidden_kernel"], axis=0)).max() > 0
    assert provenance["glide_deviation"] >= 0


@pytest.mark.parametrize("dataset", list(DATASETS))
def test_every_data_set_trains(dataset, fit):
    arrays, _ = fit.train(Recipe(dataset=dataset, points=60, epochs=20, activation="tanh", optimizer="adam"))
    assert arrays["loss"][-1] < arrays["loss"][0]


@pytest.mark.parametrize(
    "optimizer",
    ["momentum", "adamw", "adagrad", "adadelta", "adamax", "nadam", "ftrl", "lion", "lamb", "adafactor"],
)
def test_every_other_optimizer_compiles_and_moves_the_weights(optimizer, fit):
    arrays, _ = fit.train(Recipe(optimizer=optimizer, points=20, epochs=1))
    assert np.abs(np.diff(arrays["output_kernel"], axis=0)).max() > 0


def test_a_run_off_to_infinity_is_refused_in_one_line(fit):
    with pytest.raises(LectureError, match="ran off to infinite weights") as refusal:
        fit.train(Recipe(activation="linear", learning_rate=1e5, optimizer="momentum", epochs=60, points=50))
    assert "\n" not in refusal.value.message


def test_training_again_gives_the_same_bytes_three_times(fresh, fit):
    digests = {content_digest(fit.train(Recipe())[0]) for _ in range(2)}
    assert digests == {content_digest(fresh)}


@pytest.mark.parametrize("onednn", ["0", "1"])
def test_other_arithmetic_stays_within_1e_5(fresh, tmp_path, onednn):
    """oneDNN off (and on), one thread, in a process of its own."""
    program = (
        "import sys, numpy as np\nfrom training.run.fit import train, tf\n"
        "from training.recipe.recipe import Recipe\n"
        "tf.config.threading.set_intra_op_parallelism_threads(1)\n"
        "tf.config.threading.set_inter_op_parallelism_threads(1)\n"
        "arrays, _ = train(Recipe())\nnp.savez(sys.argv[1], **arrays)\n"
    )
    out = tmp_path / "other.npz"
    environment = {**os.environ, "TF_ENABLE_ONEDNN_OPTS": onednn, "OMP_NUM_THREADS": "1"}
    subprocess.run([sys.executable, "-c", program, str(out)], check=True, env=environment, cwd=paths.ROOT)
    with np.load(out, allow_pickle=False) as other:
        for name in NAMES:
            assert np.abs(other[name] - fresh[name]).max() <= 1e-5
