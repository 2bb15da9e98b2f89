"""A square cut into decided parts: areas add up, sides are right."""

import numpy as np
import pytest

from training.geometry.pieces import decided_pieces

SQUARE = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], float)


def area(polygon):
    x, y = polygon.T
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def test_a_parabola_cuts_the_square_into_the_areas_the_integral_gives():
    x = np.linspace(-1, 1, 2001)
    cut = np.stack((x, x**2 - 0.5), axis=1)
    negative, positive = decided_pieces(SQUARE, [cut], lambda p: p[:, 0] ** 2 - 0.5 - p[:, 1])
    # Below the curve: integral of x^2 - 0.5 + 1 from -1 to 1 = 2/3 + 1.
    assert len(negative) == len(positive) == 1
    assert area(positive[0]) == pytest.approx(5 / 3, abs=1e-5)
    assert area(negative[0]) == pytest.approx(4 - 5 / 3, abs=1e-5)


def test_a_curve_drawn_the_other_way_round_gives_the_same_parts():
    cut = np.array([[-1.0, 0.25], [0, 0.5], [1, 0.25]])
    for line in (cut, cut[::-1]):
        negative, positive = decided_pieces(SQUARE, [line], lambda p: 0.4 - p[:, 1])
        assert area(positive[0]) == pytest.approx(2 + 2 * 0.375)
        assert area(negative[0]) == pytest.approx(2 - 2 * 0.375)


def test_two_cuts_leave_a_band_between_them():
    cuts = [np.array([[-1.0, h], [0.0, h], [1.0, h]]) for h in (-0.5, 0.5)]
    negative, positive = decided_pieces(SQUARE, cuts, lambda p: 0.25 - p[:, 1] ** 2)
    assert sum(map(area, positive)) == pytest.approx(2)
    assert [area(p) for p in negative] == pytest.approx([1, 1])


def test_a_corner_cut_off_leaves_five_corners():
    cut = np.array([[0.5, 1.0], [1.0, 0.5]])
    negative, positive = decided_pieces(SQUARE, [cut], lambda p: p.sum(axis=1) - 1.5)
    assert area(positive[0]) == pytest.approx(0.125)
    assert area(negative[0]) == pytest.approx(4 - 0.125)


def test_without_a_cut_one_class_owns_everything():
    negative, positive = decided_pieces(SQUARE, [], lambda p: np.full(len(p), -1.0))
    assert positive == []
    assert area(negative[0]) == 4
