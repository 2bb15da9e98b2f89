"""The training films: each of its own form, one point followed, every number and claim measured."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from manim import Animation

import scenes.props.training.chosen_activation as chosen
from benchmarks.render import FIRST_PLAY
from scenes.kit import theme
from scenes.kit.planes.panels import Panel
from scenes.kit.stage.clock import FilmClock
from scenes.kit.stage.stage import LectureScene
from scenes.props.training.commentary import Commentary
from scenes.props.training.followed import followed_point, near_an_end, only_ends_wrong
from scenes.props.training.relu_words import ReluWords
from scenes.props.training.tanh_words import TanhWords
from scenes.props.training.training_stage import TrainingStage
from scenes.training_film import ActivationTraining, ReluTraining, SigmoidTraining, TanhTraining
from tests.scenes.plain_network import PLAIN
from tests.scenes.tiny_runs import trained
from training import paths
from training.errors import LectureError
from training.network.activations import ACTIVATIONS
from training.recipe.recipe import Recipe
from training.run.trajectory import Trajectory, load

FILMS = (SigmoidTraining, TanhTraining, ReluTraining)
Play = Callable[..., LectureScene]


def for_good_from(right: np.ndarray) -> int | None:
    """First epoch from which every column is true to the end, found backwards, epoch by epoch."""
    epoch = len(right)
    while epoch > 0 and right[epoch - 1].all():
        epoch -= 1
    return epoch if epoch < len(right) else None


def hidden(run: Trajectory, epoch: int, inputs: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Sums z and values a of the hidden units at points, from the stored weights, in plain NumPy."""
    update = epoch * run.updates_per_epoch
    kernel = run.weights.hidden_kernel[update].astype(float)
    x = run.inputs.astype(float) if inputs is None else inputs
    z = x @ kernel + run.weights.hidden_bias[update].astype(float)
    return z, PLAIN[run.recipe.activation](z)


def p_of(run: Trajectory) -> np.ndarray:
    """Every point's probability after each epoch, shape (E + 1, n)."""
    odds = []
    for epoch in range(run.epochs + 1):
        update = epoch * run.updates_per_epoch
        kernel, bias = run.weights.output_kernel[update], run.weights.output_bias[update]
        odds.append((hidden(run, epoch)[1] @ kernel.astype(float) + bias.astype(float))[:, 0])
    return 1 / (1 + np.exp(-np.array(odds)))


def right_points(run: Trajectory) -> np.ndarray:
    """Which points are right after each epoch, shape (E + 1, n)."""
    return (p_of(run) > 0.5) == (run.targets > 0.5)


def area(run: Trajectory, epoch: int) -> float:
    """Mean of the map's local area over the square of inputs, as a share of feature space."""
    low, high = {"sigmoid": (0, 1), "tanh": (-1, 1)}[run.recipe.activation]
    middle = (np.arange(400) + 0.5) / 200 - 1
    x = np.stack(np.meshgrid(middle, middle), axis=-1).reshape(-1, 2)
    a = hidden(run, epoch, x)[1]
    slopes = a * (1 - a) if low == 0 else 1 - a**2
    kernel = run.weights.hidden_kernel[epoch * run.updates_per_epoch].astype(float)
    return float(4 * abs(np.linalg.det(kernel)) * slopes.prod(axis=1).mean() / (high - low) ** 2)


class Watched:
    """What a film looked like whenever a viewer could pause: beat, words, epoch, panels, what is bright."""

    def __init__(self) -> None:
        self.stills: list[tuple[str, str, float, int, tuple[str, ...]]] = []

    def __call__(self, scene: LectureScene, beat: str, text: str) -> None:
        assert isinstance(scene, TrainingStage)
        shown = [panel for panel in scene.displays.values() if panel in scene.mobjects]
        bright = tuple(name for name, panel in scene.displays.items() if panel.light == 1 and panel in shown)
        self.stills.append((beat, text, float(scene.epoch.get_value()), len(shown), bright))

    def epoch_of(self, words: str) -> float:
        """The epoch at which something has been said."""
        return next(epoch for _, text, epoch, _, _ in self.stills if words in text)


@pytest.fixture(scope="module", params=FILMS, ids=lambda film: film.__name__)
def film(request: pytest.FixtureRequest, performed: Play) -> tuple[TrainingStage, Watched]:
    watched = Watched()
    scene = performed(request.param, watched)
    assert isinstance(scene, TrainingStage)
    return scene, watched


