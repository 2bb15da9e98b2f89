"""Storyboard: with the bend back the three boundaries return; which of them is ReLU's, and who bent it."""

from __future__ import annotations

from manim import DOWN, UP, Create, FadeIn, FadeOut, ValueTracker, VGroup

from scenes.kit import theme
from scenes.kit.diagram.diagram import NetworkDiagram
from scenes.kit.drawing.shapes import Polylines, rings_of
from scenes.kit.drawing.text import maths
from scenes.kit.planes.function_graph import halves, turning_point
from scenes.kit.planes.input_picture import SwitchLines
from scenes.kit.planes.riddle import CLOSER, ORDER, VIEWS, Riddle
from scenes.kit.stage.stage import LectureScene
from scenes.props.problem.places import COLUMN_X, LARGE, CarriedPlane
from scenes.props.problem.riddle_words import RiddleWords

#: Of ReLU's graph while it is explained.
ENLARGED = 2.8


class ThreeSolutions(LectureScene):
    """The three boundaries again; which one is ReLU's, and how its corner gives it away."""

    title = "Who bent it?"
    runs = ("tanh", "relu", "sigmoid")

    def construct(self) -> None:
        """Tell the chapter beat by beat."""
        self.riddle = Riddle(self.trajectory)
        self.said = RiddleWords(self.riddle)
        self.plane = CarriedPlane(self.riddle.runs["tanh"])
        self.add(*self.plane.parts)
        self.put_the_bend_back()
        self.let_the_viewer_guess()
        self.name_the_three()
        self.look_at_the_corner()
        self.ask_who_bent_it()

    def put_the_bend_back(self) -> None:
        """The one plane parts into three, each with its boundary."""
        self.next_section("The bend is back")
        riddle, share = self.riddle, ValueTracker(1.0)
        parting = VGroup(*riddle.data)
        with self.voiceover(self.said.returned()) as said:
            self.play(FadeIn(self.heading()), FadeOut(self.plane.axes), run_time=theme.QUICK)
            self.remove(*self.plane.parts)
            riddle.show(dict.fromkeys(ORDER, LARGE), 1.0)
            self.add(parting)
            parting.add_updater(lambda _: riddle.show(dict.fromkeys(ORDER, LARGE), share.get_value()))
            self.play(share.animate.set_value(0.0), run_time=said.at_least(1.0, until=said.moments[0].text))
            parting.clear_updaters()
            self.remove(parting)
            self.add(riddle)
            sides = [*riddle.sides(0), *riddle.sides(1)]
            self.play(*map(Create, riddle.lines), *map(FadeIn, sides), run_time=theme.MOVE)
        self.say(self.said.result(), FadeIn(*riddle.letters.values()))

    def let_the_viewer_guess(self) -> None:
        """ReLU's graph is explained; the viewer gets time to find its boundary."""
        self.next_section("Your guess")
        riddle, veil = self.riddle, self.riddle.veil()
        others = [graph for name, graph in riddle.graphs.items() if name != "relu"]
        large = riddle.graphs["relu"].copy().scale(ENLARGED).move_to((0, 0.3, 0))
        below, above = halves(large[1])
        text = "[ReLU] returns [zero below zero], and leaves [everything above] as it is."
        with self.voiceover(text) as said:
            self.play(FadeIn(veil, large[0]), run_time=theme.QUICK)
            said.until("[zero below zero]")
            self.play(Create(below), run_time=said.at_least(0.5, until="[everything above]"))
            self.play(Create(above), run_time=theme.BEAT)
        self.remove(below, above)
        self.add(large)
        with self.voiceover(self.said.asked(), silence=theme.RIDDLE):
            small = large.animate.scale(1 / ENLARGED).move_to(riddle.graphs["relu"])
            self.play(FadeOut(veil), small, *map(FadeIn, others), run_time=theme.BEAT)
        self.remove(large)
        self.add(riddle.graphs["relu"])

    def name_the_three(self) -> None:
        """The letters become names, and each graph goes under its boundary."""
        self.next_section("The answer")
        riddle = self.riddle
        others = [name for name in ORDER if name != "relu"]
        with self.voiceover(self.said.answer()):
            self.play(*riddle.animate_names("relu"), *riddle.animate_swap("relu"), run_time=1.5 * theme.BEAT)
        with self.voiceover(self.said.others()) as said:
            said.until(said.moments[0].text)
            self.play(*riddle.animate_names(*others), *riddle.animate_swap("tanh"), run_time=1.5 * theme.BEAT)

    def look_at_the_corner(self) -> None:
        """ReLU's picture grows; the lines along which its units switch appear."""
        riddle, share = self.riddle, ValueTracker(0.0)
        run, picture, graph = riddle.runs["relu"], riddle.pictures["relu"], riddle.graphs["relu"]
        name = riddle.names["relu"]
        switches = SwitchLines(CLOSER, run.at(run.epochs), run.activation)
        self.next_section("Where it bends" if len(switches.corners) else "Where ReLU switches")
        gone = [other for other in riddle.pictures.values() if other is not picture]
        gone += [label for own, label in (*riddle.names.items(), *riddle.graphs.items()) if own != "relu"]
        with self.voiceover("Look closer at ReLU's."):
            self.play(*map(FadeOut, gone), run_time=theme.QUICK)
            self.remove(riddle)
            self.add(picture)
            picture.add_updater(lambda m: m.show(VIEWS["relu"].towards(CLOSER, share.get_value())))
            self.play(
                share.animate.set_value(1.0),
                graph.animate.scale(1.7).move_to((COLUMN_X, -0.2, 0)),
                name.animate.move_to((COLUMN_X, 1.6, 0)),
                run_time=theme.MOVE,
            )
            picture.clear_updaters()
        turn = rings_of(turning_point(graph[1])[None], 0.2, sides=40)
        corner = Polylines(theme.EMPHASIS, 4.0).set_lines(turn)
        self.shown = VGroup(name, graph)
        marks = (switches.lines, switches.names, corner), (switches.rings,)
        with self.voiceover(switches.said) as said:
            for moment, drawn in zip(said.moments, marks, strict=False):  # a line or a corner may be missing
                self.pause_until(moment.begin)
                self.play(*map(Create, drawn), run_time=theme.BEAT)
                self.shown.add(*drawn)

    def ask_who_bent_it(self) -> None:
        """The question the next chapters answer."""
        self.next_section("The puzzle")
        diagram = NetworkDiagram(spacing=(2.5, 1.9)).move_to((COLUMN_X, 0.7, 0))
        output = VGroup(*diagram.output_edges, diagram.output)
        rest = VGroup(*(edge for row in diagram.hidden_edges for edge in row), diagram.inputs, diagram.hidden)
        rest.set_opacity(1.2 * theme.DIMMED)  # as much as its labels need to be read
        rule = maths("a V + c = 0", 1.4 * theme.TITLE_SIZE).next_to(diagram, DOWN, buff=0.8)
        self.play(FadeOut(self.shown), FadeIn(rest), run_time=theme.QUICK)
        self.say(
            self.said.output_unit(),
            FadeIn(output),
            FadeIn(rule, shift=0.2 * UP),
        )
        self.say(self.said.puzzle(), reveal=True)
