"""A word with a live number on the same baseline; what a number tells of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol, get_args

import numpy as np
from manim import VGroup, VMobject

from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.text import words
from training.network.formulas import Weights
from training.run.trajectory import Trajectory

Quantity = Literal["accuracy", "loss", "p", "area", "determinant", "gradient", "on", "saturated", "folded"]
"""What a counter may tell of the weights that are drawn, in per cent where it has that suffix:

- ``accuracy``, ``loss``: of all points of the run;
- ``p``: the probability of green at ``picture.point``, inputs of shape ``(2,)``;
- ``area``: of the input square's image, as a share of the square that a bounded activation fills at most;
- ``determinant``: of the hidden kernel W;
- ``gradient``: length of the loss's gradient over all points in W and b of ``picture.unit``; in all weights
  and biases where the picture has no unit;
- ``on``: share of the points at which ``picture.unit`` has a slope that is not 0;
- ``saturated``: share of the slopes, both units' at every point, that are under 0.01;
- ``folded``: share of the points that lie on an axis of the feature space, a unit's slope being 0.
"""
Plain = Literal["epoch", "entry", "coordinate", "count"]
"""What a counter may show beside that: a clock, an entry of a matrix or a weight, a coordinate of a point,
how many have been counted."""


class Drawn(Protocol):
    """A picture of a run, at the weights it is drawn with now; see `Quantity` for what else it may have."""

    @property
    def run(self) -> Trajectory:
        """Whose points and activation are drawn."""

    @property
    def weights(self) -> Weights:
        """What is drawn now: stored weights, or those between two epochs."""


@dataclass(frozen=True)
class Told:
    """What a counter tells; a copy of the counter tells the same of the same picture."""

    quantity: Quantity | Plain
    picture: Drawn | None

    def __deepcopy__(self, memo: Any) -> Told:
        return self


def told(counter: Counter, quantity: Quantity | Plain, picture: Drawn | None = None) -> Counter:
    """Note on a counter what it tells of a picture; tests compare them in every frame.

    Parameters
    ----------
    counter
        Shows the quantity of the weights drawn in the same frame, or is dimmed (opacity 0.4 at most).
    quantity
        One of `Quantity`, or of `Plain`.
    picture
        Its ``run`` and ``weights`` are what is drawn now, as `FeaturePanel` has them; none for `Plain` ones.

    Returns
    -------
    Counter
        The counter itself.

    Raises
    ------
    ValueError
        When the quantity is none of them, or there is no picture it could be told of.
    """
    measured, plain = get_args(Quantity), get_args(Plain)
    if quantity not in measured + plain:
        raise ValueError(f"a counter cannot tell {quantity!r}, expected one of {measured + plain}")
    if quantity in measured and picture is None:
        raise ValueError(f"{quantity!r} is told of a picture; expected one with `run` and `weights`")
    counter.told = Told(quantity, picture)
    return counter


def set_on_baseline(counter: Counter, baseline: float, left: float) -> Counter:
    """Move a counter so that its digits stand on a stage y, its first cell at a stage x."""
    # The counter's anchor starts on the baseline at the left edge of its first cell.
    return counter.shift(np.array([left, baseline, 0.0]) - counter.origin)


def baseline_of(text: VMobject) -> float:
    """Return the stage y of a line of text: where most of its glyphs end, descenders being few."""
    return float(np.median([glyph.get_bottom()[1] for glyph in text.family_members_with_points()]))


def readout(text: str, counter: Counter, size: float, colour: str, buff: float = 0.12) -> VGroup:
    """A word and a counter after it, on one baseline.

    Returns
    -------
    VGroup
        ``[0]`` the word, ``[1]`` the counter.
    """
    word = words(text, size, colour)
    set_on_baseline(counter, baseline_of(word), word.get_right()[0] + buff)
    return VGroup(word, counter)
