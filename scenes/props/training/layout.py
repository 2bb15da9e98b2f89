"""Where feature space and the displays beside it stand."""

from __future__ import annotations

import numpy as np
from manim import LEFT, UP, VMobject

from scenes.kit import theme
from scenes.kit.drawing.readout import baseline_of
from scenes.kit.drawing.shapes import Array, Polylines
from scenes.kit.drawing.viewport import Viewport

FEATURE_VIEW = Viewport((-2.14, 0.17), 7.86, 5.5, (0.0, 1.0), (0.0, 1.0))
"""Where feature space stands beside the displays: over 55 % of the stage's width."""
ALONE = (0.0, 0.17)
"""Its centre while it has the stage to itself."""
_LEFT, _ROW, _PLOT_HEIGHT = 2.75, 2.27, 1.3
"""Left end of the plots, distance of their rows, height of each, Manim units."""


def row_view(row: int, column: int = 0, columns: int = 1, margin: float = 0.24) -> Viewport:
    """Return the plot rectangle of a row at the right of feature space, or one of several side by side.

    Parameters
    ----------
    row
        0 at the top to 2.
    column, columns
        Which one of how many.
    margin
        Room at the right end for numbers, Manim units.
    """
    gap = 0.3
    width = (theme.RIGHT_EDGE - margin - _LEFT - (columns - 1) * gap) / columns
    x = _LEFT + column * (width + gap) + width / 2
    y = theme.TOP_EDGE - 0.4 - row * _ROW - _PLOT_HEIGHT / 2
    return Viewport((x, y), width, _PLOT_HEIGHT, (0.0, 1.0), (0.0, 1.0))


def above(view: Viewport, title: VMobject, side: Array = LEFT) -> VMobject:
    """Put a title above a plot, at its left or right end, all on one baseline whatever their descenders."""
    edge = view.left_of() if side[0] < 0 else view.left_of() + view.width
    rise = view.bottom_of() + view.height + 0.17 - baseline_of(title)
    return title.shift(rise * UP).set_x(edge, side)


def threshold(view: Viewport, x: float) -> Polylines:
    """A dashed upright line: beyond it a point is misclassified, or positive."""
    at = view.to_stage(np.array([[x, view.y_range[0]], [x, view.y_range[1]]]))
    cuts = np.linspace(0, 1, 22)
    dashes = at[0] + cuts[:, None] * (at[1] - at[0])
    return Polylines(theme.MUTED, theme.AXIS_WIDTH).set_lines(dashes.reshape(11, 2, 3))
