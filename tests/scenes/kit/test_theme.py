"""The palette holds for every eye: contrast and distances, also under simulated colour blindness."""

from itertools import combinations

import numpy as np
import pytest

from scenes.kit import theme
from tests.scenes.harness import linear

# Machado, Oliveira, Fernandes (2009), severity 1.0, applied to linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
MEANINGS = ("NEGATIVE", "POSITIVE", "WRONG", "EMPHASIS", "BOUNDARY", "BACKGROUND")
LEAST_DISTANCE = 20.0
"""CIE 1976 colour difference; 2.3 is just noticeable, 20 is seen at a glance in thin strokes."""


def lab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    t = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(one: str, other: str, sight: str) -> float:
    seen = [lab(SIGHT[sight] @ linear(c)) for c in (one, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted(
        (float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other)), reverse=True
    )
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_of_different_meaning_are_told_apart(sight: str) -> None:
    close = {
        (a, b): round(distance(getattr(theme, a), getattr(theme, b), sight), 1)
        for a, b in combinations(MEANINGS, 2)
        if distance(getattr(theme, a), getattr(theme, b), sight) < LEAST_DISTANCE
    }
    assert close == {}


@pytest.mark.parametrize("sight", SIGHT)
def test_runs_are_told_apart_in_one_plot(sight: str) -> None:
    for a, b in combinations(theme.RUN_COLOURS.values(), 2):
        assert distance(a, b, sight) >= LEAST_DISTANCE, (a, b)


@pytest.mark.parametrize("name", ["INK", "MUTED", "EMPHASIS", "NEGATIVE", "POSITIVE", "WRONG"])
def test_text_colours_reach_the_contrast_of_readable_text(name: str) -> None:
    assert contrast(getattr(theme, name), theme.BACKGROUND) >= 4.5
    assert contrast(getattr(theme, name), theme.PANEL) >= 4.5


@pytest.mark.parametrize("colour", theme.RUN_COLOURS.values())
def test_run_labels_are_readable(colour: str) -> None:
    assert contrast(colour, theme.BACKGROUND) >= 4.5


def test_the_distance_check_can_fail() -> None:
    # Red and green of equal lightness: the classic pair that a deuteranope cannot tell apart.
    assert distance("#C0504D", "#7A7A22", "deuteranopia") < LEAST_DISTANCE
    assert distance("#C0504D", "#7A7A22", "normal") > LEAST_DISTANCE
