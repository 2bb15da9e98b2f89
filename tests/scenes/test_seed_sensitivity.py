"""Was the seed lucky: cells, dots and sentences are what the sweep says, computed again in plain NumPy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenes.kit import theme
from scenes.props.seeds.seed_words import (
    first_said,
    middle,
    seed_said,
    solved_said,
    typical_said,
)
from scenes.props.seeds.solve_strip import stacked
from scenes.seed_sensitivity import SeedSensitivity
from tests.scenes.plain_network import members, plain_p
from training.paths import CACHE
from training.sweep.sweep import load_sweep


def finished_from_accuracy(accuracy):
    """First epoch from which accuracy is 1 to the end, -1 where it never is."""
    not_yet = accuracy < 1
    last_wrong = accuracy.shape[-1] - 1 - np.argmax(not_yet[..., ::-1], axis=-1)
    found = np.where(not_yet.any(axis=-1), last_wrong + 1, 0)
    return np.where(found == accuracy.shape[-1], -1, found)


@pytest.fixture(scope="module")
def seeds(performed):
    return performed(SeedSensitivity)


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
    assert [frames.get_color().to_hex().upper() for frames in fronts] == [*theme.RUN_COLOURS.values()]


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


def toy(all_right):
    """The lecture's sweep with other results for its 31 seeds: one row of finishing epochs repeated."""
    sweep = load_sweep()
    rows = np.array([np.resize(row, len(sweep.plan.seeds)) for row in all_right], np.int32)
    return replace(sweep, all_right=rows)


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


def test_the_middle_is_an_epoch_of_a_real_member() -> None:
    times = np.array([[3.0, 1.0, np.inf, 9.0], [np.inf, np.inf, 5.0, np.inf]])
    assert middle(times).tolist() == [3.0, np.inf]


def test_marks_use_the_colour_of_attention(seeds) -> None:
    strong = [m for m in seeds.mobjects if m.get_color().to_hex().upper() == theme.EMPHASIS]
    assert len(strong) >= 2
