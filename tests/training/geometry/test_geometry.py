"""The three moves of a matrix, and the hinge lines."""

from dataclasses import replace

import numpy as np
import pytest

from training.errors import LectureError
from training.geometry.decomposition import decompose, hinge_lines, rotation
from training.network.activations import ACTIVATIONS
from training.network.formulas import Weights, pre_activation
from training.run.trajectory import load


@pytest.mark.parametrize("seed", range(50))
def test_the_three_moves_multiply_back_to_W(seed):
    kernel = np.random.default_rng(seed).normal(size=(2, 2)) * 3
    moves = decompose(kernel)
    assert np.allclose(moves.first @ moves.scale @ moves.second, kernel, atol=1e-12)
    assert moves.reflects == (np.linalg.det(kernel) < 0)
    mirror = np.diag([1, -1 if moves.reflects else 1])
    assert np.allclose(rotation(moves.first_angle) @ mirror, moves.first, atol=1e-12)
    assert np.allclose(rotation(moves.second_angle), moves.second, atol=1e-12)
    assert -np.pi / 2 < moves.second_angle <= np.pi / 2
    assert np.all(np.diag(moves.scale) >= 0)


def test_rotation_turns_rows_counterclockwise():
    assert np.allclose(np.array([1.0, 0.0]) @ rotation(np.pi / 2), [0, 1], atol=1e-15)


@pytest.mark.parametrize("name", ["relu"])
def test_the_hinge_lines_are_where_z_is_nought(name):
    run = load(name)
    weights = run.at(150)
    lines = hinge_lines(weights, run.activation)
    assert len(lines) == 2
    for unit, hinge, ends in lines:
        along = ends[0] + np.linspace(0, 1, 11)[:, None] * (ends[1] - ends[0])
        assert np.allclose(pre_activation(along, weights)[:, unit], hinge, atol=1e-9)


def test_no_hinge_line_is_drawn_behind_another_layer():
    weights = Weights.from_layers([np.eye(2), np.zeros(2)] * 2 + [np.ones((2, 1)), np.zeros(1)])
    with pytest.raises(LectureError, match="has 2 hidden layers"):
        hinge_lines(weights, ACTIVATIONS["relu"])
    assert hinge_lines(replace(weights, earlier=()), ACTIVATIONS["relu"])
