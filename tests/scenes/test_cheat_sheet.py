"""Reading a feature space: each card shows what its words say, computed again in plain NumPy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from manim import Typst, VMobject

from scenes.cheat_sheet import TRAVEL, CheatSheet
from scenes.kit.planes.forward import Forward
from scenes.kit.planes.riddle import NAMES, ORDER
from scenes.props.cheat_sheet.carried_card import CarriedCard
from scenes.props.cheat_sheet.readings import a_line, pressed, saturated_share
from scenes.props.cheat_sheet.space_card import SpaceCard
from tests.scenes.plain_network import members
from tests.scenes.review import opacity
from training.paths import CACHE
from training.run.trajectory import load


@pytest.fixture(scope="module")
def played(performed):
    """The scene at its end, the cards with the titles they had, and the three worlds as they came."""
    cards: list[SpaceCard] = []
    ways: dict[str, list[float]] = {}

    def look(scene, beat, narration):
        if len(getattr(scene, "cards", ())) == 8 and not cards:
            cards.extend(scene.cards[::2])
        ways.setdefault(narration or beat, [m.way for m in scene.mobjects if isinstance(m, Forward)])

    return performed(CheatSheet, on_still=look), cards, ways


@pytest.fixture(scope="module")
def sheet(played):
    return played[:2]


def test_each_card_s_boundary_is_where_p_is_one_half(sheet) -> None:
    _, cards = sheet
    assert [card.run.recipe.activation for card in cards] == ["linear", "relu", "tanh", "relu"]
    for card in (cards[0], cards[2], cards[3]):
        ends = card.decided.boundary.points[[0, -1], :2]
        low = np.array([card.view.x_range[0], card.view.y_range[0]])
        corner = np.array(card.view.centre) - np.array([card.view.width, card.view.height]) / 2
        a = low + (ends - corner) / card.view.scale
        last = members(f"{card.run.recipe.activation}.npz", -1)
        np.testing.assert_allclose(a @ last[2][:, 0] + last[3][0], 0, atol=1e-6)


def test_wrong_points_of_a_card_are_ringed_and_right_ones_are_not(sheet) -> None:
    _, cards = sheet
    ringed = [len(card.marks.rings.points) > 0 for card in cards]
    assert ringed == [card.run.accuracy[-1] < 1 for card in cards] == [True, True, False, False]


def straightness(card):
    """Largest distance of a grid sample from the chord of its line, as a share of the card's side."""
    samples = card.plane.grid.points.reshape(22, -1, 4, 3)[:, :, 0, :2]
    start, chord = samples[:, :1], samples[:, -1:] - samples[:, :1]
    across = (samples - start) @ np.array([[0, 1], [-1, 0]])
    length = np.maximum(np.linalg.norm(chord, axis=2), 1e-9)
    return float((np.abs((across * chord).sum(axis=2)) / length).max() / card.view.width)


def test_the_shapes_are_what_the_words_say(sheet) -> None:
    _, (flat, line, pressed, bent) = sheet
    assert straightness(flat) < 1e-9
    assert straightness(bent) > 0.05
    assert straightness(pressed) > 0.05
    for curve in line.plane.curves.values():
        assert np.ptp(curve.points[:, 0]) < 1e-9


def test_what_is_called_slow_has_lost_slopes_and_is_solved(sheet) -> None:
    _, cards = sheet
    with np.load(CACHE / "tanh.npz") as arrays:
        inputs = arrays["inputs"].astype(float)
    weights = members("tanh.npz", -1)
    slopes = 1 - np.tanh(inputs @ weights[0] + weights[1]) ** 2
    assert saturated_share(cards[2].run) == pytest.approx((slopes < 0.01).mean())
    unsolved = replace(cards[2].run, accuracy=0.9 * cards[2].run.accuracy)
    for run, solved in ((cards[2].run, True), (unsolved, False)):
        reading = pressed(run)
        assert reading is not None
        assert ("solved" in reading.said) == ("solved" in reading.meaning) == solved


def test_points_on_a_line_are_no_sign_of_a_death_where_the_flat_plane_is_one_too() -> None:
    dead, linear = load("dead_unit"), load("linear")
    kernel = linear.weights.hidden_kernel
    one_line = np.repeat(kernel[..., :1], 2, axis=-1)  # both units the same: as learning rate 0.5 leaves it
    collapsed = replace(linear, weights=replace(linear.weights, hidden_kernel=one_line))
    for other, said in (
        (linear, "If all points lie on [one line], a unit has died."),
        (collapsed, "If a unit has died, all points lie on [one line]."),
    ):
        reading = a_line(dead, other)
        assert reading is not None
        assert reading.said == said


def test_the_chapter_begins_with_the_card_it_was_handed(sheet) -> None:
    scene, cards = sheet
    carried = CarriedCard(load("dead_unit"))
    assert cards[1] is scene.travelled
    assert cards[1].view.width == pytest.approx(3.2)
    assert cards[1].view.x_range == carried.card.view.x_range
    assert carried.card.view.height > 5.5


def test_a_card_moves_as_it_is(sheet) -> None:
    card = CarriedCard(load("dead_unit")).card
    before = (card.plane.grid.points - card.frame.get_center()) / card.view.width
    small = replace(card.view, centre=(3.0, 1.0), width=2.0, height=2.0)
    card.stand(small)
    np.testing.assert_allclose((card.plane.grid.points - card.frame.get_center()) / 2, before, atol=1e-9)


def test_nothing_but_three_worlds_and_their_names_is_there_at_the_end(played) -> None:
    scene, _, ways = played
    worlds = [m for m in scene.mobjects if isinstance(m, Forward)]
    assert [world.run.recipe.activation for world in worlds] == list(ORDER)
    texts = {m.typst_code for m in scene.mobjects if isinstance(m, Typst)}
    assert texts == set(NAMES.values())
    drawn = [m for m in scene.mobjects if isinstance(m, VMobject) and opacity(m) > 0]
    assert len(drawn) == 6
    assert ways["And what stands behind each of them?"] == []
    assert [world.way for world in worlds] == [2.0, 2.0, 2.0]


def test_the_last_words_are_followed_by_three_still_seconds(played) -> None:
    scene = played[0]
    last = scene.spoken[-1]
    assert last["sentence"] == "It bends the world."
    assert scene.time - (last["start"] + last["seconds"]) >= TRAVEL - last["seconds"] + 3.0 - 1e-6


def test_each_straight_boundary_is_that_of_its_network(played) -> None:
    for world in (m for m in played[0].mobjects if isinstance(m, Forward)):
        points = world.boundary.points[:, :2]
        start, chord = points[0], points[-1] - points[0]
        across = (points - start) @ np.array([-chord[1], chord[0]]) / np.linalg.norm(chord)
        assert np.abs(across).max() < 0.01 * np.linalg.norm(chord)
