"""A convex region of the plane cut into the pieces the network decides for each class."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def decided_pieces(
    corners: Array, cuts: Sequence[Array], log_odds: Callable[[Array], Array]
) -> tuple[list[Array], list[Array]]:
    """Return the pieces of a polygon that belong to the negatives and to the positives.

    Neighbouring pieces share the cut between them point by point, so no gap opens when the plane bends.

    Parameters
    ----------
    corners : (k, 2) array
        Of a convex polygon, in order.
    cuts : sequence of (m, 2) arrays
        Where the log-odds are 0, as curves that end on (or next to) the polygon's edge and never cross.
    log_odds : callable
        aV + c of points, (n, 2) -> (n,): positive where p > 1/2.

    Returns
    -------
    (negative, positive) : two lists of (j, 2) arrays
        Corners in order, not closed.
    """
    polygons = [np.asarray(corners, dtype=np.float64)]
    for cut in cuts:
        middle = cut[len(cut) // 2]
        holder = max(range(len(polygons)), key=lambda i: _contains(polygons[i], middle))
        polygons[holder : holder + 1] = _split(polygons[holder], cut)
    negative: list[Array] = []
    positive: list[Array] = []
    for polygon in polygons:
        (positive if _side(polygon, log_odds) > 0 else negative).append(polygon)
    return negative, positive


def _split(polygon: Array, cut: Array) -> list[Array]:
    """Cut a polygon along a curve from edge to edge; both pieces carry the whole curve."""
    (first, share), (last, other_share) = _place(polygon, cut[0]), _place(polygon, cut[-1])
    if (last, other_share) < (first, share):
        return _split(polygon, cut[::-1])
    between = polygon[first + 1 : last + 1]
    around = np.concatenate((polygon[last + 1 :], polygon[: first + 1]))
    return [np.concatenate((cut[::-1], between)), np.concatenate((cut, around))]


def _place(polygon: Array, point: Array) -> tuple[int, float]:
    """Return the edge nearest to a point, and how far along it (0 to 1) the point lies."""
    start, step = polygon, np.roll(polygon, -1, axis=0) - polygon
    length = np.maximum((step * step).sum(axis=1), 1e-300)
    share = np.clip(((point - start) * step).sum(axis=1) / length, 0, 1)
    edge = int(np.linalg.norm(start + share[:, None] * step - point, axis=1).argmin())
    return edge, float(share[edge])


def _contains(polygon: Array, point: Array) -> bool:
    """Return whether a ray to the right of the point crosses the polygon's edges an odd number of times."""
    here, there = polygon - point, np.roll(polygon, -1, axis=0) - point
    crosses = (here[:, 1] > 0) != (there[:, 1] > 0)
    rise = np.where(crosses, there[:, 1] - here[:, 1], 1.0)
    meets = here[:, 0] - here[:, 1] * (there[:, 0] - here[:, 0]) / rise
    return bool(np.count_nonzero(crosses & (meets > 0)) % 2)


def _side(polygon: Array, log_odds: Callable[[Array], Array]) -> float:
    """Return the log-odds farthest from 0 among corners and edge middles (those on a cut are 0)."""
    probes = np.concatenate((polygon, (polygon + np.roll(polygon, -1, axis=0)) / 2))
    values = log_odds(probes)
    return float(values[np.abs(values).argmax()])
