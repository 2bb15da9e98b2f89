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
    import keras

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
    import keras

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
    weights = Weights.from_layers(values)
    inputs = random.normal(size=(50, 2)).astype(np.float32)
    ours = probability(inputs, weights, ACTIVATIONS["tanh"])
    assert np.allclose(ours, model(inputs).numpy()[:, 0], atol=1e-6)


def test_a_deep_network_needs_its_activation():
    weights = Weights.from_arrays([*by_hand().arrays(), np.eye(2), np.zeros(2)])
    with pytest.raises(ValueError, match="activation"):
        pre_activation(np.zeros((1, 2)), weights)


def deep_stack(members: int = 3) -> Weights:
    """Return a stack of networks 2-10-2-1, each array of another shape."""
    random = np.random.default_rng(5)
    shapes = [(2, 10), (10,), (10, 2), (2,), (2, 1), (1,)]
    return Weights.from_layers([random.normal(size=(members, *shape)).astype(np.float32) for shape in shapes])


def test_weights_are_made_again_from_their_arrays():
    stack = deep_stack()
    assert [array.shape[1:] for array in stack.arrays()] == [(10, 2), (2,), (2, 1), (1,), (2, 10), (10,)]
    again = Weights.from_arrays(stack.arrays())
    assert all(a is b for a, b in zip(again.arrays(), stack.arrays(), strict=True))
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        Weights.from_arrays(stack.arrays()[:-1])


def test_an_index_takes_whole_networks_out_of_a_stack():
    stack, inputs = deep_stack(), np.random.default_rng(1).normal(size=(7, 2))
    of_all = probability(inputs, stack, ACTIVATIONS["tanh"])
    assert np.array_equal(probability(inputs, stack[1], ACTIVATIONS["tanh"]), of_all[1])
    assert np.array_equal(probability(inputs, stack[1:], ACTIVATIONS["tanh"]), of_all[1:])
    assert not np.array_equal(probability(inputs, stack[0], ACTIVATIONS["tanh"]), of_all[1])
    with pytest.raises(IndexError):
        stack[3]


def test_weights_take_another_type_array_by_array():
    wide = deep_stack().astype(np.float64)
    assert {array.dtype for array in wide.arrays()} == {np.dtype(np.float64)}
    assert np.array_equal(wide.earlier[0][0], deep_stack().earlier[0][0])
