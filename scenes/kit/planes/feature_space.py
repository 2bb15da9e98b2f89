"""The plane as a layer leaves it: ghost, warped grid, outline, both classes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from manim import VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polylines, dots_of
from scenes.kit.drawing.viewport import Viewport
from training.network.activations import Activation
from training.network.datasets import dataset_named
from training.network.formulas import Weights, activation_values
from training.run.trajectory import Trajectory

PlaneMap = Callable[[Array], Array]
"""Maps plane points, shape ``(..., 2)``, to plane points of the same shape."""


def grid_of(lines: int = theme.GRID_LINES, samples: int = theme.GRID_SAMPLES) -> Array:
    """Grid lines of the input square [-1, 1]²: first the vertical, then the horizontal ones.

    Returns
    -------
    Array
        Shape ``(2 * lines, samples, 2)``.
    """
    along = np.linspace(-1, 1, samples)
    at = np.linspace(-1, 1, lines)
    vertical = np.stack(np.broadcast_arrays(at[:, None], along[None]), axis=2)
    return np.concatenate((vertical, vertical[..., ::-1]))


def split_at_hinges(lines: Array, kernel: Array, bias: Array, hinges: tuple[float, ...]) -> Array:
    """Add samples exactly where straight lines cross the hinges z_k = h.

    A fold then has its corner on a sample, so the folded line is drawn exactly.

    Parameters
    ----------
    lines
        Straight lines with ordered samples, shape ``(lines, samples, 2)``, inputs x.
    kernel, bias
        Hidden kernel W ``(2, 2)`` and bias b ``(2,)`` of z = xW + b.
    hinges
        Pre-activations where f' jumps; 0 for ReLU.

    Returns
    -------
    Array
        Shape ``(lines, samples + 2 * len(hinges), 2)``; a crossing outside a line repeats an end.
    """
    if not hinges:
        return lines
    start, end = lines[:, 0], lines[:, -1]
    z_start, z_end = start @ kernel + bias, end @ kernel + bias
    span = z_end - z_start
    span = np.where(np.abs(span) < 1e-12, np.inf, span)
    crossings = np.concatenate([(hinge - z_start) / span for hinge in hinges], axis=1)
    samples = lines.shape[1]
    fractions = np.concatenate(
        (
            np.broadcast_to(np.linspace(0, 1, samples), (len(lines), samples)),
            np.clip(np.nan_to_num(crossings), 0, 1),
        ),
        axis=1,
    )
    fractions.sort(axis=1)
    return start[:, None] + fractions[..., None] * (end - start)[:, None]


OUTLINE_EDGES = np.array(
    [[[-1, -1], [1, -1]], [[1, -1], [1, 1]], [[1, 1], [-1, 1]], [[-1, 1], [-1, -1]]], float
)
"""Ends of the edges of the input square, counter-clockwise from bottom left, shape ``(4, 2, 2)``."""


def outline_of(samples: int = theme.GRID_SAMPLES) -> Array:
    """Return the four edges of the input square, shape ``(4, samples, 2)``."""
    fraction = np.linspace(0, 1, samples)[None, :, None]
    return OUTLINE_EDGES[:, :1] + fraction * (OUTLINE_EDGES[:, 1:] - OUTLINE_EDGES[:, :1])


@lru_cache(maxsize=4)
def _grid_and_outline(lines: int, samples: int) -> Array:
    """The grid's lines, then the square's four edges, to be mapped at once."""
    return np.concatenate((grid_of(lines, samples), outline_of(samples)))


def class_strokes(inputs: Array, targets: Array, dataset: str, samples: int = 241) -> dict[int, Array]:
    """Sample each class for drawing, as its data set says: strokes of ``samples`` points, or dots.

    Returns
    -------
    dict
        Class 0 and 1 to inputs of shape ``(m, 2)``.
    """
    drawn = dataset_named(dataset).drawn
    return {label: drawn(inputs[targets == label], samples) for label in (0, 1)}


def strokes_of(run: Trajectory) -> dict[int, Array]:
    """Return :func:`class_strokes` of a run's points."""
    return class_strokes(run.inputs, run.targets, run.recipe.dataset)


class WarpedPlane(VGroup):
    """The input square and both class curves, drawn through any map of the plane.

    Children in drawing order: ``ghost`` (the unmapped grid, static), ``grid``, ``outline``,
    ``curves[0]``, ``curves[1]``. One NumPy call and one assignment move each.

    Parameters
    ----------
    strokes
        From :func:`class_strokes`.
    as_strokes
        Draw classes as continuous strokes or as dots.
    ghost
        Where the unmapped grid stands; ``None`` for none.
    """

    def __init__(
        self, strokes: dict[int, Array], as_strokes: bool = True, ghost: Viewport | None = None
    ) -> None:
        self.strokes = strokes
        self.as_strokes = as_strokes
        self.ghost = Polylines(theme.MUTED, theme.GRID_WIDTH, theme.GHOST_OPACITY)
        if ghost is not None:
            self.ghost.set_lines(ghost.to_stage(grid_of()[:, [0, -1]]))
        self.grid = Polylines(theme.FRAME, theme.GRID_WIDTH, theme.GRID_OPACITY)
        self.outline = Polylines(theme.FRAME, theme.OUTLINE_WIDTH)
        width = theme.CURVE_WIDTH if as_strokes else theme.CURVE_WIDTH * 0.7
        self.curves = {label: Polylines(theme.CLASS_COLOURS[label], width) for label in (0, 1)}
        super().__init__(self.ghost, self.grid, self.outline, self.curves[0], self.curves[1])

    @classmethod
    def of(cls, run: Trajectory) -> WarpedPlane:
        """Return the plane with a run's points, drawn as its data set says."""
        return cls(strokes_of(run), run.dataset.drawn_as_strokes)

    def show(
        self,
        view: Viewport,
        mapping: PlaneMap = lambda points: points,
        kernel: Array | None = None,
        bias: Array | None = None,
        hinges: tuple[float, ...] = (),
    ) -> WarpedPlane:
        """Draw everything through a map.

        Parameters
        ----------
        view
            Where the image stands.
        mapping
            From inputs x to the plane that ``view`` shows.
        kernel, bias, hinges
            When the map folds: the affine part and its hinges, to split lines exactly there.
        """
        lines = _grid_and_outline(theme.GRID_LINES, theme.GRID_SAMPLES)
        if kernel is not None and bias is not None and hinges:
            lines = split_at_hinges(lines, kernel, bias, hinges)
        drawn = view.to_stage(mapping(lines))
        self.grid.set_lines(drawn[: -len(OUTLINE_EDGES)])
        self.outline.set_lines(drawn[-len(OUTLINE_EDGES) :])
        placed = view.to_stage(mapping(np.concatenate((self.strokes[0], self.strokes[1]))))
        first = len(self.strokes[0])
        for label, own in ((0, placed[:first]), (1, placed[first:])):
            self.curves[label].set_lines(own[None] if self.as_strokes else dots_of(own))
        return self

    def show_features(self, view: Viewport, weights: Weights, activation: Activation) -> WarpedPlane:
        """Draw everything in feature space, a = sigma(xW + b), folded lines exactly at the hinges.

        Behind earlier layers a line of the inputs is no straight line of z: it is drawn by its samples.
        """
        hinges = () if weights.earlier else activation.hinges
        return self.show(
            view,
            lambda inputs: activation_values(inputs, weights, activation),
            weights.hidden_kernel,
            weights.hidden_bias,
            hinges,
        )
