"""The problem chapter: what its mobjects show and say, computed a second time from the cached numbers."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from scenes.affine_only import AffineOnly
from scenes.kit import theme
from scenes.kit.planes.input_picture import InputPicture, SwitchLines
from scenes.kit.planes.riddle import CLOSER, LETTERS, NAMES, ORDER, SLOTS, VIEWS, Riddle
from scenes.kit.words.language import counted, in_percent
from scenes.props.problem.data_key import DataKey, Probe
from scenes.props.problem.live_network import LiveNetwork
from scenes.props.problem.places import LARGE, CarriedPlane
from scenes.props.problem.point_loss import COIN, PointLoss
from scenes.props.problem.straight_run import StraightRun
from scenes.props.problem.straight_words import StraightWords, least_loss
from scenes.props.problem.triangle_proof import TriangleProof
from scenes.three_solutions import ThreeSolutions
from scenes.two_curves import TwoCurves
from training.errors import LectureError
from training.geometry.separability import Witness, witness
from training.network.datasets import DATASETS
from training.run.trajectory import load

FUNCTION: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "linear": lambda z: z,
}


def stored(name, epoch):
    """W, b, V, c after a whole epoch, straight from the file's arrays."""
    run = load(name)
    row = epoch * run.updates_per_epoch
    w = run.weights
    parts = (w.hidden_kernel, w.hidden_bias, w.output_kernel, w.output_bias)
    return tuple(np.asarray(part[row], float) for part in parts)


def log_odds(name, x, epoch):
    W, b, V, c = stored(name, epoch)
    return (FUNCTION[name](x @ W + b) @ V + c)[:, 0]


def read_off(view, shape):
    """Plane coordinates of a shape's vertices, as a reader of the picture would take them."""
    placed = np.concatenate((shape.points[::4], shape.points[3::4]))[:, :2]
    low = np.array([view.x_range[0], view.y_range[0]])
    span = np.array([view.x_range[1], view.y_range[1]]) - low
    corner = np.array(view.centre) - np.array([view.width, view.height]) / 2
    return low + (placed - corner) / (view.width, view.height) * span


def even_odd(shape, points):
    """Which stage points (n, 2) lie inside a filled shape of straight edges."""
    (x0, y0), (x1, y1) = shape.points[::4, :2].T, shape.points[3::4, :2].T
    x, y = points[:, :1], points[:, 1:]
    rise = np.where(y1 == y0, 1.0, y1 - y0)
    return (((y0 > y) != (y1 > y)) & (x < x0 + (y - y0) * (x1 - x0) / rise)).sum(axis=1) % 2 == 1


@pytest.fixture(scope="module")
def riddle():
    return Riddle(load)


@pytest.mark.parametrize("name", ORDER)
def test_each_boundary_of_the_riddle_lies_where_p_is_one_half(riddle, name):
    drawn = read_off(VIEWS[name], riddle.pictures[name].boundary)
    assert len(drawn) > 100
    assert np.abs(np.tanh(log_odds(name, drawn, load(name).epochs))).max() < 1e-4


@pytest.mark.parametrize("name", ORDER)
def test_the_shades_of_the_riddle_are_the_decisions_of_the_network(riddle, name):
    x = np.random.default_rng(3).uniform(-1, 1, (600, 2))
    stage = VIEWS[name].to_stage(x)[:, :2]
    decided = log_odds(name, x, load(name).epochs)
    clear = np.abs(decided) > 1e-3
    for label, positive in ((0, False), (1, True)):
        shaded = even_odd(riddle.pictures[name].regions[label], stage)
        assert np.array_equal(shaded[clear], (decided > 0)[clear] == positive)


def test_the_two_shades_share_the_boundary_as_their_edge(riddle):
    picture = riddle.pictures["relu"]
    boundary = picture.boundary.points[::4]
    for region in picture.regions.values():
        for vertex in boundary[::7]:
            assert np.linalg.norm(region.points[::4] - vertex, axis=1).min() < 1e-9


def test_no_graph_of_the_riddle_stands_under_its_own_picture(riddle):
    assert sorted(SLOTS) == sorted(ORDER)
    assert all(slot != name for slot, name in zip(SLOTS, ORDER, strict=True))
    for slot, name in zip(SLOTS, ORDER, strict=True):
        assert riddle.graphs[slot].get_x() == pytest.approx(VIEWS[name].centre[0], abs=0.01)


