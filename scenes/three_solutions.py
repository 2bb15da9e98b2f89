"""Storyboard: with an activation function the border bends; which of three is ReLU's."""

from __future__ import annotations

from manim import DOWN, UP, Create, FadeIn, FadeOut, ValueTracker, VGroup

from scenes.kit import theme
from scenes.kit.drawing.text import maths, words
from scenes.kit.planes.input_picture import SwitchLines
from scenes.kit.planes.riddle import CLOSER, ORDER, Riddle
from scenes.kit.stage.stage import LectureScene
from scenes.props.problem.places import RIGHT_X
from scenes.props.problem.riddle_words import RiddleWords


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
        self.said = RiddleWords(riddle)
        self.bent = maths("{{ sigma : bend }} (x W + b) V + c", theme.TITLE_SIZE).move_to((0, -2.5, 0))
        bend = self.bent.select("bend").set_color(theme.EMPHASIS)
        straight = VGroup(*(glyph for glyph in self.bent if glyph not in bend))
        with self.voiceover("Now put an activation function between, and [train again].") as said:
            self.play(*map(FadeIn, riddle.data), FadeIn(straight), run_time=theme.QUICK)
            self.play(FadeIn(bend, shift=0.3 * DOWN), run_time=theme.QUICK)
            said.until("[train again]")
            self.add(riddle)
            self.play(*riddle.animate_borders(), run_time=theme.MOVE)
        with self.voiceover(self.said.result()):
            self.play(FadeIn(*riddle.letters.values()), run_time=theme.BEAT)

    def let_the_viewer_guess(self) -> None:
        """ReLU's graph is recalled; the viewer gets time to find its border."""
        self.next_section("Your guess")
        self.hint = words(self.said.hint(), theme.BODY_SIZE, theme.EMPHASIS)
        self.hint.move_to((0, -2.5, 0))
        with self.voiceover("ReLU is zero below zero, a straight line above."):
            self.play(FadeOut(self.bent), run_time=theme.QUICK)
            graph = self.riddle.function("relu").move_to(self.bent)
            self.play(FadeIn(graph, shift=0.2 * UP), run_time=theme.BEAT)
        with self.voiceover(self.said.task()):
            self.play(FadeOut(graph), run_time=theme.QUICK)
            self.play(FadeIn(self.hint, shift=0.2 * UP), run_time=theme.BEAT)
            self.wait(theme.MOVE)

    def name_the_three(self) -> None:
        """The letters become names."""
        self.next_section("The answer")
        others = [name for name in ORDER if name != "relu"]
        with self.voiceover(self.said.answer(), reveal=True) as said:
            self.play(FadeOut(self.hint), *self.riddle.animate_names("relu"), run_time=theme.BEAT)
            self.wait(theme.QUICK)
            said.until(2)
            self.play(*self.riddle.animate_names(*others), run_time=theme.BEAT)

    def look_at_the_corners(self) -> None:
        """ReLU's picture grows; its hinge lines appear."""
        riddle, share = self.riddle, ValueTracker(0.0)
        run = riddle.runs["relu"]
        switches = SwitchLines(CLOSER["relu"], run.at(run.epochs), run.activation)
        self.next_section("Corners on the hinges" if len(switches.corners) else "ReLU's hinges")
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
        with self.voiceover(switches.said):
            if len(switches.lines):
                self.play(*map(Create, switches.lines), FadeIn(switches.names), run_time=theme.MOVE)
                self.wait(theme.BEAT)
            if len(switches.corners):
                self.play(Create(switches.rings), run_time=theme.BEAT)

    def ask_who_bent_it(self) -> None:
        """The question the next chapters answer."""
        self.next_section("The puzzle")
        puzzle = VGroup(
            words("the last layer only cuts straight", theme.BODY_SIZE),
            maths("a V + c = 0", theme.TITLE_SIZE),
            words(f"so {self.said.puzzle()}?", theme.BODY_SIZE, theme.EMPHASIS),
        ).arrange(DOWN, buff=0.32)
        puzzle.move_to((-RIGHT_X, -1.7, 0))
        shown = FadeIn(puzzle[:2], shift=0.2 * UP)
        self.say("But the last layer is affine: [it can only cut straight].", shown)
        self.say(f"[So {self.said.puzzle()}]? Let us look inside.", FadeIn(puzzle[2]))
