"""FeatureSpaces and LearningCurves: the race on screen against the cached numbers."""

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from scenes.props.race.race import LONG_PLATEAU, Race
from scenes.props.race.race_curves import (
    SIDES,
    accuracy_plot,
    loss_plot,
    shuffle_bands,
    spread_apart,
    stalled,
)
from scenes.props.race.race_spaces import RaceSpaces
from scenes.props.race.race_words import RaceWords
from scenes.props.race.solve_bars import SolveBars
from scenes.showdown import FeatureSpaces, LearningCurves
from training.run.trajectory import load
from training.sweep.sweep import load_sweep

RUNS = ("sigmoid", "tanh", "relu")
F: dict[str, Callable[[np.ndarray], np.ndarray]]
F = {"sigmoid": lambda z: 1 / (1 + np.exp(-z)), "tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}
F["linear"] = lambda z: z


@pytest.fixture(scope="module")
def race():
    return Race({name: load(name) for name in RUNS})


@pytest.fixture(scope="module")
def with_a_loser():
    """The linear control never separates the curves."""
    return Race({name: load(name) for name in ("linear", "tanh", "relu")})


@pytest.fixture(scope="module")
def shuffled(race):
    return Race(race.runs, load_sweep("order_sweep"))


@pytest.fixture(scope="module")
def spaces(race):
    return RaceSpaces(race)


@pytest.fixture(scope="module")
def curves_scene(performed):
    return performed(LearningCurves)


def finishing(names, *epochs):
    """A race whose runs finish at other epochs than they do."""

    class Other(Race):
        solved = property(lambda self: dict(zip(names, epochs, strict=True)))

    return Other


def stored(run, epoch):
    """W, b, V, c after a whole epoch, from the file's arrays."""
    update, w = epoch * run.updates_per_epoch, run.weights
    arrays = (w.hidden_kernel, w.hidden_bias, w.output_kernel, w.output_bias)
    return tuple(np.asarray(array[update], float) for array in arrays)


def right(run, epoch):
    """Which points are right after an epoch, from the file's arrays."""
    W, b, V, c = stored(run, epoch)
    log_odds = F[run.recipe.activation](run.inputs.astype(float) @ W + b) @ V + c
    return (log_odds[:, 0] > 0) == (run.targets > 0.5)


def read_off(view, stage_points):
    spans = np.array([np.ptp(view.x_range), np.ptp(view.y_range)])
    share = (np.asarray(stage_points)[:, :2] - view.centre) / (view.width, view.height) + 0.5
    return share * spans + (view.x_range[0], view.y_range[0])


def vertices(shape):
    return np.concatenate((shape.points[::4], shape.points[-1:]))


def test_everyone_finishes_at_the_epoch_from_which_all_points_stay_right(race):
    for name, run in race.runs.items():
        all_right = [bool(right(run, epoch).all()) for epoch in range(run.epochs + 1)]
        solved = race.solved[name]
        assert all(all_right[solved:])
        assert not all_right[solved - 1]
    assert race.finish == sorted(RUNS, key=lambda name: race.solved[name])


def test_a_run_that_never_solves_it_is_told_as_such(with_a_loser):
    race = with_a_loser
    assert race.solved["linear"] is None
    wrong = int(np.sum(~right(race.runs["linear"], race.epochs)))
    assert f"not done after {race.epochs} epochs: {wrong} points" in RaceWords(race).left_over()
    assert f"Not within {race.epochs} for linear" in RaceWords(race).times()
    assert RaceWords(race).verdict("linear", "tanh") == "Linear and tanh did not both get there."
    bars = SolveBars(race, loss_plot(race).view)
    assert bars.order[-1] == "linear"
    assert bars.numbers[-1].typst_code == f"not within {race.epochs}"


def test_a_race_nobody_wins_still_has_words_and_pictures():
    race = Race({"linear": load("linear")})
    assert race.stops == ()
    assert race.finish == []
    assert RaceWords(race).times() == f"Nobody has solved it within {race.epochs} epochs."
    assert len(race.playback(10.0).legs) == 1
    assert len(spread_apart(np.zeros(0), 0.5)) == 0


def test_the_verdict_is_the_ratio_of_the_epochs(race):
    share = 100 * race.solved["relu"] / race.solved["tanh"]
    said = re.fullmatch(
        r"ReLU took (\d+) percent of tanh's epochs\.", RaceWords(race).verdict("relu", "tanh")
    )
    assert said
    assert abs(int(said[1]) - share) <= 0.5


def test_what_the_runs_share_is_checked_before_it_is_said(race):
    assert RaceWords(race).terms().startswith("Same points, same first weights")
    tanh = race.runs["tanh"]
    slower = replace(tanh, recipe=replace(tanh.recipe, learning_rate=0.01))
    assert "differ in more" in RaceWords(Race({**race.runs, "tanh": slower})).terms()
    other = replace(tanh, weights=replace(tanh.weights, hidden_kernel=tanh.weights.hidden_kernel + 1))
    assert "differ in more" in RaceWords(Race({**race.runs, "tanh": other})).terms()


def test_a_plateau_said_is_a_plateau_measured(race):
    assert set(race.plateaus) == {"sigmoid", "tanh"}
    for name, plateau in race.plateaus.items():
        loss = np.asarray(race.runs[name].loss, float)
        stretch = loss[plateau.begin : plateau.end + 1]
        assert np.ptp(stretch) <= 0.05 * np.ptp(loss) + 1e-9
        assert plateau.end - plateau.begin >= LONG_PLATEAU * race.epochs
        assert (
            f"{plateau.end - plateau.begin} epochs with {RaceWords(race).spoken(name)}"
            in RaceWords(race).stalls()
        )
    view = loss_plot(race).view
    for epoch, value in read_off(view, vertices(stalled(race, view)))[:-1]:
        on_a_curve = [
            np.interp(epoch, np.arange(151), race.runs[name].loss) == pytest.approx(value, abs=1e-6)
            for name in race.plateaus
        ]
        assert any(on_a_curve)


@pytest.mark.parametrize("epoch", [0.0, 1.0, 33.0, 47.0, 62.5, 150.0])
@pytest.mark.parametrize(
    ("plot_of", "values_of", "unit"), [(accuracy_plot, "accuracy", 100), (loss_plot, "loss", 1)]
)
def test_the_curves_are_the_cached_measurements_up_to_the_epoch(race, plot_of, values_of, unit, epoch):
    plot = plot_of(race).show(epoch)
    for name, run in race.runs.items():
        measured = unit * np.asarray(getattr(run, values_of), float)
        drawn = read_off(plot.view, vertices(plot.curves[name]))
        assert drawn[:, 0].max() == pytest.approx(epoch, abs=1e-9)
        np.testing.assert_allclose(drawn[:, 1], np.interp(drawn[:, 0], np.arange(151), measured), atol=1e-6)
        tip = read_off(plot.view, [plot.tips[name].get_center_of_mass()])[0]
        assert tip[0] == pytest.approx(epoch, abs=1.0)


def test_every_run_has_its_own_mark_and_hue(race):
    plot = accuracy_plot(race).show(10.0)
    corners = [len(tip.points) // 4 for tip in plot.tips.values()]
    assert corners == list(SIDES[:3])
    assert len({tip.get_fill_color().to_hex() for tip in plot.tips.values()}) == 3


@pytest.mark.parametrize("epoch", [0, 47, 63, 100, 150])
def test_each_space_shows_its_own_layer_at_the_common_epoch(race, spaces, epoch):
    spaces.show(float(epoch))
    for name, run in race.runs.items():
        panel = spaces.panels[name]
        W, b, V, c = stored(run, epoch)
        for label, curve in panel.plane.curves.items():
            inputs = np.asarray(run.inputs[run.targets == label], float)
            image = F[name](inputs @ W + b)
            drawn = read_off(panel.view, vertices(curve))
            nearest = np.abs(drawn[:, None] - image[None]).max(axis=2).min(axis=1)
            assert nearest.max() < 1e-5 * max(1.0, np.abs(image).max())
        boundary = panel.decided.boundary.points
        if len(boundary):
            a = read_off(panel.view, boundary)
            np.testing.assert_allclose(a @ V[:, 0] + c[0], 0, atol=1e-5 * np.abs(V).max())


@pytest.mark.parametrize(("epoch", "whole"), [(0.0, 0), (46.999, 46), (47.0, 47), (99.5, 99), (150.0, 150)])
def test_the_accuracy_shown_was_measured_after_the_last_whole_epoch(race, spaces, epoch, whole):
    spaces.show(epoch)
    for name, run in race.runs.items():
        measured = 100 * float(np.mean(right(run, whole)))
        assert spaces.scores[name].text.strip() == f"{measured:.2f}%"


def test_a_bar_is_as_long_as_the_epochs_it_stands_for(race):
    view = loss_plot(race).view
    bars = SolveBars(race, view)
    assert bars.order == race.finish
    for name, bar, number in zip(bars.order, bars.bars, bars.numbers, strict=True):
        assert bar.width / view.width * race.epochs == pytest.approx(race.solved[name])
        assert number.typst_code == str(race.solved[name])


def test_the_bands_hold_every_other_shuffle_and_nothing_more(shuffled):
    sweep, view = shuffled.shuffles, loss_plot(shuffled).view
    for name, band in zip(RUNS, shuffle_bands(shuffled, view, "loss"), strict=True):
        loss = sweep.loss[sweep.plan.activations.index(name)]
        assert loss.shape == (20, shuffled.epochs + 1)
        corners = read_off(view, band.points[::4])
        for epoch in (0, 10, 31, 55, 150):
            edge = np.sort(corners[np.isclose(corners[:, 0], epoch), 1])
            np.testing.assert_allclose(edge[[0, -1]], [loss[:, epoch].min(), loss[:, epoch].max()], atol=1e-6)


def test_the_finish_of_the_other_shuffles_is_counted_from_their_accuracy(shuffled):
    sweep = shuffled.shuffles
    # The lecture's own order comes from seed 13, which is among the sweep's 0 to 19.
    other_orders = [index for index, seed in enumerate(sweep.plan.seeds) if seed != 13]
    own = sweep.plan.seeds.index(13)
    for name in RUNS:
        member = sweep.accuracy[sweep.plan.activations.index(name)][own]
        np.testing.assert_allclose(member, shuffled.runs[name].accuracy, atol=1e-3)
    solved = {}
    for name in RUNS:
        accuracy = sweep.accuracy[sweep.plan.activations.index(name)][other_orders]
        solved[name] = np.array([np.flatnonzero(member < 1)[-1] + 1 for member in accuracy], float)
        solved[name][accuracy[:, -1] < 1] = np.inf
        np.testing.assert_array_equal(solved[name], shuffled.shuffled_solved(name))
    first, second, third = (solved[name] for name in shuffled.finish)
    same = int(np.sum((first < second) & (second < third)))
    assert shuffled.same_order() == (same, 19)
    share = "all" if same == 19 else str(same or "none")
    assert (
        f"The bands hold 19 others, and {share} finish in the same order." in RaceWords(shuffled).shuffles()
    )


def test_other_shuffles_are_told_even_when_nobody_finishes(shuffled):
    class Unsolved(Race):
        solved = dict.fromkeys(RUNS)

    assert RaceWords(Unsolved(shuffled.runs, shuffled.shuffles)).shuffles().endswith("hold 19 others.")


def test_shuffles_that_end_in_another_order_are_counted_as_such(shuffled):
    Reversed = finishing(shuffled.finish, 150, 100, 50)
    assert (
        "and none finish in the same order"
        in RaceWords(Reversed(shuffled.runs, shuffled.shuffles)).shuffles()
    )


def test_those_that_finish_together_may_do_so_in_any_order(shuffled):
    Tied = finishing(shuffled.finish, 50, 50, 100)
    first, second, third = (shuffled.shuffled_solved(name) for name in shuffled.finish)
    behind = int(np.sum((first < third) & (second < third)))
    assert Tied(shuffled.runs, shuffled.shuffles).same_order() == (behind, 19)
    # The third never finishes in this race: a shuffle in which it is ahead of the second is not the same.
    Late = finishing(shuffled.finish, 50, 100, None)
    same = int(np.sum((first < second) & (second < third)))
    assert Late(shuffled.runs, shuffled.shuffles).same_order() == (same, 19)


def test_an_unsolved_run_stands_still_to_its_end(with_a_loser):
    linear = with_a_loser.runs["linear"]

    def plateau_of(loss):
        return Race({**with_a_loser.runs, "linear": replace(linear, loss=loss)}).plateaus.get("linear")

    idle = plateau_of(np.linspace(0.7, 0.69, 151))
    assert (idle.begin, idle.end) == (0, 150)
    stuck = plateau_of(np.concatenate((np.linspace(0.7, 0.3, 51), np.full(100, 0.3))))
    assert stuck.end == 150
    assert 45 <= stuck.begin <= 50
    assert plateau_of(np.linspace(0.7, 0.0, 151)) is None  # the control: it falls all the way
    # One that solves it may rest as long as it likes once all is right.
    relu = with_a_loser.runs["relu"]
    solved = replace(relu, loss=np.concatenate((np.linspace(0.7, 0.3, 51), np.full(100, 0.3))))
    assert "relu" not in Race({**with_a_loser.runs, "relu": solved}).plateaus


def test_what_is_solved_after_a_shorter_race_is_not_solved_in_it(race):
    relu = race.runs["relu"]
    short = replace(relu, recipe=replace(relu.recipe, epochs=60), loss=relu.loss[:61])
    cut = Race({**race.runs, "relu": short})
    assert cut.epochs == 60
    assert cut.solved["tanh"] is None
    assert race.solved["tanh"] > 60


def test_finishes_outside_the_stops_are_told_too(race):
    class Ends(Race):
        solved = {"sigmoid": 150, "tanh": 0, "relu": 1}  # noqa: RUF012

    said = RaceWords(Ends(race.runs))
    assert (
        said.left_over()
        == "The sigmoid is done with the very last epoch. Tanh had everything right before training."
    )
    assert said.verdict("relu", "tanh") == "ReLU and tanh cannot be compared: one was right before training."
    assert "ReLU 1" in said.times()
    assert RaceWords(race).left_over() == ""


def test_the_article_s_epochs_stand_beside_the_article_s_recipe_only(race):
    assert race.published
    relu = race.runs["relu"]
    moons = replace(relu, recipe=replace(relu.recipe, dataset="moons"))
    assert not Race({**race.runs, "relu": moons}).published


def test_the_lowest_last_loss_is_named(race):
    name = min(RUNS, key=lambda run: race.runs[run].loss[-1])
    said = RaceWords(race).final_losses()
    assert said.startswith(race.label(name))
    assert f"{float(race.runs[name].loss[-1]):.3f}" in said


def test_whiskers_reach_from_the_first_to_the_last_finish(shuffled):
    view = loss_plot(shuffled).view
    bars = SolveBars(shuffled, view)
    reached = read_off(view, bars.whiskers.points)[:, 0]
    for name in RUNS:
        epochs = shuffled.shuffled_solved(name)
        for end in (epochs.min(), epochs.max()):
            assert np.isclose(reached, end, atol=1e-6).any()
    everyone = np.concatenate([shuffled.shuffled_solved(name) for name in RUNS])
    assert (reached.min(), reached.max()) == pytest.approx((everyone.min(), everyone.max()))


def test_flashes_stand_at_one_hundred_percent_of_their_epoch(curves_scene):
    race, view = curves_scene.race, curves_scene.accuracy.view
    assert set(curves_scene.dots) == set(race.stops)
    for epoch, dot in curves_scene.dots.items():
        np.testing.assert_allclose(read_off(view, [dot.get_center()])[0], (epoch, 100), atol=1e-6)
        assert curves_scene.notes[epoch].typst_code == str(epoch)


def test_the_percentage_on_screen_is_the_one_spoken(curves_scene):
    shown = re.search(r"took (\d+) %", curves_scene.verdict[0].typst_code)
    spoken = re.search(r"took (\d+) percent", curves_scene.narrations[-1].text)
    assert shown
    assert spoken
    assert shown[1] == spoken[1]


@pytest.mark.parametrize("scene", [FeatureSpaces, LearningCurves])
def test_every_sentence_is_short_and_every_number_comes_from_the_cache(scene, performed):
    played = performed(scene)
    race = played.race
    known = {str(race.epochs), str(race.share("relu", "tanh"))}
    known |= {str(epoch) for epoch in race.solved.values()}
    known |= {str(p.end - p.begin) for p in race.plateaus.values()}
    known |= {f"{float(run.loss[-1]):.3f}" for run in race.runs.values()}
    known |= {str(number) for number in race.same_order()}
    W, b, _, _ = stored(race.runs["relu"], race.epochs)
    corners = np.array([[x, y] for x in (-1, 1) for y in (-1, 1)]) @ W + b
    known.add(f"{np.maximum(corners, 0).max():.1f}")
    for narration in played.narrations:
        for sentence in re.split(r"(?<=[.!?]) ", narration.text):
            assert len(sentence.split()) < 20, sentence
        assert set(re.findall(r"\d+(?:\.\d+)?", narration.text)) <= known, narration.text


def test_places_spread_apart_keep_order_and_distance():
    wanted = np.array([5.0, 1.0, 1.1, 1.2])
    placed = spread_apart(wanted, 0.5)
    np.testing.assert_allclose(np.sort(placed), [0.6, 1.1, 1.6, 5.0])
    assert list(np.argsort(placed)) == list(np.argsort(wanted))
