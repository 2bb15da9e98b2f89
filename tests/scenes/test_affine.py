"""AffineTransform: the numbers written are the map drawn, and the moves make up the trained layer."""

from __future__ import annotations

import numpy as np
import pytest
from manim import smooth

from scenes.affine import PLANE_CENTRE, PLANE_SIDE, AffineTransform
from scenes.kit import theme
from scenes.kit.drawing.counter import Counter, cells_for
from scenes.kit.drawing.viewport import square_viewport
from scenes.kit.planes.zoom_axes import ZoomAxes, nice_step
from scenes.props.affine.affine_forms import EquationForm
from scenes.props.affine.network_form import NetworkForm
from scenes.props.affine.orientation import BasisArrows
from scenes.props.affine.page_turn import page_turn
from training.geometry.moves import affine_moves

MOVES = ("Turn", "Flip", "Stretch", "Turn again", "Slide", "What survives")


def trained_layer():
    """W and b straight from the cache file, without the project's reader."""
    from training.paths import CACHE

    with np.load(CACHE / "sigmoid.npz") as arrays:
        return arrays["hidden_kernel"][-1].astype(float), arrays["hidden_bias"][-1].astype(float)


def drawn_map(plane):
    """Kernel and bias recovered by least squares from the corners of the outline on the stage."""
    ends = plane.plane.outline.points.reshape(-1, 4, 3)
    per_edge = len(ends) // 4
    corners = ends[::per_edge, 0, :2]
    view = plane.view
    z = (corners - np.array(view.centre)) / view.scale
    x = np.array([[-1, -1, 1], [1, -1, 1], [1, 1, 1], [-1, 1, 1]], float)
    solution, *_ = np.linalg.lstsq(x, z, rcond=None)
    return solution[:2], solution[2]


def written(number: Counter) -> float:
    """The number a viewer reads."""
    return float(number.text.replace("−", "-").replace("+", "").replace(" ", ""))


@pytest.fixture(scope="module")
def played(performed):
    """The scene after its last beat; what is drawn and written at the end of every move."""
    found = {}

    def look(scene, beat, narration):
        if beat not in MOVES or narration:
            return
        forms = scene.forms
        found[beat] = {
            "map": drawn_map(scene.plane),
            "weights": [[written(n) for n in form.weights] for form in _forms(forms)],
            "biases": [[written(n) for n in form.biases] for form in _forms(forms)],
            "determinant": written(forms.value),
            "opaque": min(n.get_fill_opacity() for n in (*forms.numbers, forms.value)),
        }

    return performed(AffineTransform, on_still=look), found


@pytest.fixture(scope="module")
def stills(played):
    return played[1]


def _forms(column):
    return column.network, column.equations, column.matrices


@pytest.mark.parametrize("beat", MOVES)
def test_every_form_writes_the_map_that_is_drawn(stills, beat) -> None:
    still = stills[beat]
    kernel, bias = still["map"]
    for weights, biases in zip(still["weights"], still["biases"], strict=True):
        assert weights == pytest.approx(kernel.ravel(), abs=0.00501)  # two decimals are shown
        assert biases == pytest.approx(bias, abs=0.00501)
    assert still["determinant"] == pytest.approx(np.linalg.det(kernel), abs=0.0501)
    assert still["opaque"] == 1


def test_the_last_picture_is_the_trained_layer(stills) -> None:
    kernel, bias = trained_layer()
    drawn_kernel, drawn_bias = stills["Slide"]["map"]
    np.testing.assert_allclose(drawn_kernel, kernel, atol=1e-9)
    np.testing.assert_allclose(drawn_bias, bias, atol=1e-9)


def test_each_move_does_only_what_its_name_says(stills) -> None:
    turned, flipped, stretched = (stills[beat]["map"][0] for beat in MOVES[:3])
    np.testing.assert_allclose(turned @ turned.T, np.eye(2), atol=1e-9)
    assert np.linalg.det(turned) == pytest.approx(1)
    mirror = np.linalg.solve(turned, flipped)
    np.testing.assert_allclose(np.abs(mirror), np.eye(2), atol=1e-9)
    assert np.linalg.det(mirror) == pytest.approx(-1)
    stretch = np.linalg.solve(flipped, stretched)
    np.testing.assert_allclose(stretch, np.diag(np.diag(stretch)), atol=1e-8)
    assert np.diag(stretch) == pytest.approx(np.linalg.svd(trained_layer()[0])[1])
    again = np.linalg.solve(stretched, stills["Turn again"]["map"][0])
    np.testing.assert_allclose(again @ again.T, np.eye(2), atol=1e-9)
    assert np.linalg.det(again) == pytest.approx(1)


