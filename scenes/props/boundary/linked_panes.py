"""Three linked panes: inputs x, pre-activations z, activation values a, of one trained network."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scenes.kit.drawing.shapes import Array
from scenes.kit.planes.forward import Forward
from scenes.props.boundary.pane_layout import pane_frames, pane_places, pane_titles
from training.errors import LectureError
from training.geometry.convex import UNIT_SQUARE
from training.geometry.straightness import is_bent
from training.network.activations import Activation
from training.network.formulas import Weights, activation_values, correct, logit, pre_activation, probability
from training.run.trajectory import Trajectory

WAYS = {"x": 0.0, "z": 1.0, "a": 2.0}
"""How far forward each pane shows the plane."""


class LinkedPanes:
    """Where each plane stands, its frame, and what is drawn in it.

    Attributes
    ----------
    run, weights
        The network shown.
    views, frames, names, sheets
        By letter, ``"x"``, ``"z"`` and ``"a"``.
    solved
        Whether every point is right with these weights.
    crosses
        Whether the boundary crosses the input square; otherwise the square is all on one ``side`` (0 or 1).
    point
        Inputs of the point that is followed, shape ``(2,)``.

    Parameters
    ----------
    run
        A run whose activation has finite limits and an inverse, such as sigmoid.
    epoch
        The weights shown.

    Raises
    ------
    LectureError
        When a point of the feature space has not one point among the inputs.
    """

    def __init__(self, run: Trajectory, epoch: float) -> None:
        self.run, self.weights, self.sigma = run, run.at(epoch), run.activation
        places = pane_places()
        self.sheets = {letter: Forward(run, places[letter], epoch).show(way) for letter, way in WAYS.items()}
        self.inverse = _inverse(self.weights, self.sigma)
        ways = {letter: sheet.map for letter, sheet in self.sheets.items()}
        self.views = {"x": places["x"], "z": ways["z"].z_view, "a": ways["a"].a_view}
        self.frames, self.names = pane_frames(self.views), pane_titles(self.views)
        self.solved = bool(correct(run.probabilities(epoch), run.targets).all())
        self.cuts = self.sheets["x"].cuts
        self.crosses = bool(self.cuts)
        self.side = int(logit(UNIT_SQUARE, self.weights, self.sigma).sum() > 0)
        self.ends = self._ends()
        self.point = self.spot(0.5)

    def _ends(self) -> Array:
        """Return the ends in a of the longest piece of the boundary, shape ``(2, 2)``."""
        pieces = [activation_values(cut, self.weights, self.sigma) for cut in self.cuts]
        if not pieces:
            return np.zeros((0, 2))
        return max((piece[[0, -1]] for piece in pieces), key=lambda ends: float(np.ptp(ends, axis=0).max()))

    @property
    def bent(self) -> bool:
        """Whether the boundary among the inputs, all its pieces taken as one, is seen to bend."""
        return self.crosses and is_bent(np.concatenate(self.cuts))

    def spot(self, along: float, off: float = 0.0) -> Array:
        """Return inputs, shape ``(2,)``: on the boundary at a share of its length in a, then ``off`` it in z.

        Off it the way is straight up the log-odds. Where no boundary crosses the inputs, the share is one of
        the square's middle line.
        """
        if not self.crosses:
            return np.array([2 * along - 1, 0.0])
        a = self.ends[0] + along * (self.ends[1] - self.ends[0])
        z = self.inverse(a)
        slope = self.weights.output_kernel[:, 0] * self.sigma.derivative(z)
        away = off * slope / max(float(np.linalg.norm(slope)), 1e-300)
        bias, kernel = self.weights.hidden_bias, self.weights.hidden_kernel
        return np.asarray((z + away - bias) @ np.linalg.inv(kernel), float)

    def room(self, along: float, side: int, most: float) -> float:
        """Return how far off the boundary, to a side (-1 or 1), a spot stays in the square, to ``most``."""
        reaches = np.linspace(most, 0.0, 61)
        outside = (np.abs(self.spot(along, side * float(r))).max() > 1 for r in reaches)
        return next((float(r) for r, left in zip(reaches, outside, strict=True) if not left), 0.0)

    def probability_of(self, x: Array) -> float:
        """Return p of one point, shape ``(2,)``."""
        return float(probability(x[None], self.weights, self.sigma)[0])

    def stage_points(self, x: Array) -> dict[str, Array]:
        """Return by letter where inputs, shape ``(2,)``, stand in each pane."""
        z = pre_activation(x, self.weights)
        values = {"x": x, "z": z, "a": self.sigma.f(z)}
        return {letter: view.to_stage(values[letter]) for letter, view in self.views.items()}


def _inverse(weights: Weights, sigma: Activation) -> Callable[[Array], Array]:
    """Return sigma's inverse."""
    if sigma.inverse is None or not sigma.bounded or any(sigma.flat):
        raise LectureError(
            f"{sigma.name} cannot be undone point by point; expected a one-to-one "
            "activation between two finite limits: sigmoid, tanh or softsign"
        )
    if np.linalg.matrix_rank(weights.hidden_kernel) < 2:
        raise LectureError(
            "W presses the plane onto a line and cannot be undone; try another seed in lecture.toml"
        )
    return sigma.inverse
