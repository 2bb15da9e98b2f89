"""LinearBoundary: what its mobjects show, computed a second time from the cached numbers."""

from dataclasses import replace

import numpy as np
import pytest

from scenes.boundary import LinearBoundary
from scenes.props.boundary.linked_panes import LinkedPanes
from scenes.props.boundary.pane_layout import COLUMNS, HEIGHT, SIDE
from tests.scenes.review import Findings, caption_findings, inspect
from training.errors import LectureError
from training.network.formulas import Weights
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


@pytest.mark.parametrize("letter", "xza")
def test_the_boundary_drawn_is_where_p_is_one_half(panes, last, letter):
    drawn = read_off(panes, letter, vertices(panes.sheets[letter].boundary))
    assert len(drawn) > 300
    # Chords between samples leave the curve by less than 1e-6 of the plane's extent.
    np.testing.assert_allclose(p_at(letter, drawn, last), 0.5, atol=2e-4)
    nudged = drawn + 0.01 * np.ptp(drawn, axis=0).max() * np.array([1.0, -1.0])
    assert np.abs(p_at(letter, nudged, last) - 0.5).min() > 2e-4


def straightness(points):
    """Share of the points' spread that lies across their main direction."""
    spread = np.linalg.svd(points - points.mean(axis=0))[1]
    return spread[1] / spread[0]


def test_the_boundary_is_straight_in_a_only(panes):
    bent = {
        letter: straightness(read_off(panes, letter, vertices(panes.sheets[letter].boundary)))
        for letter in "xza"
    }
    assert bent["a"] < 1e-6
    assert bent["z"] > 0.1
    assert bent["x"] > 0.1


def shoelace(points):
    x, y = points.T
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


@pytest.mark.parametrize("letter", "xza")
def test_the_two_sides_meet_in_the_boundary_and_cover_the_sheet(panes, last, letter):
    sheet = panes.sheets[letter]
    boundary = {tuple(point) for point in np.round(vertices(sheet.boundary), 9)}
    covered = 0.0
    for label, sign in ((0, -1), (1, 1)):
        corners = sheet.sides[label].points[::4]
        assert boundary <= {tuple(point) for point in np.round(corners, 9)}
        found = p_at(letter, read_off(panes, letter, corners), last)
        assert (sign * (found - 0.5) > -2e-4).all()
        covered += shoelace(corners[:, :2])
    # In z and a the sheet is the pane; in x it is the input square, 2 of 2.3 units a side.
    expected = (SIDE * 2 / 2.3) ** 2 if letter == "x" else SIDE**2
    assert covered == pytest.approx(expected, rel=2e-3)


@pytest.mark.parametrize("label", [0, 1])
def test_the_curves_stand_where_the_layer_puts_the_points(panes, run, last, label):
    W, b, _, _ = last
    inputs = np.asarray(run.inputs[run.targets == label], float)
    images = {"x": inputs, "z": inputs @ W + b, "a": sigmoid(inputs @ W + b)}
    for letter, image in images.items():
        drawn = read_off(panes, letter, vertices(panes.sheets[letter].plane.curves[label]))
        nearest = np.abs(drawn[:, None] - image[None]).max(axis=2).min(axis=1)
        assert nearest.max() < 1e-5 * np.ptp(image)


def test_the_moves_between_panes_begin_and_end_in_them(panes):
    z = np.random.default_rng(0).uniform(-12, 12, (50, 2))
    for move, start, end in ((panes.unsquashed, "a", "z"), (panes.unfolded, "z", "x")):
        np.testing.assert_allclose(move(0.0)(z), panes.placing(start)(z), atol=1e-9)
        np.testing.assert_allclose(move(1.0)(z), panes.placing(end)(z), atol=1e-9)


def test_the_inverse_maps_named_below_the_panes_are_those_that_are_played(played, panes, last):
    named = {letter: note.typst_code.replace(" ", "").strip("$") for letter, note in played.notes.items()}
    assert named["z"] == "z=sigma^(-1)(a)"
    assert named["x"] == "x=(z-b)W^(-1)"
    assert named["a"].endswith("aV+c=0")
    W, b, _, _ = last
    a = np.random.default_rng(1).uniform(0.01, 0.99, (20, 2))
    z = np.log(a / (1 - a))
    for move, start, values, end, image in (
        (panes.unsquashed, "a", a, "z", z),
        (panes.unfolded, "z", z, "x", np.linalg.solve(W.T, (z - b).T).T),
    ):
        np.testing.assert_allclose(read_off(panes, start, move(0.0)(z)), values, atol=1e-9)
        np.testing.assert_allclose(read_off(panes, end, move(1.0)(z)), image, atol=1e-6)


def test_undoing_the_squash_never_folds_the_grid(panes):
    """Neighbours stay in order along both axes at every moment of the move."""
    z = np.stack(np.meshgrid(np.linspace(-15, 15, 40), np.linspace(-15, 15, 40)), axis=-1)
    for share in np.linspace(0, 1, 21):
        placed = panes.unsquashed(share)(z)
        assert (np.diff(placed[..., 0], axis=1) > 0).all()
        assert (np.diff(placed[..., 1], axis=0) > 0).all()