@pytest.mark.parametrize("seed", range(12))
def test_moves_multiply_back_to_the_kernel_without_a_collapse(seed) -> None:
    rng = np.random.default_rng(seed)
    kernel, bias = rng.normal(size=(2, 2)) * 5, rng.normal(size=2)
    moves = affine_moves(kernel, bias)
    np.testing.assert_allclose(moves.turned_again(), kernel, atol=1e-12)
    np.testing.assert_allclose(moves.slid(), bias)
    assert moves.flips == (np.linalg.det(kernel) < 0)
    floor = min(1.0, abs(np.linalg.det(kernel)), moves.scale.min())
    for path in (moves.turned, moves.stretched, moves.turned_again):
        sizes = [abs(np.linalg.det(path(share))) for share in np.linspace(0, 1, 101)]
        assert min(sizes) >= floor - 1e-9
    if moves.flips:
        assert abs(moves.first_angle) <= np.pi / 2 + 1e-12
        # The control: the straight path from I to W does pass a collapse.
        straight = [np.linalg.det((1 - t) * np.eye(2) + t * kernel) for t in np.linspace(0, 1, 2001)]
        assert min(straight) < 0 < max(straight)


def test_a_page_turn_starts_flat_and_ends_as_the_mirror_image() -> None:
    points = np.random.default_rng(1).uniform(-1, 1, (50, 2))
    for axis, mirror in ((0, [-1, 1]), (1, [1, -1])):
        np.testing.assert_allclose(page_turn(points, 0.0, axis), points)
        np.testing.assert_allclose(page_turn(points, 1.0, axis), points * mirror, atol=1e-12)


def test_a_page_turn_keeps_straight_lines_straight() -> None:
    line = np.array([-0.8, 0.3]) + np.linspace(0, 1, 9)[:, None] * np.array([1.5, 0.4])
    for share in (0.2, 0.45, 0.8):
        seen = page_turn(line, share, 0)
        a, b = seen[-1] - seen[0], seen - seen[0]
        np.testing.assert_allclose(a[0] * b[:, 1] - a[1] * b[:, 0], 0, atol=1e-12)


def test_arrow_tips_are_the_rows_of_the_kernel() -> None:
    view = square_viewport((0, 0), 6, -3, 3)
    kernel = np.array([[1.5, 0.5], [-1.0, 2.0]])
    tips = BasisArrows().show(view, lambda points: points @ kernel).tips()
    np.testing.assert_allclose(tips, view.to_stage(kernel))


def test_numbers_stand_where_their_values_are_at_every_zoom() -> None:
    view = square_viewport((-1, 0.5), 5, -1.6, 1.6)
    axes = ZoomAxes(view, 16.4, ("z_1", "z_2"))
    for reach in (1.6, 4.0, 16.4):
        now = view.ranged((-reach, reach), (-reach, reach))
        axes.show(now)
        seen = [
            (v, side, n)
            for v, side, n in axes.numbers
            if n.family_members_with_points()[0].get_fill_opacity() > 0.5
        ]
        assert len(seen) >= 2
        for value, side, number in seen:
            foot = now.to_stage(np.array([value, value]))
            assert number.get_center()[side] == pytest.approx(foot[side], abs=0.02)


@pytest.mark.parametrize("last_reach", [1.7, 2.0, 3.3, 16.4, 120.0])
def test_no_number_is_half_faded_at_the_first_or_the_last_zoom(last_reach) -> None:
    view = square_viewport((-1, 0.5), 5.3, -1.6, 1.6)
    axes = ZoomAxes(view, last_reach, ("z_1", "z_2"))
    for reach in (1.6, last_reach):
        axes.show(view.ranged((-reach, reach), (-reach, reach)))
        shown = [n.family_members_with_points()[0].get_fill_opacity() for *_, n in axes.numbers]
        assert set(np.round(shown, 6)) <= {0.0, 1.0}
        assert sum(shown) >= 6  # on each axis 0 and a number on either side


