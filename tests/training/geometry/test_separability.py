"""The witness of inseparability, held against linear programming: no straight cut exists."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from training.geometry.separability import barycentric, convex_hull, witness
from training.network.datasets import DATASETS


def some_line_separates(inputs, targets):
    """Feasibility of side * (n . x + o) >= 1 for all points."""
    side = np.where(targets > 0.5, 1.0, -1.0)[:, None]
    rows = -side * np.column_stack((inputs, np.ones(len(inputs))))
    return linprog(np.zeros(3), A_ub=rows, b_ub=-np.ones(len(inputs)), bounds=(None, None)).status == 0


@pytest.mark.parametrize("name", DATASETS)
def test_a_witness_is_found_for_every_data_set_and_no_line_separates_its_four_points(name):
    inputs, targets = DATASETS[name].points(300, 13)
    found = witness(inputs, targets)
    assert found is not None
    for row in [*found.triangle, found.point]:
        assert (np.abs(inputs - row).max(axis=1) < 1e-7).any(), "a witness is made of data points"
    four = np.vstack((found.triangle, found.point))
    labels = np.array([found.triangle_label] * 3 + [1 - found.triangle_label])
    assert not some_line_separates(four, labels)
    assert found.shares.min() > 0
    assert found.shares @ found.triangle == pytest.approx(found.point, abs=1e-9)


def test_separable_classes_have_no_witness():
    inputs = np.array([[-1.0, 0], [-0.5, 0.4], [-0.7, -0.3], [1.0, 0], [0.6, 0.2], [0.7, -0.5]])
    targets = np.array([0, 0, 0, 1, 1, 1])
    assert some_line_separates(inputs, targets)
    assert witness(inputs, targets) is None


def test_too_few_points_have_no_witness():
    inputs, targets = DATASETS["parabolas"].points(2, 13)
    assert witness(inputs, targets) is None


def test_the_hull_of_a_square_with_a_middle_is_its_four_corners():
    points = np.array([[0, 0], [2, 0], [2, 2], [0, 2], [1, 1], [1, 0]], float)
    assert convex_hull(points).tolist() == [[0, 0], [2, 0], [2, 2], [0, 2]]


def is_between(point, corners):
    """Whether a point of whole numbers lies on the segment, or in the triangle, of others; exactly."""
    ring = [*corners, corners[0]]
    turns = [(b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) for a, b in pairwise(ring)]
    low, high = np.min(corners, axis=0), np.max(corners, axis=0)
    in_box = bool(np.all(low <= point) and np.all(point <= high))
    return in_box and (all(turn >= 0 for turn in turns) or all(turn <= 0 for turn in turns))


def corners_by_hand(points):
    """The points that are no mixture of two or three of the others (Caratheodory)."""
    distinct = sorted(set(points))
    return {
        point
        for point in distinct
        if not any(
            is_between(point, others)
            for count in (2, 3)
            for others in combinations([other for other in distinct if other != point], count)
        )
    }


WHOLE = st.integers(-3, 3)


@settings(max_examples=300)
@given(st.lists(st.tuples(WHOLE, WHOLE), max_size=9))
@example([])
@example([(1, 2)])
@example([(1, 2), (1, 2), (1, 2)])
@example([(0, 0), (3, 3), (1, 1), (2, 2)])
@example([(2, 0), (2, 3), (2, 1)])
@example([(0, 0), (2, 0), (2, 2), (0, 2), (1, 0), (2, 1), (1, 1), (0, 0)])
def test_the_corners_are_the_points_that_are_no_mixture_of_others(points):
    hull = convex_hull(np.array(points, float).reshape(-1, 2))
    assert {tuple(corner) for corner in hull.tolist()} == corners_by_hand(points)
    assert hull.shape == (len(corners_by_hand(points)), 2)
    if len(hull):
        assert hull[0].tolist() == min(hull.tolist())


REAL = st.floats(-1, 1, allow_subnormal=False)


@settings(max_examples=300)
@given(st.lists(st.tuples(REAL, REAL), min_size=1, max_size=40))
def test_no_point_lies_outside_its_hull_and_the_hull_turns_left_only(points):
    points = np.array(points)
    hull = convex_hull(points)
    assert all((points == corner).all(axis=1).any() for corner in hull)
    if len(hull) < 3:
        along = hull[-1] - hull[0]
        away = points - hull[0]
        assert np.abs(along[0] * away[:, 1] - along[1] * away[:, 0]).max() <= 1e-9
        return
    edges = np.roll(hull, -1, axis=0) - hull
    away = points[:, None] - hull
    assert (edges[:, 0] * away[..., 1] - edges[:, 1] * away[..., 0]).min() >= -1e-9
    following = np.roll(edges, -1, axis=0)
    assert (edges[:, 0] * following[:, 1] - edges[:, 1] * following[:, 0]).min() >= -1e-9
    x, y = hull.T
    assert (x * np.roll(y, -1) - np.roll(x, -1) * y).sum() > 0


def test_points_on_one_line_to_within_rounding_have_two_ends():
    along = np.linspace(0.1, 0.7, 50)
    points = np.column_stack([along, 1 / 3 + along * 0.3])
    points[20, 1] = np.nextafter(points[20, 1], 1)
    assert convex_hull(points).tolist() == [points[0].tolist(), points[-1].tolist()]
    points[20, 1] += 1e-3
    assert len(convex_hull(points)) == 3, "the control: what stands out is a corner"


def test_barycentric_coordinates_of_a_corner_and_of_the_centre():
    triangle = np.array([[[0.0, 0], [3, 0], [0, 3]]])
    assert barycentric(np.array([3.0, 0.0]), triangle)[0] == pytest.approx([0, 1, 0])
    assert barycentric(np.array([1.0, 1.0]), triangle)[0] == pytest.approx([1 / 3] * 3)
