"""Activations against Keras, against finite differences, against their own inverses."""

import numpy as np
import pytest

from training.errors import LectureError
from training.network.activations import ACTIVATIONS, activation_named

ROWS = list(ACTIVATIONS.values())
NAMES = list(ACTIVATIONS)
KERAS_NAMES = [
    "linear", "sigmoid", "hard_sigmoid", "tanh", "softsign", "softplus", "relu",
    "leaky_relu", "elu", "selu", "gelu", "silu", "mish",
]  # fmt: skip
SPREAD = np.concatenate([np.linspace(-12, 12, 4801), [-60.0, 60.0]])


def away_from(z, hinges, distance):
    return z[[all(abs(value - hinge) > distance for hinge in hinges) for value in z]]


def test_the_registry_has_the_thirteen_activations_under_their_keras_names():
    assert sorted(NAMES) == sorted(KERAS_NAMES)
    assert all(name == row.name for name, row in ACTIVATIONS.items())


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_value_and_derivative_are_those_of_keras(row):
    import keras
    import tensorflow as tf

    z = tf.constant(SPREAD, tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(z)
        value = keras.activations.get(row.name)(z)
    slope = tape.gradient(value, z)
    slope = np.ones(len(SPREAD)) if slope is None else slope.numpy()
    scale = np.maximum(1, np.abs(SPREAD))
    assert np.max(np.abs(row.f(SPREAD.astype(np.float32)) - value.numpy()) / scale) < 1e-6
    assert np.max(np.abs(row.derivative(SPREAD.astype(np.float32)) - slope) / scale) < 1e-6


@pytest.mark.parametrize("row", [row for row in ROWS if row.hinges], ids=lambda row: row.name)
def test_at_a_hinge_the_derivative_is_the_one_tensorflow_trains_with(row):
    import keras
    import tensorflow as tf

    z = tf.constant(row.hinges, tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(z)
        value = keras.activations.get(row.name)(z)
    assert np.allclose(row.derivative(np.array(row.hinges)), tape.gradient(value, z).numpy(), atol=1e-6)


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_the_derivative_agrees_with_finite_differences(row):
    z, step = away_from(np.linspace(-8, 8, 3204), row.hinges, 1e-3), 1e-5
    difference = (row.f(z + step) - row.f(z - step)) / (2 * step)
    assert np.max(np.abs(row.derivative(z) - difference)) < 1e-8


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_the_derivative_jumps_at_the_hinges_and_nowhere_else(row):
    z = away_from(np.linspace(-8, 8, 16001), row.hinges, 1e-9)
    jumps = np.abs(np.diff(row.derivative(z))) > 0.01
    midpoints = (z[1:] + z[:-1])[jumps] / 2
    assert len(midpoints) == len(row.hinges)
    assert np.allclose(midpoints, row.hinges, atol=2e-3)


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_the_limits_are_the_infimum_and_the_supremum(row):
    wide = np.concatenate(
        [-np.logspace(7, -3, 20001), np.linspace(-20, 20, 400001), np.logspace(-3, 7, 20001)]
    )
    low, high = row.limits
    values = row.f(wide)
    for limit, reached in ((low, values.min()), (high, values.max())):
        if np.isfinite(limit):
            assert reached == pytest.approx(limit, abs=2e-7)
        else:
            assert abs(reached) > 1e6


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_bounded_are_those_that_far_out_stay_within_a_strip(row):
    assert row.bounded == bool(np.abs(row.f(np.array([-1e7, 1e7]))).max() < 10)


@pytest.mark.parametrize("row", [row for row in ROWS if row.inverse], ids=lambda row: row.name)
def test_the_inverse_undoes_the_activation(row):
    low, high = (max(row.limits[0], -3.0), min(row.limits[1], 3.0))
    a = np.linspace(low, high, 1001)[1:-1]
    assert np.max(np.abs(row.f(row.inverse(a)) - a)) < 1e-12


@pytest.mark.parametrize("row", [row for row in ROWS if not row.inverse], ids=lambda row: row.name)
def test_an_activation_without_an_inverse_is_indeed_not_one_to_one(row):
    assert np.any(row.derivative(SPREAD) < 0)


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_flat_says_where_the_derivative_is_nought_for_good(row):
    below, above = row.derivative(np.array([-50.0, 50.0]))
    if row.hinges:
        assert row.flat == (below == 0, above == 0)
    else:
        assert row.flat == (False, False)


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_single_precision_stays_single_and_whole_numbers_are_accepted(row):
    assert row.f(np.zeros(3, np.float32)).dtype == np.float32
    assert row.derivative(np.zeros(3, np.float32)).dtype == np.float32
    assert np.array_equal(row.f([1, -2]), row.f(np.array([1.0, -2.0])))


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_the_label_compiles_as_typst_mathematics(row):
    import typst

    source = f"#set page(width: auto, height: auto)\n$ {row.label} $"
    assert b"<svg" in typst.compile(source.encode(), format="svg")


def test_a_misspelt_name_is_refused_with_the_nearest_one():
    with pytest.raises(LectureError, match="did you mean sigmoid") as refusal:
        activation_named("sigmoyd")
    assert refusal.value.exit_code == 2
