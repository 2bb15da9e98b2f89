"""Storyboard: three boundaries and three curves, the data behind them, a network that learns to tell them."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, Create, FadeIn, FadeOut, ValueTracker, VGroup, there_and_back

from scenes.kit import theme
from scenes.kit.drawing.text import maths, words
from scenes.kit.planes.riddle import ORDER, Riddle
from scenes.kit.stage.stage import LectureScene
from scenes.kit.words.hues import class_hues
from scenes.kit.words.language import capitalised, counted
from scenes.props.problem.data_key import DataKey, Probe
from scenes.props.problem.live_network import LiveNetwork, tables_of
from scenes.props.problem.places import COLUMN_X, LARGE, CarriedPlane
from scenes.props.problem.riddle_words import RiddleWords

#: Film time of the whole training, in seconds, nothing said meanwhile.
TRAINING = 8.0


class TwoCurves(LectureScene):
    """The riddle of the three boundaries, the data behind it, and the network with its nine numbers."""

    title = "Blue or green?"
    runs = ("tanh", "relu", "sigmoid")

    def setup(self) -> None:
        """Prepare the stage; the title asks for the classes' colours as they are called."""
        super().setup()
        self.title = f"{' or '.join(class_hues()).capitalize()}?"

    def construct(self) -> None:
        """Tell the chapter beat by beat."""
        self.add(self.heading())
        self.pose_the_riddle()
        self.return_to_the_data()
        self.follow_one_point()
        self.build_the_network()
        self.count_its_numbers()
        self.train_it()
        self.hand_over(*self.plane.parts)

    def pose_the_riddle(self) -> None:
        """Three boundaries, three curves, one question."""
        riddle = self.riddle = Riddle(self.trajectory)
        said = RiddleWords(riddle)
        self.next_section(said.posed())
        for side in (*riddle.sides(0), *riddle.sides(1)):
            side.set_fill(opacity=0)
        with self.voiceover(said.difference()) as heard:
            self.play(*map(FadeIn, riddle.data), run_time=theme.QUICK)
            self.add(riddle)
            self.play(*map(Create, riddle.lines), run_time=heard.at_least(0.1, until="[one small curve]"))
            graphs = [(FadeIn(graph[0]), Create(graph[1])) for graph in riddle.graphs.values()]
            self.play(*(part for graph in graphs for part in graph), run_time=theme.MOVE)
        blue, green = (
            [side.animate.set_fill(opacity=theme.REGION_OPACITY) for side in riddle.sides(label)]
            for label in (0, 1)
        )
        self.say(said.sides(), blue, green)
        with self.voiceover(said.task(), silence=theme.RIDDLE) as heard:
            self.play(FadeIn(*riddle.letters.values()), run_time=heard.at_least(theme.BEAT))
            self.play(riddle.animate_pulse(), run_time=theme.RIDDLE - theme.QUICK)

    def return_to_the_data(self) -> None:
        """The three pictures become the one plane they share."""
        self.next_section("Two classes of points")
        riddle, share = self.riddle, ValueTracker(0.0)
        self.run = riddle.runs["sigmoid"]
        self.plane = CarriedPlane(self.run)
        count = {label: int((self.run.targets == label).sum()) for label in (0, 1)}
        self.key = DataKey(self.run.recipe.dataset, count).move_to((COLUMN_X, 0.6, 0))
        with self.voiceover("Keep your guess."):
            gone = [*riddle.decisions, *riddle.letters.values(), *riddle.graphs.values()]
            self.play(*map(FadeOut, gone), run_time=theme.BEAT)
        merging = VGroup(*riddle.data)
        self.add(merging)
        merging.add_updater(lambda _: riddle.show(dict.fromkeys(ORDER, LARGE), share.get_value()))
        with self.voiceover(self.key.said) as said:
            self.play(share.animate.set_value(1.0), run_time=theme.MOVE)
            self.remove(merging)
            self.add(*self.plane.picture.data[1:])
            self.bring_to_back(self.plane.axes, self.plane.picture.grid)
            self.play(FadeIn(self.plane.axes), FadeIn(self.plane.picture.grid), run_time=theme.QUICK)
            for row, moment in zip(self.key.rows, said.moments, strict=True):
                self.pause_until(moment.begin)
                self.play(FadeIn(row, shift=0.2 * LEFT), run_time=theme.QUICK)

    def follow_one_point(self) -> None:
        """A point gives two numbers and asks for its class."""
        self.next_section("One point, one question")
        picture = self.plane.picture
        negatives, positives = picture.strokes[0], picture.strokes[1]
        start, end = negatives[int(0.2 * len(negatives))], positives[int(0.8 * len(positives))]
        probe, way = Probe(LARGE, start), ValueTracker(0.0)
        self.probe = probe
        probe.readout.move_to((COLUMN_X, 0.9, 0))
        asked = self.asked = words(f"{' or '.join(class_hues())}?", theme.TITLE_SIZE, theme.EMPHASIS)
        asked.next_to(probe.readout, DOWN, buff=0.6)
        text = "Now take [a point without its colour]. You know [two numbers]. [Which class] is it?"
        with self.voiceover(text) as said:
            grey = [curve.animate.set_stroke(theme.FAINT) for curve in picture.curves.values()]
            self.play(FadeOut(self.key), *grey, run_time=theme.QUICK)
            said.until("[a point without its colour]")
            self.play(FadeIn(*probe[:-1]), run_time=theme.QUICK)
            said.until("[two numbers]")
            self.play(FadeIn(probe.readout), run_time=theme.QUICK)
            self.add(probe)
            probe.add_updater(lambda m: m.show(start + way.get_value() * (end - start)))
            said.until("[Which class]")
            self.play(way.animate.set_value(1.0), FadeIn(asked), run_time=theme.MOVE)
        probe.clear_updaters()

    def build_the_network(self) -> None:
        """Coordinates in, one probability out."""
        self.next_section("A very small network")
        self.epoch.begin("sigmoid")
        network = self.network = LiveNetwork(self.run, self.probe.point)
        network.move_to((COLUMN_X, 0.0, 0)).shift((2.65 - network.get_top()[1]) * UP)
        network.clock.next_to(network.tables, DOWN, buff=0.4).align_to(network.tables, LEFT)
        diagram = network.diagram
        self.say("This is the network that shall answer.", FadeOut(self.asked))
        travelling = (
            number.animate.move_to(node).set_opacity(0)
            for number, node in zip(self.probe.numbers, diagram.inputs, strict=True)
        )
        edges = [edge for row in diagram.hidden_edges for edge in row]
        self.say(
            "It has [two inputs], [two hidden units] and [one output].",
            [*travelling, FadeOut(self.probe.brackets), FadeIn(diagram.inputs)],
            [*map(Create, edges), FadeIn(diagram.hidden)],
            [*map(Create, diagram.output_edges), FadeIn(diagram.output)],
        )
        self.remove(self.probe.readout)
        self.say(
            "A hidden unit [adds up its inputs], then [bends the sum with its activation function].",
            *([self._lit(half[0]) for half in halves] for halves in (diagram.sums, diagram.bends)),
        )
        meaning = self.meaning = words(f"probability \\\n of {class_hues()[1]}", theme.LABEL_SIZE + 2)
        meaning.next_to(diagram.output, DOWN, buff=0.18)
        self.say(
            f"The output is [p], [the probability of {class_hues()[1]}].",
            self._lit(diagram.output[0]),
            FadeIn(meaning),
        )

    def count_its_numbers(self) -> None:
        """Everything it can learn, counted."""
        tables = tables_of(self.run.at(0))
        sizes = [int(np.size(table)) for table in tables.values()]
        total = counted(sum(sizes), "number")
        self.next_section(f"{capitalised(total)} to learn")
        tally = maths(f"{' + '.join(map(str, sizes))} = {sum(sizes)}", theme.BODY_SIZE)
        tally.move_to(self.network.clock, aligned_edge=LEFT)
        named = dict(zip(tables, self.network.tables, strict=True))
        edges = [self._lit(edge) for edge in self.network.diagram.edges]
        self.say(
            "Each edge carries [a weight], and each unit adds [a bias].",
            [FadeIn(named["W"], named["V"]), *edges],
            FadeIn(named["b"], named["c"]),
        )
        self.say(f"That makes [{total}], and training may change nothing else.", FadeIn(tally))
        self.play(FadeOut(tally), FadeIn(self.network.clock), run_time=theme.QUICK)

    def train_it(self) -> None:
        """The boundary bends while the numbers run."""
        self.next_section("The training")
        network, picture, run = self.network, self.plane.picture, self.run
        network.answer.next_to(network.diagram.output, UP, buff=0.18)
        lowest = picture.regions[0]
        coloured = [picture.curves[label].animate.set_stroke(theme.CLASS_COLOURS[label]) for label in (0, 1)]
        watched = "it" if run.epochs == 1 else f"{run.epochs:,} of them"
        with self.voiceover(f"One epoch is one pass over all the points. Watch {watched}."):
            self.play(*coloured, FadeIn(network.answer), run_time=theme.BEAT)
        self.bring_to_back(*(part for part in self.mobjects if part not in self.probe.get_family()))
        self.remove(*picture.submobjects, *network.live, *self.probe[:-1])
        self.add(*picture.submobjects, network.live, *self.probe[:-1])
        self.bring_to_back(self.plane.axes)

        def drawn(_: object) -> None:
            network.show(self.epoch.get_value())
            picture.decide(network.weights).show(LARGE)

        lowest.add_updater(drawn)
        self.play(self.epoch.animate.set_value(run.epochs), run_time=TRAINING, rate_func=_unhurried)
        lowest.clear_updaters()
        verdict, colour = network.verdict
        point, truth = self.probe.dot.animate.set_stroke(colour), class_hues()[1]
        told = f"Our point comes out [{verdict}]{'' if verdict == truth else f', but it is {truth}'}."
        self.say(told, (point, network.answer.animate.set_fill(colour)))

    def _lit(self, shape: VGroup) -> object:
        """Let a shape's stroke call for attention, and rest again."""
        return shape.animate(rate_func=there_and_back).set_stroke(theme.EMPHASIS)


def _unhurried(share: float) -> float:
    """Most of the first turns happen within a few epochs: begin slowly, come to rest slowly."""
    return float(share**1.8 * (1 + 1.2 * (1 - share)))
