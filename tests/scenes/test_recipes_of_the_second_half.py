"""Every scene of the second half plays what an ordinary recipe asks for, and says nothing false of it."""

from __future__ import annotations

import re

import numpy as np
import pytest

from scenes.cheat_sheet import CheatSheet
from scenes.dead_neuron import DeadNeuron
from scenes.kit.stage import stage
from scenes.kit.words.language import counted
from scenes.props.cheat_sheet.readings import (
    corners_said,
    flattens,
    parted,
    pictures_said,
    presses,
    smooth_said,
)
from scenes.props.dead_unit.unit_words import best_said, rest_said, steps_said
from scenes.props.race.race import Race
from scenes.props.race.race_curves import LossPlot
from scenes.props.race.race_words import RaceWords
from scenes.props.race.verdict import Verdict
from scenes.props.seeds.seed_words import median_said, solved_said
from scenes.props.seeds.stuck_cell import stuck_cell
from scenes.props.seeds.stuck_words import loss_said, moral_said, on_said, why_asked
from scenes.props.training.commentary import Commentary
from scenes.props.training.relu_words import ReluWords
from scenes.props.training.tanh_words import TanhWords
from scenes.seed_sensitivity import SeedSensitivity
from scenes.showdown import FeatureSpaces, LearningCurves
from scenes.training_film import ActivationTraining, ReluTraining, SigmoidTraining, TanhTraining
from tests.scenes.harness import shot_list
from tests.scenes.plain_network import PLAIN
from tests.scenes.tiny_runs import tiny_run, tiny_sweep
from training import paths
from training.errors import LectureError
from training.network.activations import ACTIVATIONS
from training.recipe.runs import named_recipe
from training.run.gradients import death_of
from training.sweep.sweep_plan import named_plan

SMALL = "points = 20\nepochs = 12\nbatch_size = 8\n"
RECIPES = {
    "one epoch": SMALL.replace("12", "1"),
    "two epochs": SMALL.replace("12", "2"),
    "deeper": SMALL + 'hidden_layers = "10-2"',
    "circles": SMALL + 'dataset = "circles"',
    "moons": SMALL + 'dataset = "moons"',
    "xor": SMALL + 'dataset = "xor"',
    "spirals": SMALL + 'dataset = "spirals"',
    "another seed": SMALL + "seed = 7",
    "larger steps": SMALL + "learning_rate = 0.5",
    "40 epochs": SMALL.replace("12", "40"),
    "ten points": SMALL.replace("20", "10"),
    "all in one batch": SMALL.replace("batch_size = 8", "batch_size = 4000"),
    "does not learn": SMALL.replace("12", "150") + "learning_rate = 1e-6",
    "runs off": SMALL.replace("12", "150") + "learning_rate = 1000.0",
}
SHALLOW = [name for name in RECIPES if name != "deeper"]
"""What the plain network of these tests can compute: one hidden layer."""
FILMS = (SigmoidTraining, TanhTraining, ReluTraining)
OTHERS = (FeatureSpaces, LearningCurves, SeedSensitivity, DeadNeuron, CheatSheet)
LONGEST = 60.0
"""Seconds that no scene here may exceed, whatever its run does."""


@pytest.fixture
def recipe(monkeypatch, tmp_path):
    """Choose a recipe by name: every run and sweep is then a tiny one of it."""

    def chosen(name):
        toml = tmp_path / "lecture.toml"
        toml.write_text(
            f"[recipe]\n{RECIPES[name]}\n"
            # Linear units run off to infinity at a huge learning rate: training refuses such a run.
            '[runs.linear]\nactivation = "linear"\nlearning_rate = 0.05\n'
        )
        monkeypatch.setattr(paths, "LECTURE_TOML", toml)
        monkeypatch.setattr(stage, "load", lambda run: tiny_run(named_recipe(run)))
        monkeypatch.setattr(stage, "load_sweep", lambda sweep: tiny_sweep(named_plan(sweep)))

    return chosen


def plays_well(scene) -> None:
    names = [name for name, _ in scene.beats]
    assert len(set(names)) == len(names), names
    assert scene.narrations
    assert scene.time <= LONGEST
    said = " ".join(narration.text for narration in scene.narrations)
    assert not re.search(r"\b1 (epochs|points are)|\bnan\b|\binf\b|e[+-]\d|-\d", said), said
    for cue in scene.timed_cues():
        assert len(cue.text.split("\n")) <= 2


