"""What is said of an activation holds for each of them: the words follow from its numbers, computed here."""

from __future__ import annotations

import re

import numpy as np
import pytest
from manim import VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines
from scenes.kit.drawing.text import words
from scenes.props.squash.activation_card import ActivationCard
from scenes.props.squash.squash_words import (
    far_said,
    landings_said,
    lines_said,
    near_said,
    saturated_said,
    space_said,
    turned_said,
)
from scenes.props.squash.waiting import animate_return, animate_waiting
from training.network.activations import ACTIVATIONS
from training.network.squashing import slope_facts

FRACTIONS = {"a sixth": 1 / 6, "a fifth": 1 / 5, "a quarter": 1 / 4, "a third": 1 / 3, "half": 1 / 2}


def number_in(text: str) -> float:
    """The last number or fraction of a text."""
    for name, value in FRACTIONS.items():
        if text.endswith(name):
            return value
    sign, digits = re.findall(r"(minus )?(\d+(?:\.\d+)?)", text.lower())[-1]
    return float(digits) * (-1 if sign else 1)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_each_number_is_said_to_land_where_it_does(name) -> None:
    activation = ACTIVATIONS[name]
    card = ActivationCard(activation, slope_facts(activation), theme.INK)
    low, high = activation.limits
    parts = re.split(r", (?:and )?", landings_said(activation, card.marks).rstrip("."))
    assert len(parts) == 3
    for part, mark in zip(parts, card.marks, strict=True):
        value = float(activation.f(np.array(mark)))
        if part.endswith("in the middle"):
            assert value == pytest.approx((low + high) / 2)
        elif " near " in part:
            assert 0 < abs(value - number_in(part)) <= 0.02 * (high - low if activation.bounded else 1)
        else:
            assert value == pytest.approx(number_in(part), abs=0.005)
        assert mark == number_in(part.split("]")[0])


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_what_is_left_of_a_step_is_what_the_function_rises_over_it(name) -> None:
    activation = ACTIVATIONS[name]
    slope = slope_facts(activation)
    card = ActivationCard(activation, slope, theme.INK)
    both = slope.flat_beyond is not None
    sentences = near_said(card.kept_steps[0]), far_said(card.kept_steps[1], both)
    assert sentences[1].startswith("Far out" if both else "Far to the left")
    for sentence, (start, stop) in zip(sentences, card.steps, strict=True):
        first, last = activation.f(np.array([start, stop]))
        kept = last - first
        assert stop - start == 1
        assert ("keeps its length" in sentence) == (0.995 < kept <= 1.005)
        assert ("shrinks" in sentence) <= (0 < kept <= 0.995)
        assert ("almost nothing" in sentence) <= (abs(kept) < 0.02)
        assert (", nothing is left" in sentence) == (kept == 0)
        assert ("turns round" in sentence) <= (kept < 0)
        if "shrinks" in sentence:
            said = sentence.rstrip(".").removesuffix(" of its length")
            assert number_in(said) == pytest.approx(kept, abs=0.02 if "about" in said else 0.005)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_range_said_holds_every_value(name) -> None:
    activation = ACTIVATIONS[name]
    values = activation.f(np.linspace(-30, 30, 6001))
    said = turned_said(activation)
    bounds = [float(b) * (-1 if sign else 1) for sign, b in re.findall(r"(minus )?(\d+(?:\.\d+)?)", said)]
    assert len(bounds) == np.isfinite(activation.limits).sum()
    assert values.min() >= min(bounds, default=-np.inf) - 0.005
    if len(bounds) == 2:
        assert values.max() <= max(bounds)


def test_bent_broken_and_straight_lines_are_told_apart() -> None:
    assert len({lines_said(True, False), lines_said(True, True), lines_said(False, False)}) == 3
    assert space_said(True).startswith("This bent plane")
    assert space_said(False).startswith("This plane")


@pytest.mark.parametrize(
    ("share", "walls", "said"),
    [
        (0.0, False, "None of them is."),
        (0.3015, True, "30 percent are, all of them along the walls."),
        (0.3015, False, "30 percent are."),
        (0.001, False, "Less than 1 percent are."),
        (0.999, False, "More than 99 percent are."),
    ],
)
def test_the_share_of_flat_slopes_is_a_whole_sentence(share, walls, said) -> None:
    assert saturated_said(share, walls) == said


def test_what_waits_is_dim_without_its_words_and_comes_back_as_it_was() -> None:
    line, text = Polylines(theme.FRAME, 2, 0.6), words("z")
    picture = VGroup(line.set_lines(np.array([[[0.0, 0, 0], [1, 0, 0]]])), text)
    for animation, stroke, letters in (
        (animate_waiting(picture), 0.6 * theme.DIMMED, 0.0),
        (animate_return(picture), 0.6, 1.0),
    ):
        animation.begin()
        animation.finish()
        assert line.get_stroke_opacity() == pytest.approx(stroke)
        assert text.family_members_with_points()[0].get_fill_opacity() == pytest.approx(letters)
