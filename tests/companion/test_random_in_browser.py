"""Random numbers, start weights and data sets of the page are those of NumPy and of the cached runs."""

from __future__ import annotations

import numpy as np
import pytest

from tests.companion.golden import Golden
from tests.companion.unseen import nine
from training.network.datasets import DATASETS
from training.network.formulas import Weights
from training.run.trajectory import load
from training.sweep.sweep import load_sweep

SEEDS = (0, 13, 2**31 - 1, 2**32 - 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_stream_is_numpys_bit_for_bit(golden: Golden, seed: int) -> None:
    random = np.random.RandomState(seed)
    expected = [
        *random.randint(0, 2**32, 700, dtype=np.uint64),
        *random.random_sample(700),
        *random.uniform(-0.05, 3.0, 50),
        *random.permutation(1000),
        *random.choice([-1.0, 1.0], 70),
        *random.permutation(3),
        *random.random_sample(2),
    ]
    found = golden.numbers(
        """(() => {
          const random = new Mersenne(arguments[0]);
          const many = (n, draw) => Array.from({length: n}, draw);
          return [
            ...many(700, () => random.uint32()), ...many(700, () => random.double()),
            ...random.uniform(-0.05, 3, 50), ...random.permutation(1000), ...random.signs(70),
            ...random.permutation(3), ...many(2, () => random.double()),
          ];
        })()""",
        seed,
    )
    assert np.array_equal(found, np.array(expected, dtype=np.float64))


def test_normals_are_numpys_to_the_last_bit_or_the_one_before(golden: Golden) -> None:
    """The browser's logarithm may round otherwise; the numbers drawn are the same."""
    random = np.random.RandomState(5)
    expected = [*random.normal(2.0, 0.5, 1001), *random.random_sample(3), *random.normal(0.0, 1.0, 2)]
    script = """(() => {
      const random = new Mersenne(5);
      return [...random.normal(2, 0.5, 1001), random.double(), random.double(), random.double(),
              ...random.normal(0, 1, 2)];
    })()"""
    found = golden.numbers(script)
    assert np.abs(found - expected).max() <= 4.5e-16
    assert np.mean(found != expected) < 0.1


def test_another_seed_gives_other_numbers(golden: Golden) -> None:
    """The control."""
    found = golden.numbers("[new Mersenne(5).double()]")
    assert found[0] == np.random.RandomState(5).random_sample()
    assert found[0] != np.random.RandomState(6).random_sample()


def start_of(weights: Weights) -> np.ndarray:
    return nine(weights.map(lambda array: array[None]))[0]


def test_start_weights_are_those_of_the_cached_runs_and_of_the_sweeps_seeds(golden: Golden) -> None:
    """To one float32 step: TensorFlow's own sine may round otherwise."""
    sweep = load_sweep()
    expected = [start_of(sweep.weights[0, place, 0]) for place in range(len(sweep.plan.seeds))]
    seeds = list(sweep.plan.seeds)
    for name in ("sigmoid", "tanh", "relu", "linear", "dead_unit"):
        expected.append(start_of(load(name).weights[0]))
        seeds.append(load(name).recipe.seed)
    found = golden.numbers("arguments[0].flatMap((seed) => [...initialWeights(seed)])", seeds).reshape(-1, 9)
    assert len(seeds) == 36
    assert np.abs(found - expected).max() <= 6e-8
    assert np.abs(found[1:] - expected[:-1]).max() > 0.1


@pytest.mark.parametrize("name", DATASETS)
def test_points_are_pythons(golden: Golden, name: str) -> None:
    """Equal as float32, but for a sine or logarithm that rounds otherwise just there: one step of 6e-8."""
    differing = 0.0
    for points, seed in ((1000, 13), (2, 0), (37, 99)):
        inputs, targets = DATASETS[name].points(points, seed)
        made = "DATASETS.get(arguments[0])(arguments[1], arguments[2])"
        found = golden.numbers(f"[{made}].flatMap((d) => [...d.inputs, ...d.targets])", name, points, seed)
        assert np.array_equal(found[4 * points :], targets)
        expected = inputs.ravel().astype(np.float64)
        assert np.abs(found[: 4 * points] - expected).max() <= (0 if name in ("parabolas", "xor") else 6e-8)
        differing = max(differing, float(np.mean(found[: 4 * points] != expected)))
    assert differing < 1e-3
