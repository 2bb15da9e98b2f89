"""The boundary of the network without a bend, over a picture of another one."""

from __future__ import annotations

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines
from scenes.kit.drawing.viewport import Viewport
from training.geometry.decision import border
from training.run.trajectory import Trajectory


class LinearBoundary(Polylines):
    """The straight boundary of a run, in the hue of attention: it is compared with the one it lies on.

    Parameters
    ----------
    run
        Of the linear activation.
    view
        Showing the input square.

    Attributes
    ----------
    weights : Weights
        What is drawn now.
    """

    def __init__(self, run: Trajectory, view: Viewport) -> None:
        super().__init__(theme.EMPHASIS, 0.6 * theme.BOUNDARY_WIDTH)
        self.run, self.view = run, view
        self.show(0.0)

    def show(self, epoch: float) -> LinearBoundary:
        """Draw the boundary at an epoch."""
        self.weights = self.run.glide(epoch)
        pieces = border(self.weights, self.run.activation)
        self.set_paths([self.view.to_stage(piece) for piece in pieces])
        return self
