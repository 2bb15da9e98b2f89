"""Spread of the square's image: extents, area and speed against what can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from training.network.formulas import activation_values
from training.run.spread import area_filled, covered, feature_sides, grid_images, motion, spans
from training.run.trajectory import load


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_spans_are_the_corners_extents_because_sigma_rises(name: str) -> None:
    run = load(name)
    low, high = run.activation.limits
    corners = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1.0]])
    for epoch in (0, 30, 150):
        a = activation_values(corners, run.at(epoch), run.activation)
        np.testing.assert_allclose(spans(run)[epoch], np.ptp(a, axis=0) / (high - low), rtol=1e-12)


def test_under_a_linear_layer_the_covered_area_is_the_determinants() -> None:
    run = load("linear")
    sides = feature_sides(run, grid_images(run))
    for epoch in (0, 10, 150):
        exact = 4 * abs(np.linalg.det(run.at(epoch).hidden_kernel)) / sides[epoch] ** 2
        assert covered(run)[epoch] == pytest.approx(exact, rel=1e-5)


def test_covered_area_is_the_integral_of_the_local_area() -> None:
    run = load("sigmoid")
    side = np.linspace(-1, 1, 401)
    middle = (side[1:] + side[:-1]) / 2
    x = np.stack(np.meshgrid(middle, middle), axis=-1).reshape(-1, 2)
    for epoch in (0, 66):
        weights = run.at(epoch)
        z = x @ weights.hidden_kernel + weights.hidden_bias
        slopes = run.activation.derivative(z).prod(axis=1)
        exact = abs(np.linalg.det(weights.hidden_kernel)) * slopes.mean() * 4
        assert covered(run)[epoch] == pytest.approx(exact, rel=2e-3)


def test_the_side_of_an_open_feature_space_never_shrinks() -> None:
    run = load("relu")
    sides = feature_sides(run, grid_images(run))
    assert (np.diff(sides) >= 0).all()
    assert sides[-1] == pytest.approx(np.ptp(grid_images(run)[-1], axis=0).max(), rel=1e-6)


def test_motion_is_the_mean_way_of_the_crossings_per_epoch() -> None:
    run = load("tanh")
    images = grid_images(run)
    speed = motion(run, reach=2)
    way = np.sqrt(((images[42] - images[38]) ** 2).sum(axis=1)).mean()
    assert speed[40] == pytest.approx(way / 4 / 2)
    assert len(speed) == run.epochs + 1
    assert (speed >= 0).all()


def test_the_area_filled_is_the_area_covered_where_feature_space_has_walls() -> None:
    for name in ("sigmoid", "tanh"):
        run = load(name)
        np.testing.assert_allclose(area_filled(run.after_epochs(), run.activation), covered(run))
        assert area_filled(run.at(66), run.activation) == pytest.approx(covered(run)[66])
