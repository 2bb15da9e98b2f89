"""A trained feature space as one scene leaves it to the next: where it stands, its axes, its plane."""

from __future__ import annotations

from manim import VGroup

from scenes.kit.planes.feature_space import WarpedPlane
from scenes.props.squash.squash_panes import SquashPanes
from training.run.trajectory import Trajectory


class CarriedSpace(VGroup):
    """The plane squashed, in the right pane: the last frame of one squash, the first of what follows it.

    Children in drawing order: ``axes`` (``[0]`` the edges, ``[1]`` ticks, numbers, names), ``plane``.

    Parameters
    ----------
    run
        Whose points are drawn, with its last weights.

    Attributes
    ----------
    panes : SquashPanes
        Where it stands: their right pane is ``view``.
    """

    def __init__(self, run: Trajectory) -> None:
        self.run, self.panes = run, SquashPanes(run.activation, run.at(run.epochs))
        self.view = self.panes.a_view
        self.axes = VGroup(self.panes.a_box, self.panes.a_marks)
        self.plane = WarpedPlane.of(run)
        super().__init__(self.axes, self.plane)
        self.show()

    def show(self, first: float = 1.0, second: float = 1.0) -> CarriedSpace:
        """Draw the plane with its coordinates squashed by two shares, 0 to 1; returns itself."""
        panes = self.panes
        mapping = panes.partly(first, second)
        self.plane.show(panes.unit_view, mapping, panes.kernel, panes.bias, panes.activation.hinges)
        return self
