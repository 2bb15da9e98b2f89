"""Lines, boundaries and the three moves of a matrix."""

import numpy as np
import pytest

from training.activations import ACTIVATIONS
from training.errors import LectureError
from training.geometry import (
    boundary_halves,
    boundary_in_x,
    boundary_in_z,
    boundary_line,
    decompose,
    hinge_lines,
    line_in_box,
    rotation,
)
from training.network import Weights, activation_values, pre_activation, probability
from training.trajectory import load

RUNS = ["sigmoid", "tanh", "relu", "linear"]
MONOTONE = [row for row in ACTIVATIONS.values() if row.inverse]


def random_weights(seed):
    random = np.random.default_rng(seed)
    return Weights(
        random.normal(size=(2, 2)) * 2, random.normal(size=2), random.normal(size=(2, 1)), np.zeros(1)
    )


@pytest.mark.parametrize("seed", range(50))
def test_the_three_moves_multiply_back_to_W(seed):
    kernel = np.random.default_rng(seed).normal(size=(2, 2)) * 3
    moves = decompose(kernel)
    assert np.allclose(moves.first @ moves.scale @ moves.second, kernel, atol=1e-12)
    assert moves.reflects == (np.linalg.det(kernel) < 0)
    mirror = np.diag([1, -1 if moves.reflects else 1])
    assert np.allclose(rotation(moves.first_angle) @ mirror, moves.first, atol=1e-12)
    assert np.allclose(rotation(moves.second_angle), moves.second, atol=1e-12)
    assert -np.pi / 2 < moves.second_angle <= np.pi / 2
    assert np.all(np.diag(moves.scale) >= 0)


def test_rotation_turns_rows_counterclockwise():
    assert np.allclose(np.array([1.0, 0.0]) @ rotation(np.pi / 2), [0, 1], atol=1e-15)


def test_a_line_is_cut_at_the_box():
    ends = line_in_box([1, 1], -1, (0, 0), (2, 2))
    assert np.allclose(sorted(ends.tolist()), [[0, 1], [1, 0]])
    assert len(line_in_box([1, 1], 5, (0, 0), (2, 2))) == 0
    assert len(line_in_box([0, 0], 1, (0, 0), (2, 2))) == 0
    assert np.allclose(sorted(line_in_box([0, 1], -1, (0, 0), (2, 2)).tolist()), [[0, 1], [2, 1]])


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("epoch", [20, 75.3, 150])
def test_the_preimage_of_the_boundary_lies_at_one_half(name, epoch):
    run = load(name)
    weights = run.at(epoch)
    pieces = boundary_in_x(weights, run.activation, box=((-2, -2), (2, 2)))
    assert pieces
    for x in pieces:
        assert np.max(np.abs(probability(x, weights, run.activation) - 0.5)) < 1e-4
        assert np.all(np.abs(x) <= 2)


@pytest.mark.parametrize("name", RUNS)
def test_the_image_of_the_preimage_is_straight(name):
    run = load(name)
    weights = run.at(150)
    for x in boundary_in_x(weights, run.activation):
        a = activation_values(x, weights, run.activation)
        normal = weights.output_kernel[:, 0] / np.linalg.norm(weights.output_kernel)
        across = a @ normal
        assert np.ptp(across) < 1e-4 * max(1.0, np.ptp(a @ [-normal[1], normal[0]]))
    control = activation_values(
        np.column_stack([np.linspace(-1, 1, 50), np.zeros(50)]), weights, run.activation
    )
    bends = np.linalg.svd(control - control.mean(axis=0), compute_uv=False)[1] > 1e-3
    assert bends == (name != "linear")


@pytest.mark.parametrize("row", MONOTONE, ids=lambda row: row.name)
def test_the_boundary_in_z_lies_at_one_half_for_every_monotone_activation(row):
    met = 0
    for seed in range(20):
        weights = random_weights(seed)
        if row.limits[0] == 0:
            weights = Weights(
                weights.hidden_kernel,
                weights.hidden_bias,
                np.array([[1.5], [0.5 + seed / 10]]),
                np.array([-0.6]),
            )
        z = boundary_in_z(weights, row, samples=200, limit=8.0)
        met += len(z) > 0
        score = row.f(z) @ weights.output_kernel + weights.output_bias
        assert np.all(np.abs(score) < 1e-3)
        assert np.all(np.abs(z) <= 8.0 + 1e-9)
    assert met >= 15


def test_every_crossing_of_one_half_is_on_the_relu_boundary_its_flat_rays_included():
    run = load("relu")
    weights = run.at(150)
    (x,) = boundary_in_x(weights, run.activation, samples=2000)
    for x1 in np.linspace(-0.95, 0.95, 39):
        column = np.column_stack([np.full(20001, x1), np.linspace(-1, 1, 20001)])
        p = probability(column, weights, run.activation)
        crossings = column[:-1][np.diff((p > 0.5).astype(int)) != 0]
        assert len(crossings) > 0
        for crossing in crossings:
            assert np.min(np.linalg.norm(x - crossing, axis=1)) < 2e-3


@pytest.mark.parametrize("name", ["relu"])
def test_the_hinge_lines_are_where_z_is_nought(name):
    run = load(name)
    weights = run.at(150)
    lines = hinge_lines(weights, run.activation)
    assert len(lines) == 2
    for unit, hinge, ends in lines:
        along = ends[0] + np.linspace(0, 1, 11)[:, None] * (ends[1] - ends[0])
        assert np.allclose(pre_activation(along, weights)[:, unit], hinge, atol=1e-9)


def test_the_two_halves_fill_the_box_and_each_has_its_sign():
    weights = load("sigmoid").at(150)
    halves = boundary_halves(weights, (0, 0), (1, 1))

    def area(corners):
        x, y = corners.T
        return 0.5 * (x @ np.roll(y, -1) - y @ np.roll(x, -1))

    assert sum(area(half) for half in halves) == pytest.approx(1.0)
    for half, sign in zip(halves, (-1, 1), strict=True):
        assert sign * (half.mean(axis=0) @ weights.output_kernel + weights.output_bias)[0] > 0
    ends = boundary_line(weights, (0, 0), (1, 1))
    assert np.allclose(ends @ weights.output_kernel[:, 0] + weights.output_bias, 0, atol=1e-9)


def test_an_activation_without_inverse_says_so():
    with pytest.raises(LectureError, match="no inverse"):
        boundary_in_z(random_weights(0), ACTIVATIONS["gelu"])
