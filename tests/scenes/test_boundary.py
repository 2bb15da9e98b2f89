"""LinearBoundary: what its mobjects show, computed a second time from the cached numbers."""

from dataclasses import replace

import av
import numpy as np
import pytest

from scenes.boundary import LinearBoundary
from scenes.kit import theme
from scenes.props.boundary.linked_panes import WAYS, LinkedPanes
from scenes.props.boundary.pane_layout import COLUMNS, FULL, HEIGHT, SIDE
from tests.scenes.review import Findings, caption_findings, inspect
from training.errors import LectureError
from training.network.formulas import Weights
from training.paths import ROOT
from training.run.trajectory import load
from training.sweep.sweep import load_sweep


@pytest.fixture(scope="module")
def run():
    return load("sigmoid")


@pytest.fixture(scope="module")
def last(run):
    """W, b, V, c after the last update, straight from the file's arrays."""
    w = run.weights
    arrays = (w.hidden_kernel[-1], w.hidden_bias[-1], w.output_kernel[-1], w.output_bias[-1])
    return tuple(np.asarray(array, float) for array in arrays)


@pytest.fixture(scope="module")
def panes(run):
    return LinkedPanes(run, run.epochs)


@pytest.fixture(scope="module")
def played(performed):
    return performed(LinearBoundary)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def read_off(panes, letter, stage_points):
    """Coordinates at which a reader of the axes would find stage points."""
    (left, right), (low, high) = panes.views[letter].x_range, panes.views[letter].y_range
    share = (np.asarray(stage_points)[:, :2] - (COLUMNS[letter], HEIGHT)) / SIDE + 0.5
    return share * (right - left, high - low) + (left, low)


def vertices(shape):
    return np.concatenate((shape.points[::4], shape.points[3::4]))


def p_at(letter, values, last):
    W, b, V, c = last
    if letter == "x":
        values = values @ W + b
    if letter in "xz":
        values = sigmoid(values)
    return sigmoid(values @ V + c)[:, 0]


def test_the_picture_that_fills_the_screen_leaves_the_strip_free():
    assert FULL.height >= 0.85 * theme.STAGE_HEIGHT
    assert FULL.bottom_of() >= theme.STRIP_TOP - 1e-9
    assert FULL.bottom_of() + FULL.height < theme.STAGE_HEIGHT / 2


@pytest.mark.parametrize("letter", "xza")
def test_the_boundary_drawn_is_where_p_is_one_half(panes, last, letter):
    drawn = read_off(panes, letter, vertices(panes.sheets[letter].boundary))
    assert len(drawn) > 300
    # Chords between samples leave the curve by less than 1e-6 of the plane's extent.
    np.testing.assert_allclose(p_at(letter, drawn, last), 0.5, atol=2e-4)
    nudged = drawn + 0.01 * np.ptp(drawn, axis=0).max() * np.array([1.0, -1.0])
    assert np.abs(p_at(letter, nudged, last) - 0.5).min() > 2e-4


def shoelace(points):
    x, y = points.T
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


@pytest.mark.parametrize("letter", "xza")
def test_the_two_sides_lie_where_p_is_less_and_more_than_one_half(panes, run, last, letter):
    sheet, covered = panes.sheets[letter], 0.0
    for label, sign in ((0, -1), (1, 1)):
        corners = read_off(panes, letter, sheet.sides[label].points[::4])
        assert (sign * (p_at(letter, corners, last) - 0.5) > -2e-4).all()
        covered += shoelace(corners)
    W, b, _, _ = last
    edge = np.linspace(-1, 1, 4001)[:-1]
    one = np.ones_like(edge)
    x = np.concatenate(
        [np.stack(side, 1) for side in ((edge, -one), (one, edge), (-edge, one), (-one, -edge))]
    )
    image = {"x": x, "z": x @ W + b, "a": sigmoid(x @ W + b)}[letter]
    assert covered == pytest.approx(shoelace(image), rel=2e-3)


@pytest.mark.parametrize("label", [0, 1])
def test_the_curves_stand_where_the_layer_puts_the_points(panes, run, last, label):
    W, b, _, _ = last
    inputs = np.asarray(run.inputs[run.targets == label], float)
    images = {"x": inputs, "z": inputs @ W + b, "a": sigmoid(inputs @ W + b)}
    for letter, image in images.items():
        drawn = read_off(panes, letter, vertices(panes.sheets[letter].plane.curves[label]))
        nearest = np.abs(drawn[:, None] - image[None]).max(axis=2).min(axis=1)
        assert nearest.max() < 1e-5 * np.ptp(image)


