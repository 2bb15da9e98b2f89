"""The squashing scenes show what the cached weights say, computed here a second time in plain NumPy."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from manim import DL, UR

from scenes.kit import theme
from scenes.kit.planes.feature_space import WarpedPlane, class_strokes
from scenes.props.squash.activation_card import ActivationCard
from scenes.props.squash.carried_space import CarriedSpace
from scenes.props.squash.docked_plane import DOCK
from scenes.props.squash.press.point_slide import PointSlide
from scenes.props.squash.press.quadrants import side_labels
from scenes.props.squash.saturation import Saturation
from scenes.props.squash.squash_panes import SquashPanes
from scenes.props.squash.squashed_plane import SquashedPlane
from scenes.props.squash.stretched_space import StretchedSpace
from scenes.relu_fold import ReluFold
from scenes.squashing import ActivationSquash, SigmoidSquash
from scenes.tanh_squash import TanhSquash
from training.network.activations import ACTIVATIONS, activation_named
from training.network.formulas import Weights
from training.network.squashing import slope_facts, stretched_sigmoid
from training.paths import CACHE
from training.recipe.runs import cache_name, named_recipe
from training.run.trajectory import load

FORMULAS = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": lambda z: (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1),
    "relu": lambda z: np.where(z > 0, z, 0),
}
SLOPES = {
    "sigmoid": lambda z: FORMULAS["sigmoid"](z) * (1 - FORMULAS["sigmoid"](z)),
    "tanh": lambda z: 1 - np.tanh(z) ** 2,
    "relu": lambda z: np.where(z > 0, 1.0, 0.0),
}
SCENES = {"sigmoid": SigmoidSquash, "tanh": TanhSquash, "relu": ReluFold}


@pytest.fixture(scope="module")
def played(performed):
    """Each scene at its end, with the positives' curve after each narration."""
    scenes = {}
    for name, cls in SCENES.items():
        seen: list[tuple[str, np.ndarray]] = []

        def look(scene, beat, said, seen=seen) -> None:
            seen.append((said, scene.space.plane.curves[1].points.copy()))

        scenes[name] = (performed(cls, on_still=look), seen)
    return scenes


def run_file(name: str) -> Path:
    """The cache file of a run under the recipe that lecture.toml asks for."""
    return CACHE / cache_name(named_recipe(name))


