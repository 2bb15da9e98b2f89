"""Colours are called by what a viewer would call them, and sentences follow [look]."""

import ast
import re
from dataclasses import replace

import numpy as np
import pytest

from scenes.kit import theme
from scenes.kit.planes.riddle import Riddle
from scenes.kit.words.hues import class_hues, hue_said
from scenes.props.problem.data_key import DataKey
from scenes.props.problem.places import LARGE
from scenes.props.problem.riddle_words import RiddleWords
from scenes.props.problem.triangle_proof import TriangleProof
from scenes.props.training.commentary import Commentary
from scenes.two_curves import TwoCurves
from training.geometry.separability import Witness
from training.paths import ROOT
from training.run.trajectory import load

#: Colour keywords of CSS (level 4) whose names are everyday English.
CSS = {
    "#FF0000": "red", "#DC143C": "red", "#FFA500": "orange", "#FF8C00": "orange", "#FFFF00": "yellow",
    "#FFD700": "yellow", "#008000": "green", "#90EE90": "green", "#32CD32": "green", "#40E0D0": "turquoise",
    "#0000FF": "blue", "#1E90FF": "blue", "#4169E1": "blue", "#800080": "purple", "#8A2BE2": "purple",
    "#FF69B4": "pink", "#FF1493": "pink", "#FFFFFF": "white", "#808080": "grey", "#000000": "black",
}  # fmt: skip


@pytest.mark.parametrize("colour", CSS)
def test_a_colour_has_its_everyday_name(colour) -> None:
    assert hue_said(colour) == CSS[colour]


def test_the_lecture_s_own_colours_are_named_as_in_the_film() -> None:
    assert class_hues() == ("blue", "green")
    assert (hue_said(theme.WRONG), hue_said(theme.EMPHASIS)) == ("red", "yellow")


@pytest.fixture
def changed_look(monkeypatch) -> None:
    """Colours as lecture.toml may set them: orange and purple classes, grey errors, pink attention."""
    look = replace(theme.current, negative="#FFA500", positive="#800080", wrong="#808080", emphasis="#FF69B4")
    monkeypatch.setattr(theme, "current", look)


@pytest.mark.usefixtures("changed_look")
def test_other_class_colours_are_spoken_of_by_their_own_names() -> None:
    corners = Witness(np.array([[-1.0, 0], [1, 0], [0, 1]]), np.array([0.0, 0.3]), 1, np.full(3, 1 / 3))
    proof = TriangleProof(LARGE, corners)
    told = (
        DataKey("parabolas", {0: 5, 1: 5}).said,
        RiddleWords(Riddle(load)).sides(),
        f"{proof.outer} {proof.inner}",
    )
    for said in told:
        assert "orange" in said.lower()
        assert "purple" in said
        assert "blue" not in said.lower()
        assert "green" not in said


@pytest.mark.usefixtures("changed_look")
def test_the_classes_of_a_training_film_are_spoken_of_by_their_colours() -> None:
    said = Commentary(load("sigmoid"))
    assert said.following() == "Follow [one purple point], near the end of its curve."
    assert "every orange point is right" in said.first_class_right(66)


def title_of_two_curves(monkeypatch) -> str:
    # What the stage does of its own would read the lecture file's look back.
    monkeypatch.setattr("scenes.kit.stage.stage.adopt_settings", lambda: None)
    scene = TwoCurves()
    scene.setup()
    return scene.title


def test_the_first_title_asks_for_the_classes_as_they_are_called(monkeypatch) -> None:
    assert title_of_two_curves(monkeypatch) == TwoCurves.title == "Blue or green?"


@pytest.mark.usefixtures("changed_look")
def test_the_first_title_follows_the_look(monkeypatch) -> None:
    assert title_of_two_curves(monkeypatch) == "Orange or purple?"


def colours_written(source: str) -> list[str]:
    """Names of the hues that lecture.toml may change in the texts of a module, docstrings left out.

    A class's ``title`` must be literal, for readers of the file; what the scene shows is tested above.
    """
    tree = ast.parse(source)
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            skipped.add(node.value)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "title":
            skipped.add(node.value)
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in skipped]
    words = re.compile(r"\b(red|orange|yellow|green|turquoise|blue|purple|pink|gr[ea]y)\b", re.IGNORECASE)
    return [text.value for text in texts if isinstance(text.value, str) and words.search(text.value)]


def test_no_scene_speaks_of_a_colour_it_has_not_looked_up() -> None:
    files = [path for path in (ROOT / "scenes").rglob("*.py") if path.name != "hues.py"]
    assert len(files) > 80
    assert {str(path): found for path in files if (found := colours_written(path.read_text("utf-8")))} == {}
    control = '"""Red."""\ntitle = "Blue or green?"\nsaid = f"Now {1} yellow part"\nfine = "ordered, bluer"\n'
    assert colours_written(control) == [" yellow part"]
