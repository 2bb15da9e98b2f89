"""Axes whose numbers stay at the frame's edge while the plane behind it is zoomed."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines
from scenes.kit.drawing.text import maths, words
from scenes.kit.drawing.viewport import TICK_GAP, TICK_LENGTH, Viewport, tick_text

_LEAST_GAP = 0.6
"""Manim units between two numbered ticks below which the finer ones have faded."""
_FULL_GAP = 0.8
"""Manim units between two numbered ticks from which both are fully seen."""
_ROOM = 0.8
"""Share of the range that has numbers; beyond stand the labels."""


def nice_step(least: float) -> float:
    """Return the smallest of ..., 0.5, 1, 2, 5, 10, ... that is at least ``least``."""
    power = 10.0 ** np.floor(np.log10(least))
    return float(min(step * power for step in (1, 2, 5, 10) if step * power >= least))


class ZoomAxes(VGroup):
    """Frame, lines through the origin, and numbered ticks of every zoom between two reaches.

    Children: ``cross``, ``frame``, ``ticks``, ``numbers``, ``labels``.

    Parameters
    ----------
    view
        Where the frame stands, showing the first range.
    last_reach
        Half the width of the last range.
    labels
        Typst maths at the end of the two axes.
    """

    def __init__(self, view: Viewport, last_reach: float, labels: tuple[str, str]) -> None:
        first_reach = view.x_range[1]
        self.values: dict[float, float] = {0.0: np.inf}
        # A wide frame has its first numbers where its height holds some.
        coarse, fine = (
            0.6 * first_reach * view.height / view.width,
            _FULL_GAP * 2 * last_reach / view.width,
        )
        for reach, step in ((first_reach, nice_step(coarse)), (last_reach, nice_step(fine))):
            for k in range(1, int(reach / step) + 1):
                self.values |= {k * step: step, -k * step: step}
        self.cross = Polylines(theme.FAINT, theme.AXIS_WIDTH)
        frame = view.to_stage(view.corners)
        self.frame = Polylines(theme.FRAME, theme.AXIS_WIDTH).set_paths([np.vstack((frame, frame[:1]))])
        self.ticks = Polylines(theme.FRAME, theme.AXIS_WIDTH)
        room = (np.inf, view.left_of() - theme.LEFT_EDGE - TICK_GAP)
        numbers = [
            (value, side, words(tick_text(value), theme.LABEL_SIZE, theme.MUTED))
            for side in (0, 1)
            for value in self.values
        ]
        self.numbers = [entry for entry in numbers if entry[2].width <= room[entry[1]]]
        corner = view.to_stage(view.corners)
        self.labels = VGroup(
            maths(labels[0], theme.BODY_SIZE).next_to(corner[1], RIGHT, 0.15).align_to(corner[1], DOWN),
            maths(labels[1], theme.BODY_SIZE).next_to(corner[3], LEFT, 0.15).align_to(corner[3], UP),
        )
        shapes = VGroup(*(number for *_, number in self.numbers))
        super().__init__(self.cross, self.frame, self.ticks, shapes, self.labels)
        self.show(view)

    def show(self, view: Viewport) -> ZoomAxes:
        """Stand where ``view`` shows the plane; numbers outside the range or too dense are unseen."""
        (left, right), (bottom, top) = view.x_range, view.y_range
        across, upright = [[left, 0.0], [right, 0.0]], [[0.0, bottom], [0.0, top]]
        self.cross.set_lines(view.to_stage(np.array([across, upright])))
        reach = ((left, right), (bottom, top))
        paths = []
        for value, side, number in self.numbers:
            gap = self.values[value] * view.scale[side]
            seen = float(np.clip((gap - _LEAST_GAP) / (_FULL_GAP - _LEAST_GAP), 0, 1))
            inside = _ROOM * reach[side][0] <= value <= _ROOM * reach[side][1]
            number.set_opacity(seen if inside else 0.0)
            if not inside or seen == 0:
                continue
            foot = view.to_stage(np.array([value, bottom] if side == 0 else [left, value]))
            outward = DOWN if side == 0 else LEFT
            paths.append(np.stack((foot, foot + TICK_LENGTH * outward)))
            number.next_to(foot, outward, buff=TICK_GAP)
        self.ticks.set_paths(paths)
        return self