def test_the_ticks_are_inside_what_a_pane_shows(panes):
    for letter, view in panes.views.items():
        numbers = [float(text.typst_code.replace("−", "-")) for text in panes.frames[letter][1]]
        for (low, high), ticks in ((view.x_range, numbers[:2]), (view.y_range, numbers[2:])):
            assert low - 1e-9 <= ticks[0] < ticks[1] <= high + 1e-9
            assert ticks[1] - ticks[0] > 0.6 * (high - low)


def test_the_point_takes_even_steps_along_the_boundary_of_the_feature_space(panes, last):
    W, b, V, c = last
    x = np.array([panes.spot(along) for along in np.linspace(0.04, 0.96, 47)])
    a = sigmoid(x @ W + b)
    steps = np.linalg.norm(np.diff(a, axis=0), axis=1)
    np.testing.assert_allclose(steps, steps.mean(), rtol=1e-6)
    np.testing.assert_allclose(sigmoid(a @ V + c), 0.5, atol=1e-9)
    assert np.abs(x).max() <= 1


def test_the_point_reads_one_half_all_along_and_not_off_the_boundary(played, last):
    W, b, V, c = last
    for along in np.linspace(0.04, 0.96, 24):
        for off in (0.0, 0.7, -0.7):
            played.along.set_value(along)
            played.off.set_value(off)
            played.follow()
            x, z, a = (
                read_off(played.panes, letter, dot.get_center()[None])
                for letter, dot in zip("xza", played.dots, strict=True)
            )
            np.testing.assert_allclose(z, x @ W + b, atol=1e-6)
            np.testing.assert_allclose(a, sigmoid(z), atol=1e-6)
            p = float(sigmoid(a @ V + c)[0, 0])
            assert float(played.p.text) == pytest.approx(p, abs=0.0005 + 1e-6)
            assert played.p.told.picture.point == pytest.approx(x[0], abs=1e-6)
            if off == 0:
                assert played.p.text.strip() == "0.500"
            else:
                assert np.sign(p - 0.5) == np.sign(off)
                assert abs(p - 0.5) > 0.05


def test_the_plane_is_at_rest_when_the_thesis_is_said_and_back_at_the_inputs_before_the_panes(play_scene):
    seen = {}

    def look(scene, beat, narration):
        seen[beat] = (scene.plane.way, scene.time, scene.renderer.num_plays)

    scene = play_scene(LinearBoundary, on_still=look)
    assert seen["Forward"][0] == seen["After the squash"][0] == pytest.approx(2)
    assert seen["Backwards"][0] == pytest.approx(0)
    first = scene.spoken[0]["start"]
    assert 8 <= seen["Forward"][1] <= 10.5
    assert first - seen["Forward"][1] >= 2 - 0.1
    # CONTRIBUTING.md draws the README's moving picture from animations 2 to 6.
    assert (seen["Forward"][2], seen["Backwards"][2]) == (4, 7)


