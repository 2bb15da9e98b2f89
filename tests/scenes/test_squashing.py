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
from scenes.props.squash.quadrants import LABEL_ROOM, ON_OFF, quadrant_labels
from scenes.props.squash.squash_panes import SquashPanes
from scenes.props.squash.squashed_plane import SquashedPlane
from scenes.props.squash.tint import TintedStrokes
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
    """Each scene at its end, with a record of the plane after each narration."""
    scenes = {}
    for name, cls in SCENES.items():
        seen: list[tuple[str, np.ndarray, np.ndarray]] = []

        def look(scene, beat, said, seen=seen) -> None:
            curves = scene.after.plane.curves
            seen.append((said, curves[1].points.copy(), scene.after.plane.grid.points.copy()))

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
    strokes = positives(inputs, targets, scene.after.plane.strokes[1])
    expected = on_stage(FORMULAS[name](strokes @ kernel + bias), scene.panes.a_view)
    drawn = drawn_samples(scene.after.plane.curves[1].points)
    assert drawn == pytest.approx(expected, abs=1e-6)
    # Control: the weights before training draw something else.
    with np.load(run_file(name)) as file:
        untrained = strokes @ file["hidden_kernel"][0] + file["hidden_bias"][0]
    assert np.abs(drawn - on_stage(FORMULAS[name](untrained), scene.panes.a_view)).max() > 0.01


@pytest.mark.parametrize("name", ["sigmoid", "relu"])
def test_between_the_two_moves_only_the_horizontal_coordinate_is_squashed(name, played) -> None:
    scene, seen = played[name]
    kernel, bias, *_ = last_weights(name)
    said_first = {"sigmoid": "First the horizontal one.", "relu": "Left of its hinge, unit 1 is off"}[name]
    points = next(curve for said, curve, _ in seen if said.startswith(said_first))
    z = scene.after.plane.strokes[1] @ kernel + bias
    drawn = drawn_samples(points)
    assert drawn[:, 0] == pytest.approx(on_stage(FORMULAS[name](z), scene.panes.a_view)[:, 0], abs=1e-6)
    assert drawn[:, 1] == pytest.approx(on_stage(z, scene.panes.z_view)[:, 1], abs=1e-6)


@pytest.mark.parametrize("name", SCENES)
def test_the_left_pane_is_the_image_of_the_data_under_xw_plus_b(name, played) -> None:
    scene, _ = played[name]
    kernel, bias, *_ = last_weights(name)
    z = scene.before.strokes[0] @ kernel + bias
    assert drawn_samples(scene.before.curves[0].points) == pytest.approx(
        on_stage(z, scene.panes.z_view), abs=1e-6
    )
    shown = scene.layer[1].values, scene.layer[3].values[0]
    assert np.allclose(shown[0], kernel)
    assert np.allclose(shown[1], bias)


@pytest.mark.parametrize("name", SCENES)
def test_the_slope_drawn_is_the_steepness_of_the_graph_drawn(name, played) -> None:
    plot = played[name][0].card.plot
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
    plot = played[name][0].card.plot
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
    copy = SquashedPlane(panes, WarpedPlane(strokes), shows_quadrants=name == "relu")

    def seen() -> float:
        parts = [part.get_fill_opacity() for part in copy.quadrants or ()]
        return max(copy.plane.grid.get_stroke_opacity(), copy.ticks.get_stroke_opacity(), *parts, 0.0)

    assert seen() == 0
    copy.way.set_value(1.0)
    copy.show()
    assert copy.plane.grid.get_stroke_opacity() == theme.GRID_OPACITY
    assert [part.get_fill_opacity() for part in copy.quadrants or ()] == (
        [0.0, 0.14, 0.14, 0.38] if name == "relu" else []
    )


def test_the_identity_on_the_card_is_what_the_sigmoid_is_stretched_to(played) -> None:
    scene, _ = played["tanh"]
    assert scene.card.f_key[1][0].typst_code.replace(" ", "") == '$=2"sigmoid"(2z)-1$'
    z = np.linspace(-6, 6, 101)
    assert FORMULAS["tanh"](z) == pytest.approx(2 * FORMULAS["sigmoid"](2 * z) - 1, abs=1e-12)
    assert stretched_sigmoid(z, 1.0) == pytest.approx(FORMULAS["tanh"](z), abs=1e-12)