def test_the_point_reads_one_half_all_along_and_not_off_the_line(played, last):
    W, b, V, c = last
    for along in np.linspace(0, 1, 41):
        for off in (0.0, 0.7, -0.7):
            played.along.set_value(along)
            played.off.set_value(off)
            played.read(played.point())
            x, z, a = (
                read_off(played.panes, letter, dot.get_center()[None])
                for letter, dot in zip("xza", played.dots, strict=True)
            )
            np.testing.assert_allclose(z, x @ W + b, atol=1e-6)
            np.testing.assert_allclose(a, sigmoid(z), atol=1e-6)
            p = float(sigmoid(a @ V + c)[0, 0])
            assert float(played.p.text) == pytest.approx(p, abs=0.0005 + 1e-6)
            assert played.p.value == pytest.approx(p, abs=1e-6)
            if off == 0:
                assert played.p.text.strip() == "0.500"
            else:
                assert np.sign(p - 0.5) == np.sign(off)
                assert abs(p - 0.5) > 0.05
            for letter, value in zip("xza", (x, z, a), strict=True):
                np.testing.assert_allclose(played.rows[letter].values, value, atol=1e-6)


def test_the_equation_on_screen_has_the_trained_numbers(played, last):
    _, _, V, c = last
    source = played.formulas[2].typst_code.replace("$", "").replace(" ", "")
    left, right = source.split("a_1")
    middle, rest = right.split("a_2")
    shown = np.array([float(left), float(middle), float(rest.split("=")[0])])
    np.testing.assert_allclose(shown, [V[0, 0], V[1, 0], c[0]], atol=0.005 + 1e-9)


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
    """The first weights: the line passes outside of all that the panes show."""
    return run.at(0)


def shifted(run):
    """The weights of epoch 20 with the line moved past the last input, not out of the panes."""
    weights = run.at(20)
    lowest = log_odds_of_the_square(weights, sigmoid).min()
    return replace(weights, output_bias=weights.output_bias - lowest + 0.05)


@pytest.mark.parametrize(
    ("weights_of", "side", "line_shows"), [(barely_trained, 0, False), (shifted, 1, True)]
)
def test_a_boundary_outside_the_inputs_is_told_as_such(
    weights_of, side, line_shows, run, play_scene, monkeypatch
):
    still = standing(run, weights_of(run))
    odds = log_odds_of_the_square(still.at(0), sigmoid)
    assert ((odds > 0) == bool(side)).all(), "no border crosses the square"
    monkeypatch.setattr(LinearBoundary, "trajectory", lambda self, name: still)
    found = Findings()
    scene = play_scene(LinearBoundary, on_still=inspect(found))
    assert found.lines == []
    assert caption_findings(scene) == []
    assert 30 <= scene.time <= 90
    told = " ".join(narration.text for narration in scene.narrations)
    assert f"draws no border through the square: all of it is {('blue', 'green')[side]}" in told
    assert f"p stays {('below', 'above')[side]} one half" in told
    assert ("on a straight line" in told) == line_shows
    for false in ("on the boundary", "curves between", "at one half", "down on blue"):
        assert false not in told
    panes = scene.panes
    assert len(panes.sheets["x"].boundary.points) == 0
    assert bool(len(panes.sheets["a"].boundary.points)) == line_shows
    assert len(panes.sheets["x"].sides[side].points)
    assert not len(panes.sheets["x"].sides[1 - side].points)
    for along in np.linspace(0, 1, 21):
        scene.along.set_value(along)
        scene.read(scene.point())
        assert (scene.p.value > 0.5) == bool(side)
        assert np.abs(panes.inputs_of(scene.point())).max() <= 1 + 1e-9


def test_whether_the_boundary_crosses_is_right_for_every_seed(run):
    sweep = load_sweep()
    outcomes = set()
    for name, f in (("sigmoid", sigmoid), ("tanh", np.tanh)):
        base = load(name)
        for seed in sweep.plan.seeds[::3]:
            for epoch in (0, 5, 150):
                panes = LinkedPanes(standing(base, sweep.at(name, seed, epoch)), 0)
                odds = log_odds_of_the_square(panes.weights, f)
                assert panes.crosses == bool((odds > 0).any() and (odds < 0).any())
                if not panes.crosses:
                    assert panes.side == int(odds[0, 0] > 0)
                outcomes.add(panes.crosses)
    assert outcomes == {False, True}


def test_a_step_off_the_line_stays_among_the_inputs(run):
    """Before W has grown, a step of 1.5 in z would leave them; trained, it would not."""
    weak = LinkedPanes(run, 8)
    steps = {side: weak.room(0.5, side, 1.5) for side in (-1, 1)}
    assert 0 < min(steps.values()) < 1.5
    for side, step in steps.items():
        assert np.abs(weak.inputs_of(weak.spot(0.5, side * step))).max() <= 1
    strong = LinkedPanes(run, run.epochs)
    assert {strong.room(0.5, side, 1.5) for side in (-1, 1)} == {1.5}
