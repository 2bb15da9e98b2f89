"""When a unit dies: gauges, curves and words are what the cached run says, computed again in plain NumPy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenes.dead_neuron import DeadNeuron
from scenes.kit.planes.judged_plane import SHADE
from scenes.props.dead_unit.unit_words import (
    best_said,
    deaths_said,
    leap_said,
    refuse_layers_before,
    refuse_what_never_switches_off,
    rest_said,
    size_said,
    steps_said,
)
from tests.scenes.plain_network import members, plain_p
from training.errors import LectureError
from training.network.activations import ACTIVATIONS
from training.paths import CACHE
from training.run.trajectory import Trajectory, load
from training.sweep.sweep import load_sweep

DEATH = 452
"""The update after which unit 1 of the cached run is off at every point, counted by hand."""


@pytest.fixture(scope="module")
def dying(performed):
    found = []

    def look(scene, beat, narration):
        if not narration and hasattr(scene, "gauges"):
            gauges, shade = scene.gauges, scene.plane.shades[0]
            found.append(
                {
                    "beat": beat,
                    "update": int(gauges.updates.text),
                    "accuracy": float(gauges.accuracy.text.rstrip("%")),
                    "on": float(gauges.share.text.rstrip("%")),
                    "gradient": float(gauges.gradient.text),
                    "hinge": scene.plane.hinges[0].points.copy(),
                    "dark": shade.points.copy(),
                    "opacity": shade.get_fill_opacity(),
                }
            )

    return performed(DeadNeuron, on_still=look), found


def test_the_epochs_that_are_told_are_those_of_the_updates_on_the_gauge(dying) -> None:
    scene, stills = dying
    record = scene.record()
    (shown,) = record["epochs"]
    assert shown["run"] == "dead_unit"
    seconds, epochs = np.transpose(shown["knots"])
    names = [section["name"] for section in record["sections"]]
    ends = [*(section["start"] for section in record["sections"][1:]), record["duration"]]
    told = [np.interp(ends[names.index(still["beat"])] + 1e-3, seconds, epochs) for still in stills]
    updates = [still["update"] for still in stills]
    assert [round(epoch * scene.run.updates_per_epoch) for epoch in told] == updates
    assert len(set(updates)) >= 3


def test_gauges_are_measured_with_the_stored_weights_of_the_update_shown(dying) -> None:
    scene, stills = dying
    with np.load(CACHE / "dead_unit.npz") as arrays:
        inputs, targets = arrays["inputs"].astype(float), arrays["targets"].astype(float)
    assert len({still["update"] for still in stills}) >= 3
    for still in stills:
        weights = members("dead_unit.npz", still["update"])
        p = plain_p(inputs, weights, "relu")
        on = inputs @ weights[0] + weights[1] > 0
        assert still["accuracy"] == pytest.approx(100 * ((p > 0.5) == targets).mean(), abs=0.0501)
        assert still["on"] == pytest.approx(100 * on.mean(axis=0)[scene.unit], abs=0.501)
        reaching = ((p - targets)[:, None] * weights[2][:, 0] * on)[:, scene.unit]
        gradient = reaching @ np.column_stack((inputs, np.ones(len(inputs)))) / len(inputs)
        assert still["gradient"] == pytest.approx(np.linalg.norm(gradient), abs=0.000051)


def test_the_side_on_which_the_unit_is_off_is_dark_from_its_words_on(dying) -> None:
    scene, stills = dying
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1.0]])
    for still in stills:
        watched = still["beat"] not in ("Another run", "Very large steps")
        assert still["opacity"] == (pytest.approx(SHADE) if watched else 0)
        kernel, bias = members("dead_unit.npz", still["update"])[:2]
        z = (corners @ kernel + bias)[:, scene.unit]
        dark = scene.plane.view.to_stage(corners[z < 0])
        assert all((np.abs(still["dark"] - corner).max(axis=1) < 1e-9).any() for corner in dark)


def test_after_the_death_the_hinge_stands_still_off_all_points_and_the_gradient_reads_0(dying) -> None:
    _, stills = dying
    dead = [still for still in stills if still["update"] >= DEATH]
    assert len({still["update"] for still in dead}) >= 2
    for still in dead:
        assert (still["gradient"], still["on"]) == (0, 0)
        np.testing.assert_allclose(still["hinge"], dead[0]["hinge"], atol=1e-9)
    assert all(still["gradient"] > 0 for still in stills if still["update"] < DEATH)


def test_the_plane_ends_as_one_line(dying) -> None:
    scene, _ = dying
    card = scene.card.card
    zero = card.view.to_stage(np.zeros(2))[scene.unit]
    for label in (0, 1):
        np.testing.assert_allclose(card.plane.curves[label].points[:, scene.unit], zero, atol=1e-9)
        # It was carried there: the same curves, from another prop.
        carried = scene.forward.plane.curves[label].points
        np.testing.assert_allclose(carried[:, :2], card.plane.curves[label].points[:, :2], atol=1e-6)


def test_what_is_said_of_the_dying_run_is_measured(dying) -> None:
    scene, _ = dying
    said = " ".join(narration.text for narration in scene.narrations)
    with np.load(CACHE / "dead_unit.npz") as arrays:
        accuracy, bias = arrays["accuracy"], arrays["hidden_bias"][:, 0]
    assert accuracy.tolist().index(1.0) == 2
    assert "After two epochs, every point is right." in said
    assert f"Make the steps {1.5 / 0.05:.0f} times as large, and the start is brilliant." in said
    assert np.ptp(bias[DEATH:]) == 0 < np.ptp(bias[DEATH - 1 :])
    assert f"{(len(bias) - 1 - DEATH) // 125} epochs later, it has not moved." in said


def test_a_run_without_a_death_is_told_as_one(play_scene) -> None:
    class Lively(DeadNeuron):
        runs = ("relu", "relu")

        def trajectory(self, name: str) -> Trajectory:
            return super().trajectory("relu")

    scene = play_scene(Lively)
    assert scene.death is None
    assert 25 <= scene.time <= 60
    said = " ".join(narration.text for narration in scene.narrations)
    assert "both units live to the end" in said
    assert not any(word in said for word in ("update", "its gradient", "moved", "one line"))
    kernel, bias = members("relu.npz", -1)[:2]
    with np.load(CACHE / "relu.npz") as arrays:
        on = arrays["inputs"] @ kernel + bias > 0
    share = float(scene.gauges.share.text.rstrip("%"))
    assert share == pytest.approx(100 * on.mean(axis=0)[0], abs=0.501)
    assert share > 0


@pytest.mark.parametrize(("name", "dies"), [("relu", 0), ("dead_unit", None)])
def test_a_death_at_the_very_start_is_told_without_fatal_updates(play_scene, name, dies) -> None:
    class Early(DeadNeuron):
        runs = (name, "relu")

        def trajectory(self, _: str) -> Trajectory:
            run = super().trajectory(name)
            if dies is None:
                return run
            bias = run.weights.hidden_bias.copy()
            bias[:, 1] = -100
            return replace(run, weights=replace(run.weights, hidden_bias=bias))

    scene = play_scene(Early)
    assert 30 <= scene.time <= 75
    said = " ".join(narration.text for narration in scene.narrations)
    assert ("From the start, its bright part holds no point." in said) == (dies == 0)
    assert ("one update at a time" in said) == (dies is None)


def test_a_leap_of_the_gradient_is_measured_before_it_is_told(dying) -> None:
    scene, _ = dying
    with np.load(CACHE / "dead_unit.npz") as arrays:
        inputs, targets = arrays["inputs"].astype(float), arrays["targets"].astype(float)
    sizes = []
    for update in range(DEATH - 7, DEATH):
        kernel, bias, out, last = members("dead_unit.npz", update)
        error = plain_p(inputs, (kernel, bias, out, last), "relu") - targets
        reaching = error * out[scene.unit, 0] * (inputs @ kernel + bias > 0)[:, scene.unit]
        sizes.append(np.linalg.norm(reaching @ np.column_stack((inputs, np.ones(len(inputs))))) / len(inputs))
    said = " ".join(narration.text for narration in scene.narrations)
    assert sizes[0] < 0.01
    assert f"Its gradient leaps from under 0.01 to {max(sizes):.2f}." in said
    # The control: a calm stretch of the same run has no leap to tell.
    assert leap_said(scene.run, scene.unit, 440, 446) == ()


def test_words_about_a_unit_hold_for_other_runs() -> None:
    run, own = load("dead_unit"), load("relu")
    assert best_said(run, 0) == f"Untrained, {100 * run.accuracy[0]:.3g} percent are right."
    assert steps_said(own, 0) == "Keep our own steps, and [watch the boundary]."
    assert steps_said(own, 150) == steps_said(own, 0)
    assert steps_said(run, 2) == "Make the steps 30 times as large, and [the start is brilliant]."
    for rate, times in ((0.0001, "a hundred times smaller or more"), (0.02, "0.4 times as large")):
        slow = replace(own, recipe=own.recipe.changed({"learning_rate": rate}))
        assert times in steps_said(slow, 0)
    last = run.recipe.updates
    assert rest_said(run, 0, last - run.updates_per_epoch) == "One epoch later, it has not moved."
    assert rest_said(run, 0, last - 1) == ""
    # The other unit lives on and moves; a dead one would do so under momentum.
    assert rest_said(run, 1, 1000).endswith("it has not come back.")
    assert (size_said(0.004), size_said(2.372), size_said(1234.5)) == ("under 0.01", "2.37", "1,234")
    sweep = load_sweep()
    alive, dead = (replace(sweep, dead=np.full_like(sweep.dead, epoch)) for epoch in (-1, 7))
    assert deaths_said(alive, "relu") == "With our own steps, none of 31 starts lost a unit."
    assert "all of 31" in deaths_said(dead, "relu")


def test_layers_before_the_units_are_refused_in_one_line() -> None:
    run = load("dead_unit")
    refuse_layers_before(run)
    earlier = ((np.zeros((1, 2, 10)), np.zeros((1, 10))),)
    recipe = replace(run.recipe, hidden_layers=(10, 2))
    deep = replace(run, recipe=recipe, weights=replace(run.weights, earlier=earlier))
    with pytest.raises(LectureError, match=r"2 hidden layers, expected one.*\[runs.dead_unit\]") as caught:
        refuse_layers_before(deep)
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("name", ["sigmoid", "gelu", "leaky_relu", "selu", "hard_sigmoid"])
def test_an_activation_whose_units_have_no_off_side_is_refused_in_one_line(name) -> None:
    with pytest.raises(LectureError, match=f"trains {name}, .* expected relu; set activation") as caught:
        refuse_what_never_switches_off(ACTIVATIONS[name])
    assert "\n" not in caught.value.message
    refuse_what_never_switches_off(ACTIVATIONS["relu"])
