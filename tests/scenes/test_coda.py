"""The coda: cells, dots, gauges and sentences are what the cached runs say, computed again in plain NumPy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenes.coda import CheatSheet, DeadNeuron, SeedSensitivity
from scenes.kit import theme
from scenes.kit.riddle import Riddle
from scenes.kit.seed_words import deaths_said, first_said, middle, seed_said, solved_said, typical_said
from scenes.kit.solve_strip import stacked
from scenes.kit.space_card import SpaceCard
from scenes.kit.unit_words import (
    best_said,
    leap_said,
    refuse_what_never_switches_off,
    rest_said,
    steps_said,
)
from training.activations import ACTIVATIONS
from training.errors import LectureError
from training.paths import CACHE
from training.sweep import load_sweep
from training.trajectory import Trajectory, load

PLAIN = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.where(z > 0, z, 0.0),
}


def plain_p(inputs, weights, name):
    """Probability of the positive class in plain NumPy."""
    kernel, bias, output_kernel, output_bias = weights
    logit = PLAIN[name](inputs @ kernel + bias) @ output_kernel[:, 0] + output_bias[0]
    return 1 / (1 + np.exp(-logit))


def members(archive, *index):
    names = ("hidden_kernel", "hidden_bias", "output_kernel", "output_bias")
    with np.load(CACHE / archive) as arrays:
        return [arrays[name][index].astype(float) for name in names]


def finished_from_accuracy(accuracy):
    """First epoch from which accuracy is 1 to the end, -1 where it never is."""
    not_yet = accuracy < 1
    last_wrong = accuracy.shape[-1] - 1 - np.argmax(not_yet[..., ::-1], axis=-1)
    found = np.where(not_yet.any(axis=-1), last_wrong + 1, 0)
    return np.where(found == accuracy.shape[-1], -1, found)


# SeedSensitivity ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seeds(play_scene):
    return play_scene(SeedSensitivity)


def test_every_dot_stands_at_the_epoch_its_accuracy_reaches_1_for_good(seeds) -> None:
    with np.load(CACHE / "seed_sweep.npz") as arrays:
        finished = finished_from_accuracy(arrays["accuracy"])
    strip = seeds.starts.strip
    for row, solved in enumerate(finished):
        x = strip.places[row][:, 0]
        left, per_epoch = strip.view.left_of(), strip.view.scale[0]
        np.testing.assert_allclose(((x - left) / per_epoch)[solved >= 0], solved[solved >= 0], atol=1e-9)
        assert len(strip.dots[row].points) == 4 * (solved >= 0).sum()
        assert len(strip.rings[row].points) == 4 * 16 * (solved < 0).sum()
        assert strip.dots[row].get_stroke_width() == pytest.approx(100 * strip.dot)


def test_tallies_and_lit_cells_count_the_members_that_solve_the_task(seeds) -> None:
    with np.load(CACHE / "seed_sweep.npz") as arrays:
        count = (finished_from_accuracy(arrays["accuracy"]) >= 0).sum(axis=1)
    for block, tally, solved in zip(seeds.starts.blocks, seeds.starts.tallies, count, strict=True):
        assert int(tally[0].text) == solved
        assert len(block.lit.points) == 4 * 4 * solved  # four edges of four points


@pytest.mark.parametrize("epoch", [0, 40, 150])
def test_red_in_a_cell_is_what_the_member_gets_wrong_after_a_kept_epoch(seeds, epoch) -> None:
    kept = epoch // 5
    for a, block in enumerate(seeds.starts.blocks):
        block.show(epoch)
        red = 0
        for member in range(len(block.sweep.plan.seeds)):
            weights = members("seed_sweep.npz", a, member, kept)
            for label, points in block.strokes.items():
                wrong = (plain_p(points, weights, block.kind) > 0.5) != bool(label)
                red += int((wrong[1:] | wrong[:-1]).sum())
        assert len(block.wrong.points) == 4 * red
    seeds.starts.show(150)


def test_between_kept_epochs_cells_glide_and_a_lit_cell_has_no_red(seeds) -> None:
    for block in seeds.starts.blocks:
        drawn = []
        for epoch in (10.0, 10.4, 10.6, 12.5, 15.0):
            wrong = block.show(epoch).wrong_at(epoch, block.path.at(epoch))
            assert not np.concatenate(list(wrong.values()), axis=1)[block.solved_by(epoch)].any()
            drawn.append(block.borders.points.copy())
        np.testing.assert_array_equal(drawn[0], drawn[1])  # to the half epoch
        for before, after in ((1, 2), (2, 3), (3, 4)):
            assert not np.array_equal(drawn[before], drawn[after])
    seeds.starts.show(150)


def test_frames_in_a_run_s_hue_are_the_starts_it_finishes_first(seeds) -> None:
    with np.load(CACHE / "seed_sweep.npz") as arrays:
        finished = finished_from_accuracy(arrays["accuracy"])
    times = np.where(finished < 0, np.inf, finished.astype(float))
    alone = (np.sort(times, axis=0)[0] < np.sort(times, axis=0)[1]) & (times == times.min(axis=0))
    fronts = seeds.starts.fronts()
    assert [len(frames.points) for frames in fronts] == [16 * n for n in alone.sum(axis=1)]
    assert [frames.get_color().to_hex().upper() for frames in fronts] == [theme.RUN_COLOURS[n] for n in PLAIN]


def test_a_sweep_in_which_nobody_is_alone_in_front_is_still_told(play_scene) -> None:
    class Tied(SeedSensitivity):
        def sweep(self, name):
            return toy([[30], [30], [30]])

    scene = play_scene(Tied)
    said = " ".join(narration.text for narration in scene.narrations)
    assert "none of them is ever alone in front" in said
    assert not any(len(frames.points) for frames in scene.starts.fronts())


def test_the_film_s_seed_is_marked_at_the_published_run(seeds) -> None:
    # The sweep's member with the film's seed is the film's own run: same epochs, measured apart.
    sweep = seeds.found
    for a, name in enumerate(sweep.plan.activations):
        with np.load(CACHE / f"{name}.npz") as arrays:
            own = finished_from_accuracy(arrays["accuracy"])
        assert own == sweep.all_right[a, sweep.plan.seeds.index(42)]


def test_stacked_dots_never_overlap() -> None:
    places = np.random.default_rng(0).uniform(0, 3, 60)
    layers = stacked(places, 0.125)
    dots = np.column_stack((places, 0.125 * layers))
    apart = np.linalg.norm(dots[:, None] - dots[None], axis=2)[~np.eye(60, dtype=bool)]
    assert apart.min() >= 0.125 - 1e-9
    # The control: on one layer they would.
    assert np.abs(places[:, None] - places[None] + 9 * np.eye(60)).min() < 0.125


def toy(all_right, dead=False):
    """The lecture's sweep with other results for its 31 seeds: one row of finishing epochs repeated."""
    sweep = load_sweep()
    rows = np.array([np.resize(row, len(sweep.plan.seeds)) for row in all_right], np.int32)
    lost = np.full_like(sweep.dead, 7 if dead else -1)
    return replace(sweep, all_right=rows, dead=lost)


