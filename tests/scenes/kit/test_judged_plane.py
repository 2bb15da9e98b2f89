"""The judged plane: what is red is wrong, what is dark is off, the boundary is where p is one half."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.kit import theme
from scenes.kit.drawing.viewport import square_viewport
from scenes.kit.planes.judged_plane import SHADE, JudgedPlane
from tests.scenes.plain_network import members, plain_p
from training.run.trajectory import load

VIEW = square_viewport((1.0, 0.5), 4.0, -1.0, 1.0)
UPDATES = (0, 250, 449, 452, 7500)


def to_inputs(points: np.ndarray) -> np.ndarray:
    """Inputs of stage points of the view above."""
    return (points[:, :2] - np.array(VIEW.centre)) / 2


@pytest.fixture(scope="module")
def plane() -> JudgedPlane:
    run = load("dead_unit")
    return JudgedPlane(run, VIEW, run.at(0.0), watched=(0,))


@pytest.mark.parametrize("update", UPDATES)
def test_every_sample_on_the_wrong_side_is_red_and_no_other(plane: JudgedPlane, update: int) -> None:
    plane.show(plane.run.at(update / 125))
    weights = members("dead_unit.npz", update)
    wrong = [
        points[(plain_p(points, weights, "relu") > 0.5) != bool(label)]
        for label, points in plane.picture.strokes.items()
    ]
    # Each stroke's second half begins at its sample.
    red = to_inputs(plane.marks.strokes.points[4::8])
    np.testing.assert_allclose(red, np.concatenate(wrong), atol=1e-6)


@pytest.mark.parametrize("update", UPDATES)
def test_the_boundary_is_where_p_is_one_half(plane: JudgedPlane, update: int) -> None:
    plane.show(plane.run.at(update / 125))
    points = plane.picture.boundary.points
    if len(points):
        p = plain_p(to_inputs(points[::4]), members("dead_unit.npz", update), "relu")
        np.testing.assert_allclose(p, 0.5, atol=1e-3)


@pytest.mark.parametrize("update", UPDATES)
def test_what_is_dark_is_off_and_ends_at_the_hinge(plane: JudgedPlane, update: int) -> None:
    plane.show(plane.run.at(update / 125))
    kernel, bias = members("dead_unit.npz", update)[:2]
    dark, hinge = plane.shades[0].points, plane.hinges[0].points
    assert (to_inputs(dark) @ kernel + bias)[:, 0].max() < 1e-5
    np.testing.assert_allclose((to_inputs(hinge) @ kernel + bias)[:, 0], 0, atol=1e-5)


def test_off_sides_are_unseen_until_they_are_lit(plane: JudgedPlane) -> None:
    assert plane.shades[0].get_fill_opacity() == 0
    assert plane.hinges[0].get_stroke_opacity() == 0
    assert plane.unit == 0
    assert plane.hinges[0].get_color().to_hex().upper() == theme.RUN_COLOURS["relu"]
    for target in (each.mobject.target for each in plane.lit()):
        assert max(target.get_fill_opacity(), target.get_stroke_opacity()) in (pytest.approx(SHADE), 1.0)


def test_a_plane_that_watches_nothing_has_no_unit() -> None:
    run = load("relu")
    plane = JudgedPlane(run, VIEW, run.at(150.0))
    assert not hasattr(plane, "unit")
    assert len(plane.shades) == 0
    assert len(plane.marks.strokes.points) == 0  # everything is right
