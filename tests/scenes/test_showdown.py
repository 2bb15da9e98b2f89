"""FeatureSpaces and LearningCurves: the race on screen against the cached numbers."""

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from manim import Dot, VGroup

from scenes.props.race.race import LONG_PLATEAU, Race
from scenes.props.race.race_curves import LossPlot, loss_ticks, named_bars, rest_of, spread_apart
from scenes.props.race.race_spaces import RaceSpaces
from scenes.props.race.race_words import RaceWords
from scenes.props.race.small_spaces import SmallSpaces
from scenes.props.race.verdict import Verdict
from scenes.props.race.walls import furthest_of, reach_of, walls_of
from scenes.showdown import FeatureSpaces, LearningCurves
from training.run.milestones import Plateau
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


def test_every_run_of_the_race_is_told_at_the_epoch_of_its_clock(curves_scene):
    told = {shown["run"]: shown["knots"] for shown in curves_scene.record()["epochs"]}
    assert list(told) == list(curves_scene.race.runs)
    assert told["sigmoid"] == told["relu"]
    assert told["sigmoid"][-1][1] == curves_scene.clock.now == curves_scene.race.epochs


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
    assert f"not done after {race.epochs} epochs, with {wrong} points" in RaceWords(race).left_over()
    alone = Race({name: race.runs[name] for name in ("linear", "tanh")})
    assert Verdict(alone).said() == "Tanh alone gets everything right. Our verdict is that tanh wins."


def test_a_race_nobody_wins_still_has_words_and_pictures():
    race = Race({"linear": load("linear")})
    assert race.stops == ()
    assert race.finish == []
    assert Verdict(race).said().startswith("Nobody gets everything right")
    assert "linear" not in Verdict(race).claim.typst_code
    assert len(race.playback(10.0).legs) == 1
    assert len(spread_apart(np.zeros(0), 0.5)) == 0
    assert len(named_bars(race, LossPlot(race), race.finish[1::-1])) == 0


def test_those_who_are_not_done_are_told_in_one_sentence(race):
    class Unsolved(Race):
        solved = dict.fromkeys(RUNS)

        def wrong(self, name, epoch):
            return {"sigmoid": 1000, "tanh": 300, "relu": 1}[name]

    said = RaceWords(Unsolved(race.runs)).left_over()
    assert said == "After 150 epochs, the sigmoid has 1,000 wrong points, tanh has 300 and ReLU has 1."


def test_the_verdict_is_the_ratio_of_the_epochs(race):
    share, verdict = 100 * race.solved["relu"] / race.solved["tanh"], Verdict(race)
    said = re.fullmatch(
        r"ReLU took (\d+) percent of tanh's epochs\. Our verdict is that ReLU wins\.", verdict.said()
    )
    assert said
    assert abs(int(said[1]) - share) <= 0.5
    assert verdict.claim.typst_code.endswith("ReLU wins")
    assert verdict.ground.typst_code.startswith(f"{said[1]} %")


@pytest.mark.parametrize(
    ("solved", "said"),
    [
        ((50, 50, 100), "The sigmoid and tanh are done together. Our verdict is a tie."),
        ((0, 50, 100), "The sigmoid was right before training. Our verdict is that the sigmoid wins."),
        ((90, 50, 100), "Tanh took 56 percent of the sigmoid's epochs. Our verdict is that tanh wins."),
    ],
)
def test_the_verdict_is_that_of_any_order_of_finish(race, solved, said):
    assert Verdict(finishing(RUNS, *solved)(race.runs)).said() == said


def test_the_verdict_stands_where_no_curve_s_name_is(race):
    verdict, usual = Verdict(race), Verdict(race)
    far = Dot([4.0, -2.3, 0.0])
    assert verdict.stand_free_of(VGroup(far)).get_center()[1] == pytest.approx(1.6)
    for height in (1.95, 1.6, 1.0):
        name = Dot([4.0, height, 0.0], radius=0.15)
        y = usual.stand_free_of(VGroup(name, far)).get_center()[1]
        assert abs(y - height) >= 0.5 * usual.height + 0.15
        assert usual.get_top()[1] < 3.2


