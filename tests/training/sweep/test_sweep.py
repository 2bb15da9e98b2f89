"""Sweeps: every member is the single run of its seed; bounded, resumable, strict."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from training import paths
from training.errors import LectureError
from training.recipe.recipe import Recipe
from training.run.milestones import NOT_REACHED, milestones_of
from training.run.trajectory import from_arrays, load
from training.sweep import sweep_training
from training.sweep.sweep import load_sweep
from training.sweep.sweep_plan import LECTURE_SWEEPS, SweepPlan, named_plan, seeds_text, sweep_name
from training.sweep_command import parse_seeds, planned

WEIGHTS = ("hidden_kernel", "hidden_bias", "output_kernel", "output_bias")


def run_single(recipe):
    from training.run import fit

    return from_arrays(recipe, *fit.train(recipe))


def test_the_published_runs_are_members_of_the_lectures_sweep():
    sweep = load_sweep()
    for activation in ("sigmoid", "tanh", "relu"):
        run, index = load(activation), sweep.index(activation, 42)
        found = milestones_of(run)
        for epoch in sweep.plan.kept_epochs:
            for name in WEIGHTS:
                mine = getattr(sweep.at(activation, 42, epoch), name)
                assert np.abs(mine - getattr(run.at(epoch), name)).max() <= 1e-5
        assert sweep.negatives_right[index] == found.negatives_right
        assert sweep.all_right[index] == found.all_right
        assert np.abs(sweep.loss[index] - run.loss).max() < 1e-5
        assert np.abs(sweep.accuracy[index] - run.accuracy).max() < 1e-6


def test_the_lectures_sweep_has_some_that_solve_and_some_that_do_not():
    sweep = load_sweep()
    assert len(sweep.plan.seeds) >= 30
    for index, activation in enumerate(sweep.plan.activations):
        solved = sweep.all_right[index] != NOT_REACHED
        assert solved.sum() > len(solved) / 2, activation
        assert np.array_equal(sweep.accuracy[index, solved, -1] == 1, np.ones(solved.sum(), bool))
    assert (sweep.all_right == NOT_REACHED).any()


@pytest.mark.parametrize(
    ("activations", "vary", "base", "seeds"),
    [
        (("tanh", "relu"), "init", {"epochs": 12}, (3, 7)),
        (
            ("elu",),
            "init",
            {"epochs": 2, "points": 37, "optimizer": "adam", "hidden_layers": (3, 2)},
            (0, 1, 2),
        ),
        (("sigmoid",), "order", {"epochs": 5, "points": 100}, tuple(range(33))),
        (("tanh",), "both", {"epochs": 5, "points": 100, "hidden_initializer": "he_normal"}, (5, 4)),
    ],
)
def test_members_equal_the_single_run_of_their_seed(empty_cache, activations, vary, base, seeds):
    plan = SweepPlan(Recipe(**base), activations, seeds, vary, every=4)
    sweep = sweep_training.run_sweep(plan, lambda epochs: None)
    assert len(sweep.plan.kept_epochs) == len(set(sweep.plan.kept_epochs))
    for activation in plan.activations:
        finals = []
        for seed in (seeds[0], seeds[-1]):
            run, index = run_single(plan.member(activation, seed)), sweep.index(activation, seed)
            for epoch in plan.kept_epochs:
                for name in WEIGHTS:
                    mine = getattr(sweep.at(activation, seed, epoch), name)
                    assert np.abs(mine - getattr(run.at(epoch), name)).max() <= 1e-5
            dead = [NOT_REACHED if epoch is None else epoch for epoch in milestones_of(run).dead]
            assert sweep.dead[index].tolist() == dead
            finals.append(run.at(run.epochs).hidden_kernel)
        # The control: another seed is another run.
        assert np.abs(finals[0] - finals[1]).max() > 1e-4


def test_a_dying_member_is_recorded_with_its_epoch(empty_cache):
    plan = SweepPlan(Recipe(activation="relu", learning_rate=1.5, epochs=8), ("relu",), (22, 23))
    sweep = sweep_training.run_sweep(plan, lambda epochs: None)
    dead = milestones_of(load_short_dead_unit()).dead
    assert sweep.dead[sweep.index("relu", 23)].tolist() == [-1 if d is None else d for d in dead]
    assert any(d is not None and d >= 3 for d in dead)


def load_short_dead_unit():
    return run_single(Recipe(activation="relu", learning_rate=1.5, epochs=8, seed=23))


def test_chunks_are_bounded_and_leave_no_seed_out():
    plan = SweepPlan(Recipe(), ("sigmoid",), tuple(range(10_000)))
    chunks = sweep_training.chunks(plan)
    assert [seed for chunk in chunks for seed in chunk] == list(range(10_000))
    assert max(map(len, chunks)) <= sweep_training.CHUNK
    wide = SweepPlan(Recipe(points=50_000), ("sigmoid",), tuple(range(1000)))
    assert max(map(len, sweep_training.chunks(wide))) * 100_000 * 2 <= sweep_training.CHUNK_FLOATS
    for length in (1, 2, 31, 48, 512, 1000, 1024):
        padded = sweep_training.lanes(tuple(range(length)), length)
        assert padded[:length] == list(range(length))
        assert len(padded) % (2 * sweep_training.LANES) == sweep_training.LANES


def test_chunked_and_whole_give_the_same_file(empty_cache, monkeypatch):
    plan = SweepPlan(Recipe(epochs=3, points=20), ("relu",), tuple(range(70)))
    sweep_training.run_sweep(plan, lambda epochs: None)
    whole = (empty_cache / sweep_name(plan)).read_bytes()
    monkeypatch.setattr(sweep_training, "CHUNK", 32)
    assert len(sweep_training.chunks(plan)) == 3
    sweep_training.run_sweep(plan, lambda epochs: None)
    assert (empty_cache / sweep_name(plan)).read_bytes() == whole


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="the peak is read from Linux's /proc")
def test_ten_thousand_seeds_fit_in_two_gigabytes(empty_cache):
    """Ten chunks, one epoch: what more epochs add is the file's own size."""
    # The peak of this program alone: ru_maxrss would count the tests' own process before the exec.
    program = (
        "import re, sys\nfrom pathlib import Path\n"
        "from training.command import main\ncode = main(sys.argv[1:])\n"
        "print(code, re.search(r'VmHWM:\\s+(\\d+) kB', Path('/proc/self/status').read_text())[1])"
    )
    settings = ["--set", "epochs=1", "--set", "hidden_initializer=ones", "--set", "output_initializer=ones"]
    command = [sys.executable, "-c", program, "sweep", "--seeds", "10000", "--activation", "tanh", *settings]
    environment = {**os.environ, "LECTURE_CACHE": str(empty_cache)}
    done = subprocess.run(
        command, env=environment, cwd=paths.ROOT, capture_output=True, text=True, timeout=300
    )
    code, kilobytes = map(int, done.stdout.splitlines()[-1].split())
    assert code == 0, done.stderr
    assert kilobytes < 2_000_000


