"""The network's formulas against pen and paper and against Keras."""

import numpy as np
import pytest

from training.network.activations import ACTIVATIONS
from training.network.formulas import (
    Weights,
    accuracy,
    activation_values,
    correct,
    losses,
    pre_activation,
    probability,
    weights_of,
)

RELU = ACTIVATIONS["relu"]


def by_hand():
    return Weights(
        np.array([[1.0, 2.0], [3.0, -4.0]]),
        np.array([0.5, -0.5]),
        np.array([[2.0], [-1.0]]),
        np.array([0.25]),
    )


def test_rows_are_points_so_z_is_xW_plus_b():
    z = pre_activation(np.array([[1.0, 2.0]]), by_hand())
    assert np.array_equal(z, [[1 + 6 + 0.5, 2 - 8 - 0.5]])


def test_probability_is_sigmoid_of_aV_plus_c():
    p = probability(np.array([[1.0, 2.0]]), by_hand(), RELU)
    assert p[0] == pytest.approx(1 / (1 + np.exp(-(2 * 7.5 - 0 + 0.25))), abs=1e-12)


def test_a_stack_of_weights_gives_a_stack_of_results():
    one, random = by_hand(), np.random.default_rng(0)
    w, b, v, c = (np.stack([array, 2 * array]) for array in vars(one).values() if len(array))
    stack = Weights(w, b, v, c)
    inputs = random.normal(size=(5, 2))
    assert activation_values(inputs, stack, RELU).shape == (2, 5, 2)
    assert np.allclose(probability(inputs, stack, RELU)[0], probability(inputs, one, RELU))


def test_losses_and_accuracy_are_those_of_keras():
    keras = pytest.importorskip("keras")
    random = np.random.default_rng(1)
    p = np.concatenate([random.uniform(size=997), [0.0, 0.5, 1.0]]).astype(np.float32)
    targets = (random.uniform(size=1000) > 0.5).astype(np.float32)
    theirs = keras.losses.BinaryCrossentropy(reduction="none")(targets[:, None], p[:, None])
    # Keras clips in single precision, where 1 - 1e-7 is 1 - 1.19e-7.
    assert np.allclose(losses(p.astype(float), targets), theirs, rtol=2e-6, atol=0.2 * (p == 1).any())
    inside = (p > 1e-6) & (p < 1 - 1e-6)
    assert np.allclose(
        losses(p.astype(float), targets)[inside], np.asarray(theirs)[inside], rtol=1e-5, atol=1e-6
    )
    metric = keras.metrics.BinaryAccuracy()
    metric.update_state(targets[:, None], p[:, None])
    assert accuracy(p, targets) == pytest.approx(float(metric.result()), abs=1e-7)


def test_a_probability_of_exactly_one_half_is_predicted_negative():
    assert list(correct(np.array([0.5, 0.5]), np.array([0, 1]))) == [True, False]


def test_a_deep_network_is_that_of_keras():
    keras = pytest.importorskip("keras")
    random = np.random.default_rng(2)
    shapes = [(2, 10), (10,), (10, 2), (2,), (2, 1), (1,)]
    values = [random.normal(size=shape).astype(np.float32) for shape in shapes]
    model = keras.Sequential(
        [
            keras.Input((2,)),
            *[keras.layers.Dense(u, "tanh") for u in (10, 2)],
            keras.layers.Dense(1, "sigmoid"),
        ]
    )
    model.set_weights(values)
    weights = weights_of([*values[2:], *values[:2]])
    inputs = random.normal(size=(50, 2)).astype(np.float32)
    ours = probability(inputs, weights, ACTIVATIONS["tanh"])
    assert np.allclose(ours, model(inputs).numpy()[:, 0], atol=1e-6)


def test_a_deep_network_needs_its_activation():
    weights = weights_of([*list(vars(by_hand()).values())[:4], np.eye(2), np.zeros(2)])
    with pytest.raises(ValueError, match="activation"):
        pre_activation(np.zeros((1, 2)), weights)
