"""The decided input square carried forward through the layer, until its boundary is straight."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polygons, Polylines
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.planes.feature_space import WarpedPlane, outline_of
from scenes.kit.planes.forward_map import ForwardMap
from training.geometry.decision import border, refuse_deep, regions
from training.network.formulas import pre_activation
from training.run.trajectory import Trajectory

_STAGE = Viewport((0.0, 0.0), 1.0, 1.0, (-0.5, 0.5), (-0.5, 0.5))
"""Shows stage coordinates as they are."""
_SAMPLES = 600
"""Of the boundary along each axis of z: it is smooth when it fills the screen."""


class Forward(VGroup):
    """The input square with both classes, both decided sides and the boundary, anywhere between x, z and a.

    Children in drawing order: ``cross`` (the axes of the plane that is shown, through its origin), ``walls``
    (the frame of the feature space), ``sides[0]``, ``sides[1]``, ``plane``, ``halo``, ``boundary``. What is
    shown is told by ``way``: 0 the inputs, 1 the moved plane, 2 the feature space.

    Parameters
    ----------
    run
        A run with one hidden layer of two units, of any activation that has an inverse on its range, as
        :func:`training.geometry.decision.border` takes it: ReLU too.
    place
        A square of the stage, filled all the way.
    epoch
        Whose weights are carried; the last one's when ``None``.
    """

    def __init__(self, run: Trajectory, place: Viewport, epoch: float | None = None) -> None:
        self.run, self.weights = run, run.at(run.epochs if epoch is None else epoch)
        refuse_deep(self.weights)
        self.map = ForwardMap(self.weights, run.activation, place)
        self.way = 0.0
        self.cuts = border(self.weights, run.activation, samples=_SAMPLES)
        polygons = regions(self.weights, run.activation, samples=_SAMPLES)
        self.outlines = [densely(polygon, self._hinges_at) for polygon in polygons]
        self.cross = Polylines(theme.FRAME, theme.AXIS_WIDTH, 0.0)
        self.walls = Polylines(theme.FRAME, theme.AXIS_WIDTH, 0.0).set_paths([edge_of(place)])
        self.sides = {label: Polygons(theme.CLASS_COLOURS[label], theme.REGION_OPACITY) for label in (0, 1)}
        self.plane = WarpedPlane.of(run)
        self.halo = Polylines(theme.HALO, theme.HALO_WIDTH, 0.8)
        self.boundary = Polylines(theme.BOUNDARY, theme.BOUNDARY_WIDTH)
        super().__init__(
            self.cross, self.walls, self.sides[0], self.sides[1], self.plane, self.halo, self.boundary
        )
        shapes = (self.plane.grid, self.plane.outline, *self.plane.curves.values(), self.halo, self.boundary)
        self._widths = {shape: float(shape.get_stroke_width()) for shape in shapes}
        self.show(0.0)

    def stand(self, place: Viewport, weight: float = 1.0) -> Forward:
        """Draw the same way in another place, with strokes that many times the theme's; returns itself."""
        self.map = ForwardMap(self.weights, self.run.activation, place)
        self.walls.set_paths([edge_of(place)])
        for shape, width in self._widths.items():
            shape.set_stroke(width=weight * width)
        return self.show(self.way)

    def show(self, way: float) -> Forward:
        """Draw everything at a way of 0 (x) to 1 (z) to 2 (a); returns itself."""
        self.way = way
        placed = self.map.placing(way)
        self.plane.show(
            _STAGE,
            lambda x: placed(x)[..., :2],
            self.weights.hidden_kernel,
            self.weights.hidden_bias,
            self.run.activation.hinges,
        )
        for label, outline in enumerate(self.outlines):
            self.sides[label].set_polygons([placed(outline)])
        paths = [placed(cut) for cut in self.cuts]
        self.halo.set_paths(paths)
        self.boundary.set_paths(paths)
        self._show_axes(way)
        return self

    def _show_axes(self, way: float) -> None:
        """Draw the axes through the origin while z is shown, the walls once it is squashed."""
        place, at = self.map.place, self.map.origin(way)
        low, high = place.left_of(), place.left_of() + place.width
        bottom, top = place.bottom_of(), place.bottom_of() + place.height
        paths = []
        if low <= at[0] <= high:
            paths.append(np.array([[at[0], bottom, 0.0], [at[0], top, 0.0]]))
        if bottom <= at[1] <= top:
            paths.append(np.array([[low, at[1], 0.0], [high, at[1], 0.0]]))
        seen = min(way, 2 - way)
        self.cross.set_paths(paths).set_stroke(opacity=theme.GRID_OPACITY * min(2 * seen, 1.0))
        self.walls.set_stroke(opacity=min(max(2 * (way - 1.5), 0.0), 1.0))

    def _hinges_at(self, x: Array) -> Array:
        """Return z - h of inputs for each unit and hinge, shape ``(n, units * hinges)``."""
        z = pre_activation(x, self.weights)
        hinges = self.run.activation.hinges
        return np.concatenate([z - hinge for hinge in hinges], axis=1) if hinges else np.zeros((len(x), 0))


def densely(polygon: Array, hinges_at: Callable[[Array], Array], step: float = 0.02) -> Array:
    """Return a closed polygon of inputs with corners at least so close, those at the hinges among them.

    Parameters
    ----------
    polygon
        Corners in order, shape ``(n, 2)``.
    hinges_at
        Functions of the inputs that are 0 at a hinge: ``(n, 2)`` to ``(n, hinges)``, affine.
    step
        Largest distance of neighbouring corners.
    """
    corners = []
    for start, end in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        count = max(int(np.ceil(np.linalg.norm(end - start) / step)), 1)
        ends = hinges_at(np.stack((start, end)))
        with np.errstate(divide="ignore", invalid="ignore"):
            crossings = ends[0] / (ends[0] - ends[1])
        inner = crossings[(crossings > 0) & (crossings < 1)]
        shares = np.unique(np.concatenate((np.arange(count) / count, inner)))
        corners.append(start + shares[:, None] * (end - start))
    return np.concatenate(corners) if corners else polygon


def edge_of(place: Viewport) -> Array:
    """Return the closed outline of a place on the stage, shape ``(5, 3)``."""
    return place.ranged((-1.0, 1.0), (-1.0, 1.0)).to_stage(np.vstack((outline_of(2)[:, 0], [[-1.0, -1.0]])))
