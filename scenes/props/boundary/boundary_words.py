"""What can truthfully be said about one boundary in three panes, crossing the inputs or not."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.kit.words.activation_words import introduced
from scenes.kit.words.hues import class_hues
from scenes.props.boundary.linked_panes import LinkedPanes


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
        return class_hues()[self.panes.side]

    def thesis(self) -> str:
        """Return what has bent, the boundary or the plane."""
        if not self.panes.crosses:
            return f"To this network all inputs are {self.side}. It has not brought them across its boundary."
        if not self.panes.bent:
            return "The boundary is straight from the beginning. This network has hardly bent the plane."
        return "The boundary was straight all along. The network bent the plane."

    def back(self) -> str:
        """Return the sentence on what the way back does to the boundary."""
        if not self.panes.crosses:
            return "[Run it backwards], and the inputs are where they were."
        if not self.panes.bent:
            return "[Run it backwards], and the boundary hardly bends."
        return "[Run it backwards], and the straight boundary curves again."

    def three_panes(self) -> str:
        """Return the sentence on what network the panes show, and where; three marked spans."""
        network = f"This is {introduced(self.panes.sigma)}'s network"
        return f"{network}, [at its inputs], [after the move], and [after the squash]."

    def follow(self) -> str:
        """Return the sentence on the way the point takes."""
        return f"Follow [one point] {'along the boundary' if self.panes.crosses else 'across the inputs'}."

    def travelled(self) -> str:
        """Return the sentence on what p did meanwhile."""
        stayed = "at" if self.panes.crosses else "above" if self.panes.side else "below"
        return f"It takes three paths, and p stays {stayed} one half."

    def stepped(self, lowest: float, highest: float) -> tuple[str, str]:
        """What p does off the boundary: ``lowest`` far among the negatives, ``highest`` among the positives.

        Two parts of one sentence, each with the span of one step.
        """
        if round(lowest, 3) < 0.5 < round(highest, 3):
            low, high = class_hues()
            return f"[Towards {low}] it falls,", f"[towards {high}] it rises."
        return "[Here] it hardly answers,", "[to either side]."

    def last(self) -> str:
        """Return the closing sentence: what the output unit makes of the feature space."""
        seen = "[The output unit] sees only the last picture"
        if not self.panes.crosses:
            return f"{seen}, and its straight boundary passes by."
        if self.panes.solved:
            return f"{seen}, and there a straight boundary is enough."
        return f"{seen}, and there it draws a straight boundary."