def test_the_film_rests_where_everything_is_right(film: tuple[TrainingStage, Watched]) -> None:
    scene, watched = film
    everything = for_good_from(right_points(scene.run))
    assert everything in {stretch.end for stretch in scene.stretches}
    said = " ".join(text for _, text, epoch, *_ in watched.stills if epoch == everything)
    assert f"t epoch {everything}" in said or f"took {everything} epochs" in said


def test_time_never_runs_back_and_reaches_the_end(film: tuple[TrainingStage, Watched]) -> None:
    scene, watched = film
    epochs = [epoch for _, _, epoch, _, _ in watched.stills]
    assert epochs == sorted(epochs)
    assert (epochs[0], epochs[-1]) == (0, scene.run.epochs)


def test_the_displays_are_built_up_once_and_stand_from_the_start_afterwards(
    film: tuple[TrainingStage, Watched],
) -> None:
    scene, watched = film
    panels = [count for *_, count, _ in watched.stills]
    before = [count for _, _, epoch, count, _ in watched.stills if epoch == 0]
    if isinstance(scene, SigmoidTraining):
        assert before[0] == 0
        assert len(set(before)) > 2
        assert scene.time <= 75
    else:
        # The last still comes after all but the plane has been handed over.
        assert set(panels[:-1]) == {3}
        assert 30 <= scene.time <= 45


def test_while_the_run_is_told_no_more_than_two_displays_are_bright(
    film: tuple[TrainingStage, Watched],
) -> None:
    _, watched = film
    running = [bright for _, text, epoch, _, bright in watched.stills if epoch > 0 and text]
    assert running
    assert max(map(len, running)) <= 2


def test_beats_are_named_for_viewers_and_differ(film: tuple[TrainingStage, Watched]) -> None:
    scene, _ = film
    names = [name for name, _ in scene.beats]
    assert len(set(names)) == len(names) >= 4


def test_the_epochs_that_are_told_of_the_film_are_those_its_sections_name(
    film: tuple[TrainingStage, Watched],
) -> None:
    scene, _ = film
    record = scene.record()
    (shown,) = record["epochs"]
    seconds, epochs = np.transpose(shown["knots"])
    ends = [*(section["start"] for section in record["sections"][1:]), record["duration"]]
    named = {
        int(found[1]): float(np.interp(end + 1e-3, seconds, epochs))
        for section, end in zip(record["sections"], ends, strict=True)
        if (found := re.fullmatch(r"To epoch (\d+)", section["name"]))
    }
    assert named == {epoch: float(epoch) for epoch in named}
    assert len(named) >= 1
    assert (shown["run"], shown["knots"][0]) == (scene.run.recipe.activation, (0.0, 0.0))
    assert epochs[-1] == scene.run.epochs


def test_the_static_part_lies_beneath_everything_that_moves(play_scene: Play) -> None:
    orders: list[tuple[int, int, int]] = []

    def look(scene: LectureScene, beat: str, text: str) -> None:
        order = scene.mobjects
        moving = [i for i, mobject in enumerate(order) if mobject.get_family_updaters()]
        still = [order.index(panel.frame) for panel in order if isinstance(panel, Panel)]
        if moving:
            parts = sum(len(m.family_members_with_points()) for m in order[min(moving) :])
            orders.append((max(still), min(moving), parts))

    play_scene(TanhTraining, look)
    assert orders
    assert all(still < moving and parts <= 45 for still, moving, parts in orders)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
def test_the_followed_point_is_the_positive_that_is_right_for_good_last(name: str) -> None:
    run = load(name)
    followed = followed_point(run)
    p, right = p_of(run), right_points(run)
    since = [for_good_from(right[:, [index]]) or 0 for index in np.flatnonzero(run.targets > 0.5)]
    assert followed.right_from == max(since) == for_good_from(right)
    assert p[max(since), followed.index] == p[max(since), run.targets > 0.5].min()
    assert followed.last
    # It is one and the same point in all three films: an end of the lower curve.
    np.testing.assert_allclose(run.inputs[followed.index], [-1.0, 0.5])
    assert near_an_end(run, followed)