def test_sentences_stay_true_for_other_results() -> None:
    easy, hard = toy([[30], [20], [10]]), toy([[-1], [20], [-1, -1, 40]])
    assert solved_said(easy) == "All of them solve it, from all 31 starts."
    assert solved_said(hard) == "Of 31 starts, sigmoid solves none, tanh all 31 and ReLU 10."
    assert typical_said(easy) == "The middle start takes ReLU ten epochs, tanh 20 and sigmoid 30."
    assert typical_said(hard) == (
        "The middle start takes tanh 20 epochs. "
        "With sigmoid and ReLU, the middle start is not there by epoch 150."
    )
    assert first_said(easy) == "Start for start, ReLU is first in 31 of 31."
    assert first_said(toy([[30], [30], [30]])) == "Start for start, none of them is ever alone in front."
    assert first_said(toy([[9] * 30 + [1], [7], [7]])).endswith("sigmoid is first in 1 of 31.")
    assert seed_said(easy, 42).endswith("none of the 30 others are faster.")
    last = [20] * len(easy.plan.seeds)
    last[easy.plan.seeds.index(42)] = 30
    assert seed_said(toy([last, [20], [20]]), 42).endswith("With sigmoid, all 30 others are faster.")
    last[easy.plan.seeds.index(42) - 1] = 40
    assert seed_said(toy([last, [20], [20]]), 42).endswith("29 of the 30 others are faster.")
    assert seed_said(hard, 42).endswith("With ReLU, it is not there by epoch 150.")
    assert deaths_said(easy, "relu") == "With our own steps, none of 31 starts lost a unit."
    assert "all of 31" in deaths_said(toy([[1], [1], [1]], dead=True), "relu")


