"""A readout tells what is drawn in its frame, or is dimmed; no number changes without saying what it is."""

from __future__ import annotations

from collections import Counter as Tally
from types import SimpleNamespace
from typing import get_args

import numpy as np
import pytest

from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import Quantity, told
from scenes.kit.drawing.viewport import square_viewport
from scenes.kit.planes.feature_panel import FeaturePanel
from scenes.kit.stage.stage import LectureScene
from tests.scenes.harness import Play, scene_class, shot_list
from tests.scenes.performances import Performances
from tests.scenes.rules.readouts import COMPUTED, ReadoutWatcher, network_of, readout_fault
from tests.scenes.watching import watched_frames
from training.network.formulas import accuracy, losses, probability
from training.run.gradients import switched_on, unit_gradients
from training.run.spread import covered
from training.run.trajectory import load


@pytest.mark.last
@pytest.mark.parametrize(("module", "name"), shot_list(), ids=lambda value: value.split(".")[-1])
def test_every_number_is_that_of_the_picture_beside_it(
    module: str, name: str, performed: Performances
) -> None:
    notes = performed.notes(scene_class(module, name))
    assert notes.readouts == ()
    assert notes.unmarked == ()


@pytest.mark.last
def test_the_lecture_has_live_numbers_of_every_kind(performed: Performances) -> None:
    """The control: the rule above would hold where nothing is told of anything."""
    compared: Tally[str] = Tally()
    for module, name in shot_list():
        compared.update(performed.notes(scene_class(module, name)).compared)
    assert {quantity for quantity in get_args(Quantity) if not compared[quantity]} == set()
    assert compared.total() > 60 * 15, "a minute of frames at least"


class Reading(LectureScene):
    """The control: beside a plane that glides, numbers right, late, dimmed, and of nothing at all."""

    title = "Reading"
    runs = ("sigmoid",)

    def construct(self) -> None:
        run = self.trajectory("sigmoid")
        panel = FeaturePanel(run, square_viewport((0, 0), 5, 0, 1)).show(20.0)
        right, late, dim, bare = (Counter(100 * float(run.accuracy[20]), 2, suffix="%") for _ in range(4))
        for counter in (right, late, dim):
            told(counter, "accuracy", panel)
        dim.set_fill(opacity=0.4)

        def live() -> float:
            p = probability(run.inputs.astype(float), panel.weights, run.activation)
            return 100 * float(accuracy(p, run.targets))

        panel.add_updater(lambda shown: shown.show(self.epoch.get_value()))
        right.add_updater(lambda counter: counter.set_value(live()))
        bare.add_updater(lambda counter: counter.set_value(live()))
        late.add_updater(lambda counter: counter.set_value(100 * float(run.accuracy[int(panel.epoch)])))
        dim.add_updater(lambda counter: counter.set_value(0.0))
        self.epoch.set_value(20.0)
        self.right, self.late, self.dim, self.bare = right, late, dim, bare
        self.next_section("Both ways")
        self.add(panel, right, late, dim, bare)
        self.play(self.epoch.animate.set_value(40.0), run_time=2)


def test_a_number_that_lags_behind_its_picture_is_found_and_no_other(play_scene: Play) -> None:
    watcher = ReadoutWatcher()
    with watched_frames([watcher]):
        scene = play_scene(Reading)
    watcher.ends(scene)
    assert isinstance(scene, Reading)
    [fault] = watcher.faults
    assert "accuracy reads" in fault
    assert "the drawn weights have" in fault
    assert watcher.compared["accuracy"] > 2 * 2 * 15, "two numbers in every frame of two seconds"
    [unmarked] = watcher.unmarked
    assert unmarked.startswith("bare (Counter) goes from ")


def test_at_a_whole_epoch_the_cache_is_the_measure() -> None:
    run = load("sigmoid")
    panel = FeaturePanel(run, square_viewport((0, 0), 5, 0, 1)).show(66.0)
    counter = told(Counter(100 * float(run.accuracy[66]), 2, suffix="%"), "accuracy", panel)
    assert readout_fault(counter) == ""
    assert "the drawn weights have" in readout_fault(counter.set_value(counter.value + 0.02))
    loss = told(Counter(float(run.loss[66]), 3), "loss", panel)
    assert readout_fault(loss) == ""
    other = np.array(run.loss) + 0.1
    forged = SimpleNamespace(**{name: getattr(run, name) for name in ("inputs", "targets", "activation")})
    forged.loss = other
    picture = SimpleNamespace(run=forged, weights=panel.weights, epoch=66.0)
    assert "the cache have" in readout_fault(told(loss, "loss", picture))


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("epoch", [0, 30, 100])
def test_what_numbers_are_compared_with_is_what_training_measures(name: str, epoch: int) -> None:
    run = load(name)
    weights = run.at(epoch)
    inputs = run.inputs.astype(float)
    picture = SimpleNamespace(run=run, weights=weights, unit=1, point=inputs[7])
    p = probability(inputs, weights, run.activation)
    slopes = run.activation.derivative(inputs @ weights.hidden_kernel + weights.hidden_bias)
    wanted = {
        "accuracy": accuracy(p, run.targets),
        "loss": losses(p, run.targets).mean(),
        "p": p[7],
        "gradient": np.linalg.norm(unit_gradients(inputs, run.targets, weights, run.activation)[1]),
        "saturated": (np.abs(slopes) < 0.01).mean(),
        "determinant": np.linalg.det(weights.hidden_kernel),
    }
    if run.activation.hinges:
        wanted["on"] = switched_on(inputs, weights, run.activation)[1]
        wanted["folded"] = (slopes == 0).any(axis=1).mean()
    else:
        wanted["area"] = covered(run)[epoch]
    for quantity, value in wanted.items():
        found = COMPUTED[quantity](picture, network_of(picture))
        assert found == pytest.approx(float(value), rel=1e-4, abs=1e-6), quantity


def test_every_quantity_a_counter_may_tell_is_compared() -> None:
    assert set(COMPUTED) == set(get_args(Quantity))
