"""Milestones on toy runs with known answers, and on the lecture's own."""

import numpy as np
import pytest

from training.network.formulas import Weights, correct, probability
from training.recipe.recipe import Recipe
from training.run.milestones import NOT_REACHED, first, for_good, longest_plateau, milestones_of, reached
from training.run.trajectory import Trajectory, load


def toy(hidden_bias, output_bias, activation="relu", kernel=((1.0, 0.0), (0.0, 1.0)), loss=None):
    """A run of one update per epoch on four points: z = xW + b, score = a1 + a2 + c."""
    epochs = len(hidden_bias) - 1
    recipe = Recipe(activation=activation, points=2, batch_size=4, epochs=epochs)
    inputs = np.array([[0.1, 0.1], [0.2, 0.2], [0.6, 0.6], [0.8, 0.8]], np.float32)
    kernels = np.broadcast_to(np.array(kernel, np.float32), (epochs + 1, 2, 2)).copy()
    weights = Weights(
        kernels,
        np.array(hidden_bias, np.float32),
        np.ones((epochs + 1, 2, 1), np.float32),
        np.array(output_bias, np.float32)[:, None],
    )
    loss = np.linspace(1, 0, epochs + 1) if loss is None else np.array(loss)
    return Trajectory(recipe, weights, inputs, np.array([0, 0, 1, 1], np.float32), loss, loss, {})


def test_for_good_is_the_start_of_the_last_unbroken_stretch():
    assert for_good(np.array([0, 1, 0, 1, 1], bool)) == 3
    assert for_good(np.array([1, 1, 1], bool)) == 0
    assert for_good(np.array([0, 1, 1, 0], bool)) == NOT_REACHED
    assert reached(for_good(np.array([1], bool))) == 0
    assert reached(for_good(np.array([0], bool))) is None
    many = np.random.default_rng(2).random((6, 5, 4)) < 0.7
    each = [[for_good(many[:, row, column]) for column in range(4)] for row in range(5)]
    assert for_good(many).tolist() == [[int(one) for one in row] for row in each]
    for row in range(5):
        ends = [n for n in range(6) if many[n:, row, 0].all()]
        assert for_good(many)[row, 0] == (min(ends) if ends else NOT_REACHED)
    assert first(np.array([0, 0, 1, 0], bool)) == 2
    assert first(np.array([0, 0], bool)) is None


def test_right_for_good_forgets_a_stretch_that_was_lost_again():
    # Score of a point (t, t) is 2 t + c; negatives reach 0.4, positives start at 1.2.
    found = milestones_of(toy([[0, 0]] * 6, [-1.0, -0.3, -1.5, -1.5, -0.5, -1.0]))
    assert found.negatives_right == 2
    assert found.all_right == 4


def test_a_milestone_that_is_not_reached_says_so():
    found = milestones_of(toy([[0, 0]] * 4, [0.0, 0.0, 0.0, 0.0]))
    assert found.negatives_right is None
    assert found.all_right is None
    assert found.plateau is None
    assert found.described(found.all_right) == "not within 3 epochs"
    assert found.described(2) == "2"


def test_a_unit_is_dead_from_the_epoch_at_which_no_point_reaches_it_for_good():
    found = milestones_of(toy([[0, 0], [0, -2], [0, 0], [0, -0.8], [0, -1]], [-1.0] * 5))
    assert found.dead == (None, 3)
    assert found.saturated[3].tolist() == [0.0, 1.0]
    assert found.saturated[0].tolist() == [0.0, 0.0]


def test_saturation_is_the_share_of_points_on_the_flat_part():
    # sigma' < 0.01 where |z| > 4.6: with b1 = 4.3 the points at 0.6 and 0.8 are, the others are not.
    found = milestones_of(toy([[0, 0], [4.3, 0]], [-1.0, -1.0], activation="sigmoid"))
    assert found.saturated[1].tolist() == [0.5, 0.0]


def test_squashing_starts_where_points_reach_half_the_steepest_slope():
    # sigmoid' is half its peak at |z| = 1.7627; at b = 1.0 the point at 0.8 passes it, the first of four.
    found = milestones_of(toy([[0, 0], [0.9, 0], [1.0, 0], [2.0, 0]], [-1.0] * 4, activation="sigmoid"))
    assert found.squashing == (2, None)
    assert milestones_of(toy([[0, 0], [9, 9]], [-1.0, -1.0])).squashing == (None, None)


def test_widening_starts_a_tenth_of_the_widest_above_the_start():
    run = toy([[0, 0]] * 4, [-1.0] * 4, activation="linear")
    run.weights.hidden_kernel[:, 0, 0] = [1.0, 1.05, 1.2, 1.5]
    assert milestones_of(run).widening == (2, None)


def test_a_plateau_is_level_and_followed_by_a_fall():
    loss = [1.0, 0.8, 0.62, 0.61, 0.60, 0.60, 0.59, 0.3, 0.1, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    found = longest_plateau(np.array(loss))
    assert found is not None
    assert (found.begin, found.end) == (2, 6)
    assert found.level == pytest.approx(np.mean(loss[2:7]))


def test_a_loss_that_falls_evenly_or_not_at_all_has_no_plateau():
    assert longest_plateau(np.linspace(1, 0, 11)) is None
    assert longest_plateau(np.ones(11)) is None


@pytest.mark.parametrize(
    ("name", "negatives", "everything"), [("sigmoid", 66, 100), ("tanh", 50, 63), ("relu", 11, 47)]
)
def test_the_published_protocol_gives_the_known_epochs(name, negatives, everything):
    run = load(name)
    found = milestones_of(run)
    assert found.negatives_right is not None
    assert found.all_right is not None
    # A point on the edge may turn one epoch sooner or later with another processor's rounding.
    assert abs(found.negatives_right - negatives) <= 1
    assert abs(found.all_right - everything) <= 1
    for epoch, sound in ((found.all_right, True), (found.all_right - 1, False)):
        p = probability(run.inputs.astype(float), run.at(epoch), run.activation)
        assert bool(correct(p, run.targets).all()) is sound


def test_the_linear_control_never_gets_everything_right():
    found = milestones_of(load("linear"))
    assert found.all_right is None
    assert found.described(found.all_right) == "not within 150 epochs"
    assert load("linear").accuracy.max() < 0.8


def test_the_sigmoid_hesitates_before_it_solves():
    found = milestones_of(load("sigmoid"))
    assert found.plateau is not None
    assert found.all_right is not None
    assert found.plateau.end <= found.all_right
    assert found.plateau.end - found.plateau.begin >= 10


def test_the_dead_unit_lives_first_and_gets_no_gradient_after():
    run = load("dead_unit")
    unit, epoch = next(
        (unit, epoch) for unit, epoch in enumerate(milestones_of(run).dead) if epoch is not None
    )
    assert epoch >= 3
    alive = run.weights.hidden_kernel[: (epoch - 1) * run.updates_per_epoch, :, unit]
    gone = run.weights.hidden_kernel[epoch * run.updates_per_epoch :, :, unit]
    assert np.abs(np.diff(alive, axis=0)).max() > 0
    assert np.abs(np.diff(gone, axis=0)).max() == 0