def last_weights(name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """W and b after the last update, inputs and targets, straight from the file."""
    with np.load(run_file(name)) as file:
        return (
            file["hidden_kernel"][-1].astype(float),
            file["hidden_bias"][-1].astype(float),
            file["inputs"].astype(float),
            file["targets"],
        )


def drawn_samples(points: np.ndarray) -> np.ndarray:
    """The samples of one drawn polyline: every curve's start, and the last one's end."""
    return np.vstack((points[::4], points[-1:]))[:, :2]


def on_stage(values: np.ndarray, view) -> np.ndarray:
    low = np.array([view.x_range[0], view.y_range[0]])
    span = np.array([view.x_range[1], view.y_range[1]]) - low
    corner = np.array(view.centre) - np.array([view.width, view.height]) / 2
    return corner + (values - low) / span * np.array([view.width, view.height])


def positives(inputs: np.ndarray, targets: np.ndarray, strokes: np.ndarray) -> np.ndarray:
    """The drawn inputs of class 1, which must be data points."""
    own = {tuple(point) for point in inputs[targets == 1]}
    assert all(tuple(point) in own for point in strokes)
    return strokes


@pytest.mark.parametrize("name", SCENES)
def test_the_right_pane_ends_as_the_feature_space_of_the_trained_network(name, played) -> None:
    scene, _ = played[name]
    kernel, bias, inputs, targets = last_weights(name)
    strokes = positives(inputs, targets, scene.space.plane.strokes[1])
    expected = on_stage(FORMULAS[name](strokes @ kernel + bias), scene.space.view)
    drawn = drawn_samples(scene.space.plane.curves[1].points)
    assert drawn == pytest.approx(expected, abs=1e-6)
    # Control: the weights before training draw something else.
    with np.load(run_file(name)) as file:
        untrained = strokes @ file["hidden_kernel"][0] + file["hidden_bias"][0]
    assert np.abs(drawn - on_stage(FORMULAS[name](untrained), scene.space.view)).max() > 0.01


def shapes_of(*mobjects) -> list[np.ndarray]:
    return [part.points for mobject in mobjects for part in mobject.family_members_with_points()]


@pytest.mark.parametrize("name", SCENES)
def test_what_is_handed_over_is_the_carried_space_and_nothing_else(name, played) -> None:
    scene, _ = played[name]
    left, carried = shapes_of(*scene.mobjects), shapes_of(CarriedSpace(load(name)))
    assert len(left) == len(carried)
    for one in left:
        assert any(one.shape == other.shape and np.allclose(one, other) for other in carried)


@pytest.mark.parametrize(("name", "mark"), [("sigmoid", "Now squash"), ("relu", "ReLU presses")])
def test_between_the_two_moves_only_the_horizontal_coordinate_is_squashed(name, mark, played) -> None:
    scene, seen = played[name]
    kernel, bias, *_ = last_weights(name)
    points = next(curve for said, curve in seen if said.startswith(mark))
    z = scene.space.plane.strokes[1] @ kernel + bias
    drawn = drawn_samples(points)
    view, panes = scene.space.view, scene.space.panes
    assert drawn[:, 0] == pytest.approx(on_stage(FORMULAS[name](z), view)[:, 0], abs=1e-6)
    assert drawn[:, 1] == pytest.approx(on_stage(z, view.ranged(*panes.z_ranges))[:, 1], abs=1e-6)


def test_the_left_pane_is_the_image_of_the_data_under_xw_plus_b(played) -> None:
    scene, _ = played["sigmoid"]
    kernel, bias, *_ = last_weights("sigmoid")
    z = scene.before.plane.strokes[0] @ kernel + bias
    drawn = drawn_samples(scene.before.plane.curves[0].points)
    assert drawn == pytest.approx(on_stage(z, scene.panes.z_view), abs=1e-6)


def test_the_docked_plane_keeps_clear_of_the_facts(played) -> None:
    scene, _ = played["sigmoid"]
    scene.before.show(1.0)
    assert scene.before.plane.get_right()[0] <= theme.RIGHT_EDGE
    assert scene.before.plane.get_bottom()[1] > theme.STRIP_TOP
    assert scene.before.plane.outline.get_stroke_opacity() == pytest.approx(theme.DIMMED)
    scene.before.show(0.0)


def plots(played):
    return {
        "sigmoid": played["sigmoid"][0].card.plot,
        "tanh": played["tanh"][0].plot,
        "relu": played["relu"][0].plot,
    }


@pytest.mark.parametrize("name", SCENES)
def test_the_slope_drawn_is_the_steepness_of_the_graph_drawn(name, played) -> None:
    plot = plots(played)[name]
    scale = np.array([plot.view.width, plot.view.height]) / np.array(
        [np.ptp(plot.view.x_range), np.ptp(plot.view.y_range)]
    )
    for z in (-2.3, -0.4, 0.7, 1.9):
        plot.show_slope(z)
        start, end = plot.tangent.points[0, :2] / scale, plot.tangent.points[-1, :2] / scale
        steepness = (end[1] - start[1]) / (end[0] - start[0])
        f = FORMULAS[name]
        assert steepness == pytest.approx((f(np.array(z + 1e-6)) - f(np.array(z - 1e-6))) / 2e-6, abs=1e-6)
        tip = plot.slope.points[-1, :2]
        assert tip == pytest.approx(on_stage(np.array([z, SLOPES[name](np.array(z))]), plot.view), abs=1e-5)


@pytest.mark.parametrize("name", SCENES)
def test_the_tangent_stays_inside_the_plot(name, played) -> None:
    plot = plots(played)[name]
    view = plot.view
    reach = np.array([view.width, view.height]) / 2 + 1e-9
    for z in np.linspace(plot.low, plot.high, 161):
        plot.show_tangent(float(z))
        assert (np.abs(plot.tangent.points[:, :2] - np.array(view.centre)) <= reach).all()


@pytest.mark.parametrize("name", SCENES)
def test_a_copy_laid_on_its_original_changes_nothing(name) -> None:
    run = load(name)
    panes = SquashPanes(run.activation, run.at(run.epochs))
    strokes = class_strokes(run.inputs, run.targets, run.recipe.dataset)
    copy = SquashedPlane(panes, WarpedPlane(strokes))

    def seen() -> float:
        return max(copy.plane.grid.get_stroke_opacity(), copy.ticks.get_stroke_opacity())

    assert seen() == 0
    copy.way.set_value(1.0)
    copy.show()
    assert copy.plane.grid.get_stroke_opacity() == theme.GRID_OPACITY


def test_the_sigmoid_is_stretched_to_tanh_on_the_same_axes(played) -> None:
    scene, _ = played["tanh"]
    z = np.linspace(-6, 6, 101)
    assert FORMULAS["tanh"](z) == pytest.approx(2 * FORMULAS["sigmoid"](2 * z) - 1, abs=1e-12)
    assert stretched_sigmoid(z, 1.0) == pytest.approx(FORMULAS["tanh"](z), abs=1e-12)
    view = scene.plot.view
    for graph, name in ((scene.sigmoid, "sigmoid"), (scene.plot.graph, "tanh")):
        drawn = drawn_samples(graph.points)
        z = view.x_range[0] + (drawn[:, 0] - view.left_of()) / view.scale[0]
        assert drawn[:, 1] == pytest.approx(on_stage(np.stack((z, FORMULAS[name](z)), 1), view)[:, 1])


def test_the_stretched_space_begins_as_the_sigmoids_and_ends_as_tanhs() -> None:
    sigmoid, tanh = CarriedSpace(load("sigmoid")), CarriedSpace(load("tanh"))
    ends = [space.plane.curves[1].points.copy() for space in (sigmoid, tanh)]
    passage = StretchedSpace(sigmoid, tanh)
    assert np.allclose(passage.plane.curves[1].points, ends[0])
    passage.apart.set_value(1)
    passage.show()
    assert not np.allclose(passage.plane.curves[1].points, ends[0], atol=0.1)
    passage.stretch.set_value(1)
    assert np.allclose(passage.show().plane.curves[1].points, ends[1], atol=1e-6)


def test_four_times_as_steep_is_four_times_as_high(played) -> None:
    said = next(n.text for n in played["tanh"][0].narrations if "as steep" in n.text)
    one, other = played["tanh"][0].steps
    tall = [step.triangle.height for step in (one, other)]
    assert tall[1] / tall[0] == pytest.approx(4)
    assert one.triangle.width == pytest.approx(other.triangle.width)
    assert "four times" in said


def test_the_marker_goes_from_zero_to_zero(played) -> None:
    scene, _ = played["tanh"]
    assert scene.dot.get_center()[:2] == pytest.approx(on_stage(np.zeros(2), scene.space.view))
    assert FORMULAS["tanh"](np.zeros(1))[0] == 0


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_each_number_lands_at_the_height_of_its_image(name) -> None:
    activation = activation_named(name)
    card = ActivationCard(activation, slope_facts(activation), theme.INK)
    line = card.number_line(count=9)
    line.show(2.0)
    numbers = np.linspace(card.plot.low, card.plot.high, 9)
    heights = on_stage(np.stack((numbers, activation.f(numbers)), 1), card.plot.view)[:, 1]
    assert line.heads[:, 1] == pytest.approx(heights)
    assert np.ptp(line.heads[:, 0]) == pytest.approx(0)
    assert all(card.plot.low <= mark <= card.plot.high for mark in (*card.marks, *sum(card.steps, ())))


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_the_grid_is_lit_where_both_units_answer(name) -> None:
    space = CarriedSpace(load(name))
    grid, _ = Saturation(space).grids
    view = space.panes.z_view
    peak = SLOPES[name](np.array(0.0))
    counted = 0
    for shade, shape in enumerate(grid.submobjects):
        if not len(shape.points):
            continue
        middle = (shape.points[::4, :2] + shape.points[3::4, :2]) / 2
        low = np.array([view.x_range[0], view.y_range[0]])
        z = low + (middle - [view.left_of(), view.bottom_of()]) / view.scale
        slopes = SLOPES[name](z).min(axis=1)
        assert ((slopes < 0.01) == (shade == 0)).all()
        if shade > 3:
            assert np.abs(slopes / peak - shade / 8).max() < 1 / 16 + 1e-6
        counted += len(middle)
    assert counted == 2 * theme.GRID_LINES * (theme.GRID_SAMPLES - 1)


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_the_strip_is_filled_by_the_slopes_under_a_hundredth(name) -> None:
    kernel, bias, inputs, _ = last_weights(name)
    z = inputs @ kernel + bias
    flat = SLOPES[name](z) < 0.01
    counted = Saturation(CarriedSpace(load(name)))
    assert counted.share == pytest.approx(flat.mean(), abs=1e-12)
    assert counted.show(1.0).counter.value == pytest.approx(100 * flat.mean())
    assert counted.fill.width / counted.frame.width == pytest.approx(flat.mean())
    assert len(counted.lit.points) == 4 * flat.sum()
    near = np.abs(FORMULAS[name](z)[flat] - np.round(FORMULAS[name](z)[flat])) <= 0.02 * (
        1 + (name == "tanh")
    )
    assert counted.along_walls == near.all()
    assert counted.show(0.5).counter.value < counted.show(1.0).counter.value


def said_percent(text: str) -> float:
    """The first share named; "less than 1" and "more than 99" as the middle of what they mean."""
    bound, whole = re.findall(r"(?:(less|more) than )?(\d+) percent", text, re.IGNORECASE)[0]
    return int(whole) + {"": 0.0, "less": -0.5, "more": 0.5}[bound.lower()]


def test_the_share_said_is_that_of_the_slopes(played) -> None:
    kernel, bias, inputs, _ = last_weights("sigmoid")
    share = (SLOPES["sigmoid"](inputs @ kernel + bias) < 0.01).mean()
    said = played["sigmoid"][0].narrations[-1].text
    if not share:
        assert said == "None of them is."
        return
    assert said_percent(said) == pytest.approx(100 * share, abs=0.5)


def test_the_points_that_slide_are_those_with_both_units_off(played) -> None:
    kernel, bias, inputs, targets = last_weights("relu")
    off = ((inputs @ kernel + bias) <= 0).all(axis=1)
    space = CarriedSpace(load("relu"))
    slide = PointSlide(space)
    assert sorted(slide.classes) == sorted(targets[off])
    assert slide.counter.value == 0
    halfway = slide.show(0.6).counter.value
    assert slide.show(1.0).counter.value == off.sum()
    if not off.any():
        return
    assert 0 < halfway < off.sum()
    origin = on_stage(np.zeros(2), space.view)
    for dots in slide.dots:
        assert np.abs(dots.points[:, :2] - origin).max(initial=0.0) < 1e-2
    said = next(n.text for n in played["relu"][0].narrations if "into it" in n.text)
    assert said.startswith(f"{off.sum():,} points")


def test_the_four_parts_tile_the_square_and_the_dark_one_ends_on_the_origin(played) -> None:
    scene, _ = played["relu"]
    kernel, bias, *_ = last_weights("relu")

    def area(corners: np.ndarray) -> float:
        x, y = corners.T
        return abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1))) / 2

    quadrants = scene.pressed.quadrants
    assert sum(area(piece) for piece in quadrants.pieces if len(piece)) == pytest.approx(4.0)
    assert quadrants.shades[0] > quadrants.shades[1] == quadrants.shades[2] > quadrants.shades[3] == 0
    off = quadrants.pieces[3]
    scattered = np.random.default_rng(0).uniform(-1, 1, (200_000, 2))
    share = (scattered @ kernel + bias <= 0).all(axis=1).mean()
    assert (area(off) if len(off) else 0.0) == pytest.approx(4 * share, abs=0.02)
    if not len(off):  # Another recipe may leave no part of the square with both units off.
        return
    assert (off @ kernel + bias <= 1e-9).all()
    origin = on_stage(np.zeros(2), scene.space.view)
    assert np.abs(quadrants[3].points[:, :2] - origin).max() < 1e-6


