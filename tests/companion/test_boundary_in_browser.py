"""The page's border p = 1/2, its regions, corners and hinge lines are those of training.geometry."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.companion.golden import Golden, f8
from tests.companion.unseen import nine
from training.geometry.convex import box_corners
from training.geometry.decision import border, corners, regions
from training.geometry.decomposition import hinge_lines
from training.network.activations import ACTIVATIONS, Activation
from training.network.formulas import Weights, probability
from training.run.trajectory import load

MONOTONE = [name for name, row in ACTIVATIONS.items() if row.inverse is not None]
FOLDING = [name for name, row in ACTIVATIONS.items() if row.inverse is None]
BOX = box_corners((-1.2, -1.0), (1.1, 1.4))
SCRIPT = """
  const [name, weights, box] = arguments;
  const [w, activation] = [doubles(weights), ACTIVATIONS.get(name)];
  return {...decision(w, activation, box), corners: corners(w, activation),
          hinges: hingeLines(w, activation, box).map(({unit, hinge, ends}) => [unit, hinge, ...ends.flat()])};
"""


def sets_of_weights(activation: str) -> list[Weights]:
    """Trained weights of that activation or another, random ones, and ones without inverse or outputs."""
    runs = {"relu": ("relu", "dead_unit"), "tanh": ("tanh",)}.get(activation, ("sigmoid",))
    found = [load(name).at(epoch) for name in runs for epoch in (0, 20.3, 59)]
    random = np.random.default_rng(len(activation))
    for _ in range(4):
        kernel, output = random.normal(0, 2, (2, 2)), random.normal(0, 2, (2, 1))
        found.append(Weights(kernel, random.normal(0, 1, 2), output, random.normal(0, 1, 1)))
    last = found[-1]
    found.append(Weights(last.hidden_kernel, last.hidden_bias, np.array([[0.0], [1.5]]), last.output_bias))
    # Of f(z1) = f(z2) two branches cross where f is least; beside that the border has a saddle.
    least, opposed = np.array([-0.4, -0.1]), np.array([[1.0], [-1.0]])
    return [*found, *(Weights(3 * np.eye(2), least, opposed, np.array([c])) for c in (0.0, 1e-4, -1e-4))]


def decision_in(golden: Golden, weights: Weights, activation: Activation) -> Any:
    return golden.run(SCRIPT, activation.name, f8(nine(weights.map(lambda array: array[None]))), BOX.tolist())


def area(polygon: np.ndarray) -> float:
    x, y = np.reshape(polygon, (-1, 2)).T
    return float(abs(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2)


def same_corners(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether each corner of one polygon is one of the other's; rounding may repeat a corner on the box."""
    apart = np.linalg.norm(one[:, None] - other, axis=2)
    return max(apart.min(axis=0).max(), apart.min(axis=1).max()) <= 1e-9


@pytest.mark.parametrize("name", MONOTONE)
def test_the_border_is_that_of_the_lectures_pictures(golden: Golden, name: str) -> None:
    activation = ACTIVATIONS[name]
    seen = 0
    for weights in sets_of_weights(name):
        found = decision_in(golden, weights, activation)
        expected = border(weights, activation, BOX)
        assert [len(line) for line in found["border"]] == [len(line) for line in expected]
        for line, there in zip(found["border"], expected, strict=True):
            assert np.abs(np.array(line) - there).max() <= 1e-9
        seen += sum(map(len, expected))
        at_hinges = corners(weights, activation)
        assert np.allclose(np.reshape(found["corners"], (-1, 2)), at_hinges, rtol=1e-9, atol=1e-9)
        lines = [[unit, hinge, *ends.ravel()] for unit, hinge, ends in hinge_lines(weights, activation, BOX)]
        assert np.allclose(found["hinges"], lines, rtol=0, atol=1e-9)
        sides = regions(weights, activation, BOX)
        for side, polygon in zip(("negatives", "positives"), sides, strict=True):
            assert len(found[side]) == (len(polygon) > 0)
            if len(polygon):
                assert same_corners(np.array(found[side][0]), polygon)
                assert area(np.array(found[side][0])) == pytest.approx(area(polygon), abs=1e-9)
    assert seen > 150