def test_a_point_that_never_comes_right_is_followed_where_there_is_one() -> None:
    run = load("linear")
    followed = followed_point(run)
    wrong = ~right_points(run)[-1] & (run.targets > 0.5)
    assert wrong[followed.index]
    assert followed.right_from is None
    assert not followed.last


def test_what_the_sigmoids_film_claims_is_measured() -> None:
    run = load("sigmoid")
    said, p = Commentary(run), p_of(run)
    right = (p > 0.5) == (run.targets > 0.5)
    text = " ".join(f"{stretch.way} {stretch.rest}" for stretch in said.stretches())
    blue, everything = for_good_from(right[:, run.targets < 0.5]), for_good_from(right)
    assert blue is not None
    assert everything is not None
    assert f"less than {int(100 * area(run, 0)) + 1} percent" in said.opening()
    rest = next(iter(said.ends))
    assert said.ends[rest] == "plateau"
    assert f"area grows from {round(100 * area(run, rest))} to {round(100 * area(run, blue))} percent" in text
    assert f"At epoch {blue}, every blue point is right, some with p as high as" in text
    assert f"as high as {p[blue, run.targets < 0.5].max():.2f}." in text
    wrong = ~right[blue]
    assert (run.targets[wrong] > 0.5).all()
    across, well = run.inputs[wrong, 0], run.inputs[~wrong & (run.targets > 0.5), 0]
    assert ((across <= well.min()) | (across >= well.max())).all()
    assert "Only the ends of green are wrong, our point among them." in text
    assert wrong[said.followed.index]
    assert f"At epoch {everything}, everything is right. Our point comes last, barely above one half." in text
    assert 0.5 < p[everything, said.followed.index] < 0.52
    # Along one axis first: the extent of one axis grows by a tenth of its widest before that of the other.
    spans = np.array([np.ptp(hidden(run, e, CORNERS)[1], axis=0) for e in range(run.epochs + 1)])
    first = [int(np.argmax(spans[:, k] > spans[0, k] + 0.1 * spans[:, k].max())) for k in (0, 1)]
    assert first[0] != first[1]
    assert "stretches along one axis first, into a narrow band" in text
    assert area(run, rest) < 0.25
    # Squashed harder: of both units more slopes are under 0.01 at the end.
    slopes = [a * (1 - a) for a in (hidden(run, everything)[1], hidden(run, run.epochs)[1])]
    assert ((slopes[1] < 0.01).mean(axis=0) > (slopes[0] < 0.01).mean(axis=0) + 0.02).all()
    assert "both axes are squashed harder" in text


CORNERS = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1.0]])


def test_the_plateau_that_is_told_is_flat_and_the_film_rests_on_it() -> None:
    for name in ("sigmoid", "tanh"):
        said = Commentary(load(name))
        assert said.plateau is not None
        loss, plateau = np.asarray(said.run.loss, float), said.plateau
        assert np.ptp(loss[plateau.begin : plateau.end + 1]) <= 0.06 * np.ptp(loss)
        rest = said.within_plateau
        assert rest is not None
        assert plateau.begin < rest < plateau.end
        assert f"{loss[rest]:.2f}" == f"{plateau.level:.2f}"
        told = said.rest(rest, "plateau")
        assert told.startswith(
            f"For {rest - plateau.begin} epochs, the loss has rested near {loss[rest]:.2f}."
        )
        # The new plateau is as flat as the old one.
        assert said.last_rest is not None
        assert np.ptp(loss[said.last_rest :]) <= 0.05 * np.ptp(loss) + 1e-9
    assert Commentary(load("relu")).plateau is None


