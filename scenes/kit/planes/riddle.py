"""The riddle of the film: three trained boundaries side by side, and the graphs that drew them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import UP, Animation, FadeIn, FadeOut, LaggedStart, Rectangle, VGroup, VMobject
from manim.utils.rate_functions import smooth, squish_rate_func, there_and_back

from scenes.kit import theme
from scenes.kit.drawing.readout import baseline_of
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import Viewport, square_viewport
from scenes.kit.planes.function_graph import function_graph
from scenes.kit.planes.input_picture import InputPicture
from training.errors import LectureError
from training.network.activations import Activation
from training.run.trajectory import Trajectory

ORDER = ("tanh", "sigmoid", "relu")
"""From left to right; not the order of the lecture, so that the riddle stays one."""
SLOTS = ("relu", "tanh", "sigmoid")
"""Whose graph stands under the first picture, the second and the third: none under its own."""
NAMES = {"tanh": "tanh", "relu": "ReLU", "sigmoid": "sigmoid"}
"""What takes the letters' place, by run."""
LETTERS = ("A", "B", "C")
"""What the pictures are called from left to right while the riddle is open."""
SIDE = 3.7
"""Of each picture, Manim units: room is left for a row of graphs beneath."""
COLUMNS = (-4.64, 0.0, 4.64)
"""Stage x of the middles of the pictures, from left to right."""
VIEWS = {name: square_viewport((x, 0.42), SIDE, -1.0, 1.0) for name, x in zip(ORDER, COLUMNS, strict=True)}
"""Where the three stand in one row."""
CLOSER = square_viewport((2.9, 0.3), 5.6, -1.0, 1.0)
"""Where one of them stands when it is looked at closely: names have room above it and at its right."""
_LABELS = 0.55
"""Room for letters or names above the pictures, Manim units."""
_GRAPH_LEVEL, _GRAPH_WIDTH, _GRAPH_HEIGHT = -2.24, 3.2, 1.36
_GRAPH_RANGES = (-4.0, 4.0), (-1.2, 1.5)
"""What of z and of sigma(z) a small graph shows."""
_REST, _PULSE = 4.5, 9.0
"""Stroke widths of a graph at rest and at the height of its pulse."""


class Riddle(VGroup):
    """Three decided input squares.

    Children: the pictures. ``pictures`` (name to picture) are drawn by `show`; ``letters``, ``names`` and
    ``graphs`` (name to label or graph) are no children, the storyboard shows them when it is time.

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
            name: on_baseline(words(letter, theme.TITLE_SIZE), VIEWS[name])
            for name, letter in zip(ORDER, LETTERS, strict=True)
        }
        self.names = {
            name: on_baseline(words(NAMES[name], theme.TITLE_SIZE, theme.RUN_COLOURS[name]), VIEWS[name])
            for name in ORDER
        }
        self.graphs = {
            name: small_graph(self.runs[name].activation, theme.RUN_COLOURS[name], x)
            for name, x in zip(SLOTS, COLUMNS, strict=True)
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
        """Regions and boundaries of all three pictures."""
        return [shape for picture in self.pictures.values() for shape in picture.decision]

    @property
    def lines(self) -> list[VMobject]:
        """The boundaries of all three pictures, each after its halo."""
        return [line for picture in self.pictures.values() for line in (picture.halo, picture.boundary)]

    def sides(self, label: int) -> list[VMobject]:
        """Return what of each picture is decided for a class."""
        return [picture.regions[label] for picture in self.pictures.values()]

    def veil(self) -> Rectangle:
        """Return what dims the three pictures and their labels while something else is named."""
        top = VIEWS[ORDER[0]].centre[1] + SIDE / 2 + _LABELS
        veil = Rectangle(width=theme.STAGE_WIDTH, height=top - theme.STRIP_TOP, stroke_width=0)
        veil.set_fill(theme.BACKGROUND, 1 - theme.DIMMED)
        return veil.move_to((0, (top + theme.STRIP_TOP) / 2, 0))

    def animate_pulse(self) -> Animation:
        """Let the graphs swell a little, one after the other, twice."""
        swelling = (
            self.graphs[name][1].animate(rate_func=there_and_back).set_stroke(width=_PULSE) for name in SLOTS
        )
        return LaggedStart(*swelling, lag_ratio=0.7)

    def animate_names(self, *chosen: str) -> list[Animation]:
        """Let names take the place of their letters: one leaves before the other comes."""
        first, second = squish_rate_func(smooth, 0.0, 0.5), squish_rate_func(smooth, 0.5, 1.0)
        leaving = [FadeOut(self.letters[name], shift=0.2 * UP, rate_func=first) for name in chosen]
        # Little shift: the names must not rise out of the frame's upper edge.
        return [*leaving, *(FadeIn(self.names[name], shift=0.06 * UP, rate_func=second) for name in chosen)]

    def animate_swap(self, name: str) -> list[Animation]:
        """Let a graph travel under its own picture, and the one that stands there take its place."""
        goal = VIEWS[name].centre[0]
        here = self.graphs[name]
        there = min(self.graphs.values(), key=lambda graph: abs(graph.get_center()[0] - goal))
        ways = ((here, there, -0.7), (there, here, -0.25))
        return [
            graph.animate(path_arc=arc * np.sign(other.get_x() - graph.get_x())).move_to(other.get_center())
            for graph, other, arc in ways
            if here is not there
        ]


def small_graph(activation: Activation, colour: str, x: float) -> VGroup:
    """Return an activation's graph on its two axes, beneath the pictures of a riddle.

    Returns
    -------
    VGroup
        ``[0]`` the axes, ``[1]`` the curve.
    """
    view = Viewport((x, _GRAPH_LEVEL), _GRAPH_WIDTH, _GRAPH_HEIGHT, *_GRAPH_RANGES)
    return function_graph(view, activation, colour, _REST)


def on_baseline(text: VMobject, view: Viewport) -> VMobject:
    """Centre words above a viewport by their baseline, so that rows stand level; return them."""
    edge = view.centre[1] + view.height / 2 + 0.2
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
