"""Why no straight cut can separate two classes: a triangle of one with a point of the other inside.

A half-plane that holds three points holds their whole triangle (convexity), so whatever straight line
keeps the three together keeps the point inside with them.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull, QhullError

Array = NDArray[Any]
_CANDIDATES = 41
"""Corners of a hull that are tried three by three: 41 give 10,660 triangles."""
_WELL_INSIDE = 0.15
"""The least barycentric share at which a point is seen to be inside at a glance, not on an edge."""


@dataclass(frozen=True)
class Witness:
    """Three points of one class around a point of the other.

    Parameters
    ----------
    triangle : (3, 2) array
    point : (2,) array
    triangle_label : int
        Class of the three, 0 or 1.
    shares : (3,) array
        Barycentric coordinates of the point: positive, sum 1, `shares @ triangle` is the point.
    """

    triangle: Array
    point: Array
    triangle_label: int
    shares: Array


def witness(inputs: Array, targets: Array) -> Witness | None:
    """Return a witness that no straight line separates the classes, None when none is found.

    None proves nothing: classes can also cross without such a triangle.

    Parameters
    ----------
    inputs : (n, 2) array, rows are points
    targets : (n,) array of 0 and 1
    """
    best: tuple[float, int, Array, Array] | None = None
    for label in (0, 1):
        same = np.asarray(inputs[targets == label], float)
        others = np.asarray(inputs[targets != label], float)
        hull = convex_hull(same)
        if len(hull) < 3 or not len(others):
            continue
        depth = _depth(others, hull)
        deepest = int(depth.argmax())
        if depth[deepest] > 0 and (best is None or depth[deepest] > best[0]):
            best = float(depth[deepest]), label, hull, others[deepest]
    if best is None:
        return None
    _, label, hull, point = best
    return _around(point, hull, label)


def convex_hull(points: Array) -> Array:
    """Return the corners of the convex hull of points (n, 2), each one of the points, (m, 2) float64.

    Counterclockwise, from the corner of the least x1 (of those the least x2). Of points on one line, to
    within rounding, the two ends; of one point that point; of none none.
    """
    distinct = np.unique(np.asarray(points, float), axis=0)
    try:
        corners = ConvexHull(distinct).vertices if len(distinct) > 2 else []
    except QhullError:
        corners = []
    if len(corners) < 3:
        return distinct[[0, -1]] if len(distinct) > 2 else distinct
    hull: Array = distinct[np.roll(corners, -int(np.argmin(corners)))]
    return hull


def barycentric(point: Array, triangles: Array) -> Array:
    """Return the coordinates of a point (2,) in triangles (m, 3, 2), shape (m, 3); NaN in a flat one."""
    a, b, c = triangles[:, 0], triangles[:, 1], triangles[:, 2]
    whole = _cross(b - a, c - a)
    parts = np.stack((_cross(b - point, c - point), _cross(c - point, a - point)), axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        first = parts / whole[:, None]
    return np.column_stack((first, 1 - first.sum(axis=1)))


def _cross(u: Array, v: Array) -> Array:
    return np.asarray(u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0])


def _depth(points: Array, hull: Array) -> Array:
    """Return how far inside a convex hull each point lies (negative outside), shape (n,)."""
    edges = np.roll(hull, -1, axis=0) - hull
    away = points[:, None] - hull
    return (_cross(edges, away) / np.linalg.norm(edges, axis=1)).min(axis=1)


def _around(point: Array, hull: Array, label: int) -> Witness | None:
    """Return the largest triangle of hull corners well around the point, else the one it is deepest in."""
    chosen = hull[np.unique(np.linspace(0, len(hull) - 1, _CANDIDATES).round().astype(int))]
    triangles = chosen[np.array(list(combinations(range(len(chosen)), 3)))]
    shares = barycentric(point, triangles)
    least = np.nan_to_num(shares, nan=-1.0).min(axis=1)
    if least.max() <= 0:
        return None
    area = np.abs(_cross(triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]))
    well = least >= min(_WELL_INSIDE, least.max())
    pick = int(np.where(well, area, -1.0).argmax())
    return Witness(triangles[pick], point, label, shares[pick])
