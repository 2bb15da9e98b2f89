"""The trained plane in the right pane, squashed one coordinate after the other."""

from __future__ import annotations

from manim import ValueTracker, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines
from scenes.kit.planes.feature_space import WarpedPlane, outline_of
from scenes.props.squash.quadrants import ON_OFF, SHADES, Quadrants
from scenes.props.squash.squash_panes import SquashPanes


class SquashedPlane(VGroup):
    """A plane, the marks of its z axes and, where there are hinges, its quadrants; all squashed together.

    Children in drawing order: ``quadrants`` (if any), ``plane``, ``ticks``.

    Parameters
    ----------
    panes
        Where it moves.
    plane
        What moves.
    shows_quadrants
        Shade what the hinges cut the plane into.

    Attributes
    ----------
    shares : pair of ValueTracker
        How far coordinate 1 and coordinate 2 are squashed, each in [0, 1]; after `follow` they drive it.
    way : ValueTracker
        How far it has crossed from the left pane (0) to the right one (1).
    """

    def __init__(self, panes: SquashPanes, plane: WarpedPlane, shows_quadrants: bool = False) -> None:
        self.panes, self.plane = panes, plane
        self.shares = (ValueTracker(0), ValueTracker(0))
        self.way = ValueTracker(0)
        self.level = 1.0
        self.ticks = Polylines(theme.MUTED, theme.AXIS_WIDTH)
        hinges = panes.activation.hinges
        folds = shows_quadrants and len(hinges) > 0
        self.quadrants = Quadrants(panes.kernel, panes.bias, hinges[0]) if folds else None
        super().__init__(*([] if self.quadrants is None else [self.quadrants]), plane, self.ticks)
        self.show()

    def show(self) -> SquashedPlane:
        """Draw the plane where ``way`` and ``shares`` put it; returns itself."""
        panes, (first, second) = self.panes, (share.get_value() for share in self.shares)
        mapping = panes.partly(first, second)
        view = panes.crossing(self.way.get_value())
        self.plane.show(view, mapping, panes.kernel, panes.bias, panes.activation.hinges)
        self.ticks.set_paths(panes.ticks_partly(view, first, second))
        self._tint(min(3 * self.way.get_value(), 1.0))
        if self.quadrants is not None:
            self.quadrants.show(view, mapping)
        return self

    def _tint(self, level: float) -> None:
        """Fade in what is see-through, from 0 to 1, so that a copy laid on its original changes nothing."""
        if level == self.level:
            return
        self.level = level
        self.plane.grid.set_stroke(opacity=level * theme.GRID_OPACITY)
        self.ticks.set_stroke(opacity=level)
        if self.quadrants is not None:
            for shape, states in zip(self.quadrants, ON_OFF, strict=True):
                shape.set_fill(opacity=level * SHADES[sum(states)])

    def follow(self) -> SquashedPlane:
        """Draw it anew every frame from now on, as ``way`` and ``shares`` say; returns itself."""
        self.add_updater(lambda moved: moved.show())
        return self

    def trace(self) -> Polylines:
        """Return the unsquashed outline in the right pane, thin: where the plane comes from."""
        placed = self.panes.unit_view.to_stage(self.panes.partly(0, 0)(outline_of(2)))
        return Polylines(theme.MUTED, theme.GRID_WIDTH).set_lines(placed)
