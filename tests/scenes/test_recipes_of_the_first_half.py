"""Every scene of the first half plays with any ordinary recipe, or says in one line why not."""

from __future__ import annotations

import re

import pytest

from scenes.kit.stage.stage import LectureScene
from tests.scenes.harness import scene_class, shot_list
from tests.scenes.review import Findings, caption_findings, inspect
from tests.scenes.tiny_runs import deepened, trained
from training.errors import LectureError

FIRST_HALF = shot_list()[:8]
RECIPES = {
    "one epoch": ("parabolas", {}),
    "one batch an epoch, few points": ("moons", {"epochs": 2, "points": 10, "batch_size": 4000, "seed": 7}),
    "large steps": ("circles", {"epochs": 40, "learning_rate": 3.0}),
    "no weights": ("xor", {"spread": 0.0}),
}
#: Where no picture is possible: scene, recipe, what the one line says.
REFUSED = {("LinearBoundary", "no weights"): "another seed"}


def lent(monkeypatch, dataset, settings, change=lambda run: run) -> None:
    """Give every scene runs trained here in place of the cached ones."""

    def run(scene, name):
        return change(trained(name, dataset, **settings))

    monkeypatch.setattr(LectureScene, "trajectory", run)


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize(("module", "name"), FIRST_HALF, ids=lambda value: value.split(".")[-1])
def test_a_scene_plays_with_an_ordinary_recipe(module, name, recipe, play_scene, monkeypatch) -> None:
    lent(monkeypatch, *RECIPES[recipe])
    found = Findings()
    if (name, recipe) in REFUSED:
        with pytest.raises(LectureError, match=REFUSED[name, recipe]) as refused:
            play_scene(scene_class(module, name))
        assert "\n" not in refused.value.message
        return
    scene = play_scene(scene_class(module, name), on_still=inspect(found))
    assert found.lines == []
    assert caption_findings(scene) == []
    assert 25 <= scene.time <= 90
    told = " ".join(narration.text for narration in scene.narrations)
    assert not re.findall(r"\bnan\b|\binf\b|\d\.?\d*e-|\b1 epochs|one epochs|\b1 of them", told)


@pytest.mark.parametrize(("module", "name"), FIRST_HALF, ids=lambda value: value.split(".")[-1])
def test_a_deeper_network_is_refused_in_one_line(module, name, play_scene, monkeypatch) -> None:
    lent(monkeypatch, "parabolas", {}, deepened)
    with pytest.raises(LectureError, match=r"has 2 hidden layers.*hidden_layers = 2") as refused:
        play_scene(scene_class(module, name))
    assert "\n" not in refused.value.message


@pytest.mark.parametrize("seed", [0, 3])
def test_a_point_that_comes_out_in_the_other_colour_is_told_so(seed, play_scene, monkeypatch) -> None:
    lent(monkeypatch, "circles", {"seed": seed})
    scene = play_scene(scene_class("scenes.two_curves", "TwoCurves"))
    green = scene.network.answer.value > 0.5
    assert green == (seed == 0)
    assert scene.narrations[-1].text == (
        "Our point comes out green." if green else "Our point comes out blue, but it is green."
    )
