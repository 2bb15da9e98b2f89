"""The training films: at rest at measured milestones, panels one at a time, every number said is true."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import scenes.props.training.chosen_activation as chosen
from scenes.kit import theme
from scenes.kit.planes.panels import Panel
from scenes.kit.stage.stage import LectureScene
from scenes.props.training.commentary import Commentary
from scenes.training_film import (
    ActivationTraining,
    ReluTraining,
    SigmoidTraining,
    TanhTraining,
    TrainingFilm,
)
from training import paths
from training.errors import LectureError
from training.network.activations import ACTIVATIONS
from training.run.trajectory import Trajectory, load

FILMS = (SigmoidTraining, TanhTraining, ReluTraining)
Play = Callable[..., LectureScene]


def for_good_from(right: np.ndarray) -> int | None:
    """First epoch from which every column is true to the end, found backwards, epoch by epoch."""
    epoch = len(right)
    while epoch > 0 and right[epoch - 1].all():
        epoch -= 1
    return epoch if epoch < len(right) else None


def right_points(run: Trajectory) -> np.ndarray:
    """Which points are right after each epoch, from the log-odds' sign, shape (E + 1, n)."""
    odds = []
    for epoch in range(run.epochs + 1):
        weights = run.at(epoch)
        z = run.inputs.astype(float) @ weights.hidden_kernel + weights.hidden_bias
        a = run.activation.f(z)
        odds.append((a @ weights.output_kernel + weights.output_bias)[:, 0])
    return (np.array(odds) > 0) == (run.targets > 0.5)


class Watched:
    """What a film looked like whenever a viewer could pause."""

    def __init__(self) -> None:
        self.stills: list[tuple[str, str, float, int]] = []
        self.labels: list[tuple[float, float, str]] = []

    def __call__(self, scene: LectureScene, beat: str, text: str) -> None:
        panels = sum(isinstance(mobject, Panel) for mobject in scene.mobjects)
        self.stills.append((beat, text, float(scene.epoch.get_value()), panels))
        if text.startswith("Epoch") and isinstance(scene, TrainingFilm) and scene.milestone is not None:
            label, gap = scene.milestone, scene.milestone.get_left()[0] - scene.heading().get_right()[0]
            self.labels.append((gap, label.get_top()[1], label.get_fill_color().to_hex().upper()))


@pytest.fixture(scope="module", params=FILMS, ids=lambda film: film.__name__)
def film(request: pytest.FixtureRequest, performed: Play) -> tuple[TrainingFilm, Watched]:
    watched = Watched()
    scene = performed(request.param, watched)
    assert isinstance(scene, TrainingFilm)
    return scene, watched


def test_the_film_rests_at_every_milestone(film: tuple[TrainingFilm, Watched]) -> None:
    scene, watched = film
    right = right_points(scene.run)
    negatives = for_good_from(right[:, scene.run.targets == 0])
    everything = for_good_from(right)
    rests = {epoch: text for _, text, epoch, _ in watched.stills if text.startswith("Epoch")}
    assert negatives in rests
    assert everything in rests
    assert f"Epoch {negatives}: every negative is right" in rests[negatives]
    assert f"Epoch {everything}: from here on, everything is right" in rests[everything]
    assert set(rests) == {stop.epoch for stop in scene.said.stops}


def test_panels_enter_one_at_a_time(film: tuple[TrainingFilm, Watched]) -> None:
    _, watched = film
    panels = [count for *_, count in watched.stills]
    assert panels[0] == 1
    assert max(panels) == 4
    assert set(np.diff(panels)) <= {0, 1}


def test_time_never_runs_back_and_reaches_the_end(film: tuple[TrainingFilm, Watched]) -> None:
    scene, watched = film
    epochs = [epoch for _, _, epoch, _ in watched.stills]
    assert epochs == sorted(epochs)
    assert (epochs[0], epochs[-1]) == (0, scene.run.epochs)
    assert 40 <= scene.time <= 60


def test_beats_are_named_for_viewers_and_differ(film: tuple[TrainingFilm, Watched]) -> None:
    scene, _ = film
    names = [name for name, _ in scene.beats]
    assert len(set(names)) == len(names) == 5


def test_the_static_part_lies_beneath_everything_that_moves(film: tuple[TrainingFilm, Watched]) -> None:
    scene, _ = film
    order = scene.mobjects
    moving = [i for i, mobject in enumerate(order) if mobject.get_family_updaters()]
    still = [order.index(panel.frame) for panel in order if isinstance(panel, Panel)]
    assert max(still) < min(moving)
    assert sum(len(m.family_members_with_points()) for m in order[min(moving) :]) <= 45


def test_the_ruler_shows_the_playback_speed_and_rests_with_the_film(
    film: tuple[TrainingFilm, Watched],
) -> None:
    scene, _ = film
    try:
        for epoch in (3.7, 20.2, 80.5):
            scene.epoch.set_value(epoch)
            scene.update_mobjects(0.0)
            assert scene.clock.ruler.speed.value == round(scene.clock.playback.speed(epoch), 1) > 0
            assert scene.feature_space.epoch == epoch
        for stop in scene.said.stops:
            scene.epoch.set_value(stop.epoch)
            scene.update_mobjects(0.0)
            assert scene.clock.ruler.speed.value == 0
    finally:
        scene.epoch.set_value(scene.run.epochs)
        scene.update_mobjects(0.0)


