"""Reading a feature space: each card shows what its words say, computed again in plain NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.cheat_sheet import CheatSheet
from scenes.kit.planes.riddle import Riddle
from scenes.props.cheat_sheet.space_card import SpaceCard
from tests.scenes.plain_network import members
from training.paths import CACHE
from training.run.trajectory import load


@pytest.fixture(scope="module")
def played(performed):
    """The scene at its end, the first four of its cards, and the riddle's pictures at every still."""
    cards: list[SpaceCard] = []
    riddle: dict[str, tuple[list[str], dict[str, np.ndarray], set[str]]] = {}

    def look(scene, beat, narration):
        if hasattr(scene, "cards") and not cards and len(scene.cards) == 8:
            cards.extend(scene.cards[::2])
        if hasattr(scene, "riddle"):
            letters = [(label.get_x(), name) for name, label in scene.riddle.letters.items()]
            boxes = {name: picture.outline.get_center() for name, picture in scene.riddle.pictures.items()}
            shown = {
                name
                for name, label in scene.riddle.letters.items()
                if label in scene.mobjects or any(label in m.submobjects for m in scene.mobjects)
            }
            riddle[narration or beat] = [name for _, name in sorted(letters)], boxes, shown

    return performed(CheatSheet, on_still=look), cards, riddle


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


def test_the_saturated_share_is_counted_over_all_slopes(sheet) -> None:
    scene, _ = sheet
    with np.load(CACHE / "tanh.npz") as arrays:
        inputs = arrays["inputs"].astype(float)
    weights = members("tanh.npz", -1)
    slopes = 1 - np.tanh(inputs @ weights[0] + weights[1]) ** 2
    said = " ".join(narration.text for narration in scene.narrations)
    assert f"With tanh, {100 * (slopes < 0.01).mean():.1f} percent of the slopes are below 0.01." in said


def test_the_three_pictures_return_as_the_riddle_posed_them(played) -> None:
    _, _, seen = played
    posed = Riddle(load)
    order, boxes, shown = seen["Back to the three pictures. Now you can tell them apart."]
    assert order == sorted(posed.letters, key=lambda name: posed.letters[name].get_x())
    assert shown == set(posed.letters)
    for name, picture in posed.pictures.items():
        np.testing.assert_allclose(boxes[name], picture.outline.get_center(), atol=1e-9)
    _, boxes, shown = seen["The world, not the line"]
    assert sorted(boxes, key=lambda name: boxes[name][0]) == order
    assert shown == set()  # names have taken the letters' place


def test_each_feature_space_stands_under_its_own_picture(sheet) -> None:
    scene, _ = sheet
    cards = [m for m in scene.mobjects if isinstance(m, SpaceCard)]
    assert len(cards) == 3
    for card in cards:
        name = card.run.recipe.activation
        above = scene.riddle.pictures[name].outline
        assert card.view.centre[0] == pytest.approx(above.get_x())
        assert scene.riddle.names[name].get_x() == pytest.approx(above.get_x())
        assert card.frame.get_top()[1] < above.get_bottom()[1]
