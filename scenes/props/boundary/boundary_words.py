"""What can truthfully be said about one boundary in three panes, crossing the inputs or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenes.props.boundary.linked_panes import LinkedPanes

SIDES = ("blue", "green")


@dataclass(frozen=True)
class BoundaryWords:
    """Sentences about linked panes.

    Attributes
    ----------
    panes : LinkedPanes
    """

    panes: LinkedPanes

    @property
    def side(self) -> str:
        """The hue of the side that has all inputs when the boundary misses them."""
        return SIDES[self.panes.side]

    def equation(self) -> str:
        """Where p is one half."""
        place = "on a straight line" if self.panes.cut else "on a line that passes outside"
        return f"p is one half where that sum is zero: {place}."

    def unsquash(self) -> str:
        """What the way from a to z does."""
        bent = ", so the straight cut must bend" if self.panes.cut else ", and nothing cuts it"
        return f"Undo the squash: the grid straightens{bent}."

    def unfold(self) -> str:
        """What the way from z to x does, and what the inputs look like then."""
        flips = np.linalg.det(self.panes.weights.hidden_kernel) < 0
        turn = "turn the sheet over" if flips else "rotate back"
        told = f"Undo the affine map: slide back, unstretch, and {turn}."
        if not self.panes.crosses:
            return f"{told} This run draws no border through the square: all of it is {self.side}."
        cut = "curves between the classes" if self.panes.solved else "is a curve"
        return f"{told} Among the inputs, the cut {cut}."

    def travel(self) -> str:
        """What p does while the point moves."""
        if self.panes.crosses:
            return "Move it along. Three different paths, and p stays at one half."
        return f"Move it anywhere: p stays {'above' if self.panes.side else 'below'} one half."

    def moral(self) -> str:
        """What remains to be remembered."""
        if not self.panes.crosses:
            return (
                "The border is a straight line all the same. "
                "This network has not brought the plane across it."
            )
        return (
            "So the curve was a straight line all along. "
            "The network never bends the line: it bends the plane beneath."
        )

    def shapes(self) -> dict[str, str]:
        """What the boundary is in each pane, a first."""
        seen = self.panes.cut
        return {
            "a": "a straight line" if seen else "no border",
            "z": "a curve" if seen else "no border",
            "x": "a curve" if self.panes.crosses else "no border",
        }
