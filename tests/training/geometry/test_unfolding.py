"""The way back from W: right at both ends, never crushed on the way."""

from itertools import pairwise

import numpy as np
import pytest

from training.geometry.unfolding import unfolded
from training.run.trajectory import load

KERNELS = {
    "turned over": np.array([[-6.4, -6.5], [-6.4, 6.0]]),
    "rotated": np.array([[0.0, 3.0], [-3.0, 0.5]]),
    "half a turn": -2 * np.eye(2),
    "as it is": np.eye(2),
}


@pytest.mark.parametrize("kernel", KERNELS.values(), ids=KERNELS.keys())
def test_it_starts_at_w_and_ends_at_the_identity(kernel):
    for share, expected in ((0.0, kernel), (1.0, 1.7 * np.eye(2))):
        matrix, depth = unfolded(kernel, share, 1.7)
        np.testing.assert_allclose(matrix, expected, atol=1e-12)
        np.testing.assert_allclose(depth, 0, atol=1e-12)


@pytest.mark.parametrize("kernel", KERNELS.values(), ids=KERNELS.keys())
def test_in_space_the_sheet_is_never_crushed(kernel):
    least = min(np.linalg.svd(kernel)[1].min(), 1.7)
    for share in np.linspace(0, 1, 101):
        matrix, depth = unfolded(kernel, share, 1.7)
        in_space = np.column_stack((matrix, depth))
        assert np.linalg.svd(in_space)[1].min() >= least - 1e-9


def test_a_straight_passage_of_the_numbers_would_crush_it():
    """The control: why the numbers of W are not simply faded into the identity."""
    kernel = load("sigmoid").at(150).hidden_kernel
    least = min(np.linalg.svd((1 - s) * kernel + s * np.eye(2))[1].min() for s in np.linspace(0, 1, 2001))
    assert least < 0.01


def test_the_way_has_no_jump():
    kernel = KERNELS["turned over"]
    ways = [np.column_stack(unfolded(kernel, share)) for share in np.linspace(0, 1, 241)]
    assert max(np.abs(b - a).max() for a, b in pairwise(ways)) < 0.2