def test_every_scene_is_tried_here_or_in_the_first_half() -> None:
    assert [scene.__name__ for scene in (*FILMS, *OTHERS)] == [name for _, name in shot_list()[8:]]


@pytest.mark.parametrize("name", ["one epoch", "two epochs", "circles"])
@pytest.mark.parametrize("scene", [*FILMS, *OTHERS], ids=lambda scene: scene.__name__)
def test_a_scene_plays(name, scene, recipe, play_scene) -> None:
    recipe(name)
    plays_well(play_scene(scene))


@pytest.mark.parametrize("name", ["does not learn", "runs off"])
@pytest.mark.parametrize("scene", [*FILMS, *OTHERS], ids=lambda scene: scene.__name__)
def test_a_run_that_does_not_learn_has_a_film_of_ordinary_length(name, scene, recipe, play_scene) -> None:
    recipe(name)
    plays_well(play_scene(scene))


@pytest.mark.parametrize("scene", [SigmoidTraining, ReluTraining, FeatureSpaces, SeedSensitivity])
def test_a_deeper_network_plays(scene, recipe, play_scene) -> None:
    recipe("deeper")
    played = play_scene(scene)
    plays_well(played)
    if scene is SigmoidTraining:
        assert "feature space of the last two hidden units" in played.narrations[0].text


@pytest.mark.parametrize(("scene", "runs"), [(DeadNeuron, "dead_unit"), (CheatSheet, "network")])
def test_a_deeper_network_is_refused_in_one_line_where_a_unit_needs_its_line(
    scene, runs, recipe, play_scene
) -> None:
    recipe("deeper")
    with pytest.raises(LectureError, match=f"{runs} has 2 hidden layers.*hidden_layers = ") as refused:
        play_scene(scene)
    assert "\n" not in refused.value.message


@pytest.mark.parametrize("name", ["hard_sigmoid", "leaky_relu", "gelu"])
def test_the_film_of_an_activation_plays(name, recipe, play_scene, monkeypatch) -> None:
    recipe("moons")
    monkeypatch.setenv("LECTURE_ACTIVATION", name)
    plays_well(play_scene(ActivationTraining))


def errors_of(run):
    """How many points are wrong after each epoch, in plain NumPy."""
    weights, every = run.weights, run.updates_per_epoch
    counted = []
    for update in range(0, len(weights.hidden_bias), every):
        hidden = run.inputs.astype(float) @ weights.hidden_kernel[update] + weights.hidden_bias[update]
        with np.errstate(over="ignore"):  # 1 / (1 + e^1000) is 0
            values = PLAIN[run.recipe.activation](hidden)
        odds = values @ weights.output_kernel[update][:, 0] + weights.output_bias[update][0]
        counted.append(int(((odds > 0) != (run.targets > 0.5)).sum()))
    return counted


def commentaries(run):
    """Every film's words about a run, as if each film showed it."""
    plain = Commentary(run)
    return plain, TanhWords(run, plain), ReluWords(run, plain)


def everything_said(said):
    """(start, end, sentence) of what a film says of its run."""
    start = 0
    for stretch in said.stretches():
        for text in (stretch.way, stretch.rest):
            for sentence in re.split(r"(?<=[.?]) ", text):
                if sentence:
                    yield start, stretch.end, sentence
        start = stretch.end


def hidden_after(run, epoch, inputs):
    update = epoch * run.updates_per_epoch
    return inputs @ run.weights.hidden_kernel[update].astype(float) + run.weights.hidden_bias[update]


CORNERS = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1.0]])


