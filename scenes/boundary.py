"""Chapter: the boundary is straight in feature space, and only there."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UR,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    ReplacementTransform,
    UpdateFromAlphaFunc,
    ValueTracker,
    VGroup,
    Write,
    there_and_back,
)
from manim.utils.rate_functions import ease_in_out_sine

from scenes.kit import theme
from scenes.kit.diagram.matrix import LiveMatrix
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.shapes import Array
from scenes.kit.drawing.text import maths, words
from scenes.kit.drawing.viewport import square_viewport
from scenes.kit.stage.stage import LectureScene
from scenes.props.boundary.boundary_words import BoundaryWords
from scenes.props.boundary.linked_panes import LinkedPanes
from scenes.props.boundary.pane_layout import pane_axes
from scenes.props.boundary.sheet import Placing

NOTE_Y = -2.55
"""Height of what is said below each pane, Manim units."""
STEP = 1.5
"""How far the point steps off the boundary at most, in units of z."""


class LinearBoundary(LectureScene):
    """Why the boundary is a straight line in feature space and a curve among the inputs."""

    title = "The boundary is a straight line"
    runs = ("sigmoid",)

    def construct(self) -> None:
        """Tell the chapter beat by beat."""
        run = self.trajectory("sigmoid")
        self.panes = LinkedPanes(run, run.epochs)
        self.said = BoundaryWords(self.panes)
        self.cut_feature_space()
        self.undo_the_squash()
        self.undo_the_affine_map()
        self.follow_one_point()
        if self.panes.crosses:
            self.step_off_the_line()
        self.see_one_line_three_times()

    def cut_feature_space(self) -> None:
        """A large feature space, the output unit's equation, its straight line."""
        self.next_section(self.said.first_section())
        self.add(self.heading())
        panes, sheet = self.panes, self.panes.sheets["a"]
        low, high = panes.sigma.limits
        self.large = square_viewport((-3.2, -0.05), 5.2, low, high)
        self.large_frame = pane_axes(self.large, "a", high, low)
        sheet.show(panes.unsquashed(0.0, self.large))
        sides, line = VGroup(sheet.sides[0], sheet.sides[1]), VGroup(sheet.halo, sheet.boundary)
        with self.voiceover(self.said.opening()):
            self.play(FadeIn(self.large_frame, sheet.plane), run_time=theme.BEAT)
        self.formulas = self.output_formulas()
        written = Write(self.formulas[0], run_time=theme.MOVE)
        self.say("[The output unit] weighs both axes and squashes the sum into p.", written)
        with self.voiceover(self.said.equation()):
            self.play(FadeIn(self.formulas[1], shift=0.2 * DOWN), run_time=theme.BEAT)
            drawn = map(Create, line) if panes.cut else ()
            self.play(FadeIn(self.formulas[2], shift=0.2 * DOWN), *drawn, run_time=theme.MOVE)
            self.play(FadeIn(sides), run_time=theme.BEAT)
            self.remove(sides, sheet.plane, line)
            self.add(sheet)

    def output_formulas(self) -> VGroup:
        """Return three rows: the output unit, its p at one half, and the same with the trained numbers."""
        weights = self.panes.weights
        (v1, v2), c = weights.output_kernel[:, 0], weights.output_bias[0]
        v2_term, c_term = (f"{'-' if value < 0 else '+'} {abs(value):.2f}" for value in (v2, c))
        rows = VGroup(
            maths('p = "sigmoid"(a V + c)', theme.BODY_SIZE + 6),
            maths("p = 1\\/2 quad arrow.l.r.double.long quad a V + c = 0"),
            maths(f"{v1:.2f} a_1 {v2_term} a_2 {c_term} = 0"),
        )
        return rows.arrange(DOWN, buff=0.6, aligned_edge=LEFT).move_to((3.6, 0.2, 0))

    def undo_the_squash(self) -> None:
        """The plane returns to z point by point; the grid straightens, the line bends."""
        self.next_section("Undo the squash")
        panes, sheet = self.panes, self.panes.sheets["a"]
        small, claim = panes.views["a"], self.formulas[1]
        note_size = theme.LABEL_SIZE + 4
        self.notes = {"z": maths("z = sigma^(-1)(a)", note_size), "x": maths("x = (z - b) W^(-1)", note_size)}
        for letter, note in self.notes.items():
            note.move_to(self.below(letter))
        self.notes["a"] = claim

        def shrink(_: object, share: float) -> None:
            sheet.show(panes.unsquashed(0.0, self.large.towards(small, share)))

        to_its_pane = ReplacementTransform(self.large_frame, panes.frames["a"], run_time=theme.MOVE)
        with self.voiceover("Now run the network backwards."):
            self.play(FadeOut(self.formulas[0], self.formulas[2]), run_time=theme.QUICK)
            ahead = claim.animate(run_time=theme.BEAT).scale(note_size / theme.BODY_SIZE)
            self.play(
                ahead.move_to(self.below("a")),
                UpdateFromAlphaFunc(sheet, shrink, run_time=theme.MOVE),
                to_its_pane,
            )
            self.play(FadeIn(panes.names["a"], panes.frames["z"], panes.names["z"]), run_time=theme.QUICK)
        with self.voiceover(self.said.unsquash()) as said:
            self.pull_back("z", panes.unsquashed, said.at_least(theme.REVEAL))

    def pull_back(self, letter: str, way: Callable[[float], Placing], seconds: float) -> None:
        """A sheet leaves its copy in the pane on the right for its own; the inverse map stands beneath."""
        note = self.notes[letter]
        self.add(note)
        self.play(
            FadeIn(note, run_time=theme.BEAT),
            UpdateFromAlphaFunc(
                self.panes.sheets[letter],
                lambda sheet, share: sheet.show(way(share)).tint(3 * share),
                run_time=seconds,
                rate_func=ease_in_out_sine,
            ),
        )

    def undo_the_affine_map(self) -> None:
        """The sheet is unstretched, turned over when det W < 0, and laid on the inputs."""
        self.next_section("Undo the affine map")
        panes = self.panes
        with self.voiceover(self.said.unfold()) as said:
            self.play(FadeIn(panes.frames["x"], panes.names["x"]), run_time=theme.QUICK)
            self.pull_back("x", panes.unfolded, said.at_least(theme.REVEAL, until=2))

    def follow_one_point(self) -> None:
        """One point, on the boundary if there is one, in three places at once with its probability."""
        self.next_section("One point in three places")
        self.along, self.off = ValueTracker(0.06), ValueTracker(0.0)
        dot = Dot(radius=0.11, color=theme.EMPHASIS, stroke_color=theme.HALO, stroke_width=3)
        self.dots = VGroup(*(dot.copy() for _ in "xza"))
        self.rows, readings = {}, VGroup()
        for letter in "xza":
            digits = 2 if letter == "z" else 1
            self.rows[letter] = LiveMatrix(np.zeros((1, 2)), digits=digits, size=theme.LABEL_SIZE)
            reading = VGroup(maths(f"{letter} =", theme.LABEL_SIZE + 4), self.rows[letter])
            readings.add(reading.arrange(RIGHT, buff=0.22).move_to(self.below(letter)))
        self.p = Counter(0.5, 3, size=theme.BODY_SIZE, colour=theme.EMPHASIS)
        chance = VGroup(maths("p ="), self.p).arrange(RIGHT, buff=0.18)
        self.p.set_y(chance[0].submobjects[-1].get_y() + 0.03)
        chance.move_to((theme.RIGHT_EDGE, theme.TOP_EDGE, 0), aligned_edge=UR)
        self.readings = VGroup(chance, readings)
        self.read(self.point())
        self.dots.add_updater(lambda _: self.read(self.point()))
        with self.voiceover(self.said.place()):
            self.play(FadeOut(*self.notes.values()), run_time=theme.QUICK)
            self.play(FadeIn(self.dots, self.readings), run_time=theme.BEAT)
        with self.voiceover(self.said.travel()) as said:
            self.play(self.along.animate.set_value(0.94), run_time=theme.REVEAL)
            self.play(self.along.animate.set_value(0.5), run_time=said.at_least(theme.MOVE))

    def below(self, letter: str) -> tuple[float, float, float]:
        """Return the stage point where notes and readings stand below a pane."""
        return self.panes.views[letter].centre[0], NOTE_Y, 0.0

    def point(self) -> Array:
        """Return the travelling point in the z-plane, shape ``(2,)``."""
        return self.panes.spot(self.along.get_value(), self.off.get_value())

    def read(self, z: Array) -> None:
        """Show a point of the z-plane in every pane, its numbers below, its p above."""
        values = {"x": self.panes.inputs_of(z), "z": z, "a": self.panes.sigma.f(z)}
        for dot, (letter, value) in zip(self.dots, values.items(), strict=True):
            dot.move_to(self.panes.views[letter].to_stage(value))
            self.rows[letter].set_values(value[None])
        self.p.set_value(self.panes.probability_of(z))

    def step_off_the_line(self) -> None:
        """Off the line p moves at once, to either side."""
        self.next_section("Step off the line")
        steps = [side * self.panes.room(0.5, side, STEP) for side in (-1, 1)]
        lowest, highest = (self.panes.probability_of(self.panes.spot(0.5, step)) for step in steps)
        with self.voiceover(self.said.step(lowest, highest)):
            for step in steps:
                self.play(self.off.animate.set_value(step), run_time=0.8 * theme.MOVE)
                self.wait(theme.QUICK / 2)

    def see_one_line_three_times(self) -> None:
        """The same boundary lights up in every pane."""
        self.next_section(self.said.last_section())
        self.play(FadeOut(self.dots, self.readings), run_time=theme.QUICK)
        with self.voiceover(self.said.moral(), reveal=True) as said:
            each = max(1.5 * theme.BEAT, said.duration / 3)
            for letter, shape in self.said.shapes().items():
                line = self.panes.sheets[letter].boundary
                label = words(shape, theme.LABEL_SIZE + 4).move_to(self.below(letter))
                moves = [FadeIn(label, shift=0.2 * DOWN)]
                if line.has_points():
                    lit = line.animate(rate_func=there_and_back)
                    moves.append(lit.set_stroke(theme.EMPHASIS, 2 * theme.BOUNDARY_WIDTH))
                self.play(*moves, run_time=each)
