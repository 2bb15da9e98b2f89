"""What of lines, curves and polygons lies inside a convex polygon, such as a box of the plane.

A line is the set of points v with v @ normal + offset = 0. Corners of a polygon are in order.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]


def box_corners(low: ArrayLike, high: ArrayLike) -> Array:
    """Return the corners of the box between two opposite corners, (4, 2), counterclockwise."""
    (left, bottom), (right, top) = np.asarray(low, float), np.asarray(high, float)
    return np.array([[left, bottom], [right, bottom], [right, top], [left, top]])


UNIT_SQUARE = box_corners((-1.0, -1.0), (1.0, 1.0))
"""Where the inputs are drawn: the square [-1, 1]²."""


def inside(points: Array, polygon: Array = UNIT_SQUARE) -> Array:
    """Return which points, shape (n, 2), lie in a convex counterclockwise polygon, shape (n,)."""
    return np.asarray((_depths(np.asarray(points), polygon) >= -1e-12).all(axis=1))


def half_plane(polygon: Array, normal: Array, offset: float) -> Array:
    """Return the part of a polygon where point @ normal + offset >= 0.

    Parameters
    ----------
    polygon : (n, 2) array
        Either way round. One that is not convex may come out in parts joined along the line.
    normal : (2,) array
    offset : float

    Returns
    -------
    (m, 2) array
        Corners in order; m may be 0.
    """
    score = polygon @ normal + offset
    crosses, cuts = _cuts(polygon, score)
    both = np.stack((polygon, cuts), axis=1).reshape(-1, 2)
    return np.asarray(both[np.stack((score >= 0, crosses), axis=1).ravel()])


def line_inside(polygon: Array, normal: Array, offset: float) -> Array:
    """Return the ends of the part of a line in a convex polygon, (2, 2); (0, 2) when it misses.

    They are the corners that :func:`half_plane` adds.
    """
    crosses, cuts = _cuts(polygon, polygon @ normal + offset)
    return np.asarray(cuts[crosses][:2])


def polygon_inside(ring: Array, polygon: Array) -> Array:
    """Return the part of any polygon (n, 2) inside a convex counterclockwise one, (m, 2)."""
    for corner, edge in zip(polygon, _edges(polygon), strict=True):
        inward = np.array([-edge[1], edge[0]])
        ring = half_plane(ring, inward, -float(corner @ inward))
    return ring


def curve_inside(curve: Array, polygon: Array) -> list[Array]:
    """Return the parts of a polyline (n, 2) inside a convex counterclockwise polygon, each (m, 2)."""
    starts, steps = curve[:-1], np.diff(curve, axis=0)
    depth, after = _depths(starts, polygon), _depths(curve[1:], polygon)
    change = after - depth
    with np.errstate(divide="ignore", invalid="ignore"):
        at = -depth / change
    first = np.where(change > 0, at, 0.0).max(axis=1, initial=0.0)
    last = np.where(change < 0, at, 1.0).min(axis=1, initial=1.0)
    last[((change == 0) & (depth < 0)).any(axis=1)] = -1.0
    kept = last > first
    pieces = []
    breaks = np.flatnonzero(~kept[:-1] | ~kept[1:] | (last[:-1] < 1) | (first[1:] > 0)) + 1
    for run in np.split(np.arange(len(starts)), breaks):
        if len(run) and kept[run].all():
            begin = starts[run[0]] + first[run[0]] * steps[run[0]]
            ends = starts[run] + last[run, None] * steps[run]
            pieces.append(np.vstack((begin, ends)))
    return pieces


def _next(rows: Array) -> Array:
    """Return what follows each row, the first after the last."""
    return np.concatenate((rows[1:], rows[:1]))


def _edges(polygon: Array) -> Array:
    return np.asarray(_next(polygon) - polygon)


def _depths(points: Array, polygon: Array) -> Array:
    """Return how far points (n, 2) lie inside each edge, times its length, (n, edges)."""
    edges, away = _edges(polygon), points[:, None] - polygon
    return np.asarray(edges[:, 0] * away[..., 1] - edges[:, 1] * away[..., 0])


def _cuts(polygon: Array, score: Array) -> tuple[Array, Array]:
    """Return which edges a line crosses, (n,), by its linear function at their starts; where, (n, 2)."""
    after = _next(score)
    crosses = (score >= 0) != (after >= 0)
    share = score / np.where(crosses, score - after, 1.0)
    return crosses, polygon + share[:, None] * _edges(polygon)