def test_nobody_is_said_to_rest_through_a_single_epoch(race):
    first = {name: replace(run, loss=run.loss[:2]) for name, run in race.runs.items()}

    class One(Race):
        epochs, solved = 1, dict.fromkeys(RUNS)

    assert One(first).plateaus == {}


def test_a_verdict_is_struck_through_from_end_to_end(race):
    verdict = Verdict(race).shift(np.array([1.0, -0.5, 0.0]))
    stroke = verdict.struck_out()
    assert stroke.get_left()[0] < verdict.claim.get_left()[0]
    assert stroke.get_right()[0] > verdict.claim.get_right()[0]
    assert abs(stroke.get_center()[1] - verdict.claim.get_center()[1]) < 0.2


def test_what_the_runs_share_is_checked_before_it_is_said(race):
    assert "the same points, the same first weights" in RaceWords(race).terms()
    tanh = race.runs["tanh"]
    slower = replace(tanh, recipe=replace(tanh.recipe, learning_rate=0.01))
    assert "more than the activation" in RaceWords(Race({**race.runs, "tanh": slower})).terms()
    other = replace(tanh, weights=replace(tanh.weights, hidden_kernel=tanh.weights.hidden_kernel + 1))
    assert "more than the activation" in RaceWords(Race({**race.runs, "tanh": other})).terms()


def test_a_plateau_said_is_a_plateau_measured(race):
    assert set(race.plateaus) == {"sigmoid", "tanh"}
    plot = LossPlot(race)
    for name, plateau in race.plateaus.items():
        loss = np.asarray(race.runs[name].loss, float)
        stretch = loss[plateau.begin : plateau.end + 1]
        assert np.ptp(stretch) <= 0.05 * np.ptp(loss) + 1e-9
        assert plateau.end - plateau.begin >= LONG_PLATEAU * race.epochs
        assert re.search(
            rf"{plateau.end - plateau.begin} (epochs )?for {RaceWords(race).spoken(name)}",
            RaceWords(race).stalls(),
        )
        grey, span, length = rest_of(race, plot, name, above=True)
        for epoch, value in read_off(plot.view, vertices(grey)):
            drawn = np.interp(epoch, np.arange(151), np.log10(loss))
            assert drawn == pytest.approx(value, abs=1e-6)
        ends = read_off(plot.view, [span.get_left(), span.get_right()])[:, 0]
        np.testing.assert_allclose(ends, (plateau.begin, plateau.end), atol=1e-6)
        assert length.typst_code == f"{plateau.end - plateau.begin} epochs"


def test_only_the_highest_plateau_is_marked_above_its_curve(race):
    levels = {"relu": 0.39, "sigmoid": 0.43, "tanh": 0.40}

    class Three(Race):
        plateaus = property(lambda _: {name: Plateau(10, 30, level) for name, level in levels.items()})

    assert race.highest == "sigmoid"
    assert Three(race.runs).highest == "sigmoid"
    assert Race({"relu": load("relu")}).highest == ""


def test_no_long_plateau_is_told_as_none(with_a_loser):
    relu = load("relu")
    assert RaceWords(Race({"relu": relu})).stalls() == "Nowhere for long, since no loss rests on a plateau."
    one = RaceWords(Race({"tanh": load("tanh"), "relu": relu})).stalls()
    assert one == "Into the plateau, [34 epochs for tanh]."


