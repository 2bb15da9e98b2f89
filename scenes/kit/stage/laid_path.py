"""Outlines laid into a Cairo context: straight curves as line segments, no more of them than show."""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from typing import Any

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.kit.drawing.shapes import Array

_JOINED = 1e-6
"""Manim units within which the end of one curve is the start of the next."""
_UNSEEN = 4e-4
"""Manim units a drawn polyline may miss a vertex by: a twentieth of a pixel at 1080p."""
_FEW = 24
"""Curves up to which plain numbers are quicker than arrays."""
_MANY = 60
"""Vertices from which looking for unneeded ones pays."""
_PASSES = 5
"""How often every second vertex of a nearly straight stretch is left out, at most."""
_WORTH = 0.85
"""Share of vertices beyond which a pass has kept too many for another one to pay."""


def lay_path(ctx: cairo.Context, points: Array) -> None:
    """Draw cubic Bezier curves, shape ``(4 * curves, 3)``; a gap between curves starts a new subpath."""
    points = points[: len(points) // 4 * 4]
    if len(points) <= 4 * _FEW:
        _lay_few(ctx, points[:, :2].ravel().tolist())
        return
    # x and y apart: NumPy reduces over an axis of length 2 or 3 at several times the cost of the rest.
    x, y = (np.ascontiguousarray(points[:, axis].reshape(-1, 4).T) for axis in (0, 1))
    gaps = (np.abs(x[0, 1:] - x[3, :-1]) > _JOINED) | (np.abs(y[0, 1:] - y[3, :-1]) > _JOINED)
    bounds = np.concatenate(([0], np.flatnonzero(gaps) + 1, [x.shape[1]]))
    first, last = bounds[:-1], bounds[1:] - 1
    heads = x[0, first], y[0, first]
    closed = (np.abs(heads[0] - x[3, last]) < _JOINED) & (np.abs(heads[1] - y[3, last]) < _JOINED)
    draw: Any = ctx.curve_to
    laid = [row for k in (1, 2, 3) for row in (x[k], y[k])]
    if _straight(x) and _straight(y):
        draw, laid = ctx.line_to, [x[3], y[3]]
        if len(x[3]) > _MANY:
            laid, bounds = _thinned(heads, laid, bounds)
    rows = [row.tolist() for row in laid]
    starts = zip(heads[0].tolist(), heads[1].tolist(), strict=True)
    for head, (begin, end), close in zip(starts, pairwise(bounds.tolist()), closed.tolist(), strict=True):
        ctx.move_to(*head)
        deque(map(draw, *(row[begin:end] for row in rows)), maxlen=0)
        if close:
            ctx.close_path()


def _lay_few(ctx: cairo.Context, numbers: list[float]) -> None:
    """The same for a handful of curves: x and y of their control points in turn."""
    head_x = head_y = end_x = end_y = np.inf
    for k in range(0, len(numbers), 8):
        x0, y0, x1, y1, x2, y2, x3, y3 = numbers[k : k + 8]
        if not (abs(x0 - end_x) <= _JOINED and abs(y0 - end_y) <= _JOINED):
            if k and abs(head_x - end_x) < _JOINED and abs(head_y - end_y) < _JOINED:
                ctx.close_path()
            head_x, head_y = x0, y0
            ctx.move_to(x0, y0)
        dx, dy = (x3 - x0) / 3, (y3 - y0) / 3
        if (
            abs(x1 - x0 - dx) < _JOINED
            and abs(y1 - y0 - dy) < _JOINED
            and abs(x3 - dx - x2) < _JOINED
            and abs(y3 - dy - y2) < _JOINED
        ):
            ctx.line_to(x3, y3)
        else:
            ctx.curve_to(x1, y1, x2, y2, x3, y3)
        end_x, end_y = x3, y3
    if numbers and abs(head_x - end_x) < _JOINED and abs(head_y - end_y) < _JOINED:
        ctx.close_path()


def _straight(rows: Array) -> bool:
    """Whether one coordinate of all curves, shape ``(4, curves)``, runs evenly from start to end."""
    third = (rows[3] - rows[0]) / 3
    near = np.abs(rows[1] - rows[0] - third).max() < _JOINED
    return bool(near and np.abs(rows[3] - third - rows[2]).max() < _JOINED)


def _thinned(
    heads: tuple[Array, Array], ends: list[Array], bounds: NDArray[np.int_]
) -> tuple[list[Array], NDArray[np.int_]]:
    """Leave out vertices that do not show; subpath k is curves ``bounds[k]`` to ``bounds[k + 1]``."""
    at = bounds[:-1] + np.arange(len(bounds) - 1)
    x, y = (np.insert(end, bounds[:-1], head) for end, head in zip(ends, heads, strict=True))
    head = np.zeros(len(x), bool)
    head[at] = True
    fixed = head.copy()
    fixed[at[1:] - 1] = fixed[-1] = True
    for _ in range(_PASSES):
        seen, before = _needed(x, y, fixed), len(x)
        x, y, fixed, head = x[seen], y[seen], fixed[seen], head[seen]
        if len(x) > _WORTH * before:
            break
    kept = np.append(np.flatnonzero(head), len(x)) - np.arange(len(at) + 1)
    return [x[~head], y[~head]], kept


def _needed(x: Array, y: Array, fixed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which vertices show: every second one goes where it lies on the way between its neighbours."""
    needed = np.ones(len(x), bool)
    way_x, way_y = x[2::2] - x[:-2:2], y[2::2] - y[:-2:2]
    step_x, step_y = x[1:-1:2] - x[:-2:2], y[1:-1:2] - y[:-2:2]
    length = way_x * way_x + way_y * way_y
    aside = way_x * step_y - way_y * step_x
    ahead = way_x * step_x + way_y * step_y
    beyond = step_x * step_x + step_y * step_y > length
    needed[1:-1:2] = (aside * aside > _UNSEEN**2 * length) | (ahead < 0) | beyond | fixed[1:-1:2]
    return needed
