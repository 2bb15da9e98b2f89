"""Kit mobjects show exactly the arrays they are given."""

import copy

import numpy as np
import pytest
from manim import DOWN, RIGHT, Camera, Circle, VGroup, tempconfig

from scenes.kit import theme
from scenes.kit.diagram.matrix import LiveMatrix
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.shapes import Polygons, Polylines
from scenes.kit.drawing.text import maths, words
from scenes.kit.drawing.viewport import Viewport, axes, square_viewport
from scenes.kit.planes.decided_plane import DecidedPlane
from scenes.kit.planes.feature_space import (
    WarpedPlane,
    grid_of,
    split_at_hinges,
)
from scenes.kit.stage.camera import StageCamera
from training.geometry.convex import half_plane, line_inside

BOX = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], float)


def area(corners: np.ndarray) -> float:
    x, y = corners[:, 0], corners[:, 1]
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def test_polylines_pass_through_their_samples_and_stay_apart() -> None:
    random = np.random.default_rng(7)
    lines = random.normal(size=(3, 5, 3))
    drawn = Polylines("#FFFFFF", 1).set_lines(lines)
    subpaths = drawn.get_subpaths()
    assert len(subpaths) == 3
    for line, path in zip(lines, subpaths, strict=True):
        np.testing.assert_allclose(np.vstack((path[0], path[3::4])), line)


def test_a_viewport_places_corners_on_its_rectangle() -> None:
    view = Viewport((1.0, -1.0), 4.0, 2.0, (-1, 1), (0, 10))
    placed = view.to_stage(view.corners)
    np.testing.assert_allclose(placed, [[-1, -2, 0], [3, -2, 0], [3, 0, 0], [-1, 0, 0]])


def test_clipped_half_planes_share_the_boundary_and_fill_the_box() -> None:
    random = np.random.default_rng(7)
    for _ in range(200):
        normal, offset = random.normal(size=2), random.normal(scale=0.5)
        ours, theirs = half_plane(BOX, normal, offset), half_plane(BOX, -normal, -offset)
        total = sum(area(p) for p in (ours, theirs) if len(p))
        assert total == pytest.approx(1.0)
        for end in line_inside(BOX, normal, offset):
            assert end @ normal + offset == pytest.approx(0, abs=1e-12)
            for region in (ours, theirs):
                assert np.abs(region - end).sum(axis=1).min() < 1e-12


def test_folded_lines_have_their_corner_on_a_sample() -> None:
    kernel, bias = np.array([[3.0, -2.0], [1.0, 2.5]]), np.array([0.3, -0.7])
    z = split_at_hinges(grid_of(), kernel, bias, (0.0,)) @ kernel + bias
    for unit in (0, 1):
        crosses = (z[:, 0, unit] < 0) != (z[:, -1, unit] < 0)
        assert crosses.any()
        assert np.abs(z[crosses, :, unit]).min(axis=1).max() < 1e-9


def test_the_plane_is_drawn_where_the_map_sends_it() -> None:
    random = np.random.default_rng(7)
    view = square_viewport((0, 0), 4, -1, 1)
    turn = np.array([[0.0, 1.0], [-1.0, 0.0]])
    stroke = {0: random.uniform(-1, 1, (9, 2)), 1: random.uniform(-1, 1, (7, 2))}
    plane = WarpedPlane(stroke).show(view, lambda p: p @ turn)
    ends = np.vstack((plane.curves[0].points[:1], plane.curves[0].points[3::4]))
    np.testing.assert_allclose(ends[:, :2], 2 * stroke[0] @ turn, atol=1e-12)


def test_regions_lie_on_the_side_of_their_class() -> None:
    view = square_viewport((0, 0), 4, 0, 1)
    kernel, bias = np.array([[2.0], [-1.0]]), np.array([-0.4])
    plane = DecidedPlane().show(view, kernel, bias)
    for label, sign in ((0, -1), (1, 1)):
        middle = plane.regions[label].points[::4, :2].mean(axis=0) / 4 + 0.5
        assert sign * (middle @ kernel + bias)[0] > 0


@pytest.mark.parametrize("value", [-12.345, -0.004, 0.0, 7.5, 99.994])
def test_a_counter_shows_its_number_and_never_moves_its_point(value: float) -> None:
    counter = Counter(3.21, 2, sign="cell", digits=2).move_to(2 * RIGHT + DOWN).scale(0.7)
    start = counter.origin.copy()
    counter.set_value(value)
    assert counter.text.strip().replace("−", "-") == f"{value + 0.0:.2f}".replace("-0.00", "0.00")
    assert len(counter.text) == len("−12.34")
    np.testing.assert_allclose(counter.origin, start)
    fresh = Counter(value, 2, sign="cell", digits=2).scale(0.7)
    offset = counter.origin - fresh.origin
    np.testing.assert_allclose(counter.points, fresh.points + offset, atol=1e-9)


def test_a_matrix_shows_rounded_entries_row_by_row() -> None:
    matrix = LiveMatrix(np.zeros((2, 2))).set_values(np.array([[1.234, -5.678], [0.5, 9.0]]))
    assert [entry.text.strip() for entry in matrix.entries] == ["1.23", "−5.68", "0.50", "9.00"]


def _picture(camera_class: type[Camera], mobjects: list) -> np.ndarray:
    camera = camera_class()
    for _ in range(3):
        camera.reset()
        camera.capture_mobjects(mobjects)
    return camera.pixel_array.astype(int)


def test_the_stage_camera_paints_what_manims_camera_paints() -> None:
    random = np.random.default_rng(7)
    with tempconfig({"pixel_width": 480, "pixel_height": 270}):
        view = square_viewport((-2, 0), 5, -1, 1)
        plane = WarpedPlane({0: random.uniform(-1, 1, (30, 2)), 1: random.uniform(-1, 1, (30, 2))}).show(view)
        group = [
            axes(view, "x_1", "x_2", (0,), (0,)),
            plane,
            maths("z = x W + b").shift(3 * RIGHT),
            words("faint").set_opacity(0.3).shift(3 * RIGHT + DOWN),
            VGroup(Circle(1, fill_color=theme.POSITIVE, fill_opacity=0.4)),
            Polygons(theme.NEGATIVE, 0.5).set_polygons([view.to_stage(BOX)]),
        ]
        ours, theirs = _picture(StageCamera, group), _picture(Camera, group)
        # Hairlines are antialiased the fast way: single pixels at their edges differ by a few grey levels.
        assert np.abs(ours - theirs).max() <= 56
        # Of eight planes drawn at random the mean was 0.243 to 0.256; without the formula, 0.36.
        assert np.abs(ours - theirs).mean() < 0.3
        assert np.abs(ours - _picture(Camera, [*group[:2], *group[3:]])).mean() > 0.3
        assert (ours[:, :, :3] > 60).any()


def test_the_stage_camera_notices_points_changed_in_place() -> None:
    with tempconfig({"pixel_width": 160, "pixel_height": 90}):
        camera, circle = StageCamera(), Circle(1)
        still = [camera.reset().capture_mobjects([circle]) or camera.pixel_array.copy() for _ in range(3)]
        circle.points += RIGHT
        camera.reset().capture_mobjects([circle])
        fresh = Camera()
        fresh.capture_mobjects([copy.deepcopy(circle)])
        assert (still[0] == still[2]).all()
        assert np.abs(camera.pixel_array.astype(int) - fresh.pixel_array).max() <= 16
        assert (camera.pixel_array != still[0]).any()
