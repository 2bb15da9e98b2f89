"""The shortest runs, the smallest data and deeper networks: everything that is measured has an answer."""

import numpy as np
import pytest

from training.network.formulas import activation_values, correct, probability
from training.recipe.recipe import Recipe
from training.report import table_of
from training.run.gradients import death_of, switched_on
from training.run.milestones import milestones_of
from training.run.reclassification import reclassified
from training.run.spread import covered, motion, spans
from training.run.trajectory import from_arrays, measure
from training.storage.store import expected_members, weight_shapes

SMALL = [
    {"epochs": 1},
    {"epochs": 2},
    {"epochs": 1, "points": 2},
    {"epochs": 1, "points": 2, "batch_size": 5000},
    {"epochs": 2, "points": 2, "batch_size": 1},
    {"epochs": 2, "hidden_layers": (10, 2)},
    {"epochs": 1, "hidden_layers": (1, 4, 2), "batch_size": 5000},
]


@pytest.fixture(params=SMALL, ids=str)
def recipe(request):
    return Recipe(**{"points": 20, **request.param})


@pytest.fixture(params=["sigmoid", "relu", "gelu", "linear"])
def run(request, recipe):
    """A run that wanders at random, in the form that training gives it."""
    recipe = recipe.changed({"activation": request.param})
    random = np.random.default_rng(11)
    arrays = {
        name: random.normal(size=shape).astype(dtype)
        for name, (dtype, shape) in expected_members(recipe).items()
    }
    inputs, targets = random.uniform(-1, 1, (2 * recipe.points, 2)), np.arange(2 * recipe.points) % 2
    arrays |= {"inputs": inputs.astype("<f4"), "targets": targets.astype("<f4")}
    run = from_arrays(recipe, arrays, {})
    arrays["loss"], arrays["accuracy"] = measure(recipe, run.after_epochs(), run.inputs, run.targets)
    return from_arrays(recipe, arrays, {})


def test_its_weights_are_there_at_every_epoch(run):
    assert [array.shape[1:] for array in run.weights.arrays()] == list(weight_shapes(run.recipe).values())
    for name, path, last in (("at", run.at, -1), ("glide", run.glide, -1)):
        for epoch, stored in ((0, 0), (run.epochs, last)):
            for found, kept in zip(path(epoch).arrays(), run.weights[stored].arrays(), strict=True):
                assert np.array_equal(found, kept), name
    half = run.glide(0.5).hidden_bias
    pair = run.after_epochs().hidden_bias[:2]
    assert np.all((half >= pair.min(axis=0) - 1e-9) & (half <= pair.max(axis=0) + 1e-9))
    assert np.allclose(run.glide_each(np.array([0.0, 0.5])).hidden_bias[1], half, atol=1e-12)
    assert run.glide_deviation() >= 0


def test_its_milestones_are_those_counted_by_hand(run):
    found, epochs = milestones_of(run), range(run.epochs + 1)
    right = [correct(probability(run.inputs, run.at(e), run.activation), run.targets) for e in epochs]
    ends_right = [epoch for epoch in epochs if all(np.all(later) for later in right[epoch:])]
    assert found.all_right == (min(ends_right) if ends_right else None)
    assert found.saturated.shape == (run.epochs + 1, 2)
    assert found.plateau is None or 0 <= found.plateau.begin < found.plateau.end <= run.epochs
    for epoch in (*found.widening, *found.squashing, *found.dead):
        assert epoch is None or 0 <= epoch <= run.epochs
    assert table_of([("short", run, None)]).row_count == 1


def test_how_its_plane_spreads_and_changes_class_is_a_finite_number(run):
    fine = np.linspace(0, run.epochs, 40 * run.epochs + 1)
    for found, length in ((spans(run), run.epochs + 1), (covered(run), run.epochs + 1),
                          (motion(run), run.epochs + 1), (reclassified(run, fine), len(fine))):  # fmt: skip
        assert len(found) == length
        assert np.all(np.isfinite(found))
        assert np.all(found >= 0)


def test_its_units_are_on_where_the_slope_is_not_0(run):
    weights = run.at(run.epochs)
    share = switched_on(run.inputs, weights, run.activation)
    values = activation_values(run.inputs.astype(float), weights, run.activation)
    assert share == pytest.approx((values > 0).mean(axis=0) if run.activation.name == "relu" else [1, 1])
    death = death_of(run)
    assert death is None or 0 <= death.update <= run.recipe.updates
