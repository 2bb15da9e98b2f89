"""Chapter: two classes no straight cut separates, and three borders that do."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    TransformFromCopy,
    ValueTracker,
    VGroup,
    linear,
)

from scenes.kit import theme
from scenes.kit.drawing.text import maths, words
from scenes.kit.drawing.viewport import axes, square_viewport
from scenes.kit.planes.input_picture import InputPicture, SwitchLines
from scenes.kit.planes.riddle import CLOSER, LETTERS, ORDER, Riddle
from scenes.kit.stage.stage import LectureScene
from scenes.kit.words.language import counted
from scenes.props.problem.data_key import DataKey, Probe
from scenes.props.problem.live_network import LiveNetwork, largest_weight, start_said, tables_of
from scenes.props.problem.merged_layers import MergedLayers
from scenes.props.problem.straight_cut import StraightRun, TriangleProof, merged
from training.geometry.separability import witness

LARGE = square_viewport((-3.35, 0.35), 4.9, -1.0, 1.0)
RIGHT_X = 3.55


class TwoCurves(LectureScene):
    """The riddle of the three borders, the data behind it, and the network with its nine numbers."""

    title = "Blue or green?"
    runs = ("tanh", "relu", "sigmoid")

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
        self.next_section("Three borders, one riddle")
        self.riddle = Riddle(self.trajectory)
        self.question = words("Which one is ReLU?", theme.BODY_SIZE, theme.EMPHASIS).move_to((0, -2.5, 0))
        with self.voiceover("Three small networks separate blue from green."):
            self.play(*map(FadeIn, self.riddle.data), run_time=theme.QUICK)
            self.add(self.riddle)
            self.play(*self.riddle.animate_borders(), run_time=theme.MOVE)
        with self.voiceover(
            f"{self.riddle.said} Only the activation function differs. Which one is ReLU?"
        ) as said:
            self.play(FadeIn(*self.riddle.letters.values()), run_time=theme.BEAT)
            self.wait(said.duration - 2 * theme.BEAT - theme.QUICK)
            self.play(FadeIn(self.question, shift=0.2 * UP), run_time=theme.BEAT)

    def return_to_the_data(self) -> None:
        """The three pictures become the one plane they share."""
        self.next_section("Two classes of points")
        riddle, share = self.riddle, ValueTracker(0.0)
        self.run = riddle.runs["sigmoid"]
        self.plane = InputPicture(self.run, grid=0.3).show(LARGE)
        count = {label: int((self.run.targets == label).sum()) for label in (0, 1)}
        self.key = DataKey(self.run.recipe.dataset, count).move_to((RIGHT_X, 1.4, 0))
        with self.voiceover("Keep that in mind. First, the data they share."):
            self.play(
                *map(FadeOut, riddle.decisions),
                FadeOut(*riddle.letters.values(), self.question),
                run_time=theme.QUICK,
            )
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
        blue, green = self.plane.strokes[0], self.plane.strokes[1]
        start, end = blue[int(0.25 * len(blue))], green[int(0.8 * len(green))]
        probe, way = Probe(LARGE, start), ValueTracker(0.0)
        probe.readout.move_to((RIGHT_X, -0.8, 0))
        asked = words("blue or green?", theme.BODY_SIZE, theme.EMPHASIS)
        asked.next_to(probe.readout, DOWN, buff=0.4)
        with self.voiceover("Take a point without its colour. From two numbers, you must name its class."):
            self.play(FadeIn(probe), run_time=theme.BEAT)
            probe.add_updater(lambda m: m.show(start + way.get_value() * (end - start)))
            self.play(way.animate.set_value(1.0), run_time=1.5 * theme.MOVE)
            self.play(FadeIn(asked), run_time=theme.QUICK)
        probe.clear_updaters()
        self.probe, self.asked = probe, asked

    def build_the_network(self) -> None:
        """Coordinates in, one probability out."""
        self.next_section("A very small network")
        self.network = LiveNetwork(self.run.at(0), largest_weight(self.run.weights))
        self.network.move_to((RIGHT_X - 0.25, 0.55, 0))
        diagram = self.network.diagram
        with self.voiceover("This network is tiny. Two inputs feed two hidden units."):
            self.play(FadeOut(self.key, self.asked), run_time=theme.QUICK)
            travelling = (
                number.animate.move_to(node).set_opacity(0)
                for number, node in zip(self.probe.numbers, diagram.inputs, strict=True)
            )
            self.play(*travelling, FadeOut(self.probe.brackets), FadeIn(diagram.inputs), run_time=theme.BEAT)
            self.remove(self.probe.readout)
            edges = [edge for row in diagram.hidden_edges for edge in row]
            self.play(*map(Create, edges), FadeIn(diagram.hidden), run_time=theme.BEAT)
        meaning = words("probability \\\n of green", theme.LABEL_SIZE, theme.MUTED)
        meaning.next_to(diagram.output, DOWN, buff=0.15)
        answer = self.network.trained(self.run, 0.0, self.probe.point).answer
        answer.next_to(diagram.output, UP, buff=0.15)
        with self.voiceover("Those feed one output: the probability of green."):
            self.play(*map(Create, diagram.output_edges), FadeIn(diagram.output), run_time=theme.BEAT)
            self.play(FadeIn(meaning, answer), run_time=theme.QUICK)

    def turn_its_numbers(self) -> None:
        """Everything it can learn, counted and then learnt."""
        sizes = [int(np.size(table)) for table in tables_of(self.run.at(0)).values()]
        total = counted(sum(sizes), "number")
        self.next_section(f"{total.capitalize()} to learn")
        tally = maths(f"{' + '.join(map(str, sizes))} = {sum(sizes)}", theme.BODY_SIZE, theme.EMPHASIS)
        tables = self.network.tables
        tally.next_to(tables, DOWN, buff=0.35, aligned_edge=LEFT)
        with self.voiceover(
            f"Each edge has a weight, each unit a bias: {total} in all. {start_said(self.run)}"
        ) as said:
            self.play(LaggedStart(*map(FadeIn, tables), lag_ratio=0.5), run_time=0.6 * said.duration)
            self.play(FadeIn(tally), run_time=theme.QUICK)
        with self.voiceover(f"Training turns these {total}, and nothing else."):
            self.play(FadeIn(self.network.clock.move_to(tally).align_to(tables, RIGHT)), run_time=theme.QUICK)
            live, at = self.network.live, self.probe.point
            live.add_updater(lambda _: self.network.trained(self.run, self.epoch.get_value(), at))
            self.add(live)  # last: whatever lies above a moving mobject is drawn every frame
            self.play(self.epoch.animate.set_value(self.run.epochs), run_time=0.85 * theme.REVEAL)
        live.clear_updaters()
        verdict, colour = self.network.verdict
        with self.voiceover(f"Our point comes out {verdict}."):
            point = self.probe.dot.animate.set_stroke(colour)
            self.play(point, self.network.answer.animate.set_fill(colour), run_time=theme.QUICK)


class AffineOnly(LectureScene):
    """The real run without activation: one straight cut, why there is only one, and why none suffices."""

    title = "Only a straight cut"
    runs = ("linear",)

    def construct(self) -> None:
        """Tell the chapter beat by beat."""
        self.resting = [self.heading(), axes(LARGE, "x_1", "x_2", (-1, 0, 1), (-1, 0, 1))]
        self.add(*self.resting)
        self.train_without_activation()
        self.multiply_the_layers_out()
        self.try_every_straight_cut()

    def train_without_activation(self) -> None:
        """Watch the linear run to its end."""
        self.next_section("Training without activation")
        run = self.run = self.trajectory("linear")
        plane, seconds, share = InputPicture(run, grid=0.3).show(LARGE), 7.0, ValueTracker(0.0)
        film = self.film = StraightRun(run, plane, LARGE, (RIGHT_X + 0.2, 0.1))
        self.ruler = film.ruler
        self.over = [film.cut.halo, film.cut.boundary, film.marks]
        layers = [*film.cut.regions.values(), *plane.data, *self.over]
        with self.voiceover("Leave the activation function out, and train the same network."):
            self.add(*layers, film)
            self.play(*map(FadeIn, (*film.cut.regions.values(), *self.over, film)), run_time=theme.BEAT)
        self.bring_to_back(*self.resting, *film.still)
        lowest = film.cut.regions[0]  # everything drawn after it is redrawn with it
        lowest.add_updater(lambda _: film.played(share.get_value(), seconds))
        with self.voiceover(
            "Its border slides and turns, but never bends. Red rings mark points it gets wrong."
        ):
            self.play(share.animate.set_value(1.0), run_time=seconds, rate_func=linear)
        lowest.clear_updaters()
        self.epoch.set_value(run.epochs)
        with self.voiceover(film.outcome):
            self.wait(theme.BEAT)

    def multiply_the_layers_out(self) -> None:
        """Two affine maps are one."""
        self.next_section("Two affine maps are one")
        layers = self.layers = MergedLayers(*merged(self.run.at(self.run.epochs)))
        layers.move_to((RIGHT_X, 0.3, 0))
        diagram, (first, second, third) = layers.diagram, layers.lines
        with self.voiceover("Why? Without activation, one affine map follows another."):
            self.play(FadeOut(self.film, self.film.marks), run_time=theme.QUICK)
            self.play(FadeIn(diagram), FadeIn(first), run_time=theme.BEAT)
            rest = VGroup(*(part for part in second if part not in second.select("hidden")))
            self.play(
                TransformFromCopy(first.select("hidden"), second.select("hidden")),
                FadeIn(rest),
                run_time=theme.MOVE,
            )
        with self.voiceover("Multiply them out, and only one affine map is left."):
            self.play(FadeIn(third, shift=0.2 * DOWN), run_time=theme.BEAT)
            self.play(
                *(ReplacementTransform(VGroup(*diagram.hidden_edges[i]), layers.direct[i]) for i in range(2)),
                FadeOut(diagram.hidden, *diagram.output_edges),
                run_time=theme.MOVE,
            )
        with self.voiceover("Two weights, one bias. More such layers change nothing."):
            self.play(FadeIn(layers.numbers, shift=0.2 * DOWN), run_time=theme.BEAT)

    def try_every_straight_cut(self) -> None:
        """A triangle of one colour with the other inside, and a cut turned right round it."""
        self.next_section("Would another cut do?")
        found = witness(self.run.inputs, self.run.targets)
        if found is None:
            with self.voiceover(self.film.best_said):
                self.wait(theme.BEAT)
            return
        proof, angle = TriangleProof(LARGE, found), ValueTracker(np.pi / 2)
        outer, inner, remarks = proof.outer, proof.inner, proof.remarks.move_to((RIGHT_X, 0.35, 0))
        with self.voiceover(f"Would another cut do? Take three {outer} points around a {inner} one."):
            gone = [*self.layers.merged, *self.film.cut.regions.values(), *self.over[:2]]
            self.play(*map(FadeOut, gone), run_time=theme.QUICK)
            self.play(Create(proof.triangle), FadeIn(proof.dots), run_time=theme.MOVE)
            self.play(FadeIn(remarks[0]), run_time=theme.QUICK)
        with self.voiceover(f"With all three on the {outer} side, so is their whole triangle."):
            self.bring_to_back(*self.resting, remarks[0], *proof.cut.regions.values())
            parts = (*proof.cut.regions.values(), proof.cut.halo, proof.cut.boundary, proof.ring)
            self.play(*map(FadeIn, parts), run_time=theme.BEAT)
            self.play(FadeIn(remarks[1]), run_time=theme.QUICK)
        self.bring_to_back(remarks[1])
        lowest = proof.cut.regions[0]
        lowest.add_updater(lambda _: proof.show(angle.get_value()))
        with self.voiceover(
            f"Turn the cut as you like: the {inner} point stays wrong. No straight cut works."
        ):
            self.play(angle.animate.set_value(np.pi * 5 / 2), run_time=0.92 * theme.REVEAL)
            lowest.clear_updaters()
            self.play(FadeIn(remarks[2]), run_time=theme.QUICK)


class ThreeSolutions(LectureScene):
    """The three borders again; then which one is ReLU, and how its corners give it away."""

    title = "Which one is ReLU?"
    runs = ("tanh", "relu", "sigmoid")

    def construct(self) -> None:
        """Tell the chapter beat by beat."""
        self.add(self.heading())
        self.put_the_activation_back()
        self.let_the_viewer_guess()
        self.name_the_three()
        self.look_at_the_corners()
        self.ask_who_bent_it()

    def put_the_activation_back(self) -> None:
        """Three activations, three trained borders."""
        self.next_section("With an activation function")
        riddle = self.riddle = Riddle(self.trajectory)
        self.bent = maths("{{ sigma : bend }} (x W + b) V + c", theme.TITLE_SIZE).move_to((0, -2.5, 0))
        bend = self.bent.select("bend").set_color(theme.EMPHASIS)
        straight = VGroup(*(part for part in self.bent if part not in bend))
        with self.voiceover("Now put an activation function between, and train again."):
            self.play(*map(FadeIn, riddle.data), FadeIn(straight), run_time=theme.QUICK)
            self.play(FadeIn(bend, shift=0.3 * DOWN), run_time=theme.QUICK)
            self.add(riddle)
            self.play(*riddle.animate_borders(), run_time=theme.MOVE)
        with self.voiceover(riddle.said):
            self.play(FadeIn(*riddle.letters.values()), run_time=theme.BEAT)

    def let_the_viewer_guess(self) -> None:
        """Time to think."""
        self.next_section("Your guess")
        self.hint = words("smooth all along, or straight pieces?", theme.BODY_SIZE, theme.EMPHASIS)
        self.hint.move_to((0, -2.5, 0))
        with self.voiceover("ReLU is zero below zero, a straight line above."):
            self.play(FadeOut(self.bent), run_time=theme.QUICK)
            graph = self.riddle.function("relu").move_to(self.bent)
            self.play(FadeIn(graph, shift=0.2 * UP), run_time=theme.BEAT)
        with self.voiceover("So look for straight pieces. A, B or C?"):
            self.play(FadeOut(graph), run_time=theme.QUICK)
            self.play(FadeIn(self.hint, shift=0.2 * UP), run_time=theme.BEAT)
            self.wait(theme.MOVE)

    def name_the_three(self) -> None:
        """The letters become names."""
        self.next_section("The answer")
        letter = LETTERS[ORDER.index("relu")]
        others = [name for name in ORDER if name != "relu"]
        with self.voiceover(f"It is {letter}. The other two are smooth, like their functions."):
            self.play(FadeOut(self.hint), *self.riddle.animate_names("relu"), run_time=theme.BEAT)
            self.wait(theme.QUICK)
            self.play(*self.riddle.animate_names(*others), run_time=theme.BEAT)

    def look_at_the_corners(self) -> None:
        """ReLU's picture grows; its hinge lines appear."""
        self.next_section("Corners on the hinges")
        riddle, share = self.riddle, ValueTracker(0.0)
        riddle.add_updater(lambda m: m.show(CLOSER, share.get_value()))
        with self.voiceover("Look closer at ReLU."):
            goals = riddle.named_closer()
            name, below = riddle.names["relu"], goals.pop("relu")
            self.play(
                share.animate.set_value(1.0),
                *(riddle.names[other].animate.move_to(goal) for other, goal in goals.items()),
                self.riddle.animate_leaving(name),
                run_time=theme.MOVE,
            )
            self.play(FadeIn(name.move_to(below)), run_time=theme.QUICK)
        riddle.clear_updaters()
        run = riddle.runs["relu"]
        switches = SwitchLines(CLOSER["relu"], run.at(run.epochs), run.activation)
        with self.voiceover(switches.said):
            if len(switches.lines):
                self.play(*map(Create, switches.lines), FadeIn(switches.names), run_time=theme.MOVE)
                self.wait(theme.BEAT)
            if len(switches.corners):
                self.play(Create(switches.rings), run_time=theme.BEAT)

    def ask_who_bent_it(self) -> None:
        """The question the next chapters answer."""
        self.next_section("The puzzle")
        riddle = self.riddle
        puzzle = VGroup(
            words("the last layer only cuts straight", theme.BODY_SIZE),
            maths("a V + c = 0", theme.TITLE_SIZE),
            words(f"so {riddle.puzzle}?", theme.BODY_SIZE, theme.EMPHASIS),
        ).arrange(DOWN, buff=0.32)
        puzzle.move_to((-RIGHT_X, -1.7, 0))
        with self.voiceover("But the last layer is affine: it can only cut straight."):
            self.play(FadeIn(puzzle[:2], shift=0.2 * UP), run_time=theme.BEAT)
        with self.voiceover(f"So {riddle.puzzle}? Let us look inside."):
            self.play(FadeIn(puzzle[2]), run_time=theme.BEAT)
