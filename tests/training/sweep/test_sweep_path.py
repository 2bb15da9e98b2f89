"""The way of a sweep's members between kept epochs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from training.errors import LectureError
from training.paths import CACHE
from training.run.trajectory import load
from training.sweep.sweep import load_sweep
from training.sweep.sweep_path import SweepPath

NAMES = ("hidden_kernel", "hidden_bias", "output_kernel", "output_bias")


@pytest.fixture(scope="module")
def sweep():
    return load_sweep()


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
def test_at_a_kept_epoch_every_member_has_exactly_its_stored_weights(sweep, name) -> None:
    index = sweep.plan.activations.index(name)
    with np.load(CACHE / "seed_sweep.npz") as arrays:
        for place, epoch in enumerate(sweep.plan.kept_epochs):
            here = SweepPath(sweep, name).at(epoch)
            for part in NAMES:
                np.testing.assert_array_equal(getattr(here, part), arrays[part][index, :, place])


def test_between_kept_epochs_no_weight_leaves_the_range_of_its_neighbours(sweep) -> None:
    path = SweepPath(sweep, "tanh")
    ends, inside = (path.at(5), path.at(10)), path.at(7.3)
    for part in NAMES:
        low, high = (
            pick([getattr(end, part) for end in ends]) for pick in (np.minimum.reduce, np.maximum.reduce)
        )
        here = getattr(inside, part)
        assert ((here >= low - 1e-12) & (here <= high + 1e-12)).all()
        assert (here != getattr(ends[0], part)).any()


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
def test_a_guess_between_kept_epochs_is_nearer_the_true_run_than_the_last_kept_weights(sweep, name) -> None:
    # The member with the film's seed is the film's own run, of which every update is stored.
    path, run = SweepPath(sweep, name), load(name)
    index = sweep.plan.seeds.index(run.recipe.seed)
    epochs = np.arange(5, 150) + 0.5
    true = [run.at(epoch) for epoch in epochs]

    def error(at) -> float:
        return float(
            np.mean(
                [
                    np.abs(at(epoch).hidden_kernel[index] - weights.hidden_kernel).max()
                    for epoch, weights in zip(epochs, true, strict=True)
                ]
            )
        )

    assert error(path.at) < 0.2 * error(lambda epoch: path.at(5 * (epoch // 5)))


def test_a_member_that_diverged_stands_at_zero_and_moves_no_other(sweep) -> None:
    kernel = sweep.weights.hidden_kernel.copy()
    kernel[1, 3, 4:] = np.nan
    broken = SweepPath(replace(sweep, weights=replace(sweep.weights, hidden_kernel=kernel)), "tanh")
    whole = SweepPath(sweep, "tanh")
    assert (broken.at(42.0).hidden_kernel[3] == 0).all()
    np.testing.assert_array_equal(
        np.delete(broken.at(42.0).hidden_kernel, 3, 0), np.delete(whole.at(42.0).hidden_kernel, 3, 0)
    )


def test_an_activation_the_sweep_does_not_have_is_refused(sweep) -> None:
    with pytest.raises(LectureError, match="gelu"):
        SweepPath(sweep, "gelu")
