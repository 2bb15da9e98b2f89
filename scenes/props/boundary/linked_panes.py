"""Three linked panes, inputs x, pre-activations z, activation values a, of one trained network."""

from __future__ import annotations

import numpy as np

from scenes.kit.drawing.shapes import Array
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.planes.feature_space import class_strokes, grid_of
from scenes.props.boundary.pane_layout import pane_frames, pane_titles, pane_views
from scenes.props.boundary.sheet import Placing, Sheet
from training.errors import LectureError
from training.geometry.convex import UNIT_SQUARE
from training.geometry.decision import border_evenly, border_in_z, refuse_deep
from training.geometry.pieces import decided_pieces
from training.geometry.straightness import is_bent
from training.geometry.unfolding import unfolded
from training.network.activations import Activation
from training.network.formulas import Weights, correct, pre_activation, probability
from training.run.trajectory import Trajectory

MIDDLE_LINE = np.stack((np.linspace(-1, 1, 400), np.zeros(400)), axis=1)
"""What a point follows where no boundary crosses the inputs: x2 = 0, points of the input square."""
LEAST_LIMIT = 5.0
"""The panes of z and a reach at least so far in z: nearly all of a, even before any training."""
PERSPECTIVE = 0.07
"""How much larger the turning sheet looks per Manim unit it stands nearer."""


