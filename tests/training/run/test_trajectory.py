"""The cached runs: exact where stored, monotone between, and how far a smooth path departs."""

import json
import subprocess
import sys
import timeit
from functools import partial

import numpy as np
import pytest
from scipy.interpolate import PchipInterpolator

from training import paths
from training.errors import LectureError
from training.network.formulas import Weights
from training.recipe.recipe import Recipe
from training.run.interpolation import WeightPath, deviation
from training.run.trajectory import load, measure

RUNS = ["sigmoid", "tanh", "relu", "linear", "dead_unit"]
# The widest move of the grid, as a share of the side of feature space, that whole-epoch knots may cost.
EXPECTED_GLIDE = {"sigmoid": 0.021, "tanh": 0.08, "relu": 0.016}


@pytest.fixture(params=RUNS)
def run(request):
    return load(request.param)


def test_the_weights_after_every_update_are_there(run):
    assert all(len(array) == run.recipe.updates + 1 for array in run.weights.arrays())
    assert run.weights.hidden_kernel.dtype == np.float32
    assert len(run.loss) == len(run.accuracy) == run.epochs + 1


def test_at_is_exact_at_every_stored_update(run):
    random = np.random.default_rng(0)
    for update in [0, 1, run.recipe.updates, *random.integers(0, run.recipe.updates, 500)]:
        weights = run.at(update / run.updates_per_epoch)
        for found, stored in zip(weights.arrays(), run.weights.arrays(), strict=True):
            assert np.array_equal(found, stored[update])


def test_glide_is_exact_at_whole_epochs(run):
    for epoch in range(run.epochs + 1):
        stored = run.weights.arrays()
        for found, kept in zip(run.glide(epoch).arrays(), stored, strict=True):
            assert np.array_equal(found, kept[epoch * run.updates_per_epoch])


def test_between_knots_every_weight_stays_between_its_neighbours(run):
    epochs = np.random.default_rng(1).uniform(0, run.epochs, 400)
    updates = epochs * run.updates_per_epoch
    for times, found in ((updates, run.at_each(epochs)), (epochs, run.glide_each(epochs))):
        stored = (run.weights if times is updates else run.after_epochs()).arrays()
        left = np.minimum(times.astype(int), len(stored[0]) - 2)
        for values, knots in zip(found.arrays(), stored, strict=True):
            pair = np.stack([knots[left], knots[left + 1]]).astype(float)
            assert np.all(values >= pair.min(axis=0) - 1e-9)
            assert np.all(values <= pair.max(axis=0) + 1e-9)


def test_the_path_is_scipys_pchip():
    run = load("tanh")
    rows = run.after_epochs().hidden_kernel.astype(float)
    theirs = PchipInterpolator(np.arange(len(rows)), rows)
    epochs = np.linspace(0, run.epochs, 1357)
    assert np.allclose(run.glide_each(epochs).hidden_kernel, theirs(epochs), atol=1e-12)


def test_one_epoch_and_many_agree(run):
    epochs = np.linspace(0, run.epochs, 333)
    for one, many in ((run.at, run.at_each(epochs)), (run.glide, run.glide_each(epochs))):
        for index in (0, 1, 100, 331, 332):
            assert np.allclose(one(epochs[index]).hidden_kernel, many.hidden_kernel[index], atol=1e-12)


def test_the_deviation_in_the_provenance_is_the_one_measured(run):
    assert run.provenance["glide_deviation"] == pytest.approx(run.glide_deviation(), rel=1e-9)
    assert deviation(run.activation, run.weights, run.weights) == 0


@pytest.mark.parametrize("name", list(EXPECTED_GLIDE))
def test_gliding_through_epochs_departs_as_little_as_expected(name):
    assert 0.5 * EXPECTED_GLIDE[name] < load(name).provenance["glide_deviation"] < EXPECTED_GLIDE[name]


def test_deviation_is_the_move_of_the_grid_over_its_side():
    from training.network.activations import ACTIVATIONS

    def shifted(amount):
        return Weights(np.eye(2)[None], np.array([[amount, 0.0]]), np.zeros((1, 2, 1)), np.zeros((1, 1)))

    assert deviation(ACTIVATIONS["linear"], shifted(0.0), shifted(0.3)) == pytest.approx(0.15)


def test_the_stored_loss_and_accuracy_are_those_of_the_stored_weights(run):
    loss, accuracy = measure(run.recipe, run.after_epochs(), run.inputs, run.targets)
    assert np.allclose(loss, run.loss, atol=1e-6)
    assert np.array_equal(accuracy, run.accuracy)
    assert run.point_losses(run.epochs).mean() == pytest.approx(float(run.loss[-1]), abs=1e-6)


@pytest.mark.parametrize("epoch", [-0.01, 150.01, float("nan")])
def test_an_epoch_the_run_does_not_reach_is_refused(epoch):
    with pytest.raises(LectureError, match="expected 0 to 150"):
        load("sigmoid").at(epoch)


def test_asking_for_weights_costs_little_enough_for_every_frame():
    run = load("sigmoid")
    run.at(0), run.glide(0)
    for ask in (run.at, run.glide):
        best = min(timeit.repeat(partial(ask, 12.5037), number=500, repeat=7)) / 500
        assert best < 200e-6  # about 20 microseconds on an idle machine


def test_provenance_names_recipe_seeds_and_versions(run):
    recipe = run.provenance["recipe"]
    assert recipe == run.recipe.as_dict()
    assert {"seed", "data_seed", "order_seed"} <= set(recipe)
    assert {"tensorflow", "keras", "numpy"} <= set(run.provenance["made_with"])


def test_a_recipe_that_was_not_trained_is_missing_and_the_message_says_what_to_type():
    with pytest.raises(
        LectureError, match=r"missing; run: python -m training sigmoid --set epochs=151"
    ) as refusal:
        load(Recipe(epochs=151))
    assert refusal.value.exit_code == 2


def test_loading_needs_no_tensorflow():
    program = (
        "import sys, json\nfrom training.run.trajectory import load\n"
        "from training.sweep.sweep import load_sweep\n"
        "from training.run.milestones import milestones_of\n"
        "import training.command, training.sweep.sweep_training\n"
        "milestones_of(load('sigmoid')); load_sweep()\n"
        "print(json.dumps([name for name in sys.modules if name.split('.')[0] in ('tensorflow', 'keras')]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=paths.ROOT, check=True
    )
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize("knots", [2, 3, 40])
def test_a_path_of_weights_is_scipys_pchip_array_by_array(knots):
    random = np.random.default_rng(knots)
    shapes = [(4, 10, 2), (4, 2), (4, 2, 1), (4, 1), (4, 2, 10), (4, 10)]
    stack = Weights.from_arrays([random.normal(size=(knots, *shape)).astype(np.float32) for shape in shapes])
    path, times = WeightPath(stack), np.linspace(0, knots - 1, 7 * knots)
    each = path.at_each(times)
    for index, array in enumerate(stack.arrays()):
        expected = PchipInterpolator(np.arange(knots), array.astype(float), axis=0)(times)
        assert np.allclose(each.arrays()[index], expected, atol=1e-12)
        alone = np.stack([path.at(time).arrays()[index] for time in times])
        assert alone.dtype == np.float64
        assert np.array_equal(alone, each.arrays()[index])