@pytest.mark.parametrize("bias", [(0, 0), (9, 0.5), (-9, -9), (0.1, -8)])
def test_every_side_of_a_hinge_has_room_for_its_label(bias) -> None:
    weights = Weights(np.array([[2.0, -1], [0.5, 1]]), np.array(bias, float), np.ones((2, 1)), np.zeros(1))
    view = SquashPanes(activation_named("relu"), weights).a_view
    hinge = on_stage(np.zeros(2), view)
    low = np.array([view.left_of(), view.bottom_of()])
    for axis, own in enumerate(side_labels(view)):
        for on, label in zip((True, False), own, strict=True):
            first, last = label.get_corner(DL)[:2], label.get_corner(UR)[:2]
            assert (first > low).all()
            assert (last < low + view.width).all()
            assert (first[axis] > hinge[axis]) if on else (last[axis] < hinge[axis])


@pytest.mark.parametrize("largest", [0.0, 9.4, 11.23, 345.6])
def test_any_weights_have_a_finite_range(largest) -> None:
    kernel, bias = np.array([[-largest, 1], [0.5, largest]]), np.array([-largest, largest])
    panes = SquashPanes(activation_named("sigmoid"), Weights(kernel, bias, np.ones((2, 1)), np.zeros(1)))
    assert np.isfinite(panes.z_ranges).all()
    assert panes.z_axes[2][1].get_left()[0] >= theme.LEFT_EDGE