def claims(said):
    """(sentence, whether it is true) of what a film's words say of errors, losses, areas and presses."""
    run = said.run
    wrong, loss = errors_of(run), np.asarray(run.loss, float)
    inputs, positive = run.inputs.astype(float), run.targets > 0.5
    solved = next((k for k in range(len(wrong)) if not any(wrong[k:])), None)

    def pressed(epoch):
        return 100 * float((hidden_after(run, epoch, inputs) <= 0).any(axis=1).mean())

    for start, end, sentence in everything_said(said):
        if found := re.search(r"After (\d+) epochs?, (\d+) points? (?:is|are) still wrong", sentence):
            yield sentence, wrong[-1] == int(found[2]) > 0 and int(found[1]) == run.epochs
        if found := re.search(r"left ([\d,]+) wrong", sentence):
            left = errors_of(said.before.run)[-1]
            yield sentence, f"{left:,}" == found[1] and left > 0 and wrong[-1] > 0
        if "along one axis first" in sentence:
            a = np.array([PLAIN["sigmoid"](hidden_after(run, k, CORNERS)) for k in range(end + 1)])
            spans = np.ptp(a, axis=1) if run.recipe.activation == "sigmoid" else said.spans[: end + 1]
            wide = (spans - spans[0]) / np.maximum((spans - spans[0]).max(axis=0), 0.1)
            ahead = wide[np.argmax(wide.max(axis=1) >= 0.5)]
            yield sentence, ahead.max() >= 0.5 and ahead.min() < 0.45
        if found := re.search(r"At epoch (\d+),? everything is right|It took (\d+) epoch", sentence):
            yield sentence, solved == int(found[1] or found[2]) > 0
        if found := re.search(r"At epoch (\d+), every \w+ point is right", sentence):
            p = 1 / (1 + np.exp(-odds_after(run, int(found[1]))))
            yield sentence, not (p[~positive] > 0.5).any()
        if found := re.search(r"^(?!After)(\w+) \w+ points? (?:is|are) still wrong", sentence):
            yield sentence, counted(wrong[end]) == found[1].lower()
        if "Our point" in sentence or "our point" in sentence or "ours" in sentence:
            odds = odds_after(run, end)
            ours, label = odds[said.followed.index], positive[said.followed.index]
            if "last" in sentence:
                sure = np.where(positive, odds, -odds)
                yield sentence, end == solved and sure[said.followed.index] <= sure[positive == label].min()
            else:
                yield sentence, bool((ours > 0) != label)
        if found := re.search(r"loss (falls|rises|falls again),? from (\S+) to (\d\.\d+)", sentence):
            there = [f"{loss[start]:.2f}", f"{loss[end]:.2f}"]
            falls = loss[end] < loss[start]
            yield sentence, [found[2], found[3]] == there and found[1].startswith("falls") == falls
        if found := re.search(r"The loss stays at (\S+)\.$", sentence):
            yield sentence, np.abs(loss[start : end + 1] - float(found[1])).max() < 0.016
        if "only certainty grows" in sentence:
            yield sentence, not any(wrong[start : end + 1]) and loss[end] < loss[start]
        if found := re.search(r"rested near (\S+)\.$", sentence):
            yield sentence, abs(loss[end] - float(found[1])) <= 0.05 * np.ptp(loss)
        if "was right before training" in sentence:
            yield sentence, not any(wrong)
        if "no long plateau" in sentence:
            yield sentence, "rested near" not in " ".join(s for *_, s in everything_said(Commentary(run)))
        if found := re.search(r"After (\d+) epochs?, it reaches from wall to wall", sentence):
            low, high = run.activation.limits
            spans = np.ptp(PLAIN[run.recipe.activation](hidden_after(run, int(found[1]), CORNERS)), axis=0)
            yield sentence, float(spans.max()) >= 0.95 * (high - low)
        if found := re.search(r"(\d+) percent of the points lie pressed", sentence):
            yield sentence, abs(pressed(end) - float(found[1])) <= 0.5001
        if found := re.search(r"lifts them off\], down to (\d+) percent", sentence):
            yield sentence, abs(pressed(end) - float(found[1])) <= 0.5001 and pressed(end) < pressed(start)
        if "all of them" in sentence:
            yield sentence, pressed(end) == 0 < pressed(start)
        if "so the frame must grow" in sentence:
            tops = [
                PLAIN[run.recipe.activation](hidden_after(run, k, CORNERS)).max() for k in range(len(loss))
            ]
            yield sentence, max(tops) > 1.05 * tops[0]


def odds_after(run, epoch):
    """Log-odds of every point after an epoch, in plain NumPy."""
    update = epoch * run.updates_per_epoch
    values = PLAIN[run.recipe.activation](hidden_after(run, epoch, run.inputs.astype(float)))
    return values @ run.weights.output_kernel[update][:, 0].astype(float) + run.weights.output_bias[update][0]


@pytest.mark.parametrize("name", SHALLOW)
@pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")
def test_what_is_said_of_a_run_is_true_of_it(name, recipe) -> None:
    recipe(name)
    for activation in ("sigmoid", "tanh", "relu"):
        for said in commentaries(tiny_run(named_recipe(activation))):
            judged = list(claims(said))
            assert judged
            assert [sentence for sentence, true in judged if not true] == []


