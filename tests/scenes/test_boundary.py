"""LinearBoundary: what its mobjects show, computed a second time from the cached numbers."""

import numpy as np
import pytest

from scenes.boundary import LinearBoundary
from scenes.kit.linked_panes import COLUMNS, HEIGHT, SIDE, LinkedPanes
from training.errors import LectureError
from training.trajectory import load


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
def played(play_scene):
    return play_scene(LinearBoundary)


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
        corners = sheet.parts[label].points[::4]
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


def test_a_boundary_outside_the_inputs_is_refused_with_a_way_out():
    with pytest.raises(LectureError, match="misses the inputs at epoch 0"):
        LinkedPanes(load("sigmoid"), 0)
