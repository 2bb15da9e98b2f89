"""What an activation does to numbers and to the trained plane, as spoken sentences that hold for any."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.kit.words.activation_words import introduced, number, spoken
from scenes.kit.words.language import capitalised, whole_percent
from training.network.activations import Activation

_NEAR = 0.02
"""What is nearer than this to a limit or fraction, in lengths of the whole, is said to be near it."""
_FRACTIONS = {1 / 6: "a sixth", 1 / 5: "a fifth", 1 / 4: "a quarter", 1 / 3: "a third", 1 / 2: "half"}
"""Fractions one says in place of a decimal."""


def turned_said(activation: Activation) -> str:
    """Return one sentence on which values sigma can give; what it does to a number stands in brackets."""
    name, (low, high) = capitalised(introduced(activation)), activation.limits
    if activation.bounded:
        return f"{name} [turns any number] into one between {spoken(low)} and {spoken(high)}."
    if np.isfinite(low):
        return f"{name} [turns any number] into one that is never below {spoken(low)}."
    return f"{name} [takes any number], and can return any number."


def landings_said(activation: Activation, marks: Sequence[float]) -> str:
    """Return one sentence on where numbers land, two at least; each stands in brackets."""
    first, *others = (f"[{capitalised(spoken(mark))}] lands {_landing(activation, mark)}" for mark in marks)
    return f"{', '.join([first, *others[:-1]])}, and {others[-1]}."


def _landing(activation: Activation, mark: float) -> str:
    value, (low, high) = float(activation.f(np.array(mark))), activation.limits
    if activation.bounded:
        if np.isclose(value, (low + high) / 2):
            return "in the middle"
        for limit in (low, high):
            if 0 < abs(value - limit) < _NEAR * (high - low):
                return f"near {spoken(limit)}"
    exact = value == round(value, 2) or number(value) != number(round(value))
    return f"{'at' if exact else 'near'} {spoken(value)}"


def near_said(kept: float) -> str:
    """Return one sentence on what becomes of a step around zero, one long; ``kept`` is f's rise over it."""
    if kept > 1.005:
        return f"Near zero, a step grows to {spoken(kept)} times its length."
    return f"Near zero, a step {_left_of_step(kept)}."


def far_said(kept: float, both_sides: bool) -> str:
    """Return one sentence on what becomes of a step far from zero, on both sides or on the left one only."""
    where = "Far out" if both_sides else "Far to the left"
    if kept == 0:
        return f"{where}, nothing is left of it."
    if abs(kept) < _NEAR:
        return f"{where}, almost nothing is left of it."
    if kept < 0:
        return f"{where}, it turns round, and {spoken(-kept)} of it is left."
    return f"{where}, it {_left_of_step(kept)}."


def _left_of_step(kept: float) -> str:
    if kept > 0.995:
        return "keeps its length"
    named = next((name for share, name in _FRACTIONS.items() if abs(kept - share) < _NEAR), "")
    return f"shrinks to {f'about {named}' if named else f'{spoken(kept)} of its length'}"


def lines_said(bent: bool, broken: bool) -> str:
    """Return one sentence on the squashed grid: bent smoothly, broken at hinges, or neither to be seen."""
    if not bent:
        return "Its [straight lines] are still all but straight."
    return f"Its [straight lines] have {'got corners' if broken else 'become curves'}."


def space_said(bent: bool) -> str:
    """Return one sentence that names the feature space."""
    return f"This {'bent ' if bent else ''}plane is called the [feature space]."


def saturated_said(share: float, along_walls: bool) -> str:
    """Return one sentence on the share of slopes, in [0, 1], that are flat, and on where their points lie."""
    if share == 0:
        return "None of them is."
    where = ", all of them along the walls" if along_walls else ""
    return f"{capitalised(whole_percent(share))} percent are{where}."
