"""What the output unit makes of a plane: two half-planes, their straight boundary, rings on wrong points."""

from __future__ import annotations

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polygons, Polylines, rings_of
from scenes.kit.drawing.viewport import Viewport
from training.geometry.convex import half_plane, line_inside


class DecidedPlane(VGroup):
    """What the output unit makes of the feature space: two shaded half-planes and their straight boundary.

    Children: ``regions[0]``, ``regions[1]`` (put them behind the curves), ``halo``, ``boundary``.
    """

    def __init__(self) -> None:
        self.regions = {label: Polygons(theme.CLASS_COLOURS[label], theme.REGION_OPACITY) for label in (0, 1)}
        self.halo = Polylines(theme.HALO, theme.HALO_WIDTH, 0.8)
        self.boundary = Polylines(theme.BOUNDARY, theme.BOUNDARY_WIDTH)
        super().__init__(self.regions[0], self.regions[1], self.halo, self.boundary)

    def show(self, view: Viewport, output_kernel: Array, output_bias: Array) -> DecidedPlane:
        """Draw where aV + c is negative, positive and zero inside the viewport.

        Parameters
        ----------
        view
            Showing the a-plane.
        output_kernel, output_bias
            V of shape ``(2, 1)`` and c of shape ``(1,)``.
        """
        normal, offset = np.asarray(output_kernel, float)[:, 0], float(output_bias[0])
        for label, sign in ((0, -1.0), (1, 1.0)):
            half = half_plane(view.corners, sign * normal, sign * offset)
            self.regions[label].set_polygons([view.to_stage(half)])
        segment = [view.to_stage(line_inside(view.corners, normal, offset))]
        self.halo.set_paths(segment)
        self.boundary.set_paths(segment)
        return self


class WrongMarks(Polylines):
    """Rings in the hue of errors around misclassified samples, at most ``most`` a class."""

    def __init__(self, radius: float = 0.09, most: int = 24) -> None:
        super().__init__(theme.WRONG, 2.5)
        self.radius, self.most = radius, most

    def show(self, placed: dict[int, Array], wrong: dict[int, NDArray[np.bool_]]) -> WrongMarks:
        """Ring the wrong ones.

        Parameters
        ----------
        placed
            Stage points of each class's samples, shape ``(m, 3)``.
        wrong
            For each class which of its samples are misclassified, shape ``(m,)``.
        """
        chosen = []
        for label, points in placed.items():
            step = max(1, len(points) // self.most)
            every = np.zeros(len(points), bool)
            every[::step] = True
            chosen.append(points[every & wrong[label]])
        rings = rings_of(np.concatenate(chosen), self.radius)
        self.points = np.zeros((0, 3)) if not len(rings) else self.set_lines(rings).points
        return self
