"""Colours are called by what a viewer would call them, and sentences follow [look]."""

from dataclasses import replace

import numpy as np
import pytest

from scenes.kit import theme
from scenes.kit.planes.riddle import Riddle
from scenes.kit.words.hues import class_hues, hue_said
from scenes.props.problem.data_key import DataKey
from scenes.props.problem.places import LARGE
from scenes.props.problem.riddle_words import RiddleWords
from scenes.props.problem.straight_cut import TriangleProof
from training.geometry.separability import Witness
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


def test_other_class_colours_are_spoken_of_by_their_own_names(monkeypatch) -> None:
    monkeypatch.setattr(theme, "current", replace(theme.current, negative="#FFA500", positive="#800080"))
    corners = Witness(np.array([[-1.0, 0], [1, 0], [0, 1]]), np.array([0.0, 0.3]), 1, np.full(3, 1 / 3))
    proof = TriangleProof(LARGE, corners)
    told = (
        DataKey("parabolas", {0: 5, 1: 5}).said,
        RiddleWords(Riddle(load)).opening(),
        f"{proof.outer} {proof.inner}",
    )
    for said in told:
        assert "orange" in said.lower()
        assert "purple" in said
        assert "blue" not in said.lower()
        assert "green" not in said
