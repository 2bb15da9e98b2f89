"""Two basis arrows with the turn from the first to the second: the plane's handedness, made visible."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polygons, Polylines
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.planes.feature_space import PlaneMap

_HEAD = 0.24
"""Length of an arrow's head, Manim units, whatever the map does to its shaft."""
_ARC = 0.45
"""Radius of the arc from the first to the second arrow, in units of the plane before the map."""


class BasisArrows(VGroup):
    """Where (1, 0) and (0, 1) go; rows of the kernel W are exactly these two arrows.

    Children: ``halo``, ``shafts`` (two arrows and the arc between them), ``heads``.
    """

    def __init__(self) -> None:
        self.halo = Polylines(theme.HALO, theme.HALO_WIDTH, 0.8)
        self.shafts = Polylines(theme.EMPHASIS, theme.BOUNDARY_WIDTH)
        self.heads = Polygons(theme.EMPHASIS)
        super().__init__(self.halo, self.shafts, self.heads)

    def show(self, view: Viewport, mapping: PlaneMap) -> BasisArrows:
        """Draw both arrows through a map of the plane; heads keep their size on the stage."""
        angle = np.linspace(0.12, np.pi / 2 - 0.3, 33)
        arc = _ARC * np.stack((np.cos(angle), np.sin(angle)), axis=1)
        paths = [np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([[0.0, 0.0], [0.0, 1.0]]), arc]
        placed = [view.to_stage(mapping(path)) for path in paths]
        heads = [_head(path) for path in placed]
        shafts = [
            np.vstack((path[:-1], head[[1, 2]].mean(axis=0)))
            for path, head in zip(placed, heads, strict=True)
        ]
        self.halo.set_paths(shafts)
        self.shafts.set_paths(shafts)
        self.heads.set_polygons(heads)
        return self

    def tips(self) -> Array:
        """Stage points of the two arrow tips, shape ``(2, 3)``."""
        corners = self.heads.points.reshape(-1, 4, 3)[:, 0].reshape(3, -1, 3)
        return corners[:2, 0]


def _head(path: Array) -> Array:
    """A triangle at the end of a path, never longer than 40 % of it, shape ``(3, 3)``."""
    way = path[-1] - path[-2]
    length = float(np.linalg.norm(path[-1] - path[0]))
    way = way / max(float(np.linalg.norm(way)), 1e-9)
    size = min(_HEAD, 0.4 * length)
    across = np.array([-way[1], way[0], 0.0]) * size * 0.42
    back = path[-1] - size * way
    return np.stack((path[-1], back + across, back - across))
