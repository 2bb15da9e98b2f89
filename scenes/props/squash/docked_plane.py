"""The carried plane, put aside small and dim while something else is shown."""

from __future__ import annotations

from manim import Animation, UpdateFromAlphaFunc

from scenes.kit import theme
from scenes.kit.drawing.viewport import Viewport
from scenes.props.squash.carried_plane import CarriedPlane
from scenes.props.squash.squash_panes import SquashPanes
from training.run.trajectory import Trajectory

DOCK = Viewport((5.3, -1.85), 2.0, 2.0, (0.0, 1.0), (0.0, 1.0))
"""Where it waits: below the column of facts."""


class DockedPlane(CarriedPlane):
    """The moved plane on its way between its pane and the dock, where its axes have faded.

    Parameters
    ----------
    panes, run
        As `CarriedPlane` takes them.
    """

    def __init__(self, panes: SquashPanes, run: Trajectory) -> None:
        super().__init__(panes, run)
        self.panes = panes

    def show(self, way: float) -> DockedPlane:
        """Draw it on its way from its pane (0) to the dock (1), where it is dim; returns itself."""
        dock = DOCK.ranged(self.view.x_range, self.view.y_range)
        self.plane.show(self.view.towards(dock, way), self.panes.z_of)
        return self._tint(1 - way * (1 - theme.DIMMED), max(1 - 2 * way, 0.0))

    def animate_to_dock(self) -> Animation:
        """Return the animation by which it is put aside."""
        return UpdateFromAlphaFunc(self, lambda moved, way: moved.show(way))

    def animate_from_dock(self) -> Animation:
        """Return the animation by which it comes back."""
        return UpdateFromAlphaFunc(self, lambda moved, way: moved.show(1 - way))

    def animate_waiting(self) -> Animation:
        """Return the animation by which it steps back in its pane; its numbers leave."""
        return UpdateFromAlphaFunc(
            self, lambda moved, way: moved._tint(1 - way * (1 - theme.DIMMED), 1 - way)
        )

    def animate_return(self) -> Animation:
        """Return the animation by which it is lit in its pane again."""
        return UpdateFromAlphaFunc(
            self, lambda moved, way: moved._tint(theme.DIMMED + way * (1 - theme.DIMMED), way)
        )

    def _tint(self, level: float, axes: float) -> DockedPlane:
        """Show plane and axes at two shares, 0 to 1, of their full opacity; returns itself."""
        self.plane.grid.set_stroke(opacity=level * theme.GRID_OPACITY)
        for shape in (self.plane.outline, *self.plane.curves.values()):
            shape.set_stroke(opacity=level)
        edges, *texts = self.axes
        edges.set_stroke(opacity=axes)
        for text in texts:
            text.set_opacity(axes)
        return self
