"""Storyboard: two classes of points, and the small network that shall tell them apart."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, LaggedStart, ValueTracker, VGroup

from scenes.kit import theme
from scenes.kit.drawing.text import maths, words
from scenes.kit.drawing.viewport import axes
from scenes.kit.planes.input_picture import InputPicture
from scenes.kit.planes.riddle import ORDER, Riddle
from scenes.kit.stage.stage import LectureScene
from scenes.kit.words.hues import class_hues
from scenes.kit.words.language import counted
from scenes.props.problem.data_key import DataKey, Probe
from scenes.props.problem.live_network import LiveNetwork, largest_weight, start_said, tables_of
from scenes.props.problem.places import LARGE, RIGHT_X
from scenes.props.problem.riddle_words import RiddleWords


class TwoCurves(LectureScene):
    """The riddle of the three borders, the data behind it, and the network with its nine numbers."""

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
        self.turn_its_numbers()

    def pose_the_riddle(self) -> None:
        """Three borders, one question."""
        self.riddle = Riddle(self.trajectory)
        self.said = RiddleWords(self.riddle)
        self.next_section(self.said.posed())
        self.question = words("Which one is ReLU?", theme.BODY_SIZE, theme.EMPHASIS).move_to((0, -2.5, 0))
        with self.voiceover(self.said.opening()) as said:
            self.play(*map(FadeIn, self.riddle.data), run_time=theme.QUICK)
            self.add(self.riddle)
            self.play(*self.riddle.animate_borders(), run_time=said.at_least(theme.MOVE))
        with self.voiceover(f"{self.said.result()} {self.said.difference()} [Which one] is ReLU?") as said:
            self.play(FadeIn(*self.riddle.letters.values()), run_time=theme.BEAT)
            said.until("[Which one]")
            self.play(FadeIn(self.question, shift=0.2 * UP), run_time=theme.BEAT)

    def return_to_the_data(self) -> None:
        """The three pictures become the one plane they share."""
        self.next_section("Two classes of points")
        riddle, share = self.riddle, ValueTracker(0.0)
        self.run = riddle.runs["sigmoid"]
        self.plane = InputPicture(self.run, grid=0.3).show(LARGE)
        count = {label: int((self.run.targets == label).sum()) for label in (0, 1)}
        self.key = DataKey(self.run.recipe.dataset, count).move_to((RIGHT_X, 1.4, 0))
        with self.voiceover("Keep that in mind. First, the data they share.") as said:
            self.play(
                *map(FadeOut, riddle.decisions),
                FadeOut(*riddle.letters.values(), self.question),
                run_time=theme.QUICK,
            )
            said.until(2)
            merging = VGroup(*riddle.data)
            self.add(merging)
            merging.add_updater(lambda _: riddle.show(dict.fromkeys(ORDER, LARGE), share.get_value()))
            self.play(share.animate.set_value(1.0), run_time=theme.MOVE)
            self.remove(merging)
            self.add(*self.plane.data)
            frame = axes(LARGE, "x_1", "x_2", (-1, 0, 1), (-1, 0, 1))
            self.bring_to_back(frame)
            self.play(FadeIn(frame), FadeIn(self.plane.grid), run_time=theme.QUICK)
        with self.voiceover(self.key.said):
            self.play(FadeIn(self.key.rows[0], shift=0.2 * LEFT), run_time=theme.BEAT)
            self.play(FadeIn(self.key.rows[1], shift=0.2 * LEFT), run_time=theme.BEAT)

    def follow_one_point(self) -> None:
        """A point gives two numbers and asks for a colour."""
        self.next_section("One point, one question")
        negatives, positives = self.plane.strokes[0], self.plane.strokes[1]
        start, end = negatives[int(0.25 * len(negatives))], positives[int(0.8 * len(positives))]
        probe, way = Probe(LARGE, start), ValueTracker(0.0)
        probe.readout.move_to((RIGHT_X, -0.8, 0))
        asked = words(f"{' or '.join(class_hues())}?", theme.BODY_SIZE, theme.EMPHASIS)
        asked.next_to(probe.readout, DOWN, buff=0.4)
        text = "Take a point without its colour. From two numbers, [you must name its class]."
        with self.voiceover(text) as said:
            self.play(FadeIn(probe), run_time=theme.BEAT)
            probe.add_updater(lambda m: m.show(start + way.get_value() * (end - start)))
            seconds = said.at_least(1.5 * theme.MOVE, until="[you must name its class]")
            self.play(way.animate.set_value(1.0), run_time=seconds)
            self.play(FadeIn(asked), run_time=theme.QUICK)
        probe.clear_updaters()
        self.probe, self.asked = probe, asked

    def build_the_network(self) -> None:
        """Coordinates in, one probability out."""
        self.next_section("A very small network")
        self.network = LiveNetwork(self.run.at(0), largest_weight(self.run.weights))
        self.network.move_to((RIGHT_X - 0.25, 0.55, 0))
        diagram = self.network.diagram
        with self.voiceover("This network is tiny. Two inputs [feed two hidden units].") as said:
            self.play(FadeOut(self.key, self.asked), run_time=theme.QUICK)
            said.until(2)
            travelling = (
                number.animate.move_to(node).set_opacity(0)
                for number, node in zip(self.probe.numbers, diagram.inputs, strict=True)
            )
            self.play(*travelling, FadeOut(self.probe.brackets), FadeIn(diagram.inputs), run_time=theme.BEAT)
            self.remove(self.probe.readout)
            said.until("[feed two hidden units]")
            edges = [edge for row in diagram.hidden_edges for edge in row]
            self.play(*map(Create, edges), FadeIn(diagram.hidden), run_time=theme.BEAT)
        meaning = words(f"probability \\\n of {class_hues()[1]}", theme.LABEL_SIZE, theme.MUTED)
        meaning.next_to(diagram.output, DOWN, buff=0.15)
        answer = self.network.trained(self.run, 0.0, self.probe.point).answer
        answer.next_to(diagram.output, UP, buff=0.15)
        drawn = (*map(Create, diagram.output_edges), FadeIn(diagram.output))
        told = f"[Those feed one output]: [the probability] of {class_hues()[1]}."
        self.say(told, drawn, FadeIn(meaning, answer))

    def turn_its_numbers(self) -> None:
        """Everything it can learn, counted and then learnt."""
        sizes = [int(np.size(table)) for table in tables_of(self.run.at(0)).values()]
        total = counted(sum(sizes), "number")
        self.next_section(f"{total.capitalize()} to learn")
        tally = maths(f"{' + '.join(map(str, sizes))} = {sum(sizes)}", theme.BODY_SIZE, theme.EMPHASIS)
        tables = self.network.tables
        tally.next_to(tables, DOWN, buff=0.35, aligned_edge=LEFT)
        self.say(
            f"[Each edge has a weight, each unit a bias]: [{total} in all]. {start_said(self.run)}",
            LaggedStart(*map(FadeIn, tables), lag_ratio=0.5),
            FadeIn(tally),
        )
        with self.voiceover(f"Training turns these {total}, and nothing else.") as said:
            self.play(FadeIn(self.network.clock.move_to(tally).align_to(tables, RIGHT)), run_time=theme.QUICK)
            live, at = self.network.live, self.probe.point
            live.add_updater(lambda _: self.network.trained(self.run, self.epoch.get_value(), at))
            self.add(live)  # last: whatever lies above a moving mobject is drawn every frame
            self.play(
                self.epoch.animate.set_value(self.run.epochs), run_time=said.at_least(0.85 * theme.REVEAL)
            )
        live.clear_updaters()
        verdict, colour = self.network.verdict
        point = self.probe.dot.animate.set_stroke(colour)
        coloured = point, self.network.answer.animate.set_fill(colour)
        self.say(f"Our point comes out [{verdict}].", coloured, run_time=theme.QUICK)