@pytest.mark.parametrize("epoch", [0.0, 1.0, 33.0, 47.0, 62.5, 150.0])
def test_the_curves_are_the_cached_losses_up_to_the_epoch(race, epoch):
    plot = LossPlot(race).show(epoch)
    for name, run in race.runs.items():
        measured = np.log10(np.asarray(run.loss, float))
        drawn = read_off(plot.view, vertices(plot.curves[name]))
        assert drawn[:, 0].max() == pytest.approx(epoch, abs=1e-9)
        np.testing.assert_allclose(drawn[:, 1], np.interp(drawn[:, 0], np.arange(151), measured), atol=1e-6)
        tip = read_off(plot.view, [plot.tips[name].get_center_of_mass()])[0]
        assert tip[0] == pytest.approx(epoch, abs=1.0)


def test_curves_are_told_apart_by_their_hue_and_where_they_end(race):
    plot = LossPlot(race).show(150.0)
    assert len({tip.get_fill_color().to_hex() for tip in plot.tips.values()}) == 3
    ends = sorted(curve.tip[1] for curve in plot.curves.values())
    assert min(np.diff(ends)) > 0.15  # 20 px at 1080p, four times a curve's width
    for name, text in zip(RUNS, plot.end_names(race), strict=True):
        assert text.get_left()[0] > plot.curves[name].tip[0]


def test_each_number_beside_the_plot_is_its_loss(race):
    plot = LossPlot(race)
    assert plot.ticks == (0.01, 0.1, 1.0)
    assert plot.by_tens
    dashes = read_off(plot.view, plot.frame[1][0].points[::4])
    np.testing.assert_allclose(10 ** dashes[:, 1], plot.ticks)


@pytest.mark.parametrize(
    ("low", "high", "ticks"), [(-0.4, 0.0, (0.5, 1.0)), (-0.2, 0.0, (0.7, 0.8, 0.9, 1.0))]
)
def test_a_short_axis_of_losses_has_finer_numbers(low, high, ticks):
    assert loss_ticks(low, high) == ticks


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


@pytest.mark.parametrize("epoch", [0.0, 22.4, 47.0, 99.5, 150.0])
def test_the_accuracy_shown_is_that_of_the_weights_drawn(race, spaces, epoch):
    spaces.show(epoch)
    for name, run in race.runs.items():
        w = run.glide(epoch)
        odds = F[name](run.inputs.astype(float) @ w.hidden_kernel + w.hidden_bias) @ w.output_kernel
        measured = 100 * float(np.mean((odds[:, 0] + w.output_bias[0] > 0) == (run.targets > 0.5)))
        assert spaces.scores[name].text.strip() == f"{measured:.1f}%"


def test_the_walls_marked_are_those_of_the_bounded_ones(race, spaces):
    spaces.show(150.0)
    said = RaceWords(race)
    assert said.walls() == "Two of these spaces have [walls]."
    assert said.walled == ["sigmoid", "tanh"]
    for name in said.walled:
        edge = read_off(spaces.panels[name].view, walls_of(spaces.panels[name]).points)
        low, high = (0, 1) if name == "sigmoid" else (-1, 1)
        np.testing.assert_allclose(np.unique(np.round(edge, 9)[::4]), (low, high))


def test_the_furthest_point_marked_is_as_far_as_is_said(race, spaces):
    spaces.show(150.0)
    panel = spaces.panels["relu"]
    W, b, _, _ = stored(race.runs["relu"], 150)
    corners = np.array([[x, y] for x in (-1, 1) for y in (-1, 1)]) @ W + b
    furthest = float(np.maximum(corners, 0).max())
    assert reach_of(panel) == pytest.approx(furthest)
    line, ring, number = furthest_of(panel)
    assert read_off(panel.view, [ring.get_center()])[0].max() == pytest.approx(furthest, abs=1e-6)
    assert number.typst_code == f"{furthest:.1f}"
    assert RaceWords(race).reach("relu", reach_of(panel)) == f"ReLU's has none, and reaches [{furthest:.1f}]."
    foot = read_off(panel.view, line.points[:1])[0]
    assert np.isclose(foot, (panel.view.x_range[0], panel.view.y_range[0])).any()