def test_nice_step() -> None:
    assert [nice_step(x) for x in (0.96, 4.95, 0.13, 20.0, 6.0)] == pytest.approx([1, 5, 0.2, 20, 10])


def test_the_determinant_is_said_as_it_is_written(played, stills) -> None:
    spoken = " ".join(narration.text for narration in played[0].narrations)
    assert f"size, {abs(stills['Slide']['determinant'])}," in spoken


def test_edges_shrink_to_the_width_their_number_gives_them(played) -> None:
    kernel, bias = trained_layer()
    form = NetworkForm(float(np.abs(kernel).max()), cells_for(kernel))
    edges = [edge for row in form.network.hidden_edges for edge in row]
    goals = [move.build().mobject.target.get_stroke_width() for move in form.animate_widths(kernel)]
    assert goals == pytest.approx([edge.get_stroke_width() for edge in edges if form.show(kernel, bias)])
    assert len(set(np.round(goals, 3))) == 4


def test_a_number_sets_out_without_the_sign_it_gets_in_the_sum() -> None:
    kernel, bias = trained_layer()
    cells = cells_for(kernel)
    network = NetworkForm(float(np.abs(kernel).max()), cells).show(kernel, bias)
    equations = EquationForm(cells).show(kernel, bias)
    whole = [number.get_subpaths()[0].copy() for number in equations.weights[2:]]
    moves = equations.animate_from(network)
    for number, sign in zip(equations.weights[2:], whole, strict=True):
        assert np.ptp(sign, axis=0).max() > 0.05
        assert np.ptp(number.points[: len(sign)], axis=0).max() == pytest.approx(0, abs=1e-12)
    for move in moves:
        move.begin()
        move.interpolate(1.0)
    for number, sign in zip(equations.weights[2:], whole, strict=True):
        assert number.points[: len(sign)] == pytest.approx(sign)


def test_large_numbers_give_up_decimals() -> None:
    assert (cells_for(np.array([9.3])).digits, cells_for(np.array([9.3])).decimals) == (1, 2)
    assert (cells_for(np.array([-80.4])).digits, cells_for(np.array([-80.4])).decimals) == (2, 1)


def test_no_point_of_the_grid_jumps_between_two_frames(played) -> None:
    scene, _ = played
    plane, moves = scene.plane, scene.moves
    axis = int(np.argmin(np.diag(moves.mirror)))

    def flip(share):
        plane.show(moves.turned()).turn_page(share, axis)

    def zoom(share):
        plane.show(moves.flipped()).zoom(1 / ((1 - share) / 1.6 + share / plane.last_reach))

    # What the beats draw, with their seconds; before the zoom the first range is shown.
    beats = [
        (1.6, lambda share: plane.show(moves.turned(share)), theme.MOVE),
        (1.6, flip, 0.7 * theme.REVEAL),
        (1.6, zoom, theme.MOVE),
        (plane.last_reach, lambda share: plane.show(moves.stretched(share)), theme.MOVE),
        (plane.last_reach, lambda share: plane.show(moves.turned_again(share)), theme.MOVE),
        (plane.last_reach, lambda share: plane.show(scene.kernel, moves.slid(share)), theme.MOVE),
    ]
    for reach, draw, seconds in beats:
        plane.zoom(reach)
        before, largest, travelled = None, 0.0, 0.0
        for share in map(smooth, np.linspace(0, 1, int(60 * seconds) + 1)):
            draw(share)
            points = plane.plane.grid.points[::40]
            if before is not None:
                step = np.linalg.norm(points - before, axis=1).max()
                largest, travelled = max(largest, step), travelled + step
            before = points.copy()
        # 0.2 units is 27 px at 1080p: a corner crossing half the pane in 2.5 s stays well below.
        assert largest < 0.2
        assert travelled > 0.3


@pytest.mark.parametrize("last_reach", [16.4, 134.0, 5200.0])
def test_no_number_of_the_axes_leaves_the_stage(last_reach) -> None:
    view = square_viewport(PLANE_CENTRE, PLANE_SIDE, -1.6, 1.6)
    axes = ZoomAxes(view, last_reach, ("z_1", "z_2"))
    axes.show(view.ranged((-last_reach, last_reach), (-last_reach, last_reach)))
    seen = [n for *_, n in axes.numbers if n.family_members_with_points()[0].get_fill_opacity() > 0.5]
    assert min(number.get_left()[0] for number in seen) >= theme.LEFT_EDGE
