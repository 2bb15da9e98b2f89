"""The spaces of a race shrunk into the legend of its curves, live on the same clock."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polylines
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.planes.wrong_marks import RADIUS
from scenes.props.race.race_spaces import RaceSpaces

_X, _TOP, _SIDE, _GAP = 5.93, 1.98, 1.62, 0.2
"""Stage x of the column, and y of its first middle; side of a small space, and the gap below it."""
_THIN = 0.45
"""Width of a small space's strokes by that of a large one's."""


class SmallSpaces(VGroup):
    """The panels of a race on their way into a column beside the plot.

    Children: ``edges`` (their frames), then the panels.

    Parameters
    ----------
    spaces
        Where they come from; they are redrawn in place.

    Attributes
    ----------
    left_behind : VGroup
        Their axes, to be faded out: too fine for a small space.
    """

    def __init__(self, spaces: RaceSpaces) -> None:
        self.panels = spaces.panels
        self.share = 0.0
        self.homes = {name: panel.zoom.view for name, panel in self.panels.items()}
        self.goals = {
            name: Viewport((_X, _TOP - place * (_SIDE + _GAP)), _SIDE, _SIDE, (0.0, 1.0), (0.0, 1.0))
            for place, name in enumerate(self.panels)
        }
        self.widths = {
            part: part.get_stroke_width()
            for panel in self.panels.values()
            for part in (*panel.plane, *panel.marks, panel.decided.halo, panel.decided.boundary)
        }
        self.left_behind = VGroup(*(panel.frame for panel in self.panels.values()))
        for panel in self.panels.values():
            self.left_behind.add(panel.ticks)
            panel.remove(panel.ticks)
            panel.ticks = VGroup()
        self.edges = Polylines(theme.FRAME, theme.AXIS_WIDTH)
        super().__init__(self.edges, *self.panels.values())

    def shrink(self, share: float) -> SmallSpaces:
        """Go ``share`` of the way into the column; drawn at the next :meth:`show`."""
        self.share = share
        thin = 1 + share * (_THIN - 1)
        for part, width in self.widths.items():
            part.set_stroke(width=thin * width)
        for name, panel in self.panels.items():
            panel.zoom.view = self.homes[name].towards(self.goals[name], share)
            panel.marks.radius = thin * RADIUS
        return self

    def beside(self, name: str) -> Array:
        """Return the stage point left of a small space at which its name ends."""
        goal = self.goals[name]
        return np.array([goal.left_of() - 0.15, goal.centre[1], 0.0])

    def show(self, epoch: float) -> SmallSpaces:
        """Draw every space at an epoch where it stands."""
        outlines = []
        for panel in self.panels.values():
            panel.epoch = epoch
            panel.draw()
            corners = panel.view.to_stage(panel.view.corners)
            outlines.append(np.vstack((corners, corners[:1])))
        self.edges.set_paths(outlines)
        return self
