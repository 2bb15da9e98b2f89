"""Lines, curves and polygons cut at convex polygons, against areas, equations and points drawn at random."""

import numpy as np
import pytest

from training.geometry.convex import (
    UNIT_SQUARE,
    box_corners,
    curve_inside,
    half_plane,
    inside,
    line_inside,
    polygon_inside,
)
from training.run.trajectory import load

TRIANGLE = np.array([[-1.0, -0.5], [1.2, -0.8], [0.3, 1.1]])


def area(corners):
    x, y = corners.T
    return 0.5 * (x @ np.roll(y, -1) - y @ np.roll(x, -1))


def test_a_line_is_cut_at_the_box():
    box = box_corners((0, 0), (2, 2))
    ends = line_inside(box, np.array([1, 1]), -1)
    assert np.allclose(sorted(ends.tolist()), [[0, 1], [1, 0]])
    assert len(line_inside(box, np.array([1, 1]), 5)) == 0
    assert len(line_inside(box, np.array([0, 0]), 1)) == 0
    assert np.allclose(sorted(line_inside(box, np.array([0, 1]), -1).tolist()), [[0, 1], [2, 1]])


def test_the_two_halves_fill_the_box_and_each_has_its_sign():
    weights, box = load("sigmoid").at(150), box_corners((0, 0), (1, 1))
    normal, offset = weights.output_kernel[:, 0], float(weights.output_bias[0])
    halves = half_plane(box, -normal, -offset), half_plane(box, normal, offset)
    assert sum(area(half) for half in halves) == pytest.approx(1.0)
    for half, sign in zip(halves, (-1, 1), strict=True):
        assert sign * (half.mean(axis=0) @ weights.output_kernel + weights.output_bias)[0] > 0
    ends = line_inside(box, normal, offset)
    assert len(ends) == 2
    assert np.allclose(ends @ weights.output_kernel[:, 0] + weights.output_bias, 0, atol=1e-9)


def test_halves_share_their_line_and_fill_a_polygon_either_way_round():
    random = np.random.default_rng(11)
    for polygon in (TRIANGLE, TRIANGLE[::-1], UNIT_SQUARE):
        for _ in range(200):
            normal, offset = random.normal(size=2), random.normal(scale=0.5)
            ours, theirs = half_plane(polygon, normal, offset), half_plane(polygon, -normal, -offset)
            assert area(ours) + area(theirs) == pytest.approx(area(polygon))
            for end in line_inside(polygon, normal, offset):
                assert end @ normal + offset == pytest.approx(0, abs=1e-12)
                assert min(np.abs(ours - end).sum(axis=1).min(), np.abs(theirs - end).sum(axis=1).min()) == 0


def test_inside_agrees_with_half_planes_and_tells_the_square_from_its_surroundings():
    random = np.random.default_rng(11)
    assert list(inside(np.array([[0.0, 0.0], [1.0, 1.0], [1.1, 0.0]]), UNIT_SQUARE)) == [True, True, False]
    points = random.uniform(-1.5, 1.5, (4000, 2))
    share = inside(points, TRIANGLE).mean()
    assert share == pytest.approx(area(TRIANGLE) / 9, abs=0.03)


def test_a_polygon_inside_another_has_the_area_of_the_points_in_both():
    random = np.random.default_rng(11)
    other = UNIT_SQUARE * 0.8 + [0.5, 0.4]
    both = polygon_inside(other, TRIANGLE)
    assert np.all(inside(both, TRIANGLE) & inside(both, other))
    points = random.uniform(-1.5, 1.5, (40000, 2))
    share = (inside(points, TRIANGLE) & inside(points, other)).mean()
    assert area(both) == pytest.approx(9 * share, rel=0.05)
    assert len(polygon_inside(other + 5, TRIANGLE)) == 0


def test_a_curve_is_cut_where_it_crosses_and_keeps_its_own_points():
    angle = np.linspace(0, 2 * np.pi, 2001)
    circle = 1.2 * np.stack((np.cos(angle), np.sin(angle)), axis=1)  # leaves the square at its four sides
    pieces = curve_inside(circle, UNIT_SQUARE)
    assert len(pieces) == 4
    for piece in pieces:
        assert np.allclose(np.abs(piece[[0, -1]]).max(axis=1), 1, atol=1e-12)
        assert np.all(inside(piece, UNIT_SQUARE))
        own = np.abs(piece[1:-1, None] - circle).sum(axis=2).min(axis=1)
        assert own.max() == 0
    kept = sum(len(piece) - 2 for piece in pieces)
    assert kept == inside(circle, UNIT_SQUARE).sum()


@pytest.mark.parametrize(
    ("curve", "expected"),
    [
        ([[-3, 0], [3, 0]], [[[-1, 0], [1, 0]]]),  # right through, no point of it inside
        ([[-3, 2], [3, 2]], []),
        ([[0, 0], [0, 0.5], [0.5, 0.5]], [[[0, 0], [0, 0.5], [0.5, 0.5]]]),
        ([[0, 0], [0, 2], [0.5, 2], [0.5, 0]], [[[0, 0], [0, 1]], [[0.5, 1], [0.5, 0]]]),
        ([[0, 0]], []),
    ],
)
def test_pieces_of_a_path(curve, expected):
    pieces = curve_inside(np.array(curve, float), UNIT_SQUARE)
    assert len(pieces) == len(expected)
    for piece, points in zip(pieces, expected, strict=True):
        assert np.allclose(piece, points)
