"""The dashboard against plain NumPy: what is drawn at an epoch is what that epoch's weights give."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pytest

from scenes.kit import theme
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.planes.feature_panel import FeaturePanel
from scenes.kit.planes.panels import Histogram, animate_light, between_epochs, histogram_counts
from scenes.kit.planes.zoom import Zoom, ZoomTicks
from scenes.kit.stage.playback import Playback, slowness
from scenes.kit.stage.ruler import EpochRuler, epoch_step
from scenes.props.training.commentary import Commentary
from scenes.props.training.curves import CurvesPanel
from scenes.props.training.histograms import LossPanel, Place, ProbabilityPanel
from scenes.props.training.layout import FEATURE_VIEW
from scenes.props.training.points import Points
from training.run.spread import motion
from training.run.trajectory import Trajectory, load

RUNS = ("sigmoid", "tanh", "relu")
EPOCHS = (0, 1, 11, 50, 66, 103, 150)
ACTIVATIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.where(z > 0, z, 0.0),
}
JUMP = 0.1
"""Manim units a grid vertex may move between two frames at 60 frames a second: 1/140 of the stage's width."""


def forward(run: Trajectory, epoch: int, inputs: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Features a and log-odds of points, from the stored weights of an epoch, written out."""
    update = epoch * run.updates_per_epoch
    w, b = run.weights.hidden_kernel[update].astype(float), run.weights.hidden_bias[update].astype(float)
    v, c = run.weights.output_kernel[update].astype(float), run.weights.output_bias[update].astype(float)
    x = run.inputs.astype(float) if inputs is None else inputs
    z = np.stack([x[:, 0] * w[0, k] + x[:, 1] * w[1, k] + b[k] for k in (0, 1)], axis=1)
    a = ACTIVATIONS[run.recipe.activation](z)
    return a, a[:, 0] * v[0, 0] + a[:, 1] * v[1, 0] + c[0]


@lru_cache(maxsize=3)
def dashboard(name: str) -> tuple[Trajectory, FeaturePanel, ProbabilityPanel, CurvesPanel, LossPanel]:
    run = load(name)
    points, followed = Points(run), Commentary(run).followed
    space = FeaturePanel(run, FEATURE_VIEW, (11.0, 66.0), followed.inputs)
    index = followed.index
    return run, space, ProbabilityPanel(points, index), CurvesPanel(points), LossPanel(points, index)


def bar_heights(histogram: Histogram, bars: str) -> np.ndarray:
    """Counts read back from the drawn rectangles of one kind, by bin."""
    points = getattr(histogram, bars).points.reshape(-1, 16, 3)
    counts = np.zeros(len(histogram.edges) - 1)
    for corners in points:
        middle = (corners[:, 0].min() + corners[:, 0].max()) / 2
        share = (middle - histogram.view.left_of()) / histogram.view.width
        value = histogram.view.x_range[0] + share * np.ptp(histogram.view.x_range)
        height = np.ptp(corners[:, 1]) / histogram.view.scale[1]
        counts[np.searchsorted(histogram.edges, value) - 1] = height
    return counts


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("epoch", EPOCHS)
def test_probability_histograms_are_numpys_and_sum_to_the_points(name: str, epoch: int) -> None:
    run, _, panel, _, _ = dashboard(name)
    panel.show(float(epoch))
    p = 1 / (1 + np.exp(-forward(run, epoch)[1]))
    for label, histogram in panel.histograms.items():
        own = p[run.targets == label]
        expected = np.histogram(own, bins=10, range=(0, 1))[0]
        np.testing.assert_array_equal(histogram.counts, expected)
        drawn = bar_heights(histogram, "bars") + bar_heights(histogram, "wrong_bars")
        np.testing.assert_allclose(drawn, expected, atol=1e-6)
        assert histogram.counts.sum() == np.sum(run.targets == label)
        missed = own > 0.5 if label == 0 else ~(own > 0.5)
        np.testing.assert_array_equal(histogram.wrong, np.histogram(own[missed], bins=10, range=(0, 1))[0])


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("epoch", EPOCHS)
def test_loss_histogram_is_numpys_and_red_bars_hold_exactly_the_wrong_points(name: str, epoch: int) -> None:
    run, _, _, _, panel = dashboard(name)
    panel.show(float(epoch))
    odds = forward(run, epoch)[1]
    loss = np.logaddexp(0, np.where(run.targets > 0, -odds, odds))
    edges = panel.histogram.edges
    expected = np.histogram(np.minimum(loss, edges[-1]), edges)[0]
    np.testing.assert_array_equal(panel.histogram.counts, expected)
    assert panel.histogram.counts.sum() == len(run.targets)
    assert panel.histogram.wrong.sum() == round((1 - float(run.accuracy[epoch])) * len(run.targets))
    log_two = np.searchsorted(edges, np.log(2) - 1e-9)
    assert edges[log_two] == pytest.approx(np.log(2))
    assert panel.histogram.wrong[:log_two].sum() == 0
    beyond = edges[log_two + 1]
    assert panel.histogram.right[edges[:-1] >= beyond].sum() == 0


def test_losses_of_all_films_have_one_range_and_accuracy_is_per_cent() -> None:
    panels = [dashboard(name)[4] for name in RUNS]
    assert len({tuple(panel.histogram.edges) for panel in panels}) == 1
    assert panels[0].histogram.edges[-1] == pytest.approx(4 * np.log(2))
    for name in RUNS:
        assert dashboard(name)[3].accuracy.view.y_range == (-0.04, 1.06)


@pytest.mark.parametrize("name", RUNS)
def test_curves_and_their_numbers_are_the_cache(name: str) -> None:
    run, _, _, panel, _ = dashboard(name)
    for epoch in EPOCHS[1:]:
        panel.show(float(epoch))
        for curve, values in ((panel.accuracy, run.accuracy), (panel.loss, run.loss)):
            view = curve.view
            vertices = np.vstack((curve.points[::4], curve.points[-1:]))[: epoch + 1]
            x = view.x_range[0] + (vertices[:, 0] - view.left_of()) / view.scale[0]
            y = view.y_range[0] + (vertices[:, 1] - view.bottom_of()) / view.scale[1]
            np.testing.assert_allclose(x, np.arange(epoch + 1), atol=1e-9)
            np.testing.assert_allclose(y, values[: epoch + 1], atol=1e-7)
        assert panel.accuracy_shown.text.strip() == f"{100 * run.accuracy[epoch]:.2f}%"
        assert panel.loss_shown.text == f"{run.loss[epoch]:.3f}"


@pytest.mark.parametrize("epoch", [0.5, 20.25, 66.97])
def test_between_epochs_everything_is_of_the_weights_that_feature_space_is_drawn_with(epoch: float) -> None:
    run, space, probabilities, curves, losses = dashboard("sigmoid")
    for panel in (space, probabilities, curves, losses):
        panel.show(epoch)
    weights = space.weights
    z = run.inputs.astype(float) @ weights.hidden_kernel + weights.hidden_bias
    odds = (ACTIVATIONS["sigmoid"](z) @ weights.output_kernel + weights.output_bias)[:, 0]
    loss = np.logaddexp(0, np.where(run.targets > 0.5, -odds, odds))
    right = 100 * np.mean((odds > 0) == (run.targets > 0.5))
    assert curves.accuracy_shown.value == pytest.approx(right)
    assert curves.loss_shown.value == pytest.approx(loss.mean(), abs=1e-6)
    tip = (
        curves.loss.view.y_range[0]
        + (curves.loss.tip[1] - curves.loss.view.bottom_of()) / curves.loss.view.scale[1]
    )
    assert tip == pytest.approx(loss.mean(), abs=1e-6)
    p = 1 / (1 + np.exp(-odds))
    counts = probabilities.histograms[1].counts
    np.testing.assert_array_equal(counts, np.histogram(p[run.targets > 0.5], bins=10, range=(0, 1))[0])
    assert losses.histogram.wrong.sum() == np.sum((odds > 0) != (run.targets > 0.5))


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("epoch", [0.0, 30.0, 66.4, 100.0, 150.0])
def test_the_followed_point_has_its_ring_its_bar_and_its_dots_where_it_is(name: str, epoch: float) -> None:
    run, space, probabilities, _, losses = dashboard(name)
    index = probabilities.followed
    for panel in (space, probabilities, losses):
        panel.show(epoch)
    weights = space.weights
    a = ACTIVATIONS[name](run.inputs[index].astype(float) @ weights.hidden_kernel + weights.hidden_bias)
    ring = space.ring.points.reshape(-1, 4, 3)[:, 0]
    np.testing.assert_allclose(ring.mean(axis=0), space.view.to_stage(a), atol=1e-6)
    p = 1 / (1 + np.exp(-(a @ weights.output_kernel[:, 0] + weights.output_bias[0])))
    for place, value in ((probabilities.place, p), (losses.place, -np.log(p))):
        assert place.dot.points.mean(axis=0)[0] == pytest.approx(
            place.view.to_stage(np.array([min(value, place.edges[-1]), 0.0]))[0], abs=1e-3
        )
        left, right = place.bar.points[:, 0].min(), place.bar.points[:, 0].max()
        assert left - 1e-6 <= place.dot.points.mean(axis=0)[0] <= right + 1e-6
        assert place.bar.get_stroke_color().to_hex().upper() == theme.EMPHASIS


def test_a_place_on_an_edge_is_in_the_bar_that_numpy_counts_it_in() -> None:
    edges = np.linspace(0.0, 1.0, 11)
    view = Viewport((0.0, 0.0), 10.0, 1.0, (0.0, 1.0), (0.0, 1.0))
    for value in (0.0, 0.5, 0.95, 1.0, 7.0):
        counts = np.histogram([min(value, 1.0)], edges)[0]
        place = Place(view, edges).show(value, counts, 1.0)
        left = place.bar.points[:, 0].min() / 10 + 0.5
        assert edges[np.flatnonzero(counts)[0]] == pytest.approx(left)


def test_what_waits_is_dimmed_with_its_frame_and_comes_back() -> None:
    panel = dashboard("tanh")[2]
    panel.show(40.0)
    look = [part.get_fill_rgbas().copy() for part in (*panel.get_family(), *panel.frame.get_family())]
    for light in (theme.DIMMED, 1.0):
        for act in animate_light(panel, light):
            act.begin()
            act.interpolate(1.0)
        assert panel.histograms[0].bars.get_fill_opacity() == pytest.approx(0.9 * light)
        texts = [part for part in panel.frame.family_members_with_points() if part.get_fill_opacity() > 0]
        assert {round(float(part.get_fill_opacity()), 6) for part in texts} == {light}
        assert panel.place.dot.get_stroke_opacity() == 1.0
    again = [part.get_fill_rgbas() for part in (*panel.get_family(), *panel.frame.get_family())]
    for before, after in zip(look, again, strict=True):
        np.testing.assert_allclose(after, before)


def test_the_ruler_counts_whole_epochs_only() -> None:
    assert EpochRuler(150).show(66.97).counter.text.strip() == "66"


@pytest.mark.parametrize("epoch", [0.0, 10.5, 66.0, 150.0])
def test_a_panel_shows_the_same_however_it_got_there(epoch: float) -> None:
    _, *panels = dashboard("tanh")
    for panel in panels:
        panel.show(epoch)
        before = [part.points.copy() for part in panel.get_family()]
        panel.show(77.7).show(epoch)
        for part, points in zip(panel.get_family(), before, strict=True):
            np.testing.assert_array_equal(part.points, points)


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("epoch", EPOCHS)
def test_the_regions_common_edge_is_the_boundary(name: str, epoch: int) -> None:
    run, space, *_ = dashboard(name)
    space.show(float(epoch))
    corners = {
        label: np.unique(region.points.reshape(-1, 4, 3)[:, 0].round(9), axis=0)
        for label, region in space.decided.regions.items()
    }
    ends = space.decided.boundary.points[[0, -1]] if len(space.decided.boundary.points) else np.zeros((0, 3))
    shared = [c for c in corners[0] if len(corners[1]) and np.abs(corners[1] - c).max(axis=1).min() < 1e-8]
    if not len(ends) or np.linalg.norm(ends[1] - ends[0]) < 1e-6:
        assert len(shared) <= 1
        return
    assert len(shared) == 2
    for corner in shared:
        assert np.abs(ends - corner).max(axis=1).min() < 1e-6
    view = space.view
    a = (
        np.array([view.x_range[0], view.y_range[0]])
        + (ends[:, :2] - [view.left_of(), view.bottom_of()]) / view.scale
    )
    update = epoch * run.updates_per_epoch
    v, c = run.weights.output_kernel[update, :, 0].astype(float), float(run.weights.output_bias[update, 0])
    np.testing.assert_allclose(a @ v + c, 0, atol=1e-6 * max(1, np.abs(v).max()))
    area = {k: _area(region.points.reshape(-1, 4, 3)[:, 0]) for k, region in space.decided.regions.items()}
    assert sum(area.values()) == pytest.approx(view.width * view.height)


def test_a_boundary_that_touches_a_corner_leaves_no_dot_there() -> None:
    run, space, *_ = dashboard("sigmoid")
    # Biases start at 0: the boundary goes through the corner (0, 0) of the sigmoid's feature space.
    assert float(run.weights.output_bias[0, 0]) == 0.0
    assert len(space.show(0.0).decided.boundary.points) == 0
    assert len(space.show(30.0).decided.boundary.points) > 0


def _area(corners: np.ndarray) -> float:
    x, y = corners[:, 0], corners[:, 1]
    return abs(float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))) / 2


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("epoch", EPOCHS)
def test_class_curves_stand_where_the_network_puts_them(name: str, epoch: int) -> None:
    run, space, *_ = dashboard(name)
    space.show(float(epoch))
    for label, curve in space.plane.curves.items():
        a, _ = forward(run, epoch, space.plane.strokes[label])
        drawn = np.vstack((curve.points[::4], curve.points[-1:]))
        np.testing.assert_allclose(drawn, space.view.to_stage(a), atol=1e-5)


@pytest.mark.parametrize("name", RUNS)
def test_rings_are_around_wrong_points_only(name: str) -> None:
    run, space, *_ = dashboard(name)
    for epoch in EPOCHS:
        space.show(float(epoch))
        rings = space.marks.rings.points.reshape(-1, 16, 4, 3)[:, :, 0].mean(axis=1)
        missed = np.concatenate(
            [
                space.view.to_stage(a)[(odds > 0) != (label == 1)]
                for label in (0, 1)
                for a, odds in [forward(run, epoch, space.plane.strokes[label])]
            ]
        )
        for ring in rings:
            assert np.linalg.norm(missed - ring, axis=1).min() < 1e-3
        if float(run.accuracy[epoch]) < 0.9:
            assert len(rings) > 0
        if float(run.accuracy[epoch]) == 1.0:
            assert len(rings) == 0


@pytest.mark.parametrize("name", RUNS)
def test_no_grid_point_jumps_between_two_frames(name: str) -> None:
    run, space, *_ = dashboard(name)
    stops = tuple(float(end) for end in Commentary(run).ends if end < run.epochs)
    last, worst = None, 0.0
    for leg in Playback(slowness(motion(run)), stops, 20.0).legs:
        for frame in range(int(leg.seconds * 60) + 1):
            points = space.show(leg.epoch_at(frame / (leg.seconds * 60))).plane.grid.points
            worst = max(worst, 0.0 if last is None else float(np.abs(points - last).max()))
            last = points
    assert 0.005 < worst <= JUMP


def test_bounded_activations_keep_their_axes_and_relu_zooms_out_slowly_and_only_out() -> None:
    for name, limits in (("sigmoid", (0, 1)), ("tanh", (-1, 1))):
        zoom = dashboard(name)[1].zoom
        assert {zoom.ranges_at(epoch) for epoch in np.linspace(0, 150, 31)} == {(limits, limits)}
    run, space, *_ = dashboard("relu")
    ranges = np.array([space.zoom.ranges_at(epoch) for epoch in np.arange(0, 150.01, 0.05)])
    assert (np.diff(ranges[:, :, 1], axis=0) >= -1e-9).all()
    assert (np.diff(ranges[:, :, 0], axis=0) <= 1e-9).all()
    assert (ranges[1:, :, 1] / ranges[:-1, :, 1]).max() < 1.03
    np.testing.assert_array_equal(ranges[:, 0], ranges[:, 1])
    for epoch in range(run.epochs + 1):
        low, high = np.array(space.zoom.ranges_at(epoch)).T
        a, _ = forward(run, epoch, np.array([[-1, -1], [-1, 1], [1, -1], [1, 1.0]]))
        assert (low <= a.min(axis=0)).all()
        assert (a.max(axis=0) <= high).all()


def test_ticks_of_the_zoom_stand_at_their_values_and_are_never_half_faded_at_rest() -> None:
    space = dashboard("relu")[1]
    ticks = space.ticks
    assert isinstance(ticks, ZoomTicks)
    for epoch in (0.0, 11.0, 66.0, 150.0):
        view = space.show(epoch).view
        assert all(n.get_fill_opacity() == 1.0 for n in ticks.axes[1].numbers if len(n.points))
        assert ticks.axes[1].get_left()[0] >= theme.LEFT_EDGE - 1e-6
        bottom = ticks.axes[0]
        seen = [(v, n) for v, n in zip(bottom.values, bottom.numbers, strict=True) if len(n.points)]
        assert 3 <= len(seen) <= 9
        for value, number in seen:
            assert number.get_fill_opacity() == 1.0
            assert number.get_center()[0] == pytest.approx(view.to_stage(np.array([value, 0.0]))[0])
        assert len({round(b[0] - a[0], 9) for a, b in pairwise(seen)}) == 1
        for (_, left), (_, right) in pairwise(seen):
            assert right.get_left()[0] - left.get_right()[0] > 0.3
        name = space.frame[-2]
        assert seen[-1][1].get_right()[0] < name.get_left()[0] - 0.1


def test_the_zoom_follows_whatever_end_is_open() -> None:
    growing = np.linspace(1, 5, 31)[:, None, None] * np.array([[-0.5, 0.2], [1.0, 0.4]])
    view = Viewport((0, 0), 4, 4, (0, 1), (0, 1))
    both = Zoom(view, (-np.inf, np.inf), growing)
    (left, right), (bottom, top) = both.ranges_at(30)
    assert left < -2.5
    assert right > 5
    assert (bottom, top) == (left, right)
    floor = Zoom(view, (-1.0, np.inf), np.maximum(growing, -1))
    assert floor.ranges_at(0)[0][0] < -1
    assert not floor.fixed
    shrinking = Zoom(view, (-np.inf, np.inf), growing[::-1])
    assert np.allclose(shrinking.ranges_at(30), shrinking.ranges_at(0))


def test_between_epochs_is_a_straight_passage_and_exact_at_measurements() -> None:
    values = np.array([[0.0, 4.0], [2.0, 0.0], [3.0, 1.0]])
    np.testing.assert_allclose(between_epochs(values, 0.25), [0.5, 3.0])
    for epoch in range(3):
        np.testing.assert_array_equal(between_epochs(values, float(epoch)), values[epoch])
    np.testing.assert_array_equal(between_epochs(values, 9.0), values[2])


def test_values_beyond_the_bins_are_counted_in_the_last_ones() -> None:
    counts = histogram_counts(np.array([-5.0, 0.5, 99.0]), np.linspace(0, 1, 3))
    np.testing.assert_array_equal(counts, [1, 2])


def test_feature_space_takes_most_of_the_stage_and_panels_stay_clear_of_it() -> None:
    assert FEATURE_VIEW.width >= 0.55 * theme.STAGE_WIDTH
    _, space, *panels = dashboard("sigmoid")
    edge = FEATURE_VIEW.left_of() + FEATURE_VIEW.width
    for panel in panels:
        assert panel.frame.get_left()[0] > edge + 0.2
        assert panel.frame.get_right()[0] <= theme.RIGHT_EDGE + 1e-6
        assert panel.frame.get_bottom()[1] >= theme.STRIP_TOP - 1e-6
        assert panel.frame.get_top()[1] <= theme.TOP_EDGE + 1e-6
    assert space.frame.get_left()[0] >= theme.LEFT_EDGE - 1e-6
    assert space.frame.get_bottom()[1] >= theme.STRIP_TOP - 1e-6


def test_the_ruler_flags_a_milestone_once_it_is_reached() -> None:
    ruler = EpochRuler(150, (66, 100))
    assert [ruler.show(epoch).reached for epoch in (0, 65.99, 66, 99, 100, 20)] == [0, 0, 1, 1, 2, 0]
    pointed = [ruler.show(epoch).pointer.get_center()[0] for epoch in (0.0, 75.0, 150.0)]
    np.testing.assert_allclose(pointed, [ruler.left, (ruler.left + ruler.right) / 2, ruler.right])


@pytest.mark.parametrize(("epochs", "step"), [(150, 25), (10, 2), (3, 1), (1000, 200), (60, 10)])
def test_epoch_ticks_are_round_and_few(epochs: int, step: int) -> None:
    assert epoch_step(epochs, 6) == step