def crossings(weights: Weights, activation: Activation, across: np.ndarray) -> int:
    """How often p passes 1/2 along lines x1 = const through the box, finely sampled."""
    x2 = np.linspace(BOX[:, 1].min(), BOX[:, 1].max(), 2001)
    lines = np.stack(np.meshgrid(across, x2), axis=-1).reshape(-1, 2)
    side = probability(lines, weights, activation).reshape(len(x2), -1) > 0.5
    return int(np.sum(side[1:] != side[:-1]))


def met(polylines: list[Any], across: np.ndarray) -> int:
    """How often polylines pass those lines."""
    steps = [np.array(line)[:, 0] for line in polylines]
    return int(sum(np.sum((x[1:, None] > across) != (x[:-1, None] > across)) for x in steps))


@pytest.mark.parametrize("name", FOLDING)
def test_the_border_of_an_activation_that_falls_and_rises_has_p_one_half_and_no_gap(
    golden: Golden, name: str
) -> None:
    activation = ACTIVATIONS[name]
    across = np.linspace(-1.15, 1.05, 23) + 1e-4
    whole = area(BOX)
    seen = 0
    for weights in sets_of_weights(name):
        found = decision_in(golden, weights, activation)
        points = np.concatenate([np.zeros((0, 2)), *(np.array(line) for line in found["border"])])
        assert np.abs(probability(points, weights, activation) - 0.5).max(initial=0) <= 1e-9
        assert met(found["border"], across) == crossings(weights, activation, across)
        sides = [sum(map(area, map(np.array, found[side]))) for side in ("negatives", "positives")]
        assert sum(sides) == pytest.approx(whole, abs=1e-9)
        (left, bottom), (right, top) = BOX[[0, 2]]
        mesh = np.stack(np.meshgrid(np.linspace(left, right, 301), np.linspace(bottom, top, 301)), axis=-1)
        share = np.mean(probability(mesh.reshape(-1, 2), weights, activation) > 0.5)
        assert sides[1] / whole == pytest.approx(share, abs=0.005)
        seen += len(points)
    assert seen > 200


def test_a_border_that_leaves_a_corner_out_is_found(golden: Golden) -> None:
    """The control: marching squares, as they draw gelu's border, miss the corners of ReLU's."""
    weights, relu = load("relu").at(59), ACTIVATIONS["relu"]
    kinks = corners(weights, relu)
    inside = kinks[np.abs(kinks).max(axis=1) < 1]
    assert len(inside)
    exact = np.concatenate([np.array(line) for line in decision_in(golden, weights, relu)["border"]])
    script = """
      const relu = {...ACTIVATIONS.get("relu"), inverse: null};
      return decision(doubles(arguments[0]), relu, arguments[1]).border.flat()"""
    nine_weights = f8(nine(weights.map(lambda array: array[None])))
    rough = np.array(golden.run(script, nine_weights, BOX.tolist()))

    def distance(points: np.ndarray) -> float:
        return float(np.linalg.norm(points[:, None] - inside, axis=2).min(axis=0).max())

    assert distance(exact) < 1e-9 < 1e-4 < distance(rough)


@pytest.mark.parametrize("name", ["sigmoid", "relu", "gelu"])
def test_a_network_without_a_border_gives_its_whole_box_to_one_class(golden: Golden, name: str) -> None:
    flat = Weights(np.eye(2), np.zeros(2), np.zeros((2, 1)), np.array([0.5]))
    for sign, side in ((1, "positives"), (-1, "negatives")):
        weights = Weights(flat.hidden_kernel, flat.hidden_bias, flat.output_kernel, sign * flat.output_bias)
        found = decision_in(golden, weights, ACTIVATIONS[name])
        assert found["border"] == []
        assert found[side] == [BOX.tolist()]


def test_a_kernel_without_inverse_still_has_a_border(golden: Golden) -> None:
    weights = Weights(np.array([[1.0, 2.0], [0.5, 1.0]]), np.zeros(2), np.array([[1.0], [1.0]]), np.zeros(1))
    found = decision_in(golden, weights, ACTIVATIONS["tanh"])["border"]
    points = np.concatenate([np.array(line) for line in found])
    assert len(points) >= 2
    assert np.abs(points @ [1.0, 0.5]).max() < 1e-6