def test_the_spaces_shrink_into_the_legend_and_stay_what_they_are(race):
    spaces = RaceSpaces(race).show(150.0)
    large = {name: read_off(p.view, p.plane.curves[0].points) for name, p in spaces.panels.items()}
    small = SmallSpaces(spaces).shrink(1.0).show(150.0)
    for name, panel in small.panels.items():
        assert panel.view.width < 2
        np.testing.assert_allclose(read_off(panel.view, panel.plane.curves[0].points), large[name], atol=1e-9)
        assert small.beside(name)[0] < panel.view.left_of()


def test_a_bar_is_as_long_as_the_epochs_it_stands_for(race):
    plot = LossPlot(race)
    bars = named_bars(race, plot, race.finish[1::-1])
    assert len(bars) == 2
    for name, (bar, text) in zip(("tanh", "relu"), bars, strict=True):
        assert bar.width / plot.view.width * race.epochs == pytest.approx(race.solved[name])
        assert text.typst_code.endswith(f" {race.solved[name]}")


def test_the_thin_curves_are_all_other_shuffles_and_nothing_more(shuffled):
    sweep, plot = shuffled.shuffles, LossPlot(shuffled)
    own = sweep.plan.seeds.index(13)
    for name, curves in zip(RUNS, plot.shuffled(shuffled), strict=True):
        loss = np.delete(sweep.loss[sweep.plan.activations.index(name)], own, axis=0)
        assert loss.shape == (19, shuffled.epochs + 1)
        drawn = read_off(plot.view, curves.points[::4])
        np.testing.assert_allclose(drawn[:, 1].reshape(19, -1), np.log10(loss[:, :-1]), atol=1e-5)


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
    assert same == 19
    assert RaceWords(shuffled).shuffles() == "[No]. All 20 shuffles keep it."


def test_other_shuffles_are_told_even_when_nobody_finishes(shuffled):
    class Unsolved(Race):
        solved = dict.fromkeys(RUNS)

    said = RaceWords(Unsolved(shuffled.runs, shuffled.shuffles))
    assert said.shuffle_question() == "The batches come in a random order."
    assert said.shuffles() == "[Here] are all 20 shuffles."


def test_shuffles_that_end_in_another_order_are_counted_as_such(shuffled):
    Reversed = finishing(shuffled.finish, 150, 100, 50)
    said = RaceWords(Reversed(shuffled.runs, shuffled.shuffles))
    assert said.shuffles() == "[Yes]. Only one of 20 shuffles keeps it."


def test_those_that_finish_together_must_do_so_again(shuffled):
    Tied = finishing(shuffled.finish, 50, 50, 100)
    first, second, third = (shuffled.shuffled_solved(name) for name in shuffled.finish)
    again = int(np.sum((first == second) & (second < third)))
    assert again < int(np.sum((first < third) & (second < third)))
    assert Tied(shuffled.runs, shuffled.shuffles).same_order() == (again, 19)
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
    assert RaceWords(race).left_over() == ""


def test_the_percentage_on_screen_is_the_one_spoken(curves_scene):
    shown = re.search(r"(\d+) %", curves_scene.verdict.ground.typst_code)
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
    known.add(str(race.same_order()[1] + 1))
    W, b, _, _ = stored(race.runs["relu"], race.epochs)
    corners = np.array([[x, y] for x in (-1, 1) for y in (-1, 1)]) @ W + b
    known.add(f"{np.maximum(corners, 0).max():.1f}")
    for narration in played.narrations:
        for sentence in re.split(r"(?<=[.!?]) ", narration.text):
            assert len(sentence.split()) <= 20, sentence
        assert set(re.findall(r"\d+(?:\.\d+)?", narration.text)) <= known, narration.text


def test_places_spread_apart_keep_order_and_distance():
    wanted = np.array([5.0, 1.0, 1.1, 1.2])
    placed = spread_apart(wanted, 0.5)
    np.testing.assert_allclose(np.sort(placed), [0.6, 1.1, 1.6, 5.0])
    assert list(np.argsort(placed)) == list(np.argsort(wanted))