def test_what_tanhs_film_claims_is_measured() -> None:
    run = load("tanh")
    said = TanhWords(run, Commentary(load("sigmoid")))
    text = " ".join(f"{stretch.way} {stretch.rest}" for stretch in said.stretches())
    z = np.linspace(-1, 1, 2001)
    steep = [np.gradient(PLAIN[name](z), z).max() for name in ("tanh", "sigmoid")]
    assert steep[0] / steep[1] == pytest.approx(4, abs=1e-3)
    assert "four times the sigmoid's slope" in said.question()
    spans = np.array([np.ptp(hidden(run, e, CORNERS)[1], axis=0) / 2 for e in range(run.epochs + 1)])
    wall = int(np.argmax((spans >= 0.95).any(axis=1)))
    assert f"After {wall} epochs, it reaches from wall to wall along one axis." in text
    blue = for_good_from(right_points(run)[:, run.targets < 0.5])
    everything = for_good_from(right_points(run))
    assert blue is not None
    assert everything is not None
    assert said.snap == (blue, everything)
    grown = f"from {round(100 * area(run, blue))} to {100 * area(run, everything):.1f} percent of the area"
    assert f"Then it [snaps], {grown} in {everything - blue} epochs." in text
    assert said.plateau is not None
    slopes = 1 - hidden(run, (said.plateau.begin + said.plateau.end) // 2)[1] ** 2
    assert (slopes < 0.5).any(axis=1).mean() > 0.5
    assert "Most points lean on a wall, where slopes are small." in text
    assert f"It took {everything} epochs, and our point comes last again." in text
    assert said.title == TanhTraining.title


def gradient(run: Trajectory, epoch: int) -> float:
    """Length of the gradient in all nine numbers, written out."""
    update = epoch * run.updates_per_epoch
    v = run.weights.output_kernel[update, :, 0].astype(float)
    a = hidden(run, epoch)[1]
    off = (p_of_epoch(run, epoch) - run.targets) / len(run.targets)
    back = off[:, None] * v * (1 - a**2)
    parts = [run.inputs.astype(float).T @ back, back.sum(axis=0), a.T @ off, off.sum()]
    return float(np.sqrt(sum((part**2).sum() for part in parts)))


def p_of_epoch(run: Trajectory, epoch: int) -> np.ndarray:
    update = epoch * run.updates_per_epoch
    kernel, bias = run.weights.output_kernel[update], run.weights.output_bias[update]
    return 1 / (1 + np.exp(-(hidden(run, epoch)[1] @ kernel.astype(float) + bias.astype(float))[:, 0]))


def test_tanhs_gradient_shrinks_while_it_rests_with_the_slopes_at_the_walls() -> None:
    run = load("tanh")
    said = TanhWords(run, Commentary(load("sigmoid")))
    assert said.plateau is not None
    begin, end = said.plateau.begin, said.plateau.end
    lengths = np.array([gradient(run, epoch) for epoch in range(end + 1)])
    peak, usual = lengths[: begin + 1].max(), np.median(lengths[begin:])
    assert f"The gradient shrinks with them, from {peak:.2f} to {usual:.2f}." in said.leaning_said()
    # With slopes of one at every point the leaning unit's gradient would mostly be over twice as long.
    given = np.column_stack((run.inputs.astype(float), np.ones(len(run.inputs))))
    longer = []
    for epoch in range(begin, end + 1):
        a, off = hidden(run, epoch)[1], p_of_epoch(run, epoch) - run.targets
        unit = int((1 - a**2).mean(axis=0).argmin())
        longer.append(np.linalg.norm(off @ given) / np.linalg.norm((off * (1 - a[:, unit] ** 2)) @ given))
    assert np.median(longer) > 2


def test_what_relus_film_claims_is_measured() -> None:
    run = load("relu")
    said = ReluWords(run, Commentary(load("tanh")))
    text = " ".join(f"{stretch.way} {stretch.rest}" for stretch in said.stretches())
    pressed = np.array([(hidden(run, e)[0] <= 0).any(axis=1).mean() for e in range(run.epochs + 1)])
    everything = for_good_from(right_points(run))
    assert everything is not None
    most = int(pressed[1:everything].argmax()) + 1
    share = round(100 * pressed[most])
    assert f"At epoch {most}, {share} percent of the points lie pressed onto an axis." in text
    assert f"lifts them off], down to {round(100 * pressed[everything])} percent." in text
    assert pressed[everything] < pressed[most] - 0.2
    assert f"At epoch {everything} everything is right, and no long plateau stood in the way." in text
    assert "Our point is the last one here too." in text
    highest = [hidden(run, e, CORNERS)[1].max() for e in (0, run.epochs)]
    assert highest[1] > 2 * highest[0]
    assert "There are no walls, so the frame must grow." in text
    assert said.title == ReluTraining.title


def test_a_run_that_never_solves_its_task_is_told_as_such() -> None:
    run = load("linear")
    wrong = int(np.sum(~right_points(run)[-1]))
    assert wrong > 0
    left = f"After {run.epochs} epochs, {wrong} points are still wrong, ours among them."
    for said in (Commentary(run), TanhWords(run, Commentary(run)), ReluWords(run, Commentary(run))):
        text = " ".join(f"{stretch.way} {stretch.rest}" for stretch in said.stretches())
        assert text.removesuffix(f" Linear left {wrong} wrong.").endswith(left)
        assert not right_points(run)[-1, said.followed.index]
        for told in ("right", "snaps", "plateau", "lifts", "pressed"):
            assert told not in text
        assert "learns" in said.title


def test_without_a_plateau_nothing_rests_and_nothing_snaps() -> None:
    said = TanhWords(load("relu"), Commentary(load("sigmoid")))
    text = " ".join(f"{stretch.way} {stretch.rest}" for stretch in said.stretches())
    assert not re.search("rest|snap|wall|lean|gradient", text)


@pytest.mark.parametrize("dataset", ["circles", "xor"])
def test_only_a_curve_with_ends_has_ends_that_are_wrong(dataset: str) -> None:
    run = trained("tanh", dataset)
    assert not near_an_end(run, followed_point(run))
    assert not only_ends_wrong(run, 1, np.arange(len(run.targets)) % 3 == 0)


def test_the_middle_of_a_curve_is_not_its_ends() -> None:
    run = load("sigmoid")
    positive = run.targets > 0.5
    assert only_ends_wrong(run, 1, positive & (np.abs(run.inputs[:, 0]) > 0.8))
    assert only_ends_wrong(run, 1, positive & (run.inputs[:, 0] > 0.8))
    assert not only_ends_wrong(run, 1, positive & (np.abs(run.inputs[:, 0]) < 0.2))
    assert not only_ends_wrong(run, 1, positive)
    assert not only_ends_wrong(run, 1, positive & False)


@pytest.mark.parametrize("name", ["tanh", "linear"])
def test_any_activation_can_have_a_film(name: str, play_scene: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LECTURE_ACTIVATION", name)
    watched = Watched()
    scene = play_scene(ActivationTraining, watched)
    assert isinstance(scene, TrainingStage)
    assert scene.run.recipe.activation == name
    assert name in scene.title.lower()
    assert watched.stills[-1][2] == scene.run.epochs
    assert max(count for *_, count, _ in watched.stills) == 3


def test_the_benchmarks_excerpt_begins_where_all_displays_stand_and_the_network_trains(
    play_scene: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[int, float]] = []
    leg = FilmClock.animate_leg

    def noted(self: FilmClock) -> Animation:
        begun.append((scenes[0].renderer.num_plays, self.now))
        return leg(self)

    scenes: list[LectureScene] = []
    setup = SigmoidTraining.setup
    monkeypatch.setattr(SigmoidTraining, "setup", lambda self: (scenes.append(self), setup(self))[1])
    monkeypatch.setattr(FilmClock, "animate_leg", noted)
    play_scene(SigmoidTraining)
    assert begun[0] == (FIRST_PLAY, 0.0)


def test_the_plane_that_is_handed_over_stands_alone_where_the_next_film_takes_it_up(play_scene: Play) -> None:
    ends = play_scene(SigmoidTraining)
    assert isinstance(ends, SigmoidTraining)
    assert set(ends.mobjects) == {ends.space, ends.space.frame}
    begins: list[np.ndarray] = []

    def look(scene: LectureScene, beat: str, text: str) -> None:
        assert isinstance(scene, TanhTraining)
        begins.append(scene.space.frame.get_center())

    play_scene(TanhTraining, look)
    np.testing.assert_allclose(begins[0][1], ends.space.frame.get_center()[1], atol=0.05)
    assert ends.space.frame.get_left()[0] >= theme.LEFT_EDGE - 1e-6


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
        monkeypatch.setattr(TrainingStage, "setup", lambda self: None)
        scene.setup()
        assert scene.runs == (name,)
        titles[name] = Commentary(replace(load("tanh"), recipe=Recipe(name))).title
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


@pytest.mark.parametrize(("epoch", "rests"), [(140, True), (148, False)])
def test_a_class_that_comes_right_only_as_the_run_ends_is_no_rest_of_its_own(epoch, rests) -> None:
    said = Commentary(load("sigmoid"))
    said.__dict__["milestones"] = replace(said.milestones, negatives_right=epoch, all_right=None)
    assert ("negatives" in said.ends.values()) == rests