def test_points_that_are_all_lifted_off_are_told_so_and_not_as_nought_percent(recipe) -> None:
    recipe("40 epochs")
    run = tiny_run(named_recipe("relu"))
    said = ReluWords(run, Commentary(run))
    for share, told in ((0.0, "Learning [lifts them off], all of them."), (0.004, "less than 1 percent.")):
        said.__dict__["pressed"] = np.full(run.epochs + 1, share)
        assert said.lifted(run.epochs).endswith(told)


def test_the_judge_finds_a_false_sentence(recipe, monkeypatch) -> None:
    recipe("circles")
    monkeypatch.setattr(Commentary, "left_over", lambda self: "After 12 epochs, 3 points are still wrong.")
    run = tiny_run(named_recipe("tanh"))
    assert errors_of(run)[-1] > 3
    assert [s for s, true in claims(Commentary(run)) if not true] == [
        "After 12 epochs, 3 points are still wrong."
    ]


def test_every_activation_s_commentary_is_finite_and_names_it(recipe) -> None:
    recipe("moons")
    for name in ACTIVATIONS:
        said = Commentary(tiny_run(named_recipe(name)))
        text = " ".join(
            [said.opening(), said.following(), said.updating(), *(s for *_, s in everything_said(said))]
        )
        assert "_" not in text
        assert not re.search(r"\bnan\b|\binf\b|-\d", text), text
        if found := re.search(r"The largest value grows from (\d+\.\d) to (\d+\.\d)", text):
            end = next(iter(said.ends))
            for epoch, told in ((0, found[1]), (end, found[2])):
                top = ACTIVATIONS[name].f(hidden_after(said.run, epoch, CORNERS)).max()
                assert max(top, 0) == pytest.approx(float(told), abs=0.051)


@pytest.mark.parametrize("name", SHALLOW)
def test_what_is_said_of_a_race_is_true_of_it(name, recipe) -> None:
    recipe(name)
    race = Race(
        {run: tiny_run(named_recipe(run)) for run in ("sigmoid", "tanh", "relu")},
        tiny_sweep(named_plan("order_sweep")),
    )
    said, wrong = RaceWords(race), {run: errors_of(race.runs[run]) for run in race.runs}
    solved, late = {}, [run for run, errors in wrong.items() if errors[-1]]
    for run, errors in wrong.items():
        solved[run] = next((k for k in range(len(errors)) if not any(errors[k:])), None)
        assert race.solved[run] == solved[run]
        who = said.spoken(run)
        told = re.search(rf"{who} has (\d+)|{who} is not done.*with (\d+) point", said.left_over(), re.I)
        assert (told is not None) == (run in late)
        assert told is None or int(told[1] or told[2]) == errors[-1]
    assert (f"fter {race.epochs} epoch{'s' if race.epochs > 1 else ''}, " in said.left_over()) == bool(late)
    verdict = Verdict(race)
    done = {run: epoch for run, epoch in solved.items() if epoch is not None}
    assert verdict.said().startswith("Nobody gets everything right") == (not done)
    first = [run for run, epoch in done.items() if epoch == min(done.values())]
    assert verdict.said().endswith("wins.") == (len(first) == 1)
    if found := re.search(r"took (\d+) percent", verdict.said()):
        second = sorted(done.values())[1]
        assert abs(int(found[1]) - 100 * min(done.values()) / second) <= 0.5
    assert LossPlot(race).ticks
    every = (said.terms(), said.left_over(), said.stalls(), said.shuffle_question(), said.shuffles())
    assert not re.search(r"\b1 (epochs|points are)|\bnan\b|\binf\b", " ".join((*every, verdict.said())))


def crosses(run):
    """Whether the log-odds change sign on a grid over the input square."""
    side = np.linspace(-1, 1, 101)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    values = PLAIN[run.recipe.activation](hidden_after(run, run.epochs, grid))
    odds = values @ run.weights.output_kernel[-1][:, 0] + run.weights.output_bias[-1]
    return bool(odds.min() < 0 < odds.max())


@pytest.mark.parametrize("name", SHALLOW)
@pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")
def test_a_boundary_is_called_smooth_only_where_there_is_one(name, recipe) -> None:
    recipe(name)
    tanh, sigmoid, relu = runs = [tiny_run(named_recipe(run)) for run in ("tanh", "sigmoid", "relu")]
    drawn = [crosses(run) for run in runs]
    assert ("three boundaries" in pictures_said(*runs)) == all(drawn)
    said = smooth_said(tanh, sigmoid)
    assert ("theirs are smooth" in said) == all(drawn[:2])
    assert ("the boundary of tanh is smooth" in said) == (drawn[:2] == [True, False])
    assert ("the boundary of the sigmoid is smooth" in said) == (drawn[:2] == [False, True])
    assert ("no boundary" in said) == (not any(drawn[:2]))
    assert drawn[2] or "corner" not in corners_said(relu)


