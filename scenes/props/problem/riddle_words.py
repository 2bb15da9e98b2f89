"""What can truthfully be said about three decided input squares, whether boundaries cross them or not."""

from __future__ import annotations

from dataclasses import dataclass, fields

from scenes.kit import theme
from scenes.kit.planes.riddle import LETTERS, ORDER, Riddle
from scenes.kit.words.hues import class_hues, hue_said
from scenes.kit.words.language import in_percent, listed
from training.geometry.straightness import is_bent
from training.recipe.recipe import Recipe

CALLED = {"tanh": "tanh", "sigmoid": "the sigmoid", "relu": "ReLU"}
"""A run's activation within a sentence."""


@dataclass(frozen=True)
class RiddleWords:
    """Sentences and section names about a riddle.

    Attributes
    ----------
    riddle : Riddle
    """

    riddle: Riddle

    @property
    def accuracies(self) -> list[float]:
        """Share of right points at the end of each run, in the order of the pictures."""
        return [float(run.accuracy[-1]) for run in self.riddle.runs.values()]

    @property
    def bounded(self) -> list[str]:
        """Runs whose boundary crosses the input square, in the order of the pictures."""
        return [name for name in ORDER if self.riddle.pictures[name].pieces]

    def posed(self) -> str:
        """Return the name of the section that poses the riddle."""
        return f"Three {'boundaries' if len(self.bounded) == 3 else 'networks'}, one riddle"

    def difference(self) -> str:
        """Return the sentence on what the three recipes do not share."""
        others = differing([run.recipe for run in self.riddle.runs.values()])
        also = f", and in their {listed(others)}" if others else ""
        return f"These three networks differ in [one small curve], called the activation function{also}."

    def sides(self) -> str:
        """Return the sentence on what a boundary is."""
        line = f"{hue_said(theme.BOUNDARY)} line"
        begin = f"Each {line} is a boundary" if len(self.bounded) == 3 else f"A {line} is a boundary"
        negative, positive = class_hues()
        return f"{begin}, with [{negative} on one side] and [{positive} on the other]."

    def task(self) -> str:
        """Return the riddle's question."""
        drew = "drew which boundary" if len(self.bounded) == 3 else "belongs to which network"
        return f"Which curve {drew}?"

    def returned(self) -> str:
        """Return the sentence with which the riddle comes back."""
        if len(self.bounded) == 3:
            return "Put the bend back, and [the three boundaries return]."
        return "Put the bend back, and [there are three networks again]."

    def result(self) -> str:
        """Return the sentence on how many points each gets right at the end of its run."""
        if min(self.accuracies) >= 1:
            return "Each network gets every point right."
        return f"They get {listed([in_percent(share) for share in self.accuracies])} percent right."

    @property
    def bent(self) -> list[str]:
        """Runs whose boundary is seen to bend."""
        return [name for name in self.bounded if any(map(is_bent, self.riddle.pictures[name].pieces))]

    def asked(self) -> str:
        """Return the question about ReLU's picture, in words that fit no other."""
        if "relu" not in self.bounded:
            return "Which picture belongs to ReLU?"
        others = [name for name in self.bounded if name != "relu"]
        if set(others) <= set(self.bent):
            return f"Which boundary is {'made of straight pieces' if 'relu' in self.bent else 'straight'}?"
        return "Which boundary has a corner?" if self.bent == ["relu"] else "Which boundary belongs to ReLU?"

    def answer(self) -> str:
        """Return the sentence on which letter is ReLU."""
        return f"It is {LETTERS[ORDER.index('relu')]}."

    def others(self) -> str:
        """Return the sentence on the boundaries of the other two."""
        smooth = [CALLED[name] for name in self.bounded if name != "relu"]
        if len(smooth) == 2:
            return f"The [smooth ones] belong to {listed(smooth)}."
        if smooth:
            return f"The [smooth one] belongs to {smooth[0]}."
        return "[The other two] draw no boundary through the square."

    def output_unit(self) -> str:
        """Return what the output unit can draw; ReLU's boundary may be no surprise."""
        yet = "And" if "relu" in self.bounded and "relu" not in self.bent else "Yet"
        return f"{yet} [the output unit] is affine, and can only draw [a straight boundary]."

    def puzzle(self) -> str:
        """Return the question the boundaries raise: none may bend when a run has failed."""
        if not self.bent:
            return "So what could bend a boundary?"
        if "relu" in self.bent:
            return "So who bent the boundary?"
        return f"So who bent the {'others' if len(self.bent) == 2 else 'other one'}?"


def differing(recipes: list[Recipe]) -> list[str]:
    """Return the recipe's fields, as one says them, whose values differ; the activation left out."""
    names = [field.name for field in fields(Recipe) if field.name != "activation"]
    return [
        name.replace("_", " ") for name in names if len({getattr(recipe, name) for recipe in recipes}) > 1
    ]
