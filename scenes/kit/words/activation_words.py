"""What was measured about an activation, as spoken sentences and short labels."""

from __future__ import annotations

import numpy as np

from scenes.kit.drawing.viewport import tick_text
from scenes.kit.words.language import capitalised, listed, whole_percent
from training.network.activations import Activation
from training.network.squashing import FLAT, Slope

SPOKEN = {
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "elu": "ELU",
    "selu": "SELU",
    "gelu": "GELU",
    "silu": "SiLU",
}
"""Names that one says, and writes, otherwise than Keras; all others are words with ``_`` for a space."""


def spoken_name(activation: Activation) -> str:
    """Return the activation's name as one says it, such as ``hard sigmoid``."""
    return SPOKEN.get(activation.name, activation.name.replace("_", " "))


def introduced(activation: Activation) -> str:
    """Return the name as one meets it within a sentence: the sigmoid, but ReLU."""
    name = spoken_name(activation)
    return f"the {name}" if "sigmoid" in name else name


def number(value: float) -> str:
    """Return a number as shown: at most two decimals, a true minus, no trailing zeros."""
    return tick_text(float(np.round(value, 2)) + 0.0)


def spoken(value: float) -> str:
    """Return a number as one says it: as `number` shows it, minus as a word."""
    return number(value).replace("−", "minus ")


def range_said(activation: Activation) -> str:
    """Return one sentence on which values sigma can give."""
    low, high = activation.limits
    if activation.bounded:
        return f"Whatever goes in, a number between {spoken(low)} and {spoken(high)} comes out."
    if np.isfinite(low):
        return f"Whatever goes in, nothing below {spoken(low)} comes out."
    return "Any number goes in, and any number can come out."


def range_label(activation: Activation) -> str:
    """Return a label on which values sigma can give, Typst."""
    low, high = activation.limits
    if activation.bounded:
        return f"between ${number(low)}$ and ${number(high)}$"
    return f"never below ${number(low)}$" if np.isfinite(low) else "unlimited"


def slope_said(slope: Slope) -> str:
    """Return one or two sentences on the values of sigma', its peak and where it is flat."""
    if slope.levels:
        return f"Its slope is only ever {levels_of(slope)}."
    if np.isinf(slope.at):
        return f"Its slope stays below {number(slope.peak)}."
    peak = f"Its slope peaks at {spoken(slope.peak)}, where z is {spoken(slope.at)}."
    if slope.flat_beyond is None:
        return peak
    return f"{peak} {flat_said(slope)}"


def flat_said(slope: Slope) -> str:
    """Return one sentence on where, on both sides, sigma' is under FLAT."""
    return f"Beyond {slope.flat_beyond} either way, it is under {FLAT:g}."


def slope_labels(slope: Slope) -> list[str]:
    """Return labels on the values of sigma', its peak and where it is flat, Typst, one a line."""
    if slope.levels:
        return [f"only ever ${levels_of(slope)}$".replace(" or ", "$ or $")]
    if np.isinf(slope.at):
        return [f"always below ${number(slope.peak)}$"]
    lines = [f"at most ${number(slope.peak)}$, at $z = {number(slope.at)}$"]
    if slope.flat_beyond is not None:
        lines.append(f"under ${FLAT:g}$ beyond $|z| = {slope.flat_beyond}$")
    return lines


def levels_of(slope: Slope) -> str:
    """Return the only values that sigma' takes, as a list with a last ``or``."""
    return listed([number(level) for level in slope.levels], "or")


def kept_said(steps: tuple[tuple[int, int], ...], kept: tuple[float, ...]) -> str:
    """Return two sentences on what becomes of two steps of z, each one long, kept as ``kept``."""
    far, far_end = steps[1]
    rest = "nothing is left" if kept[1] == 0 else f"it becomes {spoken(kept[1])}"
    return f"{step_said(steps[0], kept[0])} From {spoken(far)} to {spoken(far_end)}, {rest}."


def step_said(step: tuple[int, int], kept: float) -> str:
    """Return one sentence on what becomes of a step of z, one long; ``kept`` is f's rise over it."""
    left = "keeps its length" if np.isclose(kept, 1) else f"becomes {spoken(kept)}"
    return f"A step from {spoken(step[0])} to {spoken(step[1])} {left}."


def dark_said(square: float, points: float) -> str:
    """Return one sentence on the saturated shares, in [0, 1], of the input square and of the points."""
    if square == 0:
        return "Nothing here is dark: some unit responds everywhere."
    held = f"{whole_percent(points)} percent" if points else "none"
    return f"That is {whole_percent(square)} percent of the square and {held} of the data."


def pile_said(share: float, classes: list[str]) -> str:
    """Return one sentence on the share of points, in [0, 1], at the origin, and on their classes' names."""
    if not share:
        return "No data point fell into that part this time."
    whose = f"all {classes[0]}" if len(classes) == 1 else "of both classes"
    return f"{capitalised(whole_percent(share))} percent of the points, {whose}, share that spot."