def test_the_middle_is_an_epoch_of_a_real_member() -> None:
    times = np.array([[3.0, 1.0, np.inf, 9.0], [np.inf, np.inf, 5.0, np.inf]])
    assert middle(times).tolist() == [3.0, np.inf]


# DeadNeuron -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def dying(play_scene):
    found = []

    def look(scene, beat, narration):
        if not narration:
            gauges = scene.gauges
            found.append(
                {
                    "beat": beat,
                    "update": int(gauges.updates.text),
                    "accuracy": float(gauges.accuracy.text.rstrip("%")),
                    "on": [float(number.text.rstrip("%")) for number in gauges.shares],
                    "gradient": [float(number.text) for number in gauges.gradients],
                    "curves": [scene.panes.plane.curves[label].points.copy() for label in (0, 1)],
                    "hinge": scene.panes.hinge.points.copy(),
                    "view": scene.panes.view,
                }
            )

    return play_scene(DeadNeuron, on_still=look), found


def test_gauges_are_measured_with_the_stored_weights_of_the_update_shown(dying) -> None:
    _, stills = dying
    with np.load(CACHE / "dead_unit.npz") as arrays:
        inputs, targets = arrays["inputs"].astype(float), arrays["targets"].astype(float)
    assert len({still["update"] for still in stills}) >= 3
    for still in stills:
        weights = members("dead_unit.npz", still["update"])
        p = plain_p(inputs, weights, "relu")
        on = inputs @ weights[0] + weights[1] > 0
        assert still["accuracy"] == pytest.approx(100 * ((p > 0.5) == targets).mean(), abs=0.0501)
        assert still["on"] == pytest.approx(100 * on.mean(axis=0), abs=0.501)
        reaching = (p - targets)[:, None] * weights[2][:, 0] * on
        gradient = reaching.T @ np.column_stack((inputs, np.ones(len(inputs)))) / len(inputs)
        assert still["gradient"] == pytest.approx(np.linalg.norm(gradient, axis=1), abs=0.000051)


def test_after_the_death_both_curves_lie_on_one_line_and_the_hinge_stands_still(dying) -> None:
    scene, stills = dying
    unit = scene.unit
    zero = scene.panes.a_view.to_stage(np.zeros(2))[unit]
    before = stills[0]["curves"]
    assert max(np.abs(points[:, unit] - zero).max() for points in before) > 0.5
    dead = [still for still in stills if still["beat"] in ("No gradient", "No way back", "How common is it?")]
    assert len(dead) == 3
    for still in dead:
        zero = still["view"].to_stage(np.zeros(2))[unit]
        for points in still["curves"]:
            np.testing.assert_allclose(points[:, unit], zero, atol=1e-9)
        np.testing.assert_allclose(still["hinge"], dead[0]["hinge"], atol=1e-9)


def test_feature_space_stays_inside_its_frame(dying) -> None:
    scene, stills = dying
    assert stills[0]["view"] == scene.panes.a_view
    assert stills[-1]["view"] == scene.panes.closer
    for still in stills:
        view = still["view"]
        low = np.array(view.centre) - np.array([view.width, view.height]) / 2
        for points in still["curves"]:
            assert (points[:, :2] >= low - 1e-6).all()
            assert (points[:, :2] <= low + view.width + 1e-6).all()