@pytest.mark.parametrize("name", SCENES)
def test_each_number_lands_at_the_height_of_its_image(name, played) -> None:
    card = played[name][0].card
    line = card.number_line(count=9)
    line.show(2.0)
    numbers = np.linspace(card.plot.low, card.plot.high, 9)
    heights = on_stage(np.stack((numbers, FORMULAS[name](numbers)), 1), card.plot.view)[:, 1]
    assert line.heads[:, 1] == pytest.approx(heights)
    assert np.ptp(line.heads[:, 0]) == pytest.approx(0)
    for step, key in zip(card.steps, card.step_keys, strict=True):
        kept = float(np.diff(FORMULAS[name](np.array(step, float)))[0])
        shown = re.findall(r"\$([^$]+)\$", key[1].typst_code)
        assert float(shown[0]) == pytest.approx(kept, abs=0.005)


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_a_stroke_of_the_grid_is_as_bright_as_the_steeper_slope(name, played) -> None:
    scene, _ = played[name]
    grid = next(m for m in scene.mobjects if isinstance(m, TintedStrokes) and len(m.tints) > 99)
    view = scene.panes.z_view
    low = np.array(view.centre) - np.array([view.width, view.height]) / 2
    span = np.array([np.ptp(view.x_range), np.ptp(view.y_range)])
    peak = SLOPES[name](np.array(0.0))
    counted = 0
    for shade, shape in enumerate(grid.submobjects):
        if not len(shape.points):
            continue
        middle = (shape.points[::4, :2] + shape.points[3::4, :2]) / 2
        z = np.array([view.x_range[0], view.y_range[0]]) + (middle - low) / view.width * span
        tint = SLOPES[name](z).max(axis=1) / peak
        if shade < 2:  # The narration says where the darkest begins: both slopes under 0.01.
            assert ((tint * peak < 0.01) == (shade == 0)).all()
            assert tint.max() < 1.5 / 8 + 1e-6
        else:
            assert np.abs(tint - shade / 8).max() < 1 / 16 + 1e-6
        counted += len(middle)
    assert counted == 2 * theme.GRID_LINES * (theme.GRID_SAMPLES - 1)


def said_percent(text: str) -> float:
    """The first share named; "less than 1" and "more than 99" as the middle of what they mean."""
    bound, whole = re.findall(r"(?:(less|more) than )?(\d+) percent", text, re.IGNORECASE)[0]
    return int(whole) + {"": 0.0, "less": -0.5, "more": 0.5}[bound.lower()]


def test_the_percentages_said_are_those_of_the_data(played) -> None:
    kernel, bias, inputs, targets = last_weights("relu")
    off = ((inputs @ kernel + bias) <= 0).all(axis=1)
    said = [narration.text for narration in played["relu"][0].narrations]
    pile = next((text for text in said if "share that spot" in text), None)
    assert (pile is not None) == off.any()
    if pile is not None:
        assert said_percent(pile) == pytest.approx(100 * off.mean(), abs=0.5)
        assert ("all positives" in pile) == (targets[off].min() == 1)
        assert ("all negatives" in pile) == (targets[off].max() == 0)
    for name in ("sigmoid", "tanh"):
        kernel, bias, inputs, _ = last_weights(name)
        scattered = np.random.default_rng(0).uniform(-1, 1, (200_000, 2))
        dark = (SLOPES[name](scattered @ kernel + bias) < 0.01).all(axis=1).mean()
        text = played[name][0].narrations[-1].text
        if "Nothing here is dark" in text:
            assert dark < 0.001
            continue
        assert said_percent(text) == pytest.approx(100 * dark, abs=0.8)
        none = not (SLOPES[name](inputs @ kernel + bias) < 0.01).all(axis=1).any()
        assert ("none of the data" in text) == none


def test_the_four_parts_tile_the_square_and_the_dark_one_ends_on_the_origin(played) -> None:
    scene, _ = played["relu"]
    kernel, bias, *_ = last_weights("relu")

    def area(corners: np.ndarray) -> float:
        x, y = corners.T
        return abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1))) / 2

    pieces = scene.after.quadrants.pieces
    assert sum(area(piece) for piece in pieces if len(piece)) == pytest.approx(4.0)
    off = pieces[3]
    scattered = np.random.default_rng(0).uniform(-1, 1, (200_000, 2))
    share = (scattered @ kernel + bias <= 0).all(axis=1).mean()
    assert (area(off) if len(off) else 0.0) == pytest.approx(4 * share, abs=0.02)
    if not len(off):  # Another recipe may leave no part of the square with both units off.
        return
    assert (off @ kernel + bias <= 1e-9).all()
    origin = on_stage(np.zeros(2), scene.panes.a_view)
    assert np.abs(scene.after.quadrants[3].points[:, :2] - origin).max() < 1e-6


