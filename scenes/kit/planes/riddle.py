"""The riddle of the film: three trained borders side by side, under letters that become names."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import RIGHT, UP, Animation, Create, FadeIn, FadeOut, VGroup, VMobject
from manim.utils.rate_functions import smooth, squish_rate_func

from scenes.kit import theme
from scenes.kit.drawing.readout import baseline_of
from scenes.kit.drawing.shapes import Polylines
from scenes.kit.drawing.text import maths, words
from scenes.kit.drawing.viewport import Viewport, square_viewport
from scenes.kit.planes.input_picture import InputPicture
from training.errors import LectureError
from training.run.trajectory import Trajectory

ORDER = ("tanh", "sigmoid", "relu")
"""From left to right; not the order of the lecture, so that the riddle stays one."""
NAMES = {"tanh": "tanh", "relu": "ReLU", "sigmoid": "sigmoid"}
"""What takes the letters' place, by run."""
LETTERS = ("A", "B", "C")
"""What the pictures are called from left to right while the riddle is open."""
SIDE = 4.2
"""Of each picture, Manim units: three of them and their gaps fill the width of the stage."""
VIEWS = {
    name: square_viewport((x, 0.2), SIDE, -1.0, 1.0)
    for name, x in zip(ORDER, (-4.64, 0.0, 4.64), strict=True)
}
"""Where the three stand in one row."""

CLOSER = {
    "tanh": square_viewport((-5.3, 1.0), 2.8, -1.0, 1.0),
    "sigmoid": square_viewport((-2.05, 1.0), 2.8, -1.0, 1.0),
    "relu": square_viewport((3.25, 0.05), 4.9, -1.0, 1.0),
}
"""Where the three stand once ReLU's picture is looked at closely."""


class Riddle(VGroup):
    """Three decided input squares.

    Children: ``pictures`` (name to picture); the labels ``letters`` and ``names`` are not children, the
    storyboard shows them when it is time.

    Parameters
    ----------
    load
        From a run's name to its trajectory.

    Raises
    ------
    LectureError
        When the three runs do not share their data, or a network has more than one hidden layer.
    """

    def __init__(self, load: Callable[[str], Trajectory]) -> None:
        self.runs = {name: load(name) for name in ORDER}
        _refuse_other_data(self.runs)
        self.pictures = {
            name: InputPicture(run).decide(run.at(run.epochs)) for name, run in self.runs.items()
        }
        self.letters = {
            name: on_baseline(words(letter, theme.BODY_SIZE), VIEWS[name])
            for name, letter in zip(ORDER, LETTERS, strict=True)
        }
        self.names = {
            name: on_baseline(words(NAMES[name], theme.BODY_SIZE, theme.RUN_COLOURS[name]), VIEWS[name])
            for name in ORDER
        }
        super().__init__(*self.pictures.values())
        self.show(VIEWS, 0.0)

    def show(self, goals: dict[str, Viewport], share: float) -> Riddle:
        """Draw each picture ``share`` of the way from its place in the row to its goal."""
        for name, picture in self.pictures.items():
            picture.show(VIEWS[name].towards(goals[name], share))
        return self

    @property
    def data(self) -> list[VMobject]:
        """The data of all three pictures."""
        return [shape for picture in self.pictures.values() for shape in picture.data]

    @property
    def decisions(self) -> list[VMobject]:
        """Regions and borders of all three pictures."""
        return [shape for picture in self.pictures.values() for shape in picture.decision]

    def animate_borders(self) -> list[Animation]:
        """Draw the borders from end to end while the regions appear."""
        drawn = [line for picture in self.pictures.values() for line in (picture.halo, picture.boundary)]
        shaded = [region for picture in self.pictures.values() for region in picture.regions.values()]
        return [*map(Create, drawn), *map(FadeIn, shaded)]

    def animate_names(self, *chosen: str) -> list[Animation]:
        """Let names take the place of their letters: one leaves before the other comes."""
        first, second = squish_rate_func(smooth, 0.0, 0.5), squish_rate_func(smooth, 0.5, 1.0)
        leaving = [FadeOut(self.letters[name], shift=0.2 * UP, rate_func=first) for name in chosen]
        # Little shift: the names must not rise out of the frame's upper edge.
        return [*leaving, *(FadeIn(self.names[name], shift=0.06 * UP, rate_func=second) for name in chosen)]

    def animate_leaving(self, label: VMobject) -> Animation:
        """Let a label go before its picture has grown into it."""
        return FadeOut(label, rate_func=squish_rate_func(smooth, 0.0, 0.2))

    def function(self, name: str) -> VGroup:
        """Return an activation's graph from -1 to 1 in its hue, on a line of zeros; beside it its formula."""
        sigma = self.runs[name].activation
        view = square_viewport((0.0, 0.0), 1.5, -1.0, 1.0)
        z = np.unique(np.concatenate((np.linspace(-1, 1, 41), sigma.hinges)))
        zero = Polylines(theme.FRAME, theme.AXIS_WIDTH).set_lines(
            view.to_stage(np.array([[[-1.0, 0.0], [1.0, 0.0]]]))
        )
        graph = Polylines(theme.RUN_COLOURS[name], theme.CURVE_WIDTH)
        graph.set_lines(view.to_stage(np.stack((z, sigma.f(z)), axis=1))[None])
        return VGroup(VGroup(zero, graph), maths(sigma.label, theme.BODY_SIZE)).arrange(RIGHT, buff=0.4)

    def named_closer(self) -> dict[str, VMobject]:
        """Return copies of the names where they stand in the closer view, ReLU's below its picture."""
        return {
            name: on_baseline(label.copy(), CLOSER[name], below=name == "relu")
            for name, label in self.names.items()
        }


def on_baseline(text: VMobject, view: Viewport, below: bool = False) -> VMobject:
    """Centre words above (or below) a viewport by their baseline, so that rows stand level; return them."""
    edge = view.centre[1] + view.height / 2 + 0.2
    if below:
        edge = view.bottom_of() - 0.42
    text.set_x(view.centre[0])
    return text.shift((edge - baseline_of(text)) * UP)


def _refuse_other_data(runs: dict[str, Trajectory]) -> None:
    for key in ("dataset", "points", "data_seed"):
        found = {name: getattr(run.recipe, key) for name, run in runs.items()}
        if len(set(found.values())) > 1:
            told = ", ".join(f"{name} {value}" for name, value in found.items())
            raise LectureError(
                f"the riddle's three runs have different {key}: {told}; "
                f"set {key} under [recipe] in lecture.toml for all of them"
            )
