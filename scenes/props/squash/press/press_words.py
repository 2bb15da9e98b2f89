"""What can truthfully be said about the plane pressed flat along two hinges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenes.kit.drawing.shapes import Array
from scenes.kit.words.hues import class_hues
from scenes.props.squash.press.quadrants import ON_OFF, Quadrants
from training.geometry.convex import UNIT_SQUARE


@dataclass(frozen=True)
class PressWords:
    """Sentences about the parts two hinges make of the input square.

    Attributes
    ----------
    quadrants : Quadrants
    off : Array
        Classes of the points at which both units are off, 0 and 1, shape ``(points,)``.
    """

    quadrants: Quadrants
    off: Array

    @property
    def met(self) -> set[tuple[bool, bool]]:
        """Of the four pairs (unit 1 on, unit 2 on), those that some of the square has."""
        pairs = zip(ON_OFF, self.quadrants.pieces, strict=True)
        return {states for states, piece in pairs if len(piece)}

    def hinges(self) -> str:
        """Return the sentence that says what a hinge is."""
        if self.quadrants.kernel.any(axis=0).all():
            return "Each unit's z is zero along one [straight line], its hinge."
        return "A unit with weights has z zero along one [straight line], its hinge."

    def first_press(self) -> str:
        """Return the sentence on what happens to the side where unit 1 is off."""
        states = self._states(0)
        if states == {True}:
            return "Unit 1 is on everywhere, so ReLU [presses] nothing."
        if states == {False}:
            return "Unit 1 is off everywhere, so ReLU [presses] the whole plane flat."
        return "ReLU [presses] the off side of unit 1 flat."

    def second_press(self) -> str:
        """Return the sentence on what happens to the side where unit 2 is off."""
        states = self._states(1)
        if states == {True}:
            return "Unit 2 is on everywhere, and nothing [is pressed] there."
        if states == {False}:
            return "Unit 2 is off everywhere, so it [presses] all that is left."
        return "Then it [presses] the off side of unit 2."

    def corner(self) -> str:
        """Return the sentence on what becomes of the part where both units are off."""
        piece = self.quadrants.pieces[3]
        if not len(piece):
            return "Nowhere are both off, so no part of the plane becomes one [point]."
        if self.met == {(False, False)}:
            return "Both are off everywhere, and [the whole plane] becomes one [point]."
        apart = np.abs(piece[:, None] - UNIT_SQUARE[None]).max(axis=2).min()
        part = "corner" if apart < 1e-9 else "piece"
        return f"Where both are off, [a whole {part}] of the plane becomes one [point]."

    def pile(self) -> str:
        """Return the sentence on how many points end there, and of which class."""
        count = len(self.off)
        if not count:
            return "None of our points lies there."
        hues = class_hues()
        seen = sorted({int(label) for label in self.off})
        if count == 1:
            return f"[One point slides] into it, and it is {hues[seen[0]]}."
        whose = f"all of them {hues[seen[0]]}" if len(seen) == 1 else f"some {hues[0]}, some {hues[1]}"
        return f"[{count:,} points slide] into it, {whose}."

    def silence(self) -> str:
        """Return the sentence on what those points teach; there must be some."""
        if len(self.off) == 1:
            return "Both its [slopes] are zero, so it teaches the hidden units nothing."
        return "Both their [slopes] are zero, so they teach the hidden units nothing."

    def _states(self, unit: int) -> set[bool]:
        return {pair[unit] for pair in self.met}
