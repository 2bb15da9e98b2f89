"""AffineTransform: the numbers written are the map drawn, and the moves make up the trained layer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from manim import smooth

from scenes.affine import AffineTransform
from scenes.kit import theme
from scenes.kit.drawing.counter import Counter, cells_for
from scenes.kit.drawing.shapes import Polylines
from scenes.kit.drawing.viewport import Viewport, square_viewport
from scenes.kit.planes.zoom_axes import ZoomAxes, nice_step
from scenes.props.affine.affine_column import AffineColumn
from scenes.props.affine.affine_forms import EquationForm
from scenes.props.affine.clipping import clip_to
from scenes.props.affine.knob import Knob
from scenes.props.affine.moving_plane import CENTRE, FIRST_REACH, HEIGHT, WIDTH
from scenes.props.affine.network_form import NetworkForm
from scenes.props.affine.page_turn import page_turn
from scenes.props.affine.turned_weight import STOPS, TurnedWeight
from scenes.props.squash.carried_plane import CarriedPlane
from scenes.props.squash.squash_panes import SquashPanes
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


def opacities(mobject) -> list[float]:
    """Of everything painted."""
    parts = [part for part in mobject.family_members_with_points() if len(part.points) > 4]
    strokes = [part.get_stroke_opacity() * (part.get_stroke_width() > 0) for part in parts]
    return [float(max(part.get_fill_opacity(), stroke)) for part, stroke in zip(parts, strokes, strict=True)]


@pytest.fixture(scope="module")
def played(performed):
    """The scene after its last beat; what is drawn and written at the end of every move, and of the forms."""
    found: dict[str, Any] = {}

    def look(scene, beat, narration):
        if narration:
            return
        if beat == "Four ways to write it":
            forms = scene.forms
            counters = [[*form.weights, *form.biases] for form in list(forms)[:3]]
            found[beat] = (
                [[written(n) for n in numbers] for numbers in counters],
                min(opacities(forms)),
                scene.time,
            )
        if beat not in MOVES:
            return
        live = scene.live
        found[beat] = {
            "map": drawn_map(scene.plane),
            "weights": [written(n) for n in live.weights],
            "bias": [written(n) for n in live.biases],
            "determinant": written(live.value),
            "opacity": {name: max(opacities(row)) for name, row in zip("Wbd", live, strict=True)},
        }

    return performed(AffineTransform, on_still=look), found


@pytest.fixture(scope="module")
def stills(played):
    return played[1]


@pytest.mark.parametrize("beat", MOVES)
def test_the_numbers_beside_the_plane_are_the_map_that_is_drawn(stills, beat) -> None:
    still = stills[beat]
    kernel, bias = still["map"]
    assert still["weights"] == pytest.approx(kernel.ravel(), abs=0.00501)  # two decimals are shown
    assert still["bias"] == pytest.approx(bias, abs=0.00501)
    assert still["determinant"] == pytest.approx(np.linalg.det(kernel), abs=0.0501)


@pytest.mark.parametrize(
    ("beat", "bright"), [("Turn", "W"), ("Turn again", "W"), ("Slide", "b"), ("What survives", "")]
)
def test_only_the_numbers_that_change_are_bright_while_the_plane_moves(stills, beat, bright) -> None:
    for name, opacity in stills[beat]["opacity"].items():
        assert opacity == pytest.approx(1 if name in bright and bright else theme.DIMMED), name


def test_four_ways_write_one_map_and_stand_complete_for_three_seconds(played, stills) -> None:
    numbers, faintest, ends = stills["Four ways to write it"]
    kernel, bias = trained_layer()
    for form in numbers:
        assert form == pytest.approx([*kernel.ravel(), *bias], abs=0.00501)
    assert faintest == 1
    last = next(line for line in played[0].spoken if line["sentence"].endswith("x W plus b."))
    assert ends - (last["start"] + last["seconds"]) >= 3


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


def test_one_axis_can_be_stretched_before_the_other() -> None:
    moves = affine_moves(np.array([[3.0, 1.0], [0.5, -2.0]]), np.zeros(2))
    first = np.linalg.solve(moves.flipped(), moves.stretched(np.array([1.0, 0.0])))
    np.testing.assert_allclose(first, np.diag([moves.scale[0], 1.0]), atol=1e-12)
    np.testing.assert_allclose(moves.stretched(np.ones(2)), moves.stretched())


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


def test_a_line_through_the_frame_is_cut_off_exactly_at_its_edges() -> None:
    view = Viewport((1.0, 0.5), 4.0, 2.0, (0, 1), (0, 1))  # x from -1 to 3, y from -0.5 to 1.5
    paths = [[[-3, 0, 0], [5, 0.8, 0]], [[0, -2, 0], [0, 0, 0], [0, 3, 0]], [[-2, 0, 0], [-2, 1, 0]]]
    lines = Polylines("#FFFFFF", 2).set_paths([np.array(path, float) for path in paths])
    ends = clip_to(view, lines).points.reshape(-1, 4, 3)[:, [0, 3]]
    expected = [-1, 0.2, 0, 3, 0.6, 0], [0, -0.5, 0, 0, 0, 0], [0, 0, 0, 0, 1.5, 0]
    np.testing.assert_allclose(ends.reshape(3, 6), np.array(expected, float), atol=1e-12)


def test_lines_inside_the_frame_are_left_as_they_are() -> None:
    view = Viewport((0.0, 0.0), 4.0, 4.0, (0, 1), (0, 1))
    lines = Polylines("#FFFFFF", 2).set_paths([np.array([[-1, 0, 0], [1, 1, 0]], float)])
    points = lines.points
    assert clip_to(view, lines).points is points


def test_the_stretched_plane_leaves_the_frame_and_nothing_of_it_is_painted_there(played) -> None:
    plane, moves = played[0].plane, played[0].moves
    plane.zoom(FIRST_REACH).show(moves.stretched())
    image = np.array([[1, 1], [1, -1], [-1, -1], [-1, 1]]) @ moves.stretched()
    assert np.abs(image).max() > 2 * plane.reach
    half = np.array([WIDTH, HEIGHT]) / 2
    for lines in (plane.plane.grid, *plane.plane.curves.values()):
        assert (np.abs(lines.points[:, :2] - CENTRE) <= half + 1e-9).all()


def test_the_frame_fills_seven_tenths_of_the_height_and_more_than_half_of_the_width() -> None:
    assert HEIGHT / theme.STAGE_HEIGHT >= 0.7
    assert WIDTH / theme.STAGE_WIDTH >= 0.55


def test_a_knob_turns_with_its_value_and_shows_no_arc_at_zero() -> None:
    knob = Knob()
    assert len(knob.arc.points) == 0
    for value in STOPS:
        tip = knob.set_to(value).pointer.points[-1] - knob.ring.get_center()
        assert (tip[0] > 0) == (value > 0)  # up is clockwise
        assert len(knob.arc.points) > 0
    knob.set_to(0.0)
    assert len(knob.arc.points) == 0


def test_the_turned_weight_leans_the_plane_and_keeps_its_height() -> None:
    turned = TurnedWeight(cells_for(np.eye(2)))
    for value in STOPS:
        up = np.array([0.0, 1.0]) @ turned.show(value)
        assert up == pytest.approx([value, 1])
        assert written(turned.numbered[1]) == pytest.approx(value)


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
@pytest.mark.parametrize("wide", [1.0, WIDTH / HEIGHT])
def test_no_number_is_half_faded_at_the_first_or_the_last_zoom(last_reach, wide) -> None:
    def ranged(reach):
        return Viewport((-1, 0.5), 5.3 * wide, 5.3, (-wide * reach, wide * reach), (-reach, reach))

    axes = ZoomAxes(ranged(1.6), wide * last_reach, ("z_1", "z_2"))
    for reach in (1.6, last_reach):
        axes.show(ranged(reach))
        shown = [n.family_members_with_points()[0].get_fill_opacity() for *_, n in axes.numbers]
        assert set(np.round(shown, 6)) <= {0.0, 1.0}
        assert sum(shown) >= 6  # on each axis 0 and a number on either side


def test_nice_step() -> None:
    assert [nice_step(x) for x in (0.96, 4.95, 0.13, 20.0, 6.0)] == pytest.approx([1, 5, 0.2, 20, 10])


def test_the_determinant_is_said_as_it_is_written(played, stills) -> None:
    spoken = " ".join(narration.text for narration in played[0].narrations)
    assert f"here by {abs(stills['Slide']['determinant'])}." in spoken


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


def test_an_edge_is_as_wide_as_its_weight_and_none_vanishes() -> None:
    form = NetworkForm(2.0, cells_for(np.eye(2))).show(np.array([[2.0, 0.0], [-1.0, 9.0]]), np.zeros(2))
    assert [form.edge(entry).get_stroke_width() for entry in range(4)] == pytest.approx([8, 1, 4.5, 8])


def test_a_form_that_waited_is_as_bright_as_before() -> None:
    kernel, bias = trained_layer()
    column = AffineColumn(affine_moves(kernel, bias), cells_for(kernel))
    assert column.animate_bright() == []
    before = opacities(column.network)
    dimming = column.animate_dimmed(column.network)
    dimming.begin()
    dimming.interpolate(1.0)
    for part in (column.network.network, column.network.weights, column.network.biases):
        assert max(opacities(part)) == pytest.approx(theme.DIMMED)
    assert min(opacities(column.network.backs)) == 1  # the gaps in which numbers stand
    (back,) = column.animate_bright()
    back.begin()
    back.interpolate(1.0)
    assert opacities(column.network) == pytest.approx(before)


def test_large_numbers_give_up_decimals() -> None:
    assert (cells_for(np.array([9.3])).digits, cells_for(np.array([9.3])).decimals) == (1, 2)
    assert (cells_for(np.array([-80.4])).digits, cells_for(np.array([-80.4])).decimals) == (2, 1)


def test_no_point_of_the_plane_jumps_between_two_frames(played) -> None:
    scene, _ = played
    plane, moves = scene.plane, scene.moves
    axis = moves.mirrored
    ends = np.array([[x, y] for x in (-1, 1) for y in (-1, 1)], float)

    def placed(kernel, bias=0.0):
        return plane.view.to_stage(ends @ kernel + bias)

    # What the beats draw while all of the plane is inside the frame, with their seconds.
    beats = [
        (FIRST_REACH, lambda share: placed(moves.turned(share)), theme.MOVE),
        (FIRST_REACH, lambda share: plane.view.to_stage(page_turn(ends @ moves.turned(), share, axis)), 3.0),
        (plane.last_reach, lambda share: placed(moves.turned_again(share)), theme.MOVE),
        (plane.last_reach, lambda share: placed(scene.kernel, moves.slid(share)), theme.MOVE),
    ]
    for reach, draw, seconds in beats:
        plane.zoom(reach)
        path = np.stack([draw(share) for share in map(smooth, np.linspace(0, 1, int(60 * seconds) + 1))])
        steps = np.linalg.norm(np.diff(path, axis=0), axis=-1).max(axis=1)
        # 0.2 units is 27 px at 1080p: a corner crossing half the pane in 2.5 s stays well below.
        assert steps.max() < 0.2
        assert steps.sum() > 0.3


@pytest.mark.parametrize("last_reach", [16.4, 134.0, 5200.0])
def test_no_number_of_the_axes_leaves_the_stage(last_reach) -> None:
    def ranged(reach):
        across = reach * WIDTH / HEIGHT
        return Viewport(CENTRE, WIDTH, HEIGHT, (-across, across), (-reach, reach))

    axes = ZoomAxes(ranged(FIRST_REACH), ranged(last_reach).x_range[1], ("z_1", "z_2"))
    axes.show(ranged(last_reach))
    seen = [n for *_, n in axes.numbers if n.family_members_with_points()[0].get_fill_opacity() > 0.5]
    assert min(number.get_left()[0] for number in seen) >= theme.LEFT_EDGE


def test_the_plane_alone_is_left_where_the_squash_meets_it(played) -> None:
    scene, _ = played
    run = scene.plane.run
    expected = CarriedPlane(SquashPanes(run.activation, run.at(run.epochs)), run)
    (left,) = scene.mobjects
    assert isinstance(left, CarriedPlane)
    for one, other in zip(
        left.family_members_with_points(), expected.family_members_with_points(), strict=True
    ):
        np.testing.assert_allclose(one.points, other.points)
        np.testing.assert_allclose(one.get_stroke_rgbas(), other.get_stroke_rgbas())


def test_the_moving_plane_arrives_exactly_where_the_carried_one_stands(played) -> None:
    scene, _ = played
    kernel, bias = trained_layer()
    scene.plane.show(kernel, bias).glide(scene.plane.view, scene.carried.view, 1.0)
    for lines in ("grid", "outline"):
        moved, kept = (getattr(plane.plane, lines).points for plane in (scene.plane, scene.carried))
        np.testing.assert_allclose(moved, kept, atol=1e-9)
