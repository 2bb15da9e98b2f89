"""Every sentence of the first half is true of any recipe: each claim is computed again with plain NumPy.

A claim is right when its words are said exactly where the grid says so, and both ways occur.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from itertools import pairwise

import numpy as np
import pytest

from scenes.kit.planes.input_picture import SwitchLines
from scenes.kit.planes.riddle import CLOSER, ORDER, Riddle
from scenes.props.affine.move_words import MoveWords
from scenes.props.boundary.boundary_words import BoundaryWords
from scenes.props.boundary.linked_panes import LinkedPanes
from scenes.props.problem.riddle_words import RiddleWords, differing
from scenes.props.problem.straight_words import StraightWords
from scenes.props.squash.press.press_words import PressWords
from scenes.props.squash.press.quadrants import Quadrants
from scenes.props.squash.squash_panes import SquashPanes
from tests.scenes.plain_network import PLAIN, plain_p
from tests.scenes.tiny_runs import trained
from training.errors import LectureError
from training.geometry.moves import affine_moves
from training.run.trajectory import load

ALONG = np.linspace(-1, 1, 401)
GRID = np.stack(np.meshgrid(ALONG, ALONG), axis=-1).reshape(-1, 2)
LONG = {"epochs": 400, "learning_rate": 0.5}
#: Data set and recipe; ``cached`` is the lecture's own.
CASES = {
    "cached": None,
    "parabolas, 1 epoch": ("parabolas", {}),
    "parabolas, 2 epochs": ("parabolas", {"epochs": 2, "points": 10, "batch_size": 4000, "seed": 7}),
    "parabolas": ("parabolas", LONG),
    "circles": ("circles", LONG),
    "circles, seed 7": ("circles", {**LONG, "seed": 7}),
    "moons": ("moons", LONG),
    "moons, 1 epoch": ("moons", {"spread": 0.05}),
    "xor": ("xor", LONG),
    "spirals": ("spirals", LONG),
    "spirals, 1 epoch": ("spirals", {"spread": 0.05}),
}


def run_of(case: str, name: str):
    chosen = CASES[case]
    return load(name) if chosen is None else trained(name, chosen[0], **chosen[1])


@lru_cache(maxsize=64)
def panes_of(case: str, name: str) -> LinkedPanes:
    run = run_of(case, name)
    return LinkedPanes(run, run.epochs)


def last(run):
    """W, b, V and c after the last update, straight from the arrays."""
    names = ("hidden_kernel", "hidden_bias", "output_kernel", "output_bias")
    return [np.asarray(getattr(run.weights, name)[-1], float) for name in names]


def log_odds(run, inputs):
    kernel, bias, output_kernel, output_bias = last(run)
    return PLAIN[run.recipe.activation](inputs @ kernel + bias) @ output_kernel[:, 0] + output_bias[0]


def share_right(run):
    positive = plain_p(run.inputs.astype(float), last(run), run.recipe.activation) > 0.5
    return float((positive == (run.targets > 0.5)).mean())


def border_points(run):
    """Where the log-odds change sign between neighbours of the grid, (m, 2)."""
    odds = log_odds(run, GRID).reshape(401, 401)
    found = []
    for axis in (0, 1):
        a, b = (odds[:-1], odds[1:]) if axis == 0 else (odds[:, :-1], odds[:, 1:])
        rows, columns = np.nonzero((a > 0) != (b > 0))
        share = a[rows, columns] / (a[rows, columns] - b[rows, columns])
        step = share * (ALONG[1] - ALONG[0])
        x, y = ALONG[columns], ALONG[rows]
        found.append(np.stack((x, y + step) if axis == 0 else (x + step, y), axis=1))
    return np.concatenate(found)


def off_line(points):
    """Largest distance of points (m, 2) from the line through the two farthest apart along their spread."""
    way = np.linalg.svd(points - points.mean(axis=0))[2][0]
    along = points @ way
    start, end = points[along.argmin()], points[along.argmax()]
    chord = (end - start) / np.linalg.norm(end - start)
    away = points - start
    return float(np.abs(away[:, 0] * chord[1] - away[:, 1] * chord[0]).max())


@pytest.fixture(scope="module")
def riddles():
    return {case: Riddle(partial(run_of, case)) for case in CASES}


@pytest.mark.parametrize("case", CASES)
def test_what_is_said_of_the_three_boundaries(case, riddles):
    said, runs = RiddleWords(riddles[case]), riddles[case].runs
    right = {name: share_right(runs[name]) for name in ORDER}
    bounded = {name for name in ORDER if len(border_points(runs[name]))}
    assert ("gets every point right" in said.result()) == (min(right.values()) == 1)
    if min(right.values()) < 1:
        for share in right.values():
            assert f"{100 * share:.1f}".removesuffix(".0") in said.result()
    for sentence, words in (
        (said.posed(), "Three boundaries"),
        (said.sides(), "Each white line"),
        (said.task(), "Which curve drew which boundary?"),
        (said.returned(), "the three boundaries return"),
    ):
        assert (words in sentence) == (len(bounded) == 3)
    others = bounded - {"relu"}
    # How far each boundary is off a line; what is said is not decided by a hair.
    sags = {name: off_line(border_points(runs[name])) for name in bounded}
    if "straight pieces" in said.asked():
        assert sags["relu"] > 0.03
    if "is straight" in said.asked():
        assert sags["relu"] < 0.07
    if "straight" in said.asked():
        assert all(sags[name] > 0.03 for name in others)
    if "a corner" in said.asked():
        assert sags["relu"] > 0.03
        assert any(sags[name] < 0.07 for name in others)
    assert ("boundary" in said.asked()) == ("relu" in bounded)
    assert said.output_unit().startswith("And") == ("relu" in bounded and "relu" not in said.bent)
    assert (said.others() == "The [smooth ones] belong to tanh and the sigmoid.") == (len(others) == 2)
    assert ("draw no boundary" in said.others()) == (not others)
    assert ("smooth one] belongs to tanh" in said.others()) == (others == {"tanh"})
    assert ("smooth one] belongs to the sigmoid" in said.others()) == (others == {"sigmoid"})
    assert said.difference().endswith("called the activation function.")


@pytest.mark.parametrize("case", CASES)
def test_a_boundary_is_called_bent_where_it_is(case, riddles):
    said = RiddleWords(riddles[case])
    sags = [off_line(points) for run in riddles[case].runs.values() if len(points := border_points(run))]
    if said.puzzle().startswith("So who bent"):
        assert max(sags) > 0.03
        if not said.puzzle().endswith("the boundary?"):
            assert off_line(border_points(riddles[case].runs["relu"])) < 0.07
    else:  # Two straight pieces in two corners of the square are not bent either.
        pieces = [p for picture in riddles[case].pictures.values() for p in picture.pieces]
        assert max(sags, default=0) < 0.07 or len(pieces) > 3


@pytest.mark.parametrize("case", CASES)
def test_corners_are_counted_where_the_boundary_crosses_a_hinge(case, riddles):
    run = riddles[case].runs["relu"]
    said = SwitchLines(CLOSER, run.at(run.epochs), run.activation).said
    kernel, bias, *_ = last(run)
    crossings = 0
    for unit in (0, 1):
        normal = kernel[:, unit]
        foot = -bias[unit] * normal / (normal @ normal)
        line = foot + np.linspace(-3, 3, 60_001)[:, None] * np.array([-normal[1], normal[0]]) / np.sqrt(
            normal @ normal
        )
        inside = line[(np.abs(line) <= 1).all(axis=1)]
        positive = log_odds(run, inside) > 0
        crossings += int((positive[1:] != positive[:-1]).sum())
    words = {0: "no corner", 1: "has its corner.", 2: "has its two corners."}
    if len(border_points(run)):
        assert words[crossings] in said
    else:
        assert "there is no boundary" in said
        assert crossings == 0


def test_runs_that_differ_in_more_than_the_activation_are_told_so_or_refused():
    runs = {"tanh": trained("tanh"), "relu": trained("relu"), "sigmoid": trained("sigmoid", epochs=2)}
    said = RiddleWords(Riddle(runs.__getitem__)).difference()
    assert said.endswith("called the activation function, and in their epochs.")
    recipes = [run.recipe for run in runs.values()]
    assert differing(recipes) == ["epochs"]
    assert differing(recipes[:2]) == []
    runs["sigmoid"] = trained("sigmoid", "moons")
    with pytest.raises(LectureError, match="different dataset: tanh parabolas, sigmoid moons") as refused:
        Riddle(runs.__getitem__)
    assert "\n" not in refused.value.message


@pytest.mark.parametrize("case", CASES)
def test_what_is_said_of_the_straight_run(case):
    run = run_of(case, "linear")
    said = StraightWords(run)
    w, every = run.weights, slice(None, None, run.updates_per_epoch)
    kernels = np.einsum("eij,ejk->eik", w.hidden_kernel[every], w.output_kernel[every])[..., 0].astype(float)
    biases = np.einsum("ei,eik->ek", w.hidden_bias[every], w.output_kernel[every]) + w.output_bias[every]
    square = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) @ kernels.T + biases[:, 0]
    seen = (square > 0).any(axis=0) & (square < 0).any(axis=0)
    assert ("never enters" in said.motion()) == (not seen.any())
    if "slides and turns" in said.motion():
        ways = kernels[seen] / np.linalg.norm(kernels[seen], axis=1, keepdims=True)
        assert (ways @ ways.T).min() < np.cos(np.radians(4)), "it turns"
        assert np.ptp(biases[seen, 0] / np.linalg.norm(kernels[seen], axis=1)) > 0.04, "it slides"
    assert f"{100 * share_right(run):.1f}".removesuffix(".0") in said.outcome() or share_right(run) == 1
    if "would not help" in said.outcome():
        # The loss is convex in the one affine map: where its gradient is as good as zero, it is least.
        slack = plain_p(run.inputs.astype(float), last(run), run.recipe.activation) - run.targets
        rows = np.column_stack((run.inputs, np.ones(len(run.inputs))))
        assert np.linalg.norm(slack @ rows) / len(rows) < 0.05


#: Besides the runs: a unit on or off everywhere, alone or with the other.
BIASES = [(5, 0), (-5, 0), (0, 5), (0, -5), (5, 5), (-5, -5), (5, -5)]


def pressed(kernel, bias, inputs, targets):
    off = (inputs @ kernel + bias <= 0).all(axis=1)
    return PressWords(Quadrants(kernel, bias, "#FFFFFF"), targets[off].astype(int))


@pytest.mark.parametrize("case", [*CASES, *BIASES])
def test_what_is_said_of_the_presses(case):
    run = run_of("cached" if case in BIASES else case, "relu")
    kernel, bias = (np.eye(2), np.array(case)) if case in BIASES else last(run)[:2]
    inputs, targets = run.inputs.astype(float), np.asarray(run.targets)
    said = pressed(kernel, bias, inputs, targets)
    on = np.random.default_rng(0).uniform(-1, 1, (200_000, 2)) @ kernel + bias > 0
    for unit, sentence in enumerate((said.first_press(), said.second_press())):
        share = on[:, unit].mean()
        assert ("on everywhere" in sentence) == (share == 1)
        assert ("off everywhere" in sentence) == (share == 0)
        assert ("the off side" in sentence) == (0 < share < 1)
    dark = (~on).all(axis=1)
    corner = said.corner()
    assert corner.startswith("Nowhere") == (not dark.any())
    assert ("the whole plane" in corner) == dark.all()
    square = np.array([[-1, -1], [-1, 1], [1, -1], [1, 1]])
    reached = (square @ kernel + bias <= 0).all(axis=1).any()
    assert ("a whole corner" in corner) == (dark.any() and not dark.all() and reached)
    off = targets[(inputs @ kernel + bias <= 0).all(axis=1)]
    assert said.pile().startswith("None of our points") == (not len(off))
    if len(off) > 1:
        assert said.pile().startswith(f"[{len(off):,} points slide]")
        assert ("all of them" in said.pile()) == (np.ptp(off) == 0)
        assert ("green" in said.pile()) == (off.max() == 1)
        assert ("blue" in said.pile()) == (off.min() == 0)


def test_one_point_is_told_in_the_singular():
    said = pressed(np.eye(2), np.zeros(2), np.array([[-0.5, -0.5], [0.5, 0.5]]), np.array([0, 1]))
    assert said.pile() == "[One point slides] into it, and it is blue."
    assert said.silence().startswith("Both its [slopes]")


def test_a_unit_without_weights_has_no_hinge_and_is_off_where_its_z_is_zero():
    assert pressed(np.eye(2), np.zeros(2), GRID, GRID[:, 0]).hinges().startswith("Each unit")
    lame = pressed(np.array([[1.0, 0.0], [1.0, 0.0]]), np.zeros(2), GRID, GRID[:, 0])
    assert lame.hinges().startswith("A unit with weights")
    assert "the off side" in lame.first_press()
    assert "off everywhere" in lame.second_press()


def chord_departures(lines):
    """How far the middle samples of lines (k, m, 2) are from their chords."""
    ways = (lines[:, -1] - lines[:, 0]) / np.linalg.norm(lines[:, -1] - lines[:, 0], axis=1, keepdims=True)
    away = lines - lines[:, :1]
    return np.abs(away[..., 0] * ways[:, None, 1] - away[..., 1] * ways[:, None, 0]).max(axis=1)


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
@pytest.mark.parametrize("case", CASES)
def test_a_world_is_called_bent_where_the_grid_is(case, name):
    run = run_of(case, name)
    kernel, bias, *_ = last(run)
    at = np.linspace(-1, 1, 11)
    upright = np.stack(np.broadcast_arrays(at[:, None], ALONG[None]), axis=-1)
    lines = np.concatenate((upright, upright[..., ::-1]))
    low, high = run.activation.limits
    departure = chord_departures(PLAIN[name](lines @ kernel + bias)).max() / ((high - low) / 2)
    assert abs(departure - 0.05) > 1e-4, "not decided by a hair"
    assert SquashPanes(run.activation, run.at(run.epochs)).bends == (departure > 0.05)


@pytest.mark.parametrize("case", CASES)
def test_what_is_said_of_the_moves(case):
    run = run_of(case, "sigmoid")
    kernel, bias, *_ = last(run)
    said = MoveWords(affine_moves(kernel, bias), 2)
    factors = np.sqrt(np.linalg.eigvalsh(kernel @ kernel.T))
    expected = "stretch" if factors.min() >= 1 else "shrink" if factors.max() <= 1 else "scale"
    assert said.scaling == expected
    assert said.moves.flips == (np.linalg.det(kernel) < 0)
    assert said.area(2).endswith(f"multiplies every area, here by {abs(np.linalg.det(kernel)):.2f}.")
    assert ("as good as zero" in said.slide()) == (f"{abs(bias[0]):.2f}" == f"{abs(bias[1]):.2f}" == "0.00")
    assert ("grows" in said.factors()) == (factors.min() >= 1.05)
    told = [float(one) for one in re.findall(r"\d+(?:\.\d+)?", said.factors())]
    assert told == pytest.approx(sorted(factors, reverse=True), rel=0.051, abs=0.001)


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
@pytest.mark.parametrize("case", CASES)
def test_what_is_said_of_the_boundary(case, name):
    run = run_of(case, name)
    panes = panes_of(case, name)
    said = BoundaryWords(panes)
    points = border_points(run)
    spoken = f"{said.thesis()} {said.back()} {said.follow()} {said.travelled()} {said.last()}"
    if not len(points):
        hue = "green" if log_odds(run, np.zeros((1, 2)))[0] > 0 else "blue"
        assert f"all inputs are {hue}" in spoken
        assert f"stays {'above' if hue == 'green' else 'below'} one half" in spoken
        assert "along the boundary" not in spoken
        return
    assert "along the boundary" in spoken
    assert "stays at one half" in spoken
    assert ("is enough" in spoken) == (share_right(run) == 1)
    if "boundary curves again" in spoken:
        assert off_line(points) > 0.03
        assert "The network bent the plane" in spoken
    else:
        assert off_line(points) < 0.07
        assert "hardly bent the plane" in spoken
    x = np.array([panes.spot(0.5, side * panes.room(0.5, side, 1.5)) for side in (-1, 1)])
    low, high = 1 / (1 + np.exp(-log_odds(run, x)))
    answers = " ".join(said.stepped(low, high)) == "[Towards blue] it falls, [towards green] it rises."
    assert answers == (f"{low:.3f}" < "0.500" < f"{high:.3f}")


def test_each_claim_is_said_of_some_runs_and_not_of_others(riddles):
    """The control of all the tests above: a sentence that is always said would pass them unread."""
    words = [RiddleWords(riddle) for riddle in riddles.values()]
    sigmoids = [run_of(case, "sigmoid") for case in CASES]
    boundaries = [BoundaryWords(panes_of(case, "sigmoid")) for case in CASES]
    moves = [MoveWords(affine_moves(*last(run)[:2]), 2) for run in sigmoids]
    data = sigmoids[0].inputs, sigmoids[0].targets
    presses = [pressed(np.eye(2), np.array(bias), *data) for bias in ((0, 0), *BIASES)]
    for said in (
        [w.posed() for w in words],
        [w.sides() for w in words],
        [w.task() for w in words],
        [w.returned() for w in words],
        [w.result() for w in words],
        [w.others() for w in words],
        [w.puzzle() for w in words],
        [w.scaling for w in moves],
        [w.slide() for w in moves],
        [w.factors().split()[1] for w in moves],
        [w.first_press() for w in presses],
        [w.second_press() for w in presses],
        [w.corner() for w in presses],
        [w.pile() for w in presses],
        [w.thesis() for w in boundaries],
        [w.back() for w in boundaries],
        [w.follow() for w in boundaries],
        [w.travelled() for w in boundaries],
        [w.last() for w in boundaries],
    ):
        assert any(one != other for one, other in pairwise(said)), said[0]
