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
from scenes.kit.planes.panels import Histogram, between_epochs, histogram_counts
from scenes.kit.planes.zoom import Zoom, ZoomTicks
from scenes.kit.stage.playback import Playback, slowness
from scenes.kit.stage.ruler import EpochRuler, epoch_step
from scenes.props.training.commentary import Commentary
from scenes.props.training.dashboard import (
    FEATURE_VIEW,
    CurvesPanel,
    LossPanel,
    ProbabilityPanel,
    points_of,
)
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
    points = points_of(run)
    space = FeaturePanel(run, FEATURE_VIEW, (11.0, 66.0))
    return run, space, ProbabilityPanel(run, points), CurvesPanel(run), LossPanel(run, points)


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
    np.testing.assert_array_equal(panel.histogram.counts, np.histogram(loss, panel.edges)[0])
    assert panel.histogram.counts.sum() == len(run.targets)
    assert panel.histogram.wrong.sum() == round((1 - float(run.accuracy[epoch])) * len(run.targets))
    log_two = np.searchsorted(panel.edges, np.log(2) - 1e-9)
    assert panel.edges[log_two] == pytest.approx(np.log(2))
    assert panel.histogram.wrong[:log_two].sum() == 0
    beyond = panel.edges[log_two + 1]
    assert panel.histogram.right[panel.edges[:-1] >= beyond].sum() == 0


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


def test_numbers_are_those_of_whole_epochs_only() -> None:
    run, _, _, panel, _ = dashboard("sigmoid")
    panel.show(66.97)
    assert panel.loss_shown.value == pytest.approx(run.loss[66])
    assert panel.accuracy_shown.value == pytest.approx(100 * run.accuracy[66])
    ruler = EpochRuler(run.epochs)
    assert ruler.show(66.97, 4.25).counter.text.strip() == "66"


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
    stops = tuple(float(stop.epoch) for stop in Commentary(run).stops)
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
    spans = np.ptp(ranges, axis=2)
    # A third at whole epochs; a hair less between, where the zoom is interpolated.
    assert (spans.max(axis=1) <= 3.05 * spans.min(axis=1)).all()
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
    assert top > 2
    assert (top - bottom) >= (right - left) / 3.05
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
    counts = histogram_counts(np.array([[-5.0, 0.5, 99.0]]), np.linspace(0, 1, 3))
    np.testing.assert_array_equal(counts, [[1, 2]])


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
    assert [ruler.show(epoch, 0).reached for epoch in (0, 65.99, 66, 99, 100, 20)] == [0, 0, 1, 1, 2, 0]
    pointed = [ruler.show(epoch, 0).pointer.get_center()[0] for epoch in (0.0, 75.0, 150.0)]
    np.testing.assert_allclose(pointed, [ruler.left, (ruler.left + ruler.right) / 2, ruler.right])


@pytest.mark.parametrize(("epochs", "step"), [(150, 25), (10, 2), (3, 1), (1000, 200), (60, 10)])
def test_epoch_ticks_are_round_and_few(epochs: int, step: int) -> None:
    assert epoch_step(epochs, 6) == step
