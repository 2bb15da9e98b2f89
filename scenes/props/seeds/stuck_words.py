"""What is said of the start that is enlarged: why it fails, and how many fail like it."""

from __future__ import annotations

import numpy as np

from scenes.kit.words.activation_words import spoken_name
from scenes.kit.words.language import capitalised, counted, whole_percent
from scenes.props.seeds.stuck_cell import PRESSING, StuckCell
from training.network.activations import activation_named

SAME = 1e-3
"""Losses closer than this are called the same."""


def named(cell: StuckCell) -> str:
    """Return what the enlarged network is called beside its loss."""
    return f"{spoken_name(activation_named(PRESSING))}, seed {cell.seed}"


def why_asked(cell: StuckCell) -> str:
    """Return what leads to the enlarged cell: a question where networks fail and one sees why."""
    count = len(cell.failing_loss)
    if count == 0:
        return "Look closer at the slowest start of ReLU."
    if not cell.all_but_linear:
        return f"Look closer at {'the' if count == 1 else 'one'} start that ReLU does not solve."
    return f"Why {'does' if count == 1 else 'do'} {counted(count, 'ReLU network')} fail?"


def on_said(cell: StuckCell) -> str:
    """Return for how many points its units are on."""
    if cell.never_presses:
        return "Here [both units are on] at every point."
    shares = [on_for(float(share)) for share in cell.on]
    if shares[0] == shares[1]:
        return f"Here [each unit is on] for {shares[0]}."
    return f"Here [unit one is on] for {shares[0]}, unit two for {shares[1]}."


def on_for(share: float) -> str:
    """Return a share of the points as one says it."""
    if share == 0:
        return "no point"
    return "every point" if share == 1 else f"{whole_percent(share)} percent of the points"


def same_loss(cell: StuckCell, linear_loss: float) -> bool:
    """Return whether a cell's loss is that of the network without an activation function."""
    return bool(abs(cell.loss - linear_loss) < SAME)


def loss_said(cell: StuckCell, linear_loss: float) -> str:
    """Return its loss beside that of the network without an activation function."""
    if not (np.isfinite(cell.loss) and np.isfinite(linear_loss)):
        return "Compare it with [the linear network]."
    if same_loss(cell, linear_loss):
        return f"Its loss is {cell.loss:.2f}, and so is [the linear network's]."
    if f"{cell.loss:.2f}" == f"{linear_loss:.2f}":
        return f"Its loss is {cell.loss:.2f}, close to [the linear network's]."
    return f"Its loss is {cell.loss:.2f}, and [the linear network's] is {linear_loss:.2f}."


def moral_said(cell: StuckCell) -> str:
    """Return what a unit that never or hardly presses does to the boundary; nothing where units press."""
    presses = "never" if cell.never_presses else "hardly"
    return f"A ReLU that {presses} presses leaves the boundary straight." if cell.all_but_linear else ""


def alike_said(cell: StuckCell) -> str:
    """Return how many of the failing networks fail like the enlarged one; nothing where it says nothing."""
    count, total = int(cell.never_pressing.sum()), len(cell.failing_loss)
    if count == 0 or total < 2:
        return ""
    if count == total:
        return f"All {counted(total)} end this way."
    ends = "ends" if count == 1 else "end"
    return f"{capitalised(counted(count))} of the {counted(total)} {ends} this way."
