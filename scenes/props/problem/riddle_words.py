"""What can truthfully be said about three decided input squares, bordered or not."""

from __future__ import annotations

from dataclasses import dataclass, fields

from scenes.kit.planes.riddle import LETTERS, ORDER, Riddle
from scenes.kit.words.hues import class_hues
from scenes.kit.words.language import listed
from scenes.kit.words.result_words import all_right_said
from training.geometry.straightness import is_bent
from training.recipe.recipe import Recipe

OWNERS = {"tanh": "Tanh's", "sigmoid": "The sigmoid's", "relu": "ReLU's"}
"""A run's name in front of what belongs to it, at the start of a sentence."""


@dataclass(frozen=True)
class RiddleWords:
    """Sentences, section names and labels about a riddle.

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
    def bordered(self) -> list[str]:
        """Runs whose border crosses the input square, in the order of the pictures."""
        return [name for name in ORDER if self.riddle.pictures[name].pieces]

    def posed(self) -> str:
        """Return the name of the section that poses the riddle."""
        return f"Three {'borders' if len(self.bordered) == 3 else 'networks'}, one riddle"

    def opening(self) -> str:
        """Return the sentence on what the three networks do, or were trained for."""
        done = "separate" if min(self.accuracies) >= 1 else "were trained to separate"
        negative, positive = class_hues()
        return f"Three small networks {done} {negative} from {positive}."

    def result(self) -> str:
        """Return the sentence on how many points each gets right at the end of its run."""
        return all_right_said(self.accuracies)

    def difference(self) -> str:
        """Return the sentence on what the three recipes do not share."""
        others = differing([run.recipe for run in self.riddle.runs.values()])
        if not others:
            return "Only the activation function differs."
        return f"The activation function differs, and so {_do(others)} {listed(others)}."

    def task(self) -> str:
        """Return the sentences on what to look for."""
        if "relu" in self.bordered:
            return "So look for straight pieces. A, B or C?"
        return "So which picture is it? A, B or C?"

    def hint(self) -> str:
        """Return the question on screen while the viewer guesses."""
        if "relu" in self.bordered:
            return "smooth all along, or straight pieces?"
        return "a border, or none at all?"

    def answer(self) -> str:
        """Return the sentences on which letter is ReLU, and what the borders of the other two look like."""
        said = f"It is {LETTERS[ORDER.index('relu')]}."
        others = [name for name in self.bordered if name != "relu"]
        if len(others) == 2:
            return f"{said} The other two are smooth, like their functions."
        if others:
            return f"{said} {OWNERS[others[0]]} border is smooth, like its function."
        return f"{said} The other two draw no border through the square."

    def puzzle(self) -> str:
        """Return the question the borders raise, without its mark: none may bend when a run has failed."""
        pieces = [piece for picture in self.riddle.pictures.values() for piece in picture.pieces]
        return "who bent the border" if any(map(is_bent, pieces)) else "what could bend a border"


def differing(recipes: list[Recipe]) -> list[str]:
    """Return the recipe's fields, as one says them, whose values differ; the activation left out."""
    names = [field.name for field in fields(Recipe) if field.name != "activation"]
    return [
        name.replace("_", " ") for name in names if len({getattr(recipe, name) for recipe in recipes}) > 1
    ]


def _do(names: list[str]) -> str:
    plural = len(names) > 1 or names[0].endswith("s")
    return "do" if plural else "does"
