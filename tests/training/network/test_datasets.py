"""Data sets: two classes, seeded, in the square."""

import ast

import numpy as np
import pytest

from training import paths
from training.errors import LectureError
from training.network.datasets import DATASETS, Dataset, dataset_named
from training.recipe.recipe import Recipe

NAMES = list(DATASETS)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("points", [2, 7, 1000])
def test_each_class_has_the_number_of_points_asked_for(name, points):
    inputs, targets = DATASETS[name].points(points, 3)
    assert inputs.shape == (2 * points, 2)
    assert inputs.dtype == targets.dtype == np.float32
    assert (targets == 0).sum() == (targets == 1).sum() == points
    assert np.abs(inputs).max() <= 1.2


@pytest.mark.parametrize("name", NAMES)
def test_the_seed_decides_the_data(name):
    first, again, other = (DATASETS[name].points(50, seed)[0] for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_parabolas_are_the_two_curves_of_the_article():
    inputs, targets = DATASETS["parabolas"].points(1000, 13)
    x1, x2 = inputs.astype(float).T
    assert np.allclose(x2, x1**2 - 0.5 * targets, atol=1e-6)
    upper = np.sort(x1[targets == 0])
    assert np.allclose(upper, np.linspace(-1, 1, 1000), atol=1e-6)


def test_circles_lie_on_rings_that_do_not_touch():
    inputs, targets = DATASETS["circles"].points(500, 0)
    radius = np.linalg.norm(inputs, axis=1)
    assert radius[targets == 1].max() < 0.5 < 0.8 < radius[targets == 0].min()


def test_xor_is_told_by_the_sign_of_the_product():
    inputs, targets = DATASETS["xor"].points(500, 0)
    assert np.array_equal(inputs[:, 0] * inputs[:, 1] < 0, targets == 1)


def test_no_straight_line_separates_the_spirals_but_they_do_not_touch():
    inputs, targets = DATASETS["spirals"].points(300, 0)
    between = np.linalg.norm(inputs[targets == 0][:, None] - inputs[targets == 1][None], axis=-1)
    assert between.min() > 0.05
    scores = (
        np.column_stack([inputs, np.ones(len(inputs))])
        @ np.linalg.lstsq(np.column_stack([inputs, np.ones(len(inputs))]), targets - 0.5, rcond=None)[0]
    )
    assert ((scores > 0) == (targets > 0.5)).mean() < 0.8


def test_moons_interleave():
    inputs, targets = DATASETS["moons"].points(500, 0)
    assert inputs[targets == 1][:, 1].max() > inputs[targets == 0][:, 1].min()


def test_a_misspelt_data_set_is_refused_with_the_nearest_one():
    with pytest.raises(LectureError, match="did you mean parabolas"):
        dataset_named("parabola")


def test_a_stroke_runs_along_its_curve_and_keeps_both_ends():
    inputs, targets = DATASETS["parabolas"].points(1000, 13)
    for label, points in ((0, inputs[targets == 0]), (1, inputs[targets == 1])):
        stroke = DATASETS["parabolas"].drawn(points, 241)
        assert stroke.shape == (241, 2)
        assert stroke.dtype == np.float64
        assert np.all(np.diff(stroke[:, 0]) > 0)
        assert stroke[[0, -1], 0] == pytest.approx([-1, 1])
        assert np.allclose(stroke[:, 1], stroke[:, 0] ** 2 - 0.5 * label, atol=1e-6)
    assert len(DATASETS["parabolas"].drawn(inputs[:3], 241)) == 3


def test_a_class_that_is_no_curve_is_drawn_as_all_of_its_points():
    inputs, _ = DATASETS["xor"].points(500, 0)
    assert np.array_equal(DATASETS["xor"].drawn(inputs, 241), inputs)


def test_a_data_set_of_anybody_is_one_value_and_one_row(monkeypatch):
    """Points that are read from somewhere, a curve that goes round: nothing else has to know."""
    angle = np.random.RandomState(0).permutation(np.linspace(-3, 3, 50))
    ring = np.column_stack([np.cos(angle), np.sin(angle)])
    read = np.concatenate([ring, 0.5 * ring]).astype(np.float32), np.repeat(np.array([0, 1], np.float32), 50)
    along = lambda points: np.arctan2(points[:, 1], points[:, 0])  # noqa: E731
    monkeypatch.setitem(DATASETS, "mine", Dataset(lambda points, seed: read, "two horseshoes", along=along))
    assert Recipe(dataset="mine", points=50).dataset == "mine"
    stroke = dataset_named("mine").drawn(ring, 50)
    assert np.allclose(np.arctan2(stroke[:, 1], stroke[:, 0]), np.linspace(-3, 3, 50))


def names_of_data_sets(source):
    """Return the data sets whose names stand as whole strings in a module."""
    strings = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    return strings & set(DATASETS)


def test_no_other_module_knows_a_data_set_by_name():
    assert names_of_data_sets('as_strokes = dataset == "parabolas"') == {"parabolas"}
    registry, default = paths.ROOT / "training/network/datasets.py", paths.ROOT / "training/recipe/recipe.py"
    for room in ("training", "scenes", "lecture"):
        for module in sorted((paths.ROOT / room).rglob("*.py")):
            known = names_of_data_sets(module.read_text(encoding="utf-8"))
            expected = set(DATASETS) if module == registry else {"parabolas"} if module == default else set()
            assert known == expected, module
