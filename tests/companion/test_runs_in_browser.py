"""The lecture's runs come to the page small and whole."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

import numpy as np
import pytest

from companion.export import exported_runs
from tests.companion.golden import Golden, unpacked
from tests.companion.unseen import nine
from training.recipe.runs import named_recipe, run_names
from training.run.milestones import milestones_of
from training.run.trajectory import load

#: Half a step of a weight.
ERROR = 2.0**-17
#: Largest size of five runs in base64.
SIZE = 1_140_000


@pytest.fixture(scope="module")
def exported() -> dict[str, Any]:
    return exported_runs({name: named_recipe(name) for name in run_names()})


def test_the_lectures_runs_are_small(exported: dict[str, Any]) -> None:
    assert len(exported) == 5
    assert len(json.dumps(exported, separators=(",", ":"))) <= SIZE
    assert len(gzip.decompress(base64.b64decode(exported["dead_unit"]["weights"]))) == 4 * 9 * 7501


def test_the_lectures_runs_are_unpacked_whole_and_it_is_told_how_quickly(
    golden: Golden, exported: dict[str, Any]
) -> None:
    script = """return (async (exported) => {
      const began = performance.now();
      const runs = await Promise.all(Object.entries(exported).map(([name, run]) => decode(name, run)));
      const took = performance.now() - began;
      return [took, runs.map((run) => [
        run.name, packed(run.weights), packed(run.loss), packed(run.accuracy), packed(run.data.inputs),
        run.milestones, run.epochs, run.updatesPerEpoch,
      ])];
    })(arguments[0])"""
    took, found = golden.run(script, exported)
    print(f"five runs are unpacked in {took:.0f} ms")
    for name, weights, loss, accuracy, inputs, milestones, epochs, updates in found:
        run = load(name)
        assert np.abs(unpacked(weights).reshape(-1, 9) - nine(run.weights)).max() <= ERROR
        assert np.array_equal(unpacked(loss).astype(np.float32), run.loss)
        assert np.array_equal(unpacked(accuracy).astype(np.float32), run.accuracy)
        assert np.array_equal(unpacked(inputs), run.inputs.ravel())
        assert milestones["allRight"] == milestones_of(run).all_right
        assert (epochs, updates) == (run.epochs, run.updates_per_epoch)
    assert {name for name, *_ in found} == set(run_names())
