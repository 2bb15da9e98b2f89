"""What can truthfully be said about one boundary in three panes, crossing the inputs or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenes.kit.words.hues import class_hues
from scenes.props.boundary.linked_panes import LinkedPanes


@dataclass(frozen=True)
class BoundaryWords:
    """Sentences and section names about linked panes.

    Attributes
    ----------
    panes : LinkedPanes
    """

    panes: LinkedPanes

    @property
    def side(self) -> str:
        """The hue of the side that has all inputs when the boundary misses them."""
        return class_hues()[self.panes.side]

    def first_section(self) -> str:
        """Return the name of the section that shows the feature space."""
        return "A straight cut in feature space" if self.panes.cut else "The feature space"

    def last_section(self) -> str:
        """Return the name of the section that shows the boundary in all panes at once."""
        return "The network bends the world" if self.panes.grid_bends else "One border, three planes"

    def opening(self) -> str:
        """Return the sentence on what the feature space holds: curves where the data is drawn as such."""
        classes = "curves" if self.panes.sheets["a"].plane.as_strokes else "classes"
        return f"This is your trained feature space: both {classes}, moved and squashed."

    def equation(self) -> str:
        """Return the sentence on where p is one half."""
        place = "on a straight line" if self.panes.cut else "on a line that passes outside"
        return f"p is one half where that sum is zero: {place}."

    def unsquash(self) -> str:
        """Return the sentence on what the way from a to z does to the grid and to the cut."""
        grid = "straightens" if self.panes.grid_bends else "stays straight"
        if not self.panes.cut:
            cut = ", and nothing cuts it"
        elif not self.panes.bent("z"):
            cut = ", and the cut hardly bends"
        else:
            cut = ", so the straight cut must bend" if self.panes.grid_bends else ", but the cut bends"
        return f"Undo the squash: the grid {grid}{cut}."

    def unfold(self) -> str:
        """Return the sentences on what the way from z to x does, and what the inputs look like then."""
        kernel = self.panes.weights.hidden_kernel
        turn = "turn the sheet over" if np.linalg.det(kernel) < 0 else "rotate back"
        stretched = np.linalg.svd(kernel, compute_uv=False).min() >= 1
        told = f"Undo the affine map: slide back, {'unstretch' if stretched else 'rescale'}, and {turn}."
        if not self.panes.crosses:
            return f"{told} This run draws no border through the square: all of it is {self.side}."
        return f"{told} Among the inputs, the cut {self._cut_among_the_inputs()}."

    def _cut_among_the_inputs(self) -> str:
        if self.panes.bent("x"):
            return "curves between the classes" if self.panes.solved else "is a curve"
        return "runs between the classes" if self.panes.solved else "is almost straight"

    def place(self) -> str:
        """Return the sentence on where the point is taken that is followed."""
        return f"Take {'one point on the boundary' if self.panes.crosses else 'any point of the square'}."

    def travel(self) -> str:
        """Return the sentences on what p does while the point moves."""
        if self.panes.crosses:
            return "Move it along. Three different paths, and p stays at one half."
        return f"Move it anywhere: p stays {'above' if self.panes.side else 'below'} one half."

    def step(self, lowest: float, highest: float) -> str:
        """What p does off the line: ``lowest`` far among the negatives, ``highest`` among the positives."""
        if round(lowest, 3) < 0.5 < round(highest, 3):
            low, high = class_hues()
            return f"Step off, and p answers: down on {low}, up on {high}."
        return "Step off: here p hardly answers."

    def moral(self) -> str:
        """Return the closing sentences: what has bent, the border or the plane beneath."""
        if not self.panes.crosses:
            return (
                "The border is a straight line all the same. "
                "This network has not brought the plane across it."
            )
        if not self.panes.bent("x"):
            return (
                "Here the border hardly bends, even among the inputs. "
                "This network has hardly bent the plane beneath it."
            )
        return (
            "So the curve was a straight line all along. "
            "The network never bends the line: it bends the plane beneath."
        )

    def shapes(self) -> dict[str, str]:
        """Return by letter what the boundary looks like in each pane, a first."""
        return {"a": "a straight line" if self.panes.cut else "no border", **dict(map(self._shape, "zx"))}

    def _shape(self, letter: str) -> tuple[str, str]:
        if not self.panes.cuts[letter]:
            return letter, "no border"
        return letter, "a curve" if self.panes.bent(letter) else "almost straight"
