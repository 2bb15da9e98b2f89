"""The moved plane as one scene leaves it to the next: where it stands, how far it reaches, its axes."""

from __future__ import annotations

from manim import VGroup

from scenes.kit.planes.feature_space import WarpedPlane
from scenes.props.squash.squash_panes import SquashPanes
from training.run.trajectory import Trajectory


class CarriedPlane(VGroup):
    """The trained z-plane in the left pane: the last frame of the moves, the first frame of the squash.

    Children in drawing order: ``axes`` (edges with ticks, numbers, names: the panes' own), ``plane``.

    Parameters
    ----------
    panes
        Whose left pane it stands in; ``view`` is that pane.
    run
        Whose points are drawn, moved by the weights the panes were made with.
    """

    def __init__(self, panes: SquashPanes, run: Trajectory) -> None:
        self.view, self.axes = panes.z_view, panes.z_axes
        self.plane = WarpedPlane.of(run).show(self.view, panes.z_of)
        super().__init__(self.axes, self.plane)