def test_a_killed_sweep_goes_on_where_it_was(empty_cache, monkeypatch):
    command = [sys.executable, "-m", "training", "sweep", "--seeds", "40", "--set", "epochs=40"]
    environment = {**os.environ, "LECTURE_CACHE": str(empty_cache)}
    process = subprocess.Popen(
        command, env=environment, cwd=paths.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 90
    parts = empty_cache / "sweep-parts"
    while not list(parts.glob("*/sigmoid-*.npz")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    (done,) = parts.glob("*/sigmoid-*.npz")
    plan, _ = planned(["--seeds", "40", "--set", "epochs=40"])
    assert not (empty_cache / sweep_name(plan)).exists()

    trained = []
    original = sweep_training.SweepTraining.chunk

    def counted(self, seeds, progress):
        trained.append(self.activation)
        return original(self, seeds, progress)

    monkeypatch.setattr(sweep_training.SweepTraining, "chunk", counted)
    sweep = sweep_training.run_sweep(plan, lambda epochs: None)
    assert "sigmoid" not in trained
    assert trained[-1] == "relu"
    assert np.isfinite(sweep.loss).all()
    assert not done.exists()


def test_a_damaged_chunk_is_trained_again(empty_cache):
    plan = SweepPlan(Recipe(epochs=2, points=20), ("relu",), (0, 1))
    path, _ = sweep_training.chunk_file(plan, "relu", (0, 1))
    path.parent.mkdir(parents=True)
    path.write_bytes(b"PK\x03\x04 not whole")
    sweep = sweep_training.run_sweep(plan, lambda epochs: None)
    assert np.isfinite(sweep.loss).all()


def test_two_plans_never_share_a_file():
    plans = [
        SweepPlan(Recipe(), ("sigmoid", "tanh", "relu"), tuple(range(30))),
        SweepPlan(),
        SweepPlan(vary="order"),
        SweepPlan(vary="both"),
        SweepPlan(every=10),
        SweepPlan(Recipe(epochs=151)),
        SweepPlan(activations=("tanh",)),
    ]
    assert len({sweep_name(plan) for plan in plans}) == len(plans)
    assert sweep_name(SweepPlan(Recipe(activation="relu", seed=5))) == "seed_sweep.npz"


@pytest.mark.parametrize("name", LECTURE_SWEEPS)
def test_a_sweep_of_the_lecture_is_cached_under_its_name(name):
    assert sweep_name(named_plan(name)) == f"{name}.npz"
    assert load_sweep(name).loss.shape[1] == len(named_plan(name).seeds)


def test_members_of_the_order_sweep_start_alike_and_see_other_batches():
    sweep = load_sweep("order_sweep")
    assert (np.ptp(sweep.weights.hidden_kernel[:, :, 0], axis=(0, 1)) == 0).all()
    assert (np.ptp(sweep.loss[:, :, 0], axis=1) == 0).all()
    assert (np.ptp(sweep.loss[:, :, 1], axis=1) > 0).all()


def test_the_command_an_error_names_leads_to_exactly_that_plan(empty_cache):
    for plan in (
        SweepPlan(),
        SweepPlan(Recipe(epochs=9, optimizer="adam"), ("gelu",), (0, 1, 2, 9), "order", 3),
        SweepPlan(seeds=(0, 1, 2)),
        SweepPlan(Recipe(hidden_layers=(10, 2), seed=5), ("gelu", "relu"), (4,), "order"),
    ):
        arguments = plan.command().removeprefix("python -m training sweep").split()
        assert planned(arguments)[0] == plan


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--seeds", "ten"], "expected a number such as 1000"),
        (["--seeds", "0"], "at least one seed"),
        (["--seeds", "1,1"], "none twice, got 2, 1 of them different; such as --seeds 0-29"),
        (["--seeds", "9999999"], "at most"),
        (["--vary", "everything"], "unknown --vary"),
        (["--activation", "rellu"], "did you mean relu"),
        (["--every", "0"], "1 or more"),
        (["--set", "optimizer=lamb"], "elementwise"),
        (["--set", "epoch=3"], "did you mean epochs"),
    ],
)
def test_what_cannot_be_swept_is_refused(empty_cache, arguments, hint):
    with pytest.raises(LectureError, match=hint):
        planned(arguments)


def test_seeds_are_written_as_ranges_and_read_back():
    assert parse_seeds("4") == (0, 1, 2, 3)
    assert parse_seeds("0-2,42") == (0, 1, 2, 42)
    assert seeds_text((0, 1, 2, 42)) == "0-2,42"


def test_a_member_or_an_epoch_the_sweep_has_not_is_refused():
    sweep = load_sweep()
    with pytest.raises(LectureError, match="has no seed 31"):
        sweep.at("tanh", 31, 150)
    with pytest.raises(LectureError, match="kept no weights after epoch 3"):
        sweep.at("tanh", 1, 3)
    with pytest.raises(LectureError, match="unknown activation"):
        sweep.at("gelu", 1, 150)