@pytest.mark.parametrize("name", ORDER)
def test_each_graph_of_the_riddle_is_its_function(riddle, name):
    axes, curve = riddle.graphs[name]
    level, upright = axes.points[[0, 3]], axes.points[[4, 7]]
    z = (curve.points[::4, 0] - level[0, 0]) / (level[1, 0] - level[0, 0]) * 8 - 4
    unit = (upright[1, 1] - upright[0, 1]) / 2.7
    assert (curve.points[::4, 1] - level[0, 1]) / unit == pytest.approx(FUNCTION[name](z), abs=1e-6)


def test_two_swaps_bring_every_graph_under_its_own_picture():
    moving = Riddle(load)
    for name in ("relu", "tanh"):
        for swap in moving.animate_swap(name):
            animation = swap.build()
            animation.begin()
            animation.interpolate(1.0)
    for name in ORDER:
        assert moving.graphs[name].get_x() == pytest.approx(VIEWS[name].centre[0], abs=0.01)
    assert moving.animate_swap("relu") == []


def test_pictures_travel_to_their_goals():
    moving = Riddle(load).show(dict.fromkeys(ORDER, LARGE), 1.0)
    for picture in moving.pictures.values():
        assert picture.outline.get_center()[:2] == pytest.approx(LARGE.centre)
    moving.show(dict.fromkeys(ORDER, LARGE), 0.0)
    for name, picture in moving.pictures.items():
        assert picture.outline.get_center()[:2] == pytest.approx(VIEWS[name].centre)


def test_the_plane_that_is_carried_is_the_same_whichever_run_shows_it():
    one, other = (CarriedPlane(load(name)).parts for name in ("sigmoid", "linear"))
    for a, b in zip(one, other, strict=True):
        for part, same in zip(a.family_members_with_points(), b.family_members_with_points(), strict=True):
            assert np.array_equal(part.points, same.points)
            assert part.get_stroke_color() == same.get_stroke_color()


def test_the_switch_lines_are_where_a_unit_starts_and_the_rings_are_on_the_boundary():
    run = load("relu")
    view = CLOSER
    switches = SwitchLines(view, run.at(run.epochs), run.activation)
    W, b, V, c = stored("relu", run.epochs)
    assert len(switches.lines) == 2
    for unit, line in enumerate(switches.lines):
        assert np.abs(read_off(view, line) @ W[:, unit] + b[unit]).max() < 1e-4
    assert len(switches.corners) > 0
    z = switches.corners @ W + b
    assert np.abs(z).min(axis=1) == pytest.approx(0, abs=1e-6)
    assert np.maximum(z, 0) @ V + c == pytest.approx(0, abs=1e-5)
    assert ("its corner." in switches.said) == (len(switches.corners) == 1)


@pytest.mark.parametrize("epoch", [0, 37, 150])
def test_the_network_shows_the_stored_numbers_and_thicker_edges_for_larger_weights(epoch):
    run = load("sigmoid")
    network = LiveNetwork(run, np.array([0.2, 0.4])).show(epoch)
    W, b, V, c = stored("sigmoid", epoch)
    for name, values in (("W", W), ("b", b), ("V", V), ("c", c)):
        shown = [float(entry.text.replace("−", "-")) for entry in network.matrices[name].entries]
        assert shown == pytest.approx(values.ravel(), abs=0.00501)
    assert network.counter.text.strip() == str(epoch)
    edges = [network.diagram.hidden_edges[i][k] for i in range(2) for k in range(2)]
    widths = [edge.get_stroke_width() for edge in (*edges, *network.diagram.output_edges)]
    order = np.argsort(np.abs(np.concatenate((W.ravel(), V.ravel()))))
    assert np.all(np.diff(np.array(widths)[order]) >= 0)