def test_the_moving_picture_of_the_readme_is_small_and_ends_as_it_begins():
    path = ROOT / "docs" / "stills" / "boundary.gif"
    assert path.stat().st_size <= 2_000_000
    assert "(docs/stills/boundary.gif)" in (ROOT / "README.md").read_text(encoding="utf-8")
    with av.open(str(path)) as film:
        pictures = [frame.to_ndarray(format="gray").astype(int) for frame in film.decode(video=0)]
    assert np.abs(pictures[0] - pictures[-1]).mean() < 1
    assert np.abs(pictures[0] - pictures[len(pictures) // 2]).mean() > 5


@pytest.mark.parametrize(("name", "epoch"), [("sigmoid", 20), ("sigmoid", 66), ("tanh", 63), ("tanh", 150)])
def test_at_any_epoch_and_for_tanh_too_the_boundary_is_where_p_is_one_half(name, epoch):
    run = load(name)
    panes = LinkedPanes(run, epoch)
    w = run.at(epoch)
    f = sigmoid if name == "sigmoid" else np.tanh
    z = read_off(panes, "z", vertices(panes.sheets["z"].boundary))
    x = read_off(panes, "x", vertices(panes.sheets["x"].boundary))
    for values in (z, x @ w.hidden_kernel + w.hidden_bias):
        p = sigmoid(f(values) @ w.output_kernel + w.output_bias)
        np.testing.assert_allclose(p, 0.5, atol=2e-4)


def test_an_activation_that_cannot_be_undone_is_refused():
    with pytest.raises(LectureError, match="relu cannot be undone"):
        LinkedPanes(load("relu"), 150)


def standing(run, weights):
    """A run that has these weights from the first update to the last."""
    w, b, v, c = (
        np.broadcast_to(np.asarray(array, np.float32), (run.recipe.updates + 1, *np.shape(array)))
        for array in (weights.hidden_kernel, weights.hidden_bias, weights.output_kernel, weights.output_bias)
    )
    return replace(run, weights=Weights(w, b, v, c))


def log_odds_of_the_square(weights, f):
    square = np.stack(np.meshgrid(*[np.linspace(-1, 1, 201)] * 2), axis=-1).reshape(-1, 2)
    return (
        f(square @ weights.hidden_kernel + weights.hidden_bias) @ weights.output_kernel + weights.output_bias
    )


def barely_trained(run):
    """The first weights: all of the square is blue."""
    return run.at(0)


def shifted(run):
    """The weights of epoch 20 with the boundary moved past the last input: all of the square is green."""
    weights = run.at(20)
    lowest = log_odds_of_the_square(weights, sigmoid).min()
    return replace(weights, output_bias=weights.output_bias - lowest + 0.05)


@pytest.mark.parametrize(("weights_of", "side"), [(barely_trained, 0), (shifted, 1)])
def test_a_boundary_outside_the_inputs_is_told_as_such(weights_of, side, run, play_scene, monkeypatch):
    still = standing(run, weights_of(run))
    odds = log_odds_of_the_square(still.at(0), sigmoid)
    assert ((odds > 0) == bool(side)).all(), "no boundary crosses the square"
    lent = {"sigmoid": still, "relu": load("relu")}
    monkeypatch.setattr(LinearBoundary, "trajectory", lambda self, name: lent[name])
    found = Findings()
    scene = play_scene(LinearBoundary, on_still=inspect(found))
    assert found.lines == []
    assert caption_findings(scene) == []
    assert 25 <= scene.time <= 75
    told = " ".join(narration.text for narration in scene.narrations)
    assert f"all inputs are {('blue', 'green')[side]}" in told
    assert f"p stays {('below', 'above')[side]} one half" in told
    for false in ("along the boundary", "was straight", "at one half", "Step off"):
        assert false not in told
    for sheet in scene.panes.sheets.values():
        assert len(sheet.boundary.points) == 0
        assert len(sheet.sides[side].points)
        assert not len(sheet.sides[1 - side].points)
    for along in np.linspace(0, 1, 21):
        scene.along.set_value(along)
        scene.follow()
        assert (scene.p.value > 0.5) == bool(side)
        assert np.abs(scene.panes.point).max() <= 1 + 1e-9


def test_whether_the_boundary_crosses_is_right_for_every_seed(run):
    sweep = load_sweep()
    outcomes = set()
    for name, f in (("sigmoid", sigmoid), ("tanh", np.tanh)):
        base = load(name)
        for seed in sweep.plan.seeds[::6]:
            for epoch in (0, 5, 150):
                panes = LinkedPanes(standing(base, sweep.at(name, seed, epoch)), 0)
                odds = log_odds_of_the_square(panes.weights, f)
                assert panes.crosses == bool((odds > 0).any() and (odds < 0).any())
                if not panes.crosses:
                    assert panes.side == int(odds[0, 0] > 0)
                outcomes.add(panes.crosses)
    assert outcomes == {False, True}


def test_a_step_off_the_boundary_stays_among_the_inputs(run):
    """Before W has grown, a step of 1.5 in z would leave them; trained, it would not."""
    weak = LinkedPanes(run, 8)
    steps = {side: weak.room(0.5, side, 1.5) for side in (-1, 1)}
    assert 0 < min(steps.values()) < 1.5
    for side, step in steps.items():
        assert np.abs(weak.spot(0.5, side * step)).max() <= 1
    strong = LinkedPanes(run, run.epochs)
    assert {strong.room(0.5, side, 1.5) for side in (-1, 1)} == {1.5}


def test_every_pane_is_as_far_forward_as_its_letter_says(panes):
    assert {letter: sheet.way for letter, sheet in panes.sheets.items()} == WAYS
