"""How many slopes of a trained network are as good as zero: counted, and shown where their points lie."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, VGroup

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import told
from scenes.kit.drawing.shapes import Polygons, Polylines, dots_of
from scenes.kit.drawing.text import words
from scenes.kit.planes.feature_space import grid_of, split_at_hinges
from scenes.props.squash.carried_space import CarriedSpace
from scenes.props.squash.tint import TintedStrokes, segments_of
from training.network.formulas import Weights
from training.network.squashing import FLAT, slope_facts

_STRIP_LEFT, _STRIP_WIDTH, _STRIP_HEIGHT, _STRIP_Y = -6.4, 6.0, 0.7, -0.3
"""Of the counted strip, Manim units and stage coordinates: the room left of the feature space."""
_AT_WALL = 0.02
"""Share of the range from a limit within which a point lies on that wall, as seen."""
_LEAST_TINT = 0.35
"""Tint of a slope that still answers, at least: told from those that do not at a glance."""


class Saturation(VGroup):
    """A strip as long as all slopes, filled by those under `FLAT`, and the points they belong to.

    Children: ``lit`` (the points in the feature space), ``frame``, ``fill``, ``label``, ``counter``. Apart
    from them stand ``grids``, the tinted grid before and after the squash.

    Parameters
    ----------
    space
        The feature space the points are lit in.

    Attributes
    ----------
    share : float
        Of the slopes, both units' at every point, those under `FLAT`.
    along_walls : bool
        Whether all their points lie on a wall: sigma is bounded and as good as at its limit there.
    """

    def __init__(self, space: CarriedSpace) -> None:
        self.run, panes = space.run, space.panes
        sigma, inputs = panes.activation, self.run.inputs.astype(float)
        z = panes.z_of(inputs)
        flat = np.abs(sigma.derivative(z)) < FLAT
        self.total, self.share = flat.size, float(flat.mean())
        images = sigma.f(z)
        low, high = sigma.limits
        distance = np.minimum(images - low, high - images)[flat] if sigma.bounded else np.full(1, np.inf)
        self.along_walls = bool((distance <= _AT_WALL * (high - low)).all()) if sigma.bounded else False
        # Unit by unit, each along the inputs: the walls light up from one end to the other.
        order = np.argsort(inputs[:, 0], kind="stable")
        self.spots = np.concatenate(
            [space.view.to_stage(images[order][flat[order, unit]]) for unit in range(flat.shape[1])]
        )
        self.grids = VGroup(*_tinted_grids(space))
        self.lit = Polylines(theme.EMPHASIS, 9)
        corner = np.array([_STRIP_LEFT, _STRIP_Y, 0.0])
        ends = corner + np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 0]]) * np.array(
            [_STRIP_WIDTH, _STRIP_HEIGHT, 0]
        )
        self.frame = Polylines(theme.FRAME, theme.OUTLINE_WIDTH).set_paths([ends])
        self.fill = Polygons(theme.EMPHASIS)
        self.label = words(f"of {self.total:,} slopes are under ${FLAT:g}$", theme.BODY_SIZE).next_to(
            self.frame, DOWN, buff=0.35, aligned_edge=LEFT
        )
        # While it is filled it counts; once all are counted it is the share.
        self.counter = told(Counter(0, 0, digits=2, suffix="%", size=2.4 * theme.LABEL_SIZE), "count")
        self.counter.next_to(self.frame, UP, buff=0.35, aligned_edge=LEFT)
        super().__init__(self.lit, self.frame, self.fill, self.label, self.counter)
        self.show(0.0)

    @property
    def weights(self) -> Weights:
        """What the points are drawn with."""
        return self.run.at(self.run.epochs)

    def show(self, counted: float) -> Saturation:
        """Light a share, 0 to 1, of the points counted, and fill the strip by them; returns itself."""
        number = round(counted * len(self.spots))
        self.lit.set_lines(dots_of(self.spots[:number]))
        left, bottom = np.array([_STRIP_LEFT]), np.array([_STRIP_Y])
        reached = left + _STRIP_WIDTH * number / self.total
        self.fill.set_bars(left, reached, bottom, bottom + _STRIP_HEIGHT)
        self.counter.set_value(100 * number / self.total)
        return self


def _tinted_grids(space: CarriedSpace) -> tuple[TintedStrokes, TintedStrokes]:
    """The grid before and after the squash: in sigma's hue where both units answer, grey elsewhere."""
    panes = space.panes
    sigma = panes.activation
    segments = segments_of(split_at_hinges(grid_of(), panes.kernel, panes.bias, sigma.hinges))
    slopes = np.abs(sigma.derivative(panes.z_of(segments.mean(axis=1)))).min(axis=1)
    tints = np.where(slopes < FLAT, 0.0, np.clip(slopes / slope_facts(sigma).peak, _LEAST_TINT, 1))
    hue = theme.run_colour(sigma.name)
    before, after = (TintedStrokes(tints, 4.0, dark=theme.FAINT, bright=hue) for _ in range(2))
    for grid in (before, after):
        grid.submobjects[0].set_stroke(width=theme.AXIS_WIDTH)
    before.show(panes.z_view.to_stage(panes.z_of(segments)))
    return before, after.show(panes.unit_view.to_stage(panes.partly(1, 1)(segments)))
