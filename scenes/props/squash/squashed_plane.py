"""The trained plane on its way to the right pane, squashed there one coordinate after the other."""

from __future__ import annotations

from manim import ValueTracker, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines
from scenes.kit.planes.feature_space import WarpedPlane, outline_of
from scenes.props.squash.squash_panes import SquashPanes


class SquashedPlane(VGroup):
    """A plane and the marks of its z axes, squashed together.

    Children in drawing order: ``plane``, ``ticks``.

    Parameters
    ----------
    panes
        Where it moves.
    plane
        What moves.

    Attributes
    ----------
    shares : pair of ValueTracker
        How far coordinate 1 and coordinate 2 are squashed, each in [0, 1]; after `follow` they drive it.
    way : ValueTracker
        How far it has crossed from the left pane (0) to the right one (1).
    """

    def __init__(self, panes: SquashPanes, plane: WarpedPlane) -> None:
        self.panes, self.plane = panes, plane
        self.shares = (ValueTracker(0), ValueTracker(0))
        self.way = ValueTracker(0)
        self.level = 1.0
        self.ticks = Polylines(theme.FRAME, theme.AXIS_WIDTH)
        super().__init__(plane, self.ticks)
        self.show()

    def show(self) -> SquashedPlane:
        """Draw the plane where ``way`` and ``shares`` put it; returns itself."""
        panes, (first, second) = self.panes, (share.get_value() for share in self.shares)
        mapping = panes.partly(first, second)
        view = panes.crossing(self.way.get_value())
        self.plane.show(view, mapping, panes.kernel, panes.bias, panes.activation.hinges)
        self.ticks.set_paths(panes.ticks_partly(view, first, second))
        self._tint(min(3 * self.way.get_value(), 1.0))
        return self

    def _tint(self, level: float) -> None:
        """Fade in what is see-through, from 0 to 1, so that a copy laid on its original changes nothing."""
        if level != self.level:
            self.level = level
            self.plane.grid.set_stroke(opacity=level * theme.GRID_OPACITY)
            self.ticks.set_stroke(opacity=level)

    def follow(self) -> SquashedPlane:
        """Draw it anew every frame from now on, as ``way`` and ``shares`` say; returns itself."""
        self.add_updater(lambda moved: moved.show())
        return self

    def trace(self) -> Polylines:
        """Return the unsquashed outline in the right pane, thin: where the plane comes from."""
        placed = self.panes.unit_view.to_stage(self.panes.partly(0, 0)(outline_of(2)))
        return Polylines(theme.FRAME, theme.GRID_WIDTH, theme.DIMMED).set_lines(placed)
