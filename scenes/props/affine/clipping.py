"""Polylines seen through a frame: what lies beyond it is left away."""

from __future__ import annotations

import numpy as np

from scenes.kit.drawing.shapes import Polylines, polyline_points
from scenes.kit.drawing.viewport import Viewport


def clip_to(view: Viewport, lines: Polylines) -> Polylines:
    """Leave of polylines what lies inside a viewport's rectangle, exactly (Liang and Barsky, 1984).

    Parameters
    ----------
    view
        Its rectangle on the stage; its ranges do not matter.
    lines
        Straight curves only, as the kit draws them; untouched when all of them lie inside.

    Returns
    -------
    Polylines
        The same mobject.
    """
    curves = lines.points.reshape(-1, 4, 3)
    start, way = curves[:, 0], curves[:, 3] - curves[:, 0]
    enter, leave = np.zeros(len(curves)), np.ones(len(curves))
    for axis, length in enumerate((view.width, view.height)):
        low = view.centre[axis] - length / 2
        from_low, from_high = low - start[:, axis], low + length - start[:, axis]
        along = way[:, axis]
        still = np.abs(along) < 1e-12
        pace = np.where(still, 1.0, along)
        times = np.sort(np.stack((from_low / pace, from_high / pace)), axis=0)
        inside = (from_low <= 0) & (from_high >= 0)
        enter = np.maximum(enter, np.where(still, np.where(inside, 0.0, np.inf), times[0]))
        leave = np.minimum(leave, np.where(still, 1.0, times[1]))
    if (enter > 0).any() or (leave < 1).any():
        seen = enter < leave
        ends = start[seen, None] + np.stack((enter, leave), axis=1)[seen, :, None] * way[seen, None]
        lines.points = polyline_points(ends)
    return lines
