"""The plane carried forward against plain NumPy: what stands where on the way from x over z to a."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from scenes.kit.drawing.viewport import square_viewport
from scenes.kit.planes.forward import Forward, densely
from scenes.kit.planes.forward_map import ForwardMap, breathing
from training.geometry.convex import UNIT_SQUARE
from training.network.activations import ACTIVATIONS
from training.run.trajectory import load

CENTRE, SIDE = (0.4, -0.2), 6.0
PLACE = square_viewport(CENTRE, SIDE, -1.0, 1.0)
FUNCTIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.where(z > 0, z, 0.0),
}
FINE = np.linspace(0, 2, 241)


@pytest.fixture(scope="module", params=FUNCTIONS)
def carried(request):
    return Forward(load(request.param), PLACE)


def vertices(shape):
    return np.concatenate((shape.points[::4], shape.points[3::4]))


def read_off(view, stage_points):
    """Coordinates at which a reader of a viewport's axes would find stage points."""
    share = (np.asarray(stage_points)[..., :2] - CENTRE) / SIDE + 0.5
    low, high = np.transpose([view.x_range, view.y_range])
    return low + share * (high - low)


def layer(forward, x):
    w = forward.weights
    z = x @ np.asarray(w.hidden_kernel, float) + np.asarray(w.hidden_bias, float)
    return z, FUNCTIONS[forward.run.activation.name](z)


def test_inputs_stand_exactly_at_x_then_at_z_then_at_a(carried):
    x = np.random.default_rng(0).uniform(-1, 1, (50, 2))
    z, a = layer(carried, x)
    ends = ((0, PLACE, x), (1, carried.map.z_view, z), (2, carried.map.a_view, a))
    for way, view, values in ends:
        np.testing.assert_allclose(
            read_off(view, carried.map.placing(way)(x)), values, atol=1e-6 * np.ptp(view.x_range)
        )


def test_the_boundary_is_where_p_is_one_half_and_straight_in_the_end_alone(carried):
    w = carried.weights
    bent = {}
    for way, view in ((0, PLACE), (1, carried.map.z_view), (2, carried.map.a_view)):
        drawn = read_off(view, vertices(carried.show(way).boundary))
        spread = np.linalg.svd(drawn - drawn.mean(axis=0))[1]
        bent[way] = spread[1] / spread[0]
        a = layer(carried, drawn)[1] if way == 0 else drawn
        a = FUNCTIONS[carried.run.activation.name](drawn) if way == 1 else a
        odds = a @ w.output_kernel + w.output_bias
        assert np.abs(odds).max() < 1e-3
        nudged = a + 0.01 * np.ptp(a, axis=0).max() * np.array([1.0, -1.0])
        assert np.abs(nudged @ w.output_kernel + w.output_bias).min() > 1e-3
    assert bent[2] < 1e-6
    assert min(bent[0], bent[1]) > 0.1


def test_the_two_sides_share_the_boundary_all_the_way(carried):
    for way in (0, 0.3, 1, 1.7, 2):
        carried.show(way)
        boundary = {tuple(point) for point in np.round(vertices(carried.boundary)[1:-1], 6)}
        for side in carried.sides.values():
            corners = {tuple(point) for point in np.round(side.points[::4], 6)}
            assert len(boundary - corners) <= 4, "its ends lie on the edge of the square"


def test_the_square_fills_the_place_all_the_way_and_never_outgrows_it_far(carried):
    lowest, highest = 1.0, 0.0
    for way in FINE:
        outline = vertices(carried.show(way).plane.outline)[:, :2] - CENTRE
        reach = np.abs(outline).max() / (SIDE / 2)
        lowest, highest = min(lowest, reach), max(highest, reach)
    assert lowest > 0.84
    assert highest < 1.04


def test_nothing_jumps_on_the_way(carried):
    x = np.concatenate((UNIT_SQUARE, np.random.default_rng(1).uniform(-1, 1, (40, 2))))
    placed = np.array([carried.map.placing(way)(x) for way in FINE])
    assert np.linalg.norm(np.diff(placed, axis=0), axis=-1).max() < 0.05 * SIDE


def test_the_axes_cross_at_the_origin_of_what_is_shown(carried):
    for way, view in ((0, PLACE), (1, carried.map.z_view)):
        np.testing.assert_allclose(read_off(view, carried.map.origin(way)), 0, atol=1e-6)
    at_zero = FUNCTIONS[carried.run.activation.name](np.zeros(2))
    np.testing.assert_allclose(read_off(carried.map.a_view, carried.map.origin(2)), at_zero, atol=1e-9)


def test_in_another_place_the_same_is_shown_with_other_strokes(carried):
    elsewhere = square_viewport((-3.0, 1.0), 2.0, -1.0, 1.0)
    large = vertices(carried.show(1.6).boundary)[:, :2]
    width = carried.boundary.get_stroke_width()
    small = vertices(carried.stand(elsewhere, 0.5).boundary)[:, :2]
    np.testing.assert_allclose((small - (-3.0, 1.0)) / 2.0, (large - CENTRE) / SIDE, atol=1e-9)
    assert carried.boundary.get_stroke_width() == pytest.approx(width / 2)
    carried.stand(PLACE)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_activation_can_carry_the_plane(name):
    run = load("tanh")
    way = ForwardMap(run.at(run.epochs), ACTIVATIONS[name], PLACE)
    x = np.random.default_rng(2).uniform(-1, 1, (30, 2))
    z = x @ way.weights.hidden_kernel + way.weights.hidden_bias
    found = read_off(way.a_view, way.placing(2)(x))
    np.testing.assert_allclose(found, ACTIVATIONS[name].f(z), atol=1e-6 * np.ptp(way.a_view.x_range))


@pytest.mark.parametrize("kernel", [np.zeros((2, 2)), np.array([[1.0, 2.0], [0.5, 1.0]])])
def test_a_layer_that_presses_the_plane_flat_is_shown_too(kernel):
    run = load("sigmoid")
    weights = replace(run.at(0), hidden_kernel=kernel)
    way = ForwardMap(weights, run.activation, PLACE)
    for share in FINE[::20]:
        assert np.isfinite(way.placing(share)(UNIT_SQUARE)).all()


def test_a_breath_lies_between_the_move_and_the_squash():
    rate = breathing(breath=0.2, move=0.5)
    ways = np.array([rate(time) for time in np.linspace(0, 1, 201)])
    assert ways[[0, -1]] == pytest.approx([0, 2])
    assert (np.diff(ways) >= -1e-12).all()
    assert np.ptp(ways[81:120]) < 1e-9
    assert ways[100] == pytest.approx(1)


def test_a_polygon_is_sampled_densely_and_at_its_hinges():
    dense = densely(UNIT_SQUARE, lambda x: x[:, :1] - 0.123, step=0.5)
    assert np.linalg.norm(np.diff(dense, axis=0), axis=1).max() <= 0.5 + 1e-12
    assert np.isclose(dense[:, 0], 0.123).sum() == 2