class LinkedPanes:
    """Where each plane stands, its frame, and the sheet drawn in it.

    Attributes
    ----------
    views, frames, names, sheets
        By letter, ``"x"``, ``"z"`` and ``"a"``. The sheets of z and a show the whole pane decided,
        that of x the input square.
    solved
        Whether every point is right with these weights.
    crosses
        Whether the boundary crosses the input square; otherwise the square is all on one ``side`` (0 or 1).
    cut
        Whether the boundary shows in the panes of z and a.
    cuts
        By letter the boundary as curves of the z-plane, each ``(m, 2)``: all of it in z and a, in x what
        crosses the input square.
    square
        Corners of the input square in the z-plane, shape ``(4, 2)``.
    limit
        Half the side of the range of z shown.
    path
        The longest piece of the boundary inside the input square, points of the z-plane, ``(m, 2)``;
        the square's middle line x2 = 0 where there is none.

    Parameters
    ----------
    run
        A run whose activation has finite limits and an inverse, such as sigmoid.
    epoch
        The weights shown.

    Raises
    ------
    LectureError
        When the boundary cannot be pulled back.
    """

    def __init__(self, run: Trajectory, epoch: float) -> None:
        self.weights, self.sigma = run.at(epoch), run.activation
        _refuse_what_cannot_be_undone(self.weights, self.sigma)
        self.square = pre_activation(UNIT_SQUARE, self.weights)
        self.limit = max(float(np.ceil(np.abs(self.square).max())), LEAST_LIMIT)
        self.views = pane_views(self.limit, self.sigma.limits)
        self.frames, self.names = pane_frames(self.views), pane_titles(self.views)
        self.solved = bool(correct(run.probabilities(epoch), run.targets).all())
        self._find_the_boundary()
        self.sheets = self._sheets(run)

    def _find_the_boundary(self) -> None:
        """Set ``cuts`` by pane, ``crosses``, ``cut``, ``side`` and ``path``."""
        kernel, bias = self.weights.hidden_kernel, self.weights.hidden_bias
        in_z = [cut for cut in [border_in_z(self.weights, self.sigma, limit=self.limit)] if len(cut)]
        in_x = [x @ kernel + bias for x in border_evenly(self.weights, self.sigma) if len(x)]
        self.cuts = {"x": in_x, "z": in_z, "a": in_z}
        self.crosses, self.cut = bool(in_x), bool(in_z)
        self.side = int(self.log_odds(self.square).sum() > 0)
        self.path = max(in_x, key=len) if in_x else MIDDLE_LINE @ kernel + bias

    def _sheets(self, run: Trajectory) -> dict[str, Sheet]:
        """Return by letter a sheet in its own pane: z and a show all of it decided, x the input square."""
        strokes = class_strokes(run.inputs, run.targets, run.recipe.dataset)
        as_strokes = run.dataset.drawn_as_strokes
        kernel, bias = self.weights.hidden_kernel, self.weights.hidden_bias
        outlines = {"x": self.square, "z": self.limit * UNIT_SQUARE, "a": self.limit * UNIT_SQUARE}
        sheets = {}
        for letter, outline in outlines.items():
            cuts = self.cuts[letter]
            sides = decided_pieces(outline, cuts, self.log_odds)
            sheet = Sheet(strokes, as_strokes, kernel, bias, cuts, sides)
            sheets[letter] = sheet.show(self.placing(letter))
        return sheets

    def bent(self, letter: str) -> bool:
        """Return whether the boundary is seen to bend in the pane of that letter; False where it has none."""
        place, half_side = self.placing(letter), self.views[letter].width / 2
        return any(is_bent(place(cut)[:, :2], half_side) for cut in self.cuts[letter])

    @property
    def grid_bends(self) -> bool:
        """Whether a line of the input square's grid is seen to bend in the pane of a."""
        z = grid_of() @ self.weights.hidden_kernel + self.weights.hidden_bias
        lines = self.placing("a")(z)[..., :2]
        return any(is_bent(line, self.views["a"].width / 2) for line in lines)

    def log_odds(self, z: Array) -> Array:
        """Return aV + c of points of the z-plane, shape ``(n,)``."""
        return np.asarray(
            self.sigma.f(z) @ self.weights.output_kernel[:, 0] + self.weights.output_bias[0], float
        )

    def inputs_of(self, z: Array) -> Array:
        """Return x = (z - b) W⁻¹, shape ``(..., 2)``."""
        return np.asarray((z - self.weights.hidden_bias) @ np.linalg.inv(self.weights.hidden_kernel), float)

    def probability_of(self, z: Array) -> float:
        """Return p of one point, shape ``(2,)``, all the way from its inputs."""
        return float(probability(self.inputs_of(z)[None], self.weights, self.sigma)[0])

    def spot(self, along: float, off: float = 0.0) -> Array:
        """Return a z, shape ``(2,)``: at a share of the path, then ``off`` it, straight up the log-odds."""
        place = along * (len(self.path) - 1)
        at = np.array([np.interp(place, np.arange(len(self.path)), self.path[:, axis]) for axis in range(2)])
        slope = self.weights.output_kernel[:, 0] * self.sigma.derivative(at)
        away: Array = off * slope / max(float(np.linalg.norm(slope)), 1e-300)
        return at + away

    def room(self, along: float, side: int, most: float) -> float:
        """Return how far off the path, to a side (-1 or 1), a spot stays in the input square, to ``most``."""
        reaches = np.linspace(most, 0.0, 61)
        outside = (np.abs(self.inputs_of(self.spot(along, side * float(r)))).max() > 1 for r in reaches)
        return next((float(r) for r, left in zip(reaches, outside, strict=True) if not left), 0.0)

    def placing(self, letter: str) -> Placing:
        """Return the map that puts points of the z-plane on the stage in one pane."""
        view = self.views[letter]
        if letter == "a":
            return lambda z: view.to_stage(self.sigma.f(z))
        return lambda z: view.to_stage(self.inputs_of(z) if letter == "x" else z)

    def unsquashed(self, share: float, start: Viewport | None = None) -> Placing:
        """Return the way from pane a (0) to pane z (1): every point goes straight from its a to its z."""
        a_view, z_view = start or self.views["a"], self.views["z"]
        return lambda z: (1 - share) * a_view.to_stage(self.sigma.f(z)) + share * z_view.to_stage(z)

    def unfolded(self, share: float) -> Placing:
        """Return the way from pane z (0) to pane x (1): the affine map undone, a flip with it."""
        x_view, z_view = self.views["x"], self.views["z"]
        matrix, depth = unfolded(self.weights.hidden_kernel * z_view.scale, share, float(x_view.scale[0]))
        middle = (1 - share) * z_view.to_stage(self.weights.hidden_bias) + share * x_view.to_stage(
            np.zeros(2)
        )

        def place(z: Array) -> Array:
            x = self.inputs_of(z)
            nearer = 1 / (1 - PERSPECTIVE * (x @ depth))
            placed = np.zeros((*x.shape[:-1], 3))
            placed[..., :2] = (x @ matrix) * nearer[..., None]
            return placed + middle

        return place


def _refuse_what_cannot_be_undone(weights: Weights, sigma: Activation) -> None:
    if sigma.inverse is None or not sigma.bounded or any(sigma.flat):
        raise LectureError(
            f"{sigma.name} cannot be undone point by point; expected a one-to-one "
            "activation between two finite limits: sigmoid, tanh or softsign"
        )
    refuse_deep(weights)
    if np.linalg.matrix_rank(weights.hidden_kernel) < 2:
        raise LectureError(
            "W presses the plane onto a line and cannot be undone; try another seed in lecture.toml"
        )
