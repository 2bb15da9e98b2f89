"""Facts about activations that the film states, against pen and paper."""

from __future__ import annotations

import numpy as np
import pytest

from training.network.activations import ACTIVATIONS, activation_named
from training.network.squashing import (
    shown_range,
    slope_facts,
    squash_path,
    stretched_sigmoid,
)

RANGE = (-9.0, 7.0)
Z = np.linspace(*RANGE, 321)


def test_the_slope_facts_are_those_of_the_textbook() -> None:
    sigmoid, tanh, relu = (slope_facts(activation_named(name)) for name in ("sigmoid", "tanh", "relu"))
    assert (sigmoid.peak, sigmoid.at, sigmoid.flat_beyond) == (pytest.approx(0.25), pytest.approx(0), 5)
    assert (tanh.peak, tanh.at, tanh.flat_beyond) == (pytest.approx(1), pytest.approx(0), 3)
    assert relu.levels == (0.0, 1.0)
    assert relu.flat_beyond is None


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "softsign", "hard_sigmoid"])
def test_beyond_the_flat_number_the_slope_is_under_a_hundredth_and_one_before_it_is_not(name) -> None:
    activation = activation_named(name)
    beyond = slope_facts(activation).flat_beyond
    assert beyond is not None
    step = 1e-6

    def slope(z: float) -> float:
        up, down = activation.f(np.array([z + step, z - step]))
        return float(up - down) / (2 * step)

    for side in (-1, 1):
        assert slope(side * (beyond + 0.001)) < 0.01
    assert max(slope(beyond - 1 + 0.001), slope(-beyond + 1 - 0.001)) >= 0.01


def test_a_slope_that_only_tends_to_its_bound_has_no_place_where_it_peaks() -> None:
    softplus = slope_facts(activation_named("softplus"))
    assert np.isinf(softplus.at)
    assert softplus.peak == pytest.approx(1)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_way_of_a_squash_begins_at_z_and_ends_at_sigma(name) -> None:
    activation = activation_named(name)
    assert squash_path(activation, Z, 0.0, RANGE) == pytest.approx((Z + 9) / 16)
    low, high = shown_range(activation, RANGE)
    assert squash_path(activation, Z, 1.0, RANGE) == pytest.approx((activation.f(Z) - low) / (high - low))


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("z_range", [RANGE, (-0.5, 0.5)])
def test_a_squash_stays_inside_its_picture(name, z_range) -> None:
    activation = activation_named(name)
    low, high = z_range
    z = np.linspace(low, high, 321)
    way = np.stack([squash_path(activation, z, share, z_range) for share in np.linspace(0, 1, 41)])
    assert way.min() >= -1e-9
    assert way.max() <= 1 + 1e-9


def test_selu_outgrows_the_range_of_z() -> None:
    # Control of the test above: lambda = 1.05 stretches z, and lambda alpha (e^-0.5 - 1) = -0.69.
    assert shown_range(activation_named("selu"), RANGE) == pytest.approx((-9, 7 * 1.0507), abs=1e-3)
    assert shown_range(activation_named("selu"), (-0.5, 0.5)) == pytest.approx((-0.6917, 0.5254), abs=1e-3)
    assert shown_range(activation_named("relu"), RANGE) == RANGE


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_way_of_a_squash_is_smooth_from_its_first_step(name) -> None:
    activation = activation_named(name)
    shares = np.linspace(0, 1, 181)
    way = np.stack([squash_path(activation, Z, share, RANGE) for share in shares])
    assert np.isfinite(way).all()
    assert np.abs(np.diff(way, axis=0)).max() < 0.025


def test_half_way_relu_is_the_leaky_relu_of_slope_one_half() -> None:
    half = squash_path(activation_named("relu"), Z, 0.5, RANGE) * 16 - 9
    assert half == pytest.approx(np.where(Z > 0, Z, Z / 2))


def test_half_way_the_sigmoid_is_a_sigmoid_of_a_quarter_of_z() -> None:
    half = squash_path(activation_named("sigmoid"), Z, 0.5, RANGE)
    quarter = 1 / (1 + np.exp(-Z / 4))
    slope, offset = np.polyfit(quarter, half, 1)
    assert half == pytest.approx(slope * quarter + offset, abs=1e-12)


def test_a_stretched_sigmoid_ends_as_tanh() -> None:
    assert stretched_sigmoid(Z, 0.0) == pytest.approx(1 / (1 + np.exp(-Z)))
    assert stretched_sigmoid(Z, 1.0) == pytest.approx(np.tanh(Z))
    assert stretched_sigmoid(Z, 0.9) != pytest.approx(np.tanh(Z), abs=1e-2)
