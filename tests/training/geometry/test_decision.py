"""Regions and border of the input square against the network itself, evaluated point by point."""

from dataclasses import replace

import numpy as np
import pytest

from training.errors import LectureError
from training.geometry.convex import UNIT_SQUARE, inside
from training.geometry.decision import border, corners, regions
from training.network.activations import ACTIVATIONS, activation_named
from training.network.formulas import Weights, activation_values, pre_activation, probability
from training.run.trajectory import load

RUNS = ("sigmoid", "tanh", "relu", "linear")
MONOTONE = [row for row in ACTIVATIONS.values() if row.inverse]


def random_weights(seed):
    random = np.random.default_rng(seed)
    return Weights(
        random.normal(size=(2, 2)) * 2, random.normal(size=2), random.normal(size=(2, 1)), np.zeros(1)
    )


def holds(polygon, points):
    """Even-odd rule: an edge of the polygon crosses the ray to the right of each point."""
    if not len(polygon):
        return np.zeros(len(points), bool)
    (x0, y0), (x1, y1) = polygon.T, np.roll(polygon, -1, axis=0).T
    x, y = points[:, :1], points[:, 1:]
    straddles = (y0 > y) != (y1 > y)
    rise = np.where(y1 == y0, 1.0, y1 - y0)
    return (straddles & (x < x0 + (y - y0) * (x1 - x0) / rise)).sum(axis=1) % 2 == 1


@pytest.fixture
def points():
    return np.random.default_rng(7).uniform(-1, 1, (1500, 2))


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("epoch", [0, 3, 20, 60.5, 150])
def test_the_regions_hold_exactly_the_points_the_network_decides_for_them(name, epoch, points):
    run = load(name)
    weights = run.at(min(epoch, run.epochs))
    p = probability(points, weights, run.activation)
    clear = np.abs(p - 0.5) > 1e-5  # on the border itself, rounding decides
    for polygon, decided in zip(regions(weights, run.activation), (p < 0.5, p > 0.5), strict=True):
        assert np.array_equal(holds(polygon, points)[clear], decided[clear])


@pytest.mark.parametrize("name", RUNS)
def test_the_border_lies_at_one_half_and_inside_the_square(name):
    run = load(name)
    pieces = border(run.at(run.epochs), run.activation)
    assert pieces
    for piece in pieces:
        # A sample is exact; one cut at the edge of the square lies on a chord of its curve.
        assert np.abs(probability(piece, run.at(run.epochs), run.activation) - 0.5).max() < 1e-4
        assert np.abs(piece).max() <= 1 + 1e-9


def test_relu_borders_bend_at_their_corners_and_nowhere_else():
    run = load("relu")
    weights = run.at(run.epochs)
    found = corners(weights, run.activation)
    seen = found[inside(found)]
    assert len(seen), "the published ReLU run has a corner in the square"
    for corner in seen:
        assert np.abs(pre_activation(corner[None], weights)).min() < 1e-12
        assert abs(probability(corner[None], weights, run.activation)[0] - 0.5) < 1e-12
    for piece in border(weights, run.activation):
        steps = np.diff(piece, axis=0)
        steps, middles = steps[np.linalg.norm(steps, axis=1) > 1e-6], piece[1:-1]
        middles = piece[:-1][np.linalg.norm(np.diff(piece, axis=0), axis=1) > 1e-6][1:]
        turn = np.abs(np.diff(np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))))
        bends = middles[turn > 1e-3]
        assert len(bends) == len(seen)
        for bend in bends:
            assert np.linalg.norm(seen - bend, axis=1).min() < 1e-9


def test_smooth_activations_have_no_corners():
    run = load("tanh")
    assert len(corners(run.at(run.epochs), run.activation)) == 0


def test_a_kernel_without_inverse_still_has_regions(points):
    flat = Weights(
        np.array([[2.0, 4.0], [1.0, 2.0]]), np.zeros(2), np.array([[3.0], [1.0]]), np.array([-2.0])
    )
    sigmoid = activation_named("sigmoid")
    p = probability(points, flat, sigmoid)
    clear = np.abs(p - 0.5) > 1e-4
    negative, positive = regions(flat, sigmoid)
    assert np.array_equal(holds(negative, points)[clear], (p < 0.5)[clear])
    assert np.array_equal(holds(positive, points)[clear], (p > 0.5)[clear])


def test_a_unit_without_say_leaves_a_straight_border(points):
    weights = Weights(np.eye(2), np.zeros(2), np.array([[0.0], [5.0]]), np.array([0.4]))
    tanh = activation_named("tanh")
    p = probability(points, weights, tanh)
    assert np.array_equal(holds(regions(weights, tanh)[1], points), p > 0.5)
    assert np.ptp(np.concatenate(border(weights, tanh))[:, 1]) < 1e-9


def test_an_output_that_listens_to_nothing_decides_the_whole_square_one_way():
    deaf = Weights(np.eye(2), np.zeros(2), np.zeros((2, 1)), np.zeros(1))
    tanh = activation_named("tanh")
    assert [len(polygon) for polygon in regions(deaf, tanh)] == [4, 0]  # p = 1/2 counts as negative
    assert [len(polygon) for polygon in regions(replace(deaf, output_bias=np.ones(1)), tanh)] == [0, 4]
    assert border(deaf, tanh) == []


def test_what_cannot_be_drawn_is_refused_in_one_line():
    weights = load("sigmoid").at(0)
    deep = replace(weights, earlier=((np.eye(2), np.zeros(2)),))
    with pytest.raises(LectureError, match="hidden_layers = 2"):
        regions(deep, activation_named("sigmoid"))
    with pytest.raises(LectureError, match="gelu is not monotone"):
        border(weights, activation_named("gelu"))


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("epoch", [20, 75.3, 150])
def test_the_preimage_of_the_boundary_lies_at_one_half(name, epoch):
    run = load(name)
    weights = run.at(epoch)
    pieces = border(weights, run.activation, 2 * UNIT_SQUARE, 4001)
    assert pieces
    for x in pieces:
        assert np.max(np.abs(probability(x, weights, run.activation) - 0.5)) < 1e-4
        assert np.all(np.abs(x) <= 2 + 1e-12)


@pytest.mark.parametrize("name", RUNS)
def test_the_image_of_the_preimage_is_straight(name):
    run = load(name)
    weights = run.at(150)
    for x in border(weights, run.activation):
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
def test_the_boundary_lies_at_one_half_for_every_monotone_activation(row):
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
        pieces = border(weights, row, 8 * UNIT_SQUARE, samples=4001)
        met += len(pieces) > 0
        for x in pieces:
            score = activation_values(x, weights, row) @ weights.output_kernel + weights.output_bias
            assert np.all(np.abs(score) < 1e-3)
            assert np.all(np.abs(x) <= 8.0 + 1e-9)
    assert met >= 15


def test_every_crossing_of_one_half_is_on_the_relu_boundary_its_flat_rays_included():
    run = load("relu")
    weights = run.at(150)
    (x,) = border(weights, run.activation, samples=2000)
    for x1 in np.linspace(-0.95, 0.95, 39):
        column = np.column_stack([np.full(20001, x1), np.linspace(-1, 1, 20001)])
        p = probability(column, weights, run.activation)
        crossings = column[:-1][np.diff((p > 0.5).astype(int)) != 0]
        assert len(crossings) > 0
        for crossing in crossings:
            assert np.min(np.linalg.norm(x - crossing, axis=1)) < 2e-3


def test_an_activation_without_inverse_says_so():
    with pytest.raises(LectureError, match="no inverse"):
        border(random_weights(0), ACTIVATIONS["gelu"])