@pytest.mark.parametrize("epoch", [0, 1, 20, 150])
def test_the_straight_run_shows_boundary_errors_and_measurements_of_its_epoch(epoch):
    run = load("linear")
    film = StraightRun(run, InputPicture(run), LARGE, (-3.25, -0.25)).show(float(epoch))
    assert np.abs(log_odds("linear", read_off(LARGE, film.decided.boundary), epoch)).max() < 1e-4
    texts = [float(shown.text.removesuffix("%")) for shown in film.counters]
    assert texts[0] == pytest.approx(100 * run.accuracy[epoch], abs=0.0501)
    assert texts[1] == pytest.approx(run.loss[epoch], abs=0.00501)
    assert run.accuracy[epoch] == pytest.approx(
        np.mean((log_odds("linear", run.inputs.astype(float), epoch) > 0) == (run.targets > 0.5)), abs=0.0006
    )
    wrong = np.concatenate(
        [
            film.placed[label][(log_odds("linear", rows, epoch) > 0) != bool(label)]
            for label, rows in film.plane.strokes.items()
        ]
    )
    for place in film.marks.rings.points[::8]:
        assert np.linalg.norm(wrong - place, axis=1).min() < film.marks.radius + 1e-6
    assert (len(film.marks.rings.points) > 0) == (run.accuracy[epoch] < 1)


def test_a_network_with_more_layers_is_refused_in_one_line(play_scene, monkeypatch):
    run = load("linear")
    updates = len(run.weights.hidden_bias)
    earlier = (np.broadcast_to(2 * np.eye(2), (updates, 2, 2)), np.zeros((updates, 2)))
    deep = replace(run, weights=replace(run.weights, earlier=(earlier,)))
    monkeypatch.setattr(AffineOnly, "trajectory", lambda scene, name: deep)
    with pytest.raises(LectureError, match=r"has 2 hidden layers.*hidden_layers = 2") as refused:
        play_scene(AffineOnly)
    assert "\n" not in refused.value.message


@pytest.mark.parametrize(
    ("accuracy", "said"),
    [
        (
            [0.5, 0.8, *[0.745] * 38],
            "After 39 epochs, 74.5 percent are right, and more training would not help.",
        ),
        (np.linspace(0.5, 0.9, 40), "After 39 epochs, 90 percent are right."),
        (np.linspace(0.7, 0.8, 40), "After 39 epochs, 80 percent are right."),
        (np.linspace(0.5, 1, 40), "After 39 epochs, every point is right, so here a straight boundary is"),
    ],
)
def test_what_the_straight_run_reached_is_said_as_measured(accuracy, said):
    run = load("linear")
    other = replace(run, recipe=replace(run.recipe, epochs=39), accuracy=np.array(accuracy))
    assert StraightWords(other).outcome().startswith(said)


def test_a_run_that_could_still_do_better_is_not_said_to_be_at_its_end():
    run = load("linear")
    slow = replace(run, loss=run.loss + 0.1)
    assert "would not help" in StraightWords(run).outcome()
    assert "would not help" not in StraightWords(slow).outcome()


def test_no_straight_boundary_has_less_loss_than_the_least():
    run = load("linear")
    least = least_loss(run)
    assert least <= run.loss.min() + 1e-5
    rows, signs = run.inputs.astype(float), 2 * run.targets - 1
    for weights in np.random.default_rng(0).normal(0, 3, (200, 3)):
        assert np.logaddexp(0, -signs * (rows @ weights[:2] + weights[2])).mean() >= least


def test_the_loss_of_one_point_is_a_coins_where_p_is_one_half_and_an_error_past_it():
    plot = PointLoss((0.0, 0.0), 4.0, 2.0, 1.0)
    for q, wrong in ((0.9, False), (0.5, False), (0.45, True)):
        plot.show(q)
        place = plot.dot.points.mean(axis=0)
        assert place[1] == pytest.approx(2 * -np.log(q) - 1, abs=1e-3)
        assert (plot.dot.get_stroke_color().to_hex() == theme.WRONG) == wrong
    assert f"{COIN:.2f}" == "0.69"
    assert plot.mark[0].points[:, 1] == pytest.approx(2 * np.log(2) - 1)


def test_the_network_answers_for_the_point_of_the_probe(performed):
    scene = performed(TwoCurves)
    run = load("sigmoid")
    shown = float(scene.network.answer.text)
    p = 1 / (1 + np.exp(-log_odds("sigmoid", scene.probe.point[None], run.epochs)[0]))
    assert shown == pytest.approx(p, abs=0.00501)
    assert f"comes out {'green' if p > 0.5 else 'blue'}." in spoken(scene)
    network = scene.network.copy().show(0.0)
    assert network.answer.value == pytest.approx(
        1 / (1 + np.exp(-log_odds("sigmoid", scene.probe.point[None], 0)[0]))
    )


