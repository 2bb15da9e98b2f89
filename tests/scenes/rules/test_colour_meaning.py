"""Each colour says one thing: yellow is attention, white the boundary, a hue one activation."""

from __future__ import annotations

import ast

import manim
import numpy as np
import pytest
from manim import FadeIn, Line, ManimColor, Square

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polygons, Polylines, dots_of, rings_of
from scenes.kit.drawing.text import words
from scenes.kit.planes.riddle import Riddle
from scenes.kit.stage.stage import LectureScene
from tests.scenes.harness import Play, scene_class, shot_list
from tests.scenes.performances import Performances
from tests.scenes.rules.colours import MOMENT, ColourWatcher
from tests.scenes.rules.test_errors_in_red import scene_sources
from training.run.trajectory import load


@pytest.mark.last
@pytest.mark.parametrize(("module", "name"), shot_list(), ids=lambda value: value.split(".")[-1])
def test_white_is_the_boundary_and_yellow_leaves_again(
    module: str, name: str, performed: Performances
) -> None:
    assert performed.notes(scene_class(module, name)).colours == ()


class Gaudy(LectureScene):
    """The control: white and yellow as they should be, and otherwise."""

    title = "Gaudy"

    def construct(self) -> None:
        self.next_section("Colours")
        line = np.array([[[-3.0, 0, 0], [3.0, 0, 0]]])
        place = np.array([[1.0, 1, 0]])
        self.boundary = Polylines(theme.BOUNDARY, 4).set_lines(line)
        self.dots = Polylines(theme.INK, 12).set_lines(dots_of(place))
        self.ring = Polylines(theme.EMPHASIS, 3).set_lines(rings_of(place, 0.2))
        self.shown_long = Polylines(theme.EMPHASIS, 3).set_lines(line + np.array([0, 1, 0]))
        self.shown_briefly = Polylines(theme.EMPHASIS, 3).set_lines(line + np.array([0, 2, 0]))
        self.strip = Polygons(theme.EMPHASIS, 0.3).set_polygons(
            [np.array([[0, 0, 0], [2, 0, 0], [2, 2, 0.0]])]
        )
        self.frame = Square(color=theme.INK)
        self.axis = Line()
        self.grey = Line(color=theme.FRAME)
        self.add(self.boundary, self.dots, self.ring, self.shown_long, self.shown_briefly, self.strip)
        self.add(self.frame, self.axis, self.grey, words("a question?", colour=theme.EMPHASIS))
        self.say("Now.", FadeIn(Square(color=theme.FRAME)))
        self.wait(MOMENT - 2)
        self.say("Then.")
        self.remove(self.shown_briefly)
        self.wait(3)
        self.say("And now.")


def test_what_has_the_wrong_colour_is_found_by_its_name(play_scene: Play) -> None:
    watcher = ColourWatcher()
    play_scene(Gaudy, on_still=watcher.look)
    assert sorted(fault.partition(": ")[2] for fault in watcher.faults) == [
        "axis (Line) is drawn in white",
        "frame (Square) is drawn in white",
        f"shown_long (Polylines) stays yellow for more than {MOMENT:g} s",
        f"strip (Polygons) stays yellow for more than {MOMENT:g} s",
    ]


def source_faults(source: str) -> list[str]:
    """Colours by another name than the theme's, and the boundary's white for anything else."""
    tree, found = ast.parse(source), []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "manim":
            hues = [
                name.name for name in node.names if isinstance(getattr(manim, name.name, None), ManimColor)
            ]
            found += [f"line {node.lineno}: {hue} is manim's" for hue in hues]
        if isinstance(node, ast.stmt) and not isinstance(
            node, ast.FunctionDef | ast.ClassDef | ast.With | ast.For
        ):
            text = ast.unparse(node)
            if "theme.BOUNDARY," in text and "boundar" not in text.partition("=")[0]:
                found.append(f"line {node.lineno}: the boundary's white in {text[:60]!r}")
            if "RUN_COLOURS.get(" in text and "theme.INK)" in text:
                found.append(f"line {node.lineno}: white for an activation without a hue")
    return found


def test_the_source_names_colours_by_their_meaning() -> None:
    found = {path: source_faults(source) for path, source in scene_sources().items()}
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_a_colour_without_meaning_is_found_in_the_source() -> None:
    assert len(source_faults("from manim import UP, YELLOW")) == 1
    assert len(source_faults("axis = Polylines(theme.BOUNDARY, 2)")) == 1
    assert source_faults("self.boundary = Polylines(theme.BOUNDARY, 2)") == []
    assert len(source_faults("hue = theme.RUN_COLOURS.get(name, theme.INK)")) == 1


def test_an_activation_enters_in_its_own_hue() -> None:
    riddle = Riddle(load)
    for name, hue in theme.RUN_COLOURS.items():
        assert riddle.graphs[name][1].get_stroke_color().to_hex() == hue
        assert riddle.names[name].submobjects[0].get_fill_color().to_hex() == hue
