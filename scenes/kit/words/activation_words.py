"""What was measured about an activation, as spoken sentences and short labels."""

from __future__ import annotations

import numpy as np

from scenes.kit.drawing.viewport import tick_text
from scenes.kit.words.language import listed
from training.network.activations import Activation
from training.network.squashing import Slope

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


def range_label(activation: Activation) -> str:
    """Return a label on which values sigma can give, Typst."""
    low, high = activation.limits
    if activation.bounded:
        return f"between ${number(low)}$ and ${number(high)}$"
    return f"never below ${number(low)}$" if np.isfinite(low) else "unlimited"


def slope_label(slope: Slope) -> str:
    """Return a label on the values of sigma', Typst."""
    if slope.levels:
        return f"only ever ${levels_of(slope)}$".replace(" or ", "$ or $")
    if np.isinf(slope.at):
        return f"always below ${number(slope.peak)}$"
    return f"at most ${number(slope.peak)}$, at $z = {number(slope.at)}$"


def levels_of(slope: Slope) -> str:
    """Return the only values that sigma' takes, as a list with a last ``or``."""
    return listed([number(level) for level in slope.levels], "or")
