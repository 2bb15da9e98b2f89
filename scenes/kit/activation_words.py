"""What was measured about an activation, as spoken sentences and short labels."""

from __future__ import annotations

import numpy as np

from scenes.kit.viewport import tick_text
from training.activations import Activation
from training.squashing import FLAT, Slope

SPOKEN = {
    "relu": "ReLU",
    "tanh": "hyperbolic tangent",
    "elu": "ELU",
    "selu": "SELU",
    "gelu": "GELU",
    "silu": "SiLU",
}


def spoken_name(activation: Activation) -> str:
    """The activation's name as one says it."""
    return SPOKEN.get(activation.name, activation.name.replace("_", " "))


def number(value: float) -> str:
    """At most two decimals, a true minus, no trailing zeros."""
    return tick_text(float(np.round(value, 2)) + 0.0)


def range_said(activation: Activation) -> str:
    """One sentence on what can come out."""
    low, high = activation.limits
    if np.isfinite(low) and np.isfinite(high):
        return f"Any number goes in; only numbers between {number(low)} and {number(high)} come out."
    if np.isfinite(low):
        return f"Any number goes in; nothing below {number(low)} comes out."
    return "Any number goes in, and any number can come out."


def range_label(activation: Activation) -> str:
    """The same in a few words of Typst."""
    low, high = activation.limits
    if np.isfinite(low) and np.isfinite(high):
        return f"between ${number(low)}$ and ${number(high)}$"
    return f"never below ${number(low)}$" if np.isfinite(low) else "unlimited"


def slope_said(slope: Slope) -> str:
    """One or two sentences on sigma'."""
    if slope.levels:
        return f"Its slope is only ever {listed(slope.levels)}."
    if np.isinf(slope.at):
        return f"Its slope stays below {number(slope.peak)}."
    peak = f"Its slope peaks at {number(slope.peak)}, where z is {number(slope.at)}."
    if slope.flat_beyond is None:
        return peak
    return f"{peak} Beyond {slope.flat_beyond} on either side, less than a hundredth is left."


def slope_labels(slope: Slope) -> list[str]:
    """The same in a few words of Typst, one label a line."""
    if slope.levels:
        return [f"only ever ${listed(slope.levels)}$".replace(" or ", "$ or $")]
    if np.isinf(slope.at):
        return [f"always below ${number(slope.peak)}$"]
    lines = [f"at most ${number(slope.peak)}$, at $z = {number(slope.at)}$"]
    if slope.flat_beyond is not None:
        lines.append(f"under ${FLAT:g}$ beyond $|z| = {slope.flat_beyond}$")
    return lines


def listed(values: tuple[float, ...]) -> str:
    """Numbers joined by commas and a last or."""
    said = [number(value) for value in values]
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + " or " + said[-1]


def percent(share: float) -> str:
    """A share as whole per cent; tiny and near-whole shares are not rounded away."""
    whole = round(100 * share)
    if share > 0 and whole == 0:
        return "less than 1"
    return "more than 99" if share < 1 and whole == 100 else str(whole)
