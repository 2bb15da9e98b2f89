"""What the output unit makes of a plane: two half-planes and their straight boundary."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polygons, Polylines
from scenes.kit.drawing.viewport import Viewport
from training.geometry.convex import half_plane, line_inside

_SEEN = 1e-3
"""Shortest boundary that is drawn, Manim units."""


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
        inside = view.to_stage(line_inside(view.corners, normal, offset))
        # A boundary that only touches a corner is not seen: it would be a stray dot.
        segment = [inside] if len(inside) == 2 and np.linalg.norm(inside[1] - inside[0]) > _SEEN else []
        self.halo.set_paths(segment)
        self.boundary.set_paths(segment)
        return self
