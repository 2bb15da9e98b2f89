"""A start from which ReLU fails, enlarged: which it is, and what was measured of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, VGroup
from numpy.typing import NDArray

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import square_viewport
from scenes.kit.planes.judged_plane import JudgedPlane
from scenes.kit.words.language import whole_percent
from training.geometry.decision import border
from training.geometry.straightness import is_bent
from training.network.activations import activation_named
from training.network.datasets import dataset_named
from training.network.formulas import Weights
from training.run.gradients import switched_on
from training.run.trajectory import Trajectory
from training.sweep.sweep import Sweep
from training.sweep.sweep_path import SweepPath

PRESSING = "relu"
"""The activation whose failures are looked into."""
LARGE = square_viewport((3.42, 0.52), 6.0, -1.0, 1.0)
"""Where the enlarged cell stands: the stage but for a column at its left."""
BESIDE = (theme.LEFT_EDGE, 0.6, 0.0)
"""Left end of that column, at the height of its middle, Manim units."""
_ON = 0.9
"""Least share of the points for which both units of a network are on that hardly presses."""


@dataclass(frozen=True)
class StuckCell:
    """The member of a sweep that is enlarged, after its last epoch, among all members that fail.

    Attributes
    ----------
    seed : int
    solved : int
        Epoch from which all its points are right; -1 when it fails.
    weights : Weights
    on : (2,) array
        Share of the points that each of its units is on for.
    loss : float
    failing_on : (f, 2) array
        The same shares of each member that fails.
    failing_loss : (f,) array
        Their losses.
    """

    seed: int
    solved: int
    weights: Weights
    on: Array
    loss: float
    failing_on: Array
    failing_loss: Array

    @property
    def never_presses(self) -> bool:
        """Whether both its units are on at every point."""
        return bool((self.on == 1).all())

    @property
    def all_but_linear(self) -> bool:
        """Whether its units press few points if any, and its boundary is seen to be straight."""
        if self.never_presses:
            return True
        pieces = border(self.weights, activation_named(PRESSING))
        return bool(self.on.min() >= _ON and pieces) and not any(map(is_bent, pieces))

    @property
    def never_pressing(self) -> NDArray[np.bool_]:
        """Which of the members that fail have both units on at every point, shape ``(f,)``."""
        return np.asarray((self.failing_on == 1).all(axis=1))


def stuck_cell(sweep: Sweep) -> StuckCell | None:
    """Return the first ReLU member that fails, one whose units never press before all others.

    Where no member fails it is the slowest. None where the sweep has no ReLU, or networks with earlier
    layers: they have no boundary that could be drawn.
    """
    if PRESSING not in sweep.plan.activations or sweep.weights.earlier:
        return None
    base, row = sweep.plan.base, sweep.plan.activations.index(PRESSING)
    solved, loss = sweep.all_right[row], sweep.loss[row, :, -1].astype(float)
    inputs, _ = dataset_named(base.dataset).points(base.points, base.data_seed)
    members = SweepPath(sweep, PRESSING).at(base.epochs)
    on = switched_on_each(inputs.astype(float), members)
    failing = solved < 0
    never_presses = failing & (on == 1).all(axis=1)
    index = int(np.lexsort((-solved, ~failing, ~never_presses))[0])
    return StuckCell(
        sweep.plan.seeds[index],
        int(solved[index]),
        members[index],
        on[index],
        float(loss[index]),
        on[failing],
        loss[failing],
    )


def switched_on_each(inputs: Array, members: Weights) -> Array:
    """Return the share of points each unit of each member is on for, shape ``(members, 2)``."""
    relu = activation_named(PRESSING)
    count = len(members.hidden_bias)
    return np.array([switched_on(inputs, members[index], relu) for index in range(count)])


def enlarged(cell: StuckCell, run: Trajectory) -> JudgedPlane:
    """Return the cell at its large place: the plane one scene ends with and the next begins with.

    Parameters
    ----------
    cell
        Whose weights are drawn.
    run
        Of ReLU on the sweep's points.
    """
    return JudgedPlane(run, LARGE, cell.weights, watched=(0, 1))


def shares_on(cell: StuckCell) -> VGroup:
    """Return in words, in the column beside the large place, for how many points each unit is on."""
    hue, lines = theme.RUN_COLOURS[PRESSING], VGroup()
    for unit, share in enumerate(cell.on):
        name = words(f"unit {unit + 1}", 2 * theme.LABEL_SIZE, hue)
        on = words(f"on for {whole_percent(float(share))} % of the points", theme.BODY_SIZE)
        lines.add(VGroup(name, on).arrange(DOWN, 0.3, aligned_edge=LEFT))
    return lines.arrange(DOWN, 0.7, aligned_edge=LEFT).move_to(BESIDE, aligned_edge=LEFT)