def test_every_loss_that_is_said_is_in_the_cache(film: tuple[TrainingFilm, Watched]) -> None:
    scene, watched = film
    said = [float(n) for _, text, _, _ in watched.stills for n in re.findall(r"\d\.\d{3}", text)]
    assert said
    for value in said:
        assert np.abs(scene.run.loss - value).min() <= 0.0005001


def test_counts_of_wrong_points_are_counted(film: tuple[TrainingFilm, Watched]) -> None:
    scene, watched = film
    right = right_points(scene.run)
    first = next(text for _, text, _, _ in watched.stills if "Ringed" in text)
    assert f"wrong: {np.sum(~right[0])} of {len(scene.run.targets)}." in first


def test_the_milestones_label_is_emphasised_and_beside_the_title(film: tuple[TrainingFilm, Watched]) -> None:
    _, watched = film
    assert len(watched.labels) >= 2
    for gap, top, colour in watched.labels:
        assert gap > 0.2
        assert top <= theme.TOP_EDGE
        assert colour == theme.EMPHASIS


@pytest.mark.parametrize("name", ["tanh", "linear"])
def test_any_activation_can_have_a_film(name: str, play_scene: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LECTURE_ACTIVATION", name)
    watched = Watched()
    scene = play_scene(ActivationTraining, watched)
    assert isinstance(scene, TrainingFilm)
    assert scene.run.recipe.activation == name
    assert name in scene.title.lower()
    assert watched.stills[-1][2] == scene.run.epochs
    assert max(count for *_, count in watched.stills) == 4


def test_a_milestone_that_is_not_reached_is_told_as_such() -> None:
    run = load("linear")
    said = Commentary(run)
    wrong = int(np.sum(~right_points(run)[-1]))
    assert wrong > 0
    assert said.closing() == f"After {run.epochs} epochs, {wrong} points are still on the wrong side."
    assert {stop.kind for stop in said.stops} == {"time"}
    assert not any("right" in said.at(stop) for stop in said.stops)


def test_the_plateau_that_is_told_is_flat() -> None:
    for name in ("sigmoid", "tanh"):
        said = Commentary(load(name))
        assert said.plateau is not None
        inside = said.run.loss[said.plateau.begin : said.plateau.end + 1]
        assert np.ptp(inside) <= 0.06 * np.ptp(said.run.loss)
        assert f"{said.plateau.level:.2f}" in " ".join(said.legs())
    assert "No long plateau" in Commentary(load("relu")).closing()


def test_the_share_that_is_folded_is_counted() -> None:
    run = load("relu")
    said = Commentary(run)
    for epoch in (11, 47, 150):
        weights = run.at(epoch)
        a = np.maximum(run.inputs.astype(float) @ weights.hidden_kernel + weights.hidden_bias, 0)
        share = round(100 * np.mean((a[:, 0] == 0) | (a[:, 1] == 0)))
        assert said.folded(epoch) == f"By then {share} percent of the points lie folded onto an axis."
    assert Commentary(load("tanh")).folded(47) == ""


def test_without_an_activation_the_film_says_what_to_type(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("LECTURE_ACTIVATION", raising=False)
    with pytest.raises(LectureError, match="LECTURE_ACTIVATION=gelu manim"):
        chosen.chosen_activation("NoSuchScene")
    monkeypatch.setenv("LECTURE_ACTIVATION", "geul")
    with pytest.raises(LectureError, match="gelu"):
        chosen.chosen_activation("ActivationTraining")


def test_the_shot_list_can_name_the_activation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shots = tmp_path / "lecture.toml"
    shots.write_text(
        '[[scene]]\nfile = "scenes/training_film.py"\nname = "ActivationTraining"\nactivation = "elu"\n'
    )
    monkeypatch.setattr(paths, "LECTURE_TOML", shots)
    monkeypatch.delenv("LECTURE_ACTIVATION", raising=False)
    assert chosen.chosen_activation("ActivationTraining") == "elu"
    monkeypatch.setenv("LECTURE_ACTIVATION", "mish")
    assert chosen.chosen_activation("ActivationTraining") == "mish"
    monkeypatch.delenv("LECTURE_ACTIVATION")
    shots.write_text("[[scene\n")
    with pytest.raises(LectureError, match="is not TOML"):
        chosen.chosen_activation("ActivationTraining")


def test_every_activation_names_its_own_film_and_the_class_keeps_no_trace_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    titles = {}
    for name in ACTIVATIONS:
        monkeypatch.setenv("LECTURE_ACTIVATION", name)
        scene = ActivationTraining()
        monkeypatch.setattr(TrainingFilm, "setup", lambda self: None)
        scene.setup()
        assert scene.runs == (name,)
        titles[name] = scene.title
    assert (ActivationTraining.runs, ActivationTraining.title) == ((), "An activation learns")
    assert titles == {
        "linear": "Linear learns",
        "sigmoid": "The sigmoid learns",
        "hard_sigmoid": "The hard sigmoid learns",
        "tanh": "Tanh learns",
        "softsign": "Softsign learns",
        "softplus": "Softplus learns",
        "relu": "ReLU learns",
        "leaky_relu": "Leaky ReLU learns",
        "elu": "ELU learns",
        "selu": "SELU learns",
        "gelu": "GELU learns",
        "silu": "SiLU learns",
        "mish": "Mish learns",
    }
