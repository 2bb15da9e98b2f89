"""The panel about the runs tells what the cache files hold."""

from __future__ import annotations

import hashlib
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from lecture.delivery.about import about_runs
from lecture.freshness.cached import cached
from training.paths import CACHE
from training.sweep.sweep_plan import LECTURE_SWEEPS

NAMES = ("sigmoid", "linear", "dead_unit", next(iter(LECTURE_SWEEPS)))


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, Any]]:
    scene = SimpleNamespace(runs=tuple(cached(name) for name in NAMES))
    # Two scenes read the same runs: each is told once.
    production: Any = SimpleNamespace(scenes=(scene, scene))
    found = about_runs(production)
    assert [run["name"] for run in found] == list(NAMES)
    return {run["name"]: run for run in found}


@pytest.mark.parametrize("name", NAMES)
def test_each_run_is_told_with_the_digest_of_its_file(told: dict[str, dict[str, Any]], name: str) -> None:
    digest = hashlib.sha256((CACHE / told[name]["file"]).read_bytes()).hexdigest()
    assert told[name]["sha256"] == digest


@pytest.mark.parametrize("name", ["sigmoid", "linear", "dead_unit"])
def test_loss_and_accuracy_are_those_of_the_file(told: dict[str, dict[str, Any]], name: str) -> None:
    with np.load(CACHE / told[name]["file"]) as file:
        loss, accuracy = float(file["loss"][-1]), float(file["accuracy"][-1])
    measured = dict(told[name]["measured"])
    assert float(measured["loss at the end"]) == pytest.approx(loss, abs=5e-5)
    assert float(measured["accuracy at the end"].removesuffix(" %")) == pytest.approx(
        100 * accuracy, abs=5e-3
    )


def test_milestones_are_epochs_or_said_not_to_be_reached(told: dict[str, dict[str, Any]]) -> None:
    sigmoid, linear, dead = (dict(told[name]["measured"]) for name in ("sigmoid", "linear", "dead_unit"))
    # As the film tells them: review of the published run.
    assert (sigmoid["negatives right from epoch"], sigmoid["all points right from epoch"]) == ("66", "100")
    assert linear["all points right from epoch"] == "not within 150 epochs"
    assert len([label for label in dead if label.endswith("dies")]) == 1
    assert not any("dies" in label for label in sigmoid)


def test_a_sweep_tells_the_seeds_in_place_of_one(told: dict[str, dict[str, Any]]) -> None:
    recipe = dict(told[NAMES[-1]]["recipe"])
    assert recipe["seed"] == "0-29,42"
    assert recipe["activations"] == "sigmoid, tanh, relu"
    assert dict(told["sigmoid"]["recipe"])["seed"] == "42"