def test_a_closer_look_keeps_the_input_square_inside_and_every_number_at_its_place(dying) -> None:
    scene, _ = dying
    panes, run = scene.panes, scene.run
    square = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1.0]])
    for share, update in ((0.0, scene.fatal), (0.5, (scene.fatal + 500) // 2), (1.0, 500), (1.0, 7500)):
        panes.look_closer(share).show(run.at(update / run.updates_per_epoch))
        kernel, bias = members("dead_unit.npz", update)[:2]
        stage = panes.view.to_stage(np.maximum(square @ kernel + bias, 0))[:, :2]
        assert (np.abs(stage - panes.view.centre) <= panes.view.width / 2).all()
        seen = [(v, side, n) for v, side, n in panes.a_axes.numbers if n.get_fill_opacity() > 0]
        assert {v for v, *_ in seen} >= {0.0, 5.0}
        for value, side, number in seen:
            assert number.get_fill_opacity() == 1
            foot = panes.view.to_stage(np.full(2, value))[side]
            assert number.get_center()[side] == pytest.approx(foot, abs=1e-6)
    panes.look_closer(1.0).show(run.at(run.epochs))


def test_what_is_said_of_the_dying_run_is_measured(dying) -> None:
    scene, _ = dying
    said = " ".join(narration.text for narration in scene.narrations)
    with np.load(CACHE / "dead_unit.npz") as arrays:
        accuracy = arrays["accuracy"]
    assert accuracy[:3].tolist().index(1.0) == 2
    assert "After two epochs, it gets every point right." in said
    assert f"The run ends with {100 * accuracy[-1]:.1f} percent right." in said
    assert f"steps {1.5 / 0.05:.0f} times" in said


def test_a_run_without_a_death_is_told_as_one(play_scene) -> None:
    class Lively(DeadNeuron):
        runs = ("relu",)

        def trajectory(self, name: str) -> Trajectory:
            return super().trajectory("relu")

    scene = play_scene(Lively)
    assert scene.death is None
    assert 30 <= scene.time <= 60
    said = " ".join(narration.text for narration in scene.narrations)
    assert "both units live to the end" in said
    assert not any(word in said for word in ("fatal", "gradient is zero", "never moves", "on one line"))
    kernel, bias = members("relu.npz", -1)[:2]
    with np.load(CACHE / "relu.npz") as arrays:
        on = arrays["inputs"] @ kernel + bias > 0
    shares = [float(number.text.rstrip("%")) for number in scene.gauges.shares]
    assert shares == pytest.approx(100 * on.mean(axis=0), abs=0.501)
    assert min(shares) > 0


@pytest.mark.parametrize(("name", "dies"), [("relu", 0), ("dead_unit", None)])
def test_a_death_at_the_very_start_is_told_without_fatal_updates(play_scene, name, dies) -> None:
    class Early(DeadNeuron):
        runs = (name,)

        def trajectory(self, _: str) -> Trajectory:
            run = super().trajectory(name)
            if dies is None:
                return run
            bias = run.weights.hidden_bias.copy()
            bias[:, 1] = -100
            return replace(run, weights=replace(run.weights, hidden_bias=bias))

    scene = play_scene(Early)
    assert 30 <= scene.time <= 60
    said = " ".join(narration.text for narration in scene.narrations)
    assert ("From the start, the yellow part holds no point." in said) == (dies == 0)
    assert ("in slow motion" in said) == (dies is None)


def test_a_leap_of_the_gradient_is_measured_before_it_is_told(dying) -> None:
    scene, _ = dying
    with np.load(CACHE / "dead_unit.npz") as arrays:
        inputs, targets = arrays["inputs"].astype(float), arrays["targets"].astype(float)
    sizes = []
    for update in range(scene.fatal - 7, scene.fatal):
        kernel, bias, out, last = members("dead_unit.npz", update)
        error = plain_p(inputs, (kernel, bias, out, last), "relu") - targets
        reaching = error * out[scene.unit, 0] * (inputs @ kernel + bias > 0)[:, scene.unit]
        sizes.append(np.linalg.norm(reaching @ np.column_stack((inputs, np.ones(len(inputs))))) / len(inputs))
    said = " ".join(narration.text for narration in scene.narrations)
    assert f"The gradient leaps from {sizes[0]:.4f} to {max(sizes):.4f}" in said
    # The control: a calm stretch of the same run has no leap to tell.
    assert leap_said(scene.run, scene.unit, 440, 446) == ""


def test_words_about_a_unit_hold_for_other_runs() -> None:
    run = load("dead_unit")
    assert best_said(run, 0) == f"Untrained, it gets {100 * run.accuracy[0]:.3g} percent of the points right."
    assert steps_said(load("relu")) == "Here ReLU trains with steps as large as our own."
    assert rest_said(1) == "No gradient, no step back. One more epoch, and it never moves again."
    assert rest_said(0) == "No gradient, no step back."


@pytest.mark.parametrize("name", ["sigmoid", "gelu", "leaky_relu", "selu", "hard_sigmoid"])
def test_an_activation_whose_units_have_no_off_side_is_refused_in_one_line(name) -> None:
    with pytest.raises(LectureError, match=f"trains {name}, .* expected relu; set activation") as caught:
        refuse_what_never_switches_off(ACTIVATIONS[name])
    assert "\n" not in caught.value.message
    refuse_what_never_switches_off(ACTIVATIONS["relu"])


# CheatSheet -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sheet(play_scene):
    cards = []

    def look(scene, beat, narration):
        if hasattr(scene, "cards") and not cards and len(scene.cards) == 8:
            cards.extend(scene.cards[::2])

    return play_scene(CheatSheet, on_still=look), cards


def test_each_card_s_boundary_is_where_p_is_one_half(sheet) -> None:
    _, cards = sheet
    assert [card.run.recipe.activation for card in cards] == ["linear", "relu", "tanh", "relu"]
    for card in (cards[0], cards[2], cards[3]):
        ends = card.decided.boundary.points[[0, -1], :2]
        low = np.array([card.view.x_range[0], card.view.y_range[0]])
        corner = np.array(card.view.centre) - np.array([card.view.width, card.view.height]) / 2
        a = low + (ends - corner) / card.view.scale
        last = members(f"{card.run.recipe.activation}.npz", -1)
        np.testing.assert_allclose(a @ last[2][:, 0] + last[3][0], 0, atol=1e-6)


def straightness(card):
    """Largest distance of a grid sample from the chord of its line, as a share of the card's side."""
    samples = card.plane.grid.points.reshape(22, -1, 4, 3)[:, :, 0, :2]
    start, chord = samples[:, :1], samples[:, -1:] - samples[:, :1]
    across = (samples - start) @ np.array([[0, 1], [-1, 0]])
    length = np.maximum(np.linalg.norm(chord, axis=2), 1e-9)
    return float((np.abs((across * chord).sum(axis=2)) / length).max() / card.view.width)


def test_the_shapes_are_what_the_words_say(sheet) -> None:
    _, (flat, line, pressed, bent) = sheet
    assert straightness(flat) < 1e-9
    assert straightness(bent) > 0.05
    assert straightness(pressed) > 0.05
    for curve in line.plane.curves.values():
        assert np.ptp(curve.points[:, 0]) < 1e-9


def test_the_saturated_share_is_counted_over_all_slopes(sheet) -> None:
    scene, _ = sheet
    with np.load(CACHE / "tanh.npz") as arrays:
        inputs = arrays["inputs"].astype(float)
    weights = members("tanh.npz", -1)
    slopes = 1 - np.tanh(inputs @ weights[0] + weights[1]) ** 2
    said = " ".join(narration.text for narration in scene.narrations)
    assert f"With tanh, {100 * (slopes < 0.01).mean():.1f} percent of the slopes are below 0.01." in said


def test_the_three_pictures_return_as_the_riddle_posed_them(play_scene) -> None:
    seen = {}

    def look(scene, beat, narration):
        if hasattr(scene, "riddle"):
            letters = [(label.get_x(), name) for name, label in scene.riddle.letters.items()]
            boxes = {name: picture.outline.get_center() for name, picture in scene.riddle.pictures.items()}
            shown = {
                name
                for name, label in scene.riddle.letters.items()
                if label in scene.mobjects or any(label in m.submobjects for m in scene.mobjects)
            }
            seen[narration or beat] = [name for _, name in sorted(letters)], boxes, shown

    play_scene(CheatSheet, on_still=look)
    posed = Riddle(load)
    order, boxes, shown = seen["Back to the three pictures. Now you can tell them apart."]
    assert order == sorted(posed.letters, key=lambda name: posed.letters[name].get_x())
    assert shown == set(posed.letters)
    for name, picture in posed.pictures.items():
        np.testing.assert_allclose(boxes[name], picture.outline.get_center(), atol=1e-9)
    _, boxes, shown = seen["The world, not the line"]
    assert sorted(boxes, key=lambda name: boxes[name][0]) == order
    assert shown == set()  # names have taken the letters' place


def test_each_feature_space_stands_under_its_own_picture(sheet) -> None:
    scene, _ = sheet
    cards = [m for m in scene.mobjects if isinstance(m, SpaceCard)]
    assert len(cards) == 3
    for card in cards:
        name = card.run.recipe.activation
        above = scene.riddle.pictures[name].outline
        assert card.view.centre[0] == pytest.approx(above.get_x())
        assert scene.riddle.names[name].get_x() == pytest.approx(above.get_x())
        assert card.frame.get_top()[1] < above.get_bottom()[1]


def test_marks_use_the_colour_of_attention(seeds) -> None:
    strong = [m for m in seeds.mobjects if m.get_color().to_hex().upper() == theme.EMPHASIS]
    assert len(strong) >= 2
