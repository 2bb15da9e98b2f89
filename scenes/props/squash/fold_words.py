"""What can truthfully be said about the input square folded along two hinges."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.props.squash.quadrants import ON_OFF, Quadrants


@dataclass(frozen=True)
class FoldWords:
    """Sentences about the parts two hinges make of the input square.

    Attributes
    ----------
    quadrants : Quadrants
    """

    quadrants: Quadrants

    @property
    def met(self) -> set[tuple[bool, bool]]:
        """Of the four pairs (unit 1 on, unit 2 on), those that some of the square has."""
        pairs = zip(ON_OFF, self.quadrants.pieces, strict=True)
        return {states for states, piece in pairs if len(piece)}

    def first_fold(self) -> str:
        """Return the sentence on what happens to the side where unit 1 is off."""
        return f"Left of its hinge, unit 1 is off: {self._pressed(0)}."

    def second_fold(self) -> str:
        """Return the sentence on what happens to the side where unit 2 is off."""
        pressed = self._pressed(1)
        if pressed == self._pressed(0) == "that side is pressed flat":
            return "Below its hinge, unit 2 does the same."
        return f"Below its hinge, unit 2 is off: {pressed}."

    def outcome(self) -> str:
        """Return the sentence on what becomes of the parts where both units agree."""
        stays = "Both on stays" if (True, True) in self.met else "Nothing here has both on"
        if (False, False) in self.met:
            return f"{stays}; both off is one point."
        return f"{stays}; nothing here has both off."

    def no_pile(self) -> str:
        """Return the sentence for when no data point has both units off."""
        if (False, False) in self.met:
            return "No data point fell into that part this time."
        return "No data point has both units off."

    def _pressed(self, unit: int) -> str:
        states = {pair[unit] for pair in self.met}
        if states == {True, False}:
            return "that side is pressed flat"
        return "no part of the square lies there" if states == {True} else "all of the square is pressed flat"
