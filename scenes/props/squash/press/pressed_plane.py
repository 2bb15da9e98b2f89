"""ReLU's plane in the right pane: relaxed out of another feature space, then pressed flat, unit by unit."""

from __future__ import annotations

from manim import ValueTracker, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array, Polylines
from scenes.kit.planes.feature_space import outline_of
from scenes.props.squash.carried_space import CarriedSpace
from scenes.props.squash.press.quadrants import Quadrants


class PressedPlane(VGroup):
    """A plane and the quadrants two hinges make of it, pressed together.

    Children in drawing order: ``quadrants``, ``plane``.

    Parameters
    ----------
    earlier
        The feature space it relaxes out of.
    space
        The one it is pressed into; its plane is drawn.
    colour
        Of the side that is on, a hex colour.

    Attributes
    ----------
    relaxed : ValueTracker
        0 is the earlier feature space, 1 the plane before it is pressed.
    shares : pair of ValueTracker
        How far coordinate 1 and coordinate 2 are pressed, each in [0, 1].
    """

    def __init__(self, earlier: CarriedSpace, space: CarriedSpace, colour: str) -> None:
        self.earlier, self.space = earlier.panes, space.panes
        self.relaxed = ValueTracker(0.0)
        self.shares = (ValueTracker(0.0), ValueTracker(0.0))
        self.quadrants = Quadrants(self.space.kernel, self.space.bias, colour)
        self.plane = space.plane
        super().__init__(self.quadrants, self.plane)
        self.show()

    def placed(self, inputs: Array) -> Array:
        """Return where inputs stand now, in fractions of the pane's sides."""
        share = self.relaxed.get_value()
        pressed = self.space.partly(*(tracker.get_value() for tracker in self.shares))(inputs)
        if share >= 1:
            return pressed
        return share * pressed + (1 - share) * self.earlier.partly(1, 1)(inputs)

    def show(self) -> PressedPlane:
        """Draw everything as the trackers say; returns itself."""
        panes = self.space
        self.plane.show(panes.unit_view, self.placed, panes.kernel, panes.bias, panes.activation.hinges)
        self.quadrants.show(panes.unit_view, self.placed)
        return self

    def follow(self) -> PressedPlane:
        """Draw both parts anew every frame from now on, wherever they stand on the stage; returns itself."""
        self.quadrants.add_updater(lambda _: self.show())
        self.plane.add_updater(lambda _: None)  # It changes with the quadrants.
        return self

    def rest(self) -> None:
        """Draw nothing anew from now on."""
        for part in (self.quadrants, self.plane):
            part.clear_updaters()

    def trace(self) -> Polylines:
        """Return the outline before it is pressed, thin: where the plane comes from."""
        placed = self.space.unit_view.to_stage(self.space.partly(0, 0)(outline_of(2)))
        return Polylines(theme.FRAME, theme.GRID_WIDTH, theme.DIMMED).set_lines(placed)
