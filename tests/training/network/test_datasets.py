"""Data sets: two classes, seeded, in the square."""

import numpy as np
import pytest

from training.errors import LectureError
from training.network.datasets import DATASETS, dataset_named

NAMES = list(DATASETS)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("points", [2, 7, 1000])
def test_each_class_has_the_number_of_points_asked_for(name, points):
    inputs, targets = DATASETS[name](points, 3)
    assert inputs.shape == (2 * points, 2)
    assert inputs.dtype == targets.dtype == np.float32
    assert (targets == 0).sum() == (targets == 1).sum() == points
    assert np.abs(inputs).max() <= 1.2


@pytest.mark.parametrize("name", NAMES)
def test_the_seed_decides_the_data(name):
    first, again, other = (DATASETS[name](50, seed)[0] for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_parabolas_are_the_two_curves_of_the_article():
    inputs, targets = DATASETS["parabolas"](1000, 13)
    x1, x2 = inputs.astype(float).T
    assert np.allclose(x2, x1**2 - 0.5 * targets, atol=1e-6)
    upper = np.sort(x1[targets == 0])
    assert np.allclose(upper, np.linspace(-1, 1, 1000), atol=1e-6)


def test_circles_lie_on_rings_that_do_not_touch():
    inputs, targets = DATASETS["circles"](500, 0)
    radius = np.linalg.norm(inputs, axis=1)
    assert radius[targets == 1].max() < 0.5 < 0.8 < radius[targets == 0].min()


def test_xor_is_told_by_the_sign_of_the_product():
    inputs, targets = DATASETS["xor"](500, 0)
    assert np.array_equal(inputs[:, 0] * inputs[:, 1] < 0, targets == 1)


def test_no_straight_line_separates_the_spirals_but_they_do_not_touch():
    inputs, targets = DATASETS["spirals"](300, 0)
    between = np.linalg.norm(inputs[targets == 0][:, None] - inputs[targets == 1][None], axis=-1)
    assert between.min() > 0.05
    scores = (
        np.column_stack([inputs, np.ones(len(inputs))])
        @ np.linalg.lstsq(np.column_stack([inputs, np.ones(len(inputs))]), targets - 0.5, rcond=None)[0]
    )
    assert ((scores > 0) == (targets > 0.5)).mean() < 0.8


def test_moons_interleave():
    inputs, targets = DATASETS["moons"](500, 0)
    assert inputs[targets == 1][:, 1].max() > inputs[targets == 0][:, 1].min()


def test_a_misspelt_data_set_is_refused_with_the_nearest_one():
    with pytest.raises(LectureError, match="did you mean parabolas"):
        dataset_named("parabola")
