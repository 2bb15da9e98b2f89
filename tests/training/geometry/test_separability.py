"""The witness of inseparability, held against linear programming: no straight cut exists."""

import numpy as np
import pytest
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


def test_barycentric_coordinates_of_a_corner_and_of_the_centre():
    triangle = np.array([[[0.0, 0], [3, 0], [0, 3]]])
    assert barycentric(np.array([3.0, 0.0]), triangle)[0] == pytest.approx([0, 1, 0])
    assert barycentric(np.array([1.0, 1.0]), triangle)[0] == pytest.approx([1 / 3] * 3)