@pytest.mark.parametrize("name", SCENES)
def test_no_point_of_the_grid_jumps_between_two_frames_of_the_squash(name) -> None:
    run = load(name)
    panes = SquashPanes(run.activation, run.at(run.epochs))
    eased = [10 * t**3 - 15 * t**4 + 6 * t**5 for t in np.linspace(0, 1, 151)]
    square = np.stack(np.meshgrid(*[np.linspace(-1, 1, 41)] * 2), axis=-1)
    frames = np.stack([panes.unit_view.to_stage(panes.partly(share, 0)(square)) for share in eased])
    assert np.linalg.norm(np.diff(frames, axis=0), axis=-1).max() < 0.25


@pytest.mark.parametrize(
    "name", ["gelu", "leaky_relu", "hard_sigmoid", "selu", "elu", "softplus", "softsign"]
)
def test_any_activation_can_have_this_scene(name, play_scene) -> None:
    class Other(ActivationSquash):
        runs = ("sigmoid",)

        def trajectory(self, run):
            borrowed = super().trajectory(run)
            return replace(borrowed, recipe=replace(borrowed.recipe, activation=name))

    scene = play_scene(Other)
    strokes = scene.space.plane.strokes[1]
    kernel, bias, *_ = last_weights("sigmoid")
    sigma = ACTIVATIONS[name]
    expected = on_stage(sigma.f(strokes @ kernel + bias), scene.panes.a_view)
    assert drawn_samples(scene.space.plane.curves[1].points) == pytest.approx(expected, abs=1e-6)
    edge = np.array([scene.panes.a_view.width, scene.panes.a_view.height]) / 2 + 1e-6
    drawn = scene.space.plane.outline.points[:, :2] - np.array(scene.panes.a_view.centre)
    assert (np.abs(drawn) <= edge).all()
    _, _, inputs, _ = last_weights("sigmoid")
    share = (np.abs(sigma.derivative(inputs @ kernel + bias)) < 0.01).mean()
    said = scene.narrations[-1].text
    assert (
        said == "None of them is." if not share else said_percent(said) == pytest.approx(100 * share, abs=0.5)
    )
    assert 45 < scene.time < 80


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_activation_fits_its_card(name) -> None:
    activation = activation_named(name)
    card = ActivationCard(activation, slope_facts(activation), theme.INK)
    plot = card.plot
    plot.show_slope(plot.high)
    top = plot.view.centre[1] + plot.view.height / 2
    for shape in (plot.graph, plot.slope):
        assert plot.view.bottom_of() < shape.points[:, 1].min()
        assert shape.points[:, 1].max() < top
    for key in (card.f_key, card.slope_key):
        assert key.get_right()[0] <= theme.RIGHT_EDGE
        assert key.get_bottom()[1] > DOCK.bottom_of() + DOCK.height