@pytest.mark.parametrize("name", ["circles", "moons", "xor", "spirals", "does not learn", "runs off"])
def test_relu_is_said_to_press_only_where_a_hinge_crosses_the_square(name, recipe) -> None:
    recipe(name)
    run = tiny_run(named_recipe("relu"))
    kernel, bias = run.weights.hidden_kernel[-1], run.weights.hidden_bias[-1]
    z = np.array([[x, y] for x in (-1, 1) for y in (-1, 1)]) @ kernel + bias
    crossed = bool(((z.min(axis=0) < 0) & (z.max(axis=0) > 0)).any())
    assert presses(run) == crossed
    assert flattens(run) == bool((z.max(axis=0) <= 0).any())
    if not flattens(run):
        assert ("ReLU presses" in corners_said(run)) == crossed
    if not crossed:
        assert parted(run, tiny_run(named_recipe("tanh"))).run.recipe.activation == "tanh"


@pytest.mark.parametrize("name", SHALLOW)
def test_what_is_said_of_many_starts_is_true_of_them(name, recipe) -> None:
    recipe(name)
    plan = named_plan("seed_sweep")
    sweep = tiny_sweep(plan)
    runs = {
        kind: [tiny_run(plan.member(kind, seed)) for seed in sweep.plan.seeds] for kind in plan.activations
    }
    late = 10**6
    done = {
        kind: [
            next((k for k in range(len(wrong)) if not any(wrong[k:])), late)
            for wrong in map(errors_of, members)
        ]
        for kind, members in runs.items()
    }
    spoken = {"sigmoid": "the sigmoid", "tanh": "tanh", "relu": "ReLU"}
    solved, median = solved_said(sweep).lower(), median_said(sweep)
    for kind, at in done.items():
        count = sum(epoch < late for epoch in at)
        if "them" not in solved:
            many = "every start" if count == len(at) else counted(count) if count else "none"
            assert re.search(rf"{spoken[kind].lower()} (solves it )?from {many}\b", solved), (kind, solved)
        middle = sorted(at)[(len(at) - 1) // 2]
        assert (f"{spoken[kind]} {counted(middle)}" in median) == (middle < late), median
    cell = stuck_cell(sweep)
    assert cell is not None
    run = runs["relu"][sweep.plan.seeds.index(cell.seed)]
    z = run.inputs.astype(float) @ run.weights.hidden_kernel[-1] + run.weights.hidden_bias[-1]
    assert ("both units are on" in on_said(cell)) == bool((z > 0).all())
    straight = bool(moral_said(cell))
    assert straight or not (z > 0).all()
    assert not straight or (z > 0).mean(axis=0).min() >= 0.9
    failing = [run for run, at in zip(runs["relu"], done["relu"], strict=True) if at == late]
    assert ("fail?" in why_asked(cell)) == (bool(failing) and straight)
    linear = tiny_run(named_recipe("linear"))
    same = abs(float(run.loss[-1]) - float(linear.loss[-1])) < 1e-3
    assert ("and so is" in loss_said(cell, float(linear.loss[-1]))) == same


@pytest.mark.parametrize("name", SHALLOW)
def test_what_is_said_of_a_unit_is_true_of_it(name, recipe) -> None:
    recipe(name)
    run = tiny_run(named_recipe("dead_unit"))
    z = run.inputs.astype(float) @ run.weights.hidden_kernel + run.weights.hidden_bias[:, None]
    off = np.asarray((z <= 0).all(axis=1))
    death = death_of(run)
    assert (death is None) == (not off[-1].any())
    if death is not None:
        assert off[death.update :, death.unit].all()
        assert death.update == 0 or not off[death.update - 1, death.unit]
        later = (run.recipe.updates - death.update) // run.updates_per_epoch
        said = rest_said(run, death.unit, death.update)
        assert said.startswith(counted(later).capitalize()) if later else said == ""
    best = int(np.argmax(run.accuracy))
    assert ("every point is right" in best_said(run, best)) == (errors_of(run)[best] == 0)
    early = 10 * best <= run.epochs
    assert ("brilliant" in steps_said(run, best)) == (errors_of(run)[best] == 0 and early)