def misplaced(panes) -> list[str]:
    """Labels of quadrants that cross a hinge line of the pane they stand in."""
    origin, wrong = on_stage(np.zeros(2), panes.z_view), []
    for label, (right, top) in zip(quadrant_labels(panes.z_view), ON_OFF, strict=True):
        low, high = label.get_corner(DL)[:2], label.get_corner(UR)[:2]
        inside = np.where((right, top), low > origin, high < origin)
        if not inside.all():
            wrong.append(label[1].typst_code)
    return wrong


@pytest.mark.parametrize("bias", [(0, 0), (9, 0.5), (-9, -9), (0.1, -8)])
def test_every_quadrant_has_room_for_its_label(bias) -> None:
    relu = activation_named("relu")
    weights = Weights(np.array([[2.0, -1], [0.5, 1]]), np.array(bias, float), np.ones((2, 1)), np.zeros(1))
    assert misplaced(SquashPanes(relu, weights, LABEL_ROOM)) == []
    # The control: without the room a label stands in its neighbour's quadrant.
    assert (misplaced(SquashPanes(relu, weights)) == []) == (bias == (0, 0))


@pytest.mark.parametrize("largest", [0.0, 9.4, 11.23, 345.6])
def test_the_layer_stays_on_the_stage_however_large_its_numbers(largest) -> None:
    kernel, bias = np.array([[-largest, 1], [0.5, largest]]), np.array([-largest, largest])
    weights = Weights(kernel, bias, np.ones((2, 1)), np.zeros(1))
    panes = SquashPanes(activation_named("sigmoid"), weights)
    assert panes.layer().get_right()[0] <= theme.RIGHT_EDGE
    assert np.isfinite(panes.z_ranges).all()


@pytest.mark.parametrize("name", SCENES)
def test_no_point_of_the_grid_jumps_between_two_frames_of_the_squash(name) -> None:
    run = load(name)
    panes = SquashPanes(run.activation, run.at(run.epochs))
    eased = [10 * t**3 - 15 * t**4 + 6 * t**5 for t in np.linspace(0, 1, 181)]
    square = np.stack(np.meshgrid(*[np.linspace(-1, 1, 41)] * 2), axis=-1)
    frames = np.stack([panes.unit_view.to_stage(panes.partly(share, 0)(square)) for share in eased])
    assert np.linalg.norm(np.diff(frames, axis=0), axis=-1).max() < 0.2


@pytest.mark.parametrize("name", SCENES)
def test_every_sentence_is_short(name, played) -> None:
    for narration in played[name][0].narrations:
        for sentence in re.split(r"(?<=[.!?]) ", narration.text):
            assert len(sentence.split()) < 20, sentence


@pytest.mark.parametrize("name", ["gelu", "leaky_relu", "hard_sigmoid", "selu"])
def test_any_activation_can_have_this_scene(name, play_scene) -> None:
    class Other(ActivationSquash):
        runs = ("sigmoid",)

        def trajectory(self, run):
            borrowed = super().trajectory(run)
            return replace(borrowed, recipe=replace(borrowed.recipe, activation=name))

    scene = play_scene(Other)
    strokes = scene.after.plane.strokes[1]
    kernel, bias, *_ = last_weights("sigmoid")
    expected = on_stage(ACTIVATIONS[name].f(strokes @ kernel + bias), scene.panes.a_view)
    assert drawn_samples(scene.after.plane.curves[1].points) == pytest.approx(expected, abs=1e-6)
    edge = np.array([scene.panes.a_view.width, scene.panes.a_view.height]) / 2 + 1e-6
    drawn = scene.after.plane.outline.points[:, :2] - np.array(scene.panes.a_view.centre)
    assert (np.abs(drawn) <= edge).all()
    assert scene.time > 30


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
    for key in (card.f_key, card.slope_key, card.step_keys):
        assert key.get_right()[0] <= theme.RIGHT_EDGE
        assert key.get_bottom()[1] > theme.STRIP_TOP
