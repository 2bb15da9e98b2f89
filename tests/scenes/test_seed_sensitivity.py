"""Was the seed lucky: cells, dots and sentences are what the sweep says, computed again in plain NumPy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenes.props.race.verdict import Verdict
from scenes.props.seeds.seed_words import (
    asked,
    duel_of,
    duel_said,
    judged,
    median_said,
    middle,
    seed_said,
    solved_said,
)
from scenes.props.seeds.solve_strip import stacked
from scenes.props.seeds.stuck_cell import stuck_cell
from scenes.props.seeds.stuck_words import alike_said, loss_said, moral_said, on_said, why_asked
from scenes.seed_sensitivity import SeedSensitivity
from tests.scenes.plain_network import members, plain_p
from training.network.datasets import dataset_named
from training.network.formulas import losses
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


def test_epochs_are_told_of_the_starts_and_then_of_the_linear_network(seeds) -> None:
    told = {shown["run"]: shown["knots"] for shown in seeds.record()["epochs"]}
    assert set(told) == {"sigmoid", "tanh", "relu", "linear"}
    starts, linear = told["relu"], told["linear"]
    assert (starts[0][1], starts[-1][1], linear[0][1], linear[-1][1]) == (0.0, 150.0, 0.0, 150.0)
    assert starts[-1][0] <= linear[0][0]


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
                red += int(((plain_p(points, weights, block.kind) > 0.5) != bool(label)).sum())
        # A sample's stroke has two halves.
        assert len(block.marks.strokes.points) == 2 * 4 * red
    seeds.starts.show(150)


def test_between_kept_epochs_cells_glide_and_a_lit_cell_has_no_red(seeds) -> None:
    for block in seeds.starts.blocks:
        drawn = []
        for epoch in (10.0, 10.4, 10.6, 12.5, 15.0):
            wrong = block.show(epoch).wrong_at(epoch, block.path.at(epoch))
            assert not np.concatenate(list(wrong.values()), axis=1)[block.solved_by(epoch)].any()
            drawn.append(block.boundaries.points.copy())
        np.testing.assert_array_equal(drawn[0], drawn[1])  # to the half epoch
        for before, after in ((1, 2), (2, 3), (3, 4)):
            assert not np.array_equal(drawn[before], drawn[after])
    seeds.starts.show(150)


def times() -> np.ndarray:
    with np.load(CACHE / "seed_sweep.npz") as arrays:
        finished = finished_from_accuracy(arrays["accuracy"])
    return np.where(finished < 0, np.inf, finished.astype(float))


def test_the_duel_leaves_the_cells_bright_that_are_first_from_the_same_start(seeds) -> None:
    _, tanh, relu = times()
    assert (seeds.duel.wins == (tanh < relu)).all()
    assert (seeds.duel.losses == (relu < tanh)).all()
    veils = seeds.starts.duel_veils(seeds.duel)
    # A veiled cell is a polygon of four edges.
    assert [len(veil.points) // 16 for veil in veils] == [
        31,
        (relu < tanh).sum(),
        (tanh < relu).sum(),
    ]
    said = " ".join(narration.text for narration in seeds.narrations)
    assert f"tanh beats ReLU in {(tanh < relu).sum()} of 31." in said
    assert "So strike the verdict out." in said


def test_medians_and_the_place_of_our_own_seed_are_counted_again(seeds) -> None:
    said = " ".join(narration.text for narration in seeds.narrations)
    sigmoid, tanh, relu = (int(np.sort(row)[15]) for row in times())
    assert f"takes tanh {tanh} epochs, ReLU {relu} and the sigmoid {sigmoid}." in said
    own = times()[:, -1]
    slowest = [row[np.isfinite(row)].max() == at for row, at in zip(times(), own, strict=True)]
    assert slowest == [False, True, True]
    assert "For tanh and ReLU, our seed was the slowest that got there." in said


def test_the_enlarged_start_never_presses_and_has_the_loss_of_the_linear_network(seeds) -> None:
    cell, sweep = seeds.cell, seeds.found
    inputs, targets = dataset_named("parabolas").points(1000, 13)
    weights = members("seed_sweep.npz", 2, sweep.plan.seeds.index(cell.seed), -1)
    assert (inputs @ weights[0] + weights[1] > 0).all()
    with np.load(CACHE / "linear.npz") as arrays:
        linear = float(arrays["loss"][-1])
    own = losses(plain_p(inputs.astype(float), weights, "relu"), targets).mean()
    assert own == pytest.approx(linear, abs=1e-3)
    assert cell.failing_loss == pytest.approx(np.full(7, linear), abs=1e-3)
    failing = [k for k, at in enumerate(times()[2]) if np.isinf(at)]
    on = [members("seed_sweep.npz", 2, k, -1) for k in failing]
    always = [bool((inputs @ kernel + bias > 0).all()) for kernel, bias, *_ in on]
    assert sum(always) == 6
    said = " ".join(narration.text for narration in seeds.narrations)
    for sentence in (
        "Why do seven ReLU networks fail?",
        "Here both units are on at every point.",
        "Its loss is 0.44, and so is the linear network's.",
        "A ReLU that never presses leaves the boundary straight.",
        "Six of the seven end this way.",
    ):
        assert sentence in said


def test_the_linear_boundary_comes_to_lie_on_that_of_the_start(seeds) -> None:
    own, linear = seeds.plane.picture.boundary.points, seeds.line.points
    heights = [
        np.interp([1.0, 3.5, 6.0], *points[np.argsort(points[:, 0])][:, :2].T) for points in (own, linear)
    ]
    np.testing.assert_allclose(heights[0], heights[1], atol=0.04)


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
    assert solved_said(easy) == "All of them solve it from every start."
    assert solved_said(hard) == "Tanh solves it from every start, ReLU from ten and the sigmoid from none."
    assert solved_said(toy([[-1], [-1], [-1]])) == "None of them solves it from any start."
    assert solved_said(toy([[-1], [-1, 9], [-1]])).startswith("Tanh solves it from 15 of 31 starts, the ")
    median = "[The median], the middle one of all starts,"
    assert median_said(easy) == f"{median} takes ReLU ten epochs, tanh 20 and the sigmoid 30."
    assert median_said(hard) == (
        f"{median} takes tanh 20 epochs. With the sigmoid or ReLU, it is not there by epoch 150."
    )
    assert median_said(toy([[-1], [-1], [-1]])) == f"{median} is not there by epoch 150."
    assert seed_said(easy, 42) == "[Our seed] is ringed, and none of the others are faster for the sigmoid."
    assert seed_said(toy([[-1], [-1], [-1]]), 42) == "[Our seed] is ringed, and gets there with none of them."
    last = [20] * len(easy.plan.seeds)
    last[easy.plan.seeds.index(42)] = 30
    assert seed_said(toy([last, [20], [20]]), 42).startswith("For the sigmoid, [our seed] was the slowest")
    last[0] = 40
    assert seed_said(toy([last, [20], [20]]), 42).endswith("and 29 of the others are faster for the sigmoid.")


def test_a_verdict_falls_only_where_its_winner_is_beaten_more_often() -> None:
    for rows, said, end in (
        ([[30], [20], [10]], "ReLU beats tanh in all of 31.", "the verdict holds"),
        ([[30], [9, 9, 20], [10]], "tanh beats ReLU in 21 of 31.", "strike the verdict out"),
        ([[30], [10], [10]], "ReLU beats tanh in none of 31.", "neither of them wins"),
    ):
        sweep = toy(rows)
        duel = duel_of(sweep, ["relu"])
        assert duel is not None
        assert duel_said(sweep, duel).endswith(said)
        assert end in judged(duel, tie=False)
    assert duel_of(toy([[1], [2], [3]]), ["gelu"]) is None
    assert duel_of(toy([[1], [2], [3]]), []) is None


def test_a_tie_holds_only_where_neither_of_the_two_is_ahead() -> None:
    for rows, said, end in (
        ([[5], [10], [10]], "tanh beats ReLU in none of 31.", "the verdict holds"),
        ([[5], [10], [20]], "tanh beats ReLU in all of 31.", "strike the verdict out"),
        ([[5], [20], [10]], "ReLU beats tanh in all of 31.", "strike the verdict out"),
    ):
        sweep = toy(rows)
        duel = duel_of(sweep, ["tanh", "relu"])
        assert duel is not None
        assert duel_said(sweep, duel).endswith(said)
        assert end in judged(duel, tie=True)


def test_our_seed_is_not_called_slow_where_it_never_gets_there() -> None:
    sweep = load_sweep()
    rows = [[-1] * 31, [20] * 31, [20] * 31]
    rows[1][sweep.plan.seeds.index(42)] = -1
    assert seed_said(toy(rows), 42) == "[Our seed] is ringed. 30 others get there with tanh, and it does not."


def test_without_a_verdict_nobody_asks_whether_it_holds() -> None:
    assert asked(toy([[1], [2], [3]]), solved=True).endswith("Will the verdict hold?")
    assert asked(toy([[1], [2], [3]]), solved=False).endswith("Will another one get there?")


def test_what_is_said_of_an_enlarged_start_holds_for_others_too() -> None:
    sweep = load_sweep()
    cell = stuck_cell(sweep)
    assert cell is not None
    assert loss_said(cell, cell.loss + 0.0009).endswith("and so is [the linear network's].")
    assert loss_said(cell, cell.loss + 0.0011).endswith("close to [the linear network's].")
    assert loss_said(cell, 0.2).endswith("and [the linear network's] is 0.20.")
    assert "nan" not in loss_said(replace(cell, loss=float("nan")), 0.2)
    pressing = replace(cell, on=np.array([0.975, 1.0]), failing_on=np.array([[0.975, 1.0], [0.0, 1.0]]))
    assert (
        on_said(pressing) == "Here [unit one is on] for 98 percent of the points, unit two for every point."
    )
    # Both its units are on at every point of the real start: its boundary is straight all the same.
    assert moral_said(pressing) == "A ReLU that hardly presses leaves the boundary straight."
    assert alike_said(pressing) == ""
    far = replace(pressing, on=np.array([0.4, 0.4]))
    assert (moral_said(far), on_said(far)) == ("", "Here [each unit is on] for 40 percent of the points.")
    assert why_asked(far) == "Look closer at one start that ReLU does not solve."
    every = replace(cell, failing_on=np.ones((2, 2)), failing_loss=np.full(2, 0.4))
    assert alike_said(every) == "All two end this way."
    assert why_asked(replace(cell, failing_loss=np.array([0.4]))) == "Why does one ReLU network fail?"
    # Where none fails, the slowest is enlarged.
    solved = stuck_cell(toy([[30], [20], [10, 12, 11]]))
    assert solved is not None
    assert (solved.seed, solved.solved) == (1, 12)
    assert why_asked(solved) == "Look closer at the slowest start of ReLU."


def test_a_sweep_that_everybody_solves_plays(play_scene) -> None:
    class Easy(SeedSensitivity):
        def sweep(self, name):
            return toy([[30], [20], [10]])

    said = " ".join(narration.text for narration in play_scene(Easy).narrations)
    assert "So the verdict holds." in said
    assert "fail" not in said


@pytest.mark.parametrize(("rows", "struck"), [([[30], [20], [10]], 0), ([[30], [9, 9, 20], [10]], 1)])
def test_a_verdict_is_struck_out_only_where_it_falls(rows, struck, play_scene, monkeypatch) -> None:
    class Other(SeedSensitivity):
        def sweep(self, name):
            return toy(rows)

    strokes = []
    draw = Verdict.struck_out
    monkeypatch.setattr(Verdict, "struck_out", lambda verdict: strokes.append(draw(verdict)) or strokes[-1])
    said = " ".join(narration.text for narration in play_scene(Other).narrations)
    assert len(strokes) == struck
    assert ("strike the verdict out" in said) == bool(struck)


def test_the_middle_is_an_epoch_of_a_real_member() -> None:
    times = np.array([[3.0, 1.0, np.inf, 9.0], [np.inf, np.inf, 5.0, np.inf]])
    assert middle(times).tolist() == [3.0, np.inf]