def test_the_eye_can_follow_the_boundary_while_it_turns_over():
    run = load("linear")
    film = StraightRun(run, InputPicture(run), LARGE, (-3.25, -0.25))

    def turned(epochs):
        kernels = np.stack([(w.hidden_kernel @ w.output_kernel)[:, 0] for w in map(run.glide, epochs)])
        angles = np.unwrap(np.arctan2(kernels[:, 1], kernels[:, 0]))
        return np.abs(np.diff(angles)).max()

    frames = np.linspace(0, 1, 6 * 60 + 1)
    epochs = np.array([film.pace(share) for share in frames]) * run.epochs
    assert turned(epochs) < np.radians(6)
    # The control: at one speed the boundary has turned over between two frames.
    assert turned(frames * run.epochs) > np.radians(90)


def test_the_film_of_the_straight_run_goes_forward_from_the_first_epoch_to_the_last():
    run = load("linear")
    film = StraightRun(run, InputPicture(run), LARGE, (-3.25, -0.25))
    epochs = [film.pace(share) * run.epochs for share in np.linspace(0, 1, 40)]
    tips = [film.show(epoch).curves[0].tip[0] for epoch in epochs]
    assert np.all(np.diff(tips) >= 0)
    assert epochs[0] == 0
    assert film.clock.text.strip() == str(run.epochs)


@pytest.mark.parametrize("dataset", DATASETS)
def test_whichever_way_the_boundary_turns_the_three_and_the_fourth_are_on_one_side(dataset):
    found = witness(*DATASETS[dataset].points(200, 13))
    assert isinstance(found, Witness)
    proof = TriangleProof(LARGE, found)
    sign = 1 if found.triangle_label else -1
    for angle in np.linspace(0, 2 * np.pi, 25):
        proof.show(angle)
        sides = sign * (np.vstack((found.triangle, found.point)) @ proof.normal + proof.offset)
        assert sides.min() > 0
        drawn = read_off(LARGE, proof.decided.boundary)
        if len(drawn):
            assert np.abs(drawn @ proof.normal + proof.offset).max() < 1e-9


def test_the_probe_reads_the_coordinates_of_its_point():
    probe = Probe(LARGE, np.array([0.0, 0.0])).show(np.array([-0.37, 0.84]))
    assert [number.text.strip() for number in probe.numbers] == ["−0.37", "0.84"]
    assert read_off(LARGE, probe.dot).mean(axis=0) == pytest.approx([-0.37, 0.84])


def test_the_key_tells_the_truth_about_every_data_set():
    said = DataKey("parabolas", {0: 1000, 1: 1000}).said
    assert said == "Here are 2,000 points on two parabolas. [Blue is one class], [green the other]."
    assert DataKey("circles", {0: 30, 1: 40}).said.startswith("Here are 70 points on two rings.")


def test_shares_are_never_rounded_up_to_all():
    assert [in_percent(share) for share in (0.745, 1.0, 0.9999, 0.5)] == ["74.5", "100", "99.9", "50"]


def spoken(scene):
    return " ".join(narration.text for narration in scene.narrations)


def test_what_is_said_is_what_was_measured(performed):
    two, three = spoken(performed(TwoCurves)), spoken(performed(ThreeSolutions))
    right = [(log_odds(n, load(n).inputs.astype(float), load(n).epochs) > 0) for n in ORDER]
    solved = all(np.array_equal(p, load(n).targets > 0.5) for p, n in zip(right, ORDER, strict=True))
    assert ("gets every point right" in three) == solved
    assert counted(sum(part.size for part in stored("sigmoid", 0)), "number") in two
    assert f"It is {LETTERS[[NAMES[n] for n in ORDER].index('ReLU')]}." in three
    linear = load("linear")
    share = np.mean((log_odds("linear", linear.inputs.astype(float), linear.epochs) > 0) == linear.targets)
    assert f"{100 * share:g} percent" in spoken(performed(AffineOnly))


def test_the_last_picture_of_the_first_scene_holds_the_trained_numbers(performed):
    scene = performed(TwoCurves)
    W = stored("sigmoid", load("sigmoid").epochs)[0]
    assert scene.network.matrices["W"].values == pytest.approx(W, abs=1e-5)
    assert scene.epoch.get_value() == load("sigmoid").epochs
    (shown,) = scene.record()["epochs"]
    assert (shown["run"], shown["knots"][-1][1]) == ("sigmoid", load("sigmoid").epochs)
