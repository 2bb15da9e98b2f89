"""When a unit dies: gauges, curves and words are what the cached run says, computed again in plain NumPy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenes.dead_neuron import DeadNeuron
from scenes.props.dead_unit.unit_words import (
    best_said,
    deaths_said,
    leap_said,
    refuse_layers_before,
    refuse_what_never_switches_off,
    rest_said,
    steps_said,
)
from tests.scenes.plain_network import members, plain_p
from training.errors import LectureError
from training.network.activations import ACTIVATIONS
from training.paths import CACHE
from training.run.trajectory import Trajectory, load
from training.sweep.sweep import load_sweep


@pytest.fixture(scope="module")
def dying(performed):
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

    return performed(DeadNeuron, on_still=look), found


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
    assert 25 <= scene.time <= 60
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
    last = run.recipe.updates
    one = rest_said(run, 0, last - run.updates_per_epoch)
    assert one == "No gradient, no step back. One more epoch, and it never moves again."
    assert rest_said(run, 0, last) == "No gradient, no step back."
    # The other unit lives on and moves; a dead one would do so under momentum.
    assert rest_said(run, 1, 1000).endswith("and it never comes back.")
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
