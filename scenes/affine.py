"""What a layer does before it squashes: one affine map, written four ways, then made move by move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import (
    LEFT,
    ORIGIN,
    RIGHT,
    Create,
    FadeIn,
    FadeOut,
    FadeTransform,
    LaggedStart,
    ValueTracker,
    VGroup,
    smooth,
)
from manim.utils.rate_functions import squish_rate_func

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array
from scenes.kit.stage.narration import Narration
from scenes.kit.stage.stage import LectureScene
from scenes.kit.words.hues import hue_said
from scenes.props.affine.affine_column import AffineColumn
from scenes.props.affine.move_words import MoveWords
from scenes.props.affine.moving_plane import MovingPlane
from scenes.props.affine.steps import StepList
from training.geometry.decision import refuse_deep
from training.geometry.moves import affine_moves

PLANE_CENTRE, PLANE_SIDE = (-3.45, 0.2), 5.3
"""Stage point and side of the frame in which the plane moves, left of the four ways; Manim units."""
COLUMN = 3.3
"""Stage x of the four ways while the plane moves at the left."""


class AffineTransform(LectureScene):
    """xW + b of the trained sigmoid network: network, equations, matrices, one line; then the plane moves."""

    title = "Moving the plane"
    runs = ("sigmoid",)

    def construct(self) -> None:
        """Tell the chapter beat by beat."""
        self.read_the_layer()
        self.draw_the_network()
        self.write_the_equations()
        self.collect_the_matrices()
        self.fold_into_one_line()
        self.start_from_nothing()
        self.turn_the_plane()
        if self.moves.flips:
            self.flip_the_plane()
        self.stretch_the_plane()
        self.turn_it_again()
        self.slide_the_plane()
        self.see_what_survived()

    def read_the_layer(self) -> None:
        """Take the trained layer from the cache and lay out the stage."""
        run = self.trajectory("sigmoid")
        weights = run.at(run.epochs)
        refuse_deep(weights)
        self.kernel, self.bias = weights.hidden_kernel, weights.hidden_bias
        self.output_kernel = weights.output_kernel
        self.moves = affine_moves(self.kernel, self.bias)
        self.plane = MovingPlane(run, self.moves, PLANE_CENTRE, PLANE_SIDE, ("z_1", "z_2"))
        self.forms = AffineColumn(self.moves)
        self.said = MoveWords(self.moves, self.forms.cells.decimals)
        self.steps = StepList(self.said.steps())
        self.steps.move_to([theme.RIGHT_EDGE, theme.TOP_EDGE - 0.25, 0], aligned_edge=RIGHT)

    def draw_the_network(self) -> None:
        """The trained network, then its first layer with every weight."""
        self.next_section("One layer as a network")
        form = self.forms.network
        self.home = form.get_center()
        form.whole(self.output_kernel).move_to(ORIGIN)
        self.add(self.heading())
        with self.voiceover("A trained network: [its first layer] only moves the plane.") as said:
            self.play(FadeIn(form.network), FadeIn(form.later), run_time=theme.BEAT)
            said.until("[its first layer]")
            aside = LEFT * form.get_x()
            VGroup(form.backs, form.weights, form.biases).shift(aside)
            self.play(FadeOut(form.later), form.network.animate.shift(aside), run_time=theme.BEAT)
        products = LaggedStart(*map(FadeIn, form.numbered), lag_ratio=0.2)
        biases = LaggedStart(*(FadeIn(number, shift=0.2 * LEFT) for number in form.biases))
        self.say("[Edges multiply]. [Units add a bias].", products, biases)
        self.add(form)

    def write_the_equations(self) -> None:
        """The weights travel from the edges into one sum a unit."""
        self.next_section("The same layer as equations")
        network, equations = self.forms.network, self.forms.equations
        with self.voiceover("Written out, [each unit] is a weighted sum.") as said:
            self.play(network.animate.move_to(self.home), run_time=theme.BEAT)
            said.until("[each unit]")
            names = FadeIn(self.forms.names[:2])
            self.play(names, FadeIn(equations.symbols), *equations.animate_from(network), run_time=theme.MOVE)
        self.add(equations)

    def collect_the_matrices(self) -> None:
        """The weights travel from the sums into a matrix."""
        self.next_section("The same layer as matrices")
        equations, matrices = self.forms.equations, self.forms.matrices
        drawn = FadeIn(self.forms.names[2]), FadeIn(matrices.symbols), *matrices.animate_from(equations)
        self.say("Stacked, it is one matrix product.", *drawn, run_time=theme.MOVE)
        self.add(matrices)

    def fold_into_one_line(self) -> None:
        """Rows and matrix become single letters."""
        self.next_section("The same layer in one line")
        matrices, line = self.forms.matrices, self.forms.line
        letters = {"z": matrices.row_z, "x": matrices.row_x, "W": matrices.kernel, "b": matrices.bias}
        folds = [FadeTransform(p.copy(), line.letter(name), stretch=False) for name, p in letters.items()]
        signs = FadeIn(line.signs, rate_func=squish_rate_func(smooth, 0.7, 1.0))
        drawn = FadeIn(self.forms.names[3]), *folds, signs
        self.say("Folded, it is x W plus b.", *drawn, run_time=theme.MOVE)
        self.add(line)

    def start_from_nothing(self) -> None:
        """The four ways step aside for the plane; the map is the identity."""
        self.next_section("Start from nothing")
        forms, numbers = self.forms, self.forms.numbers
        written = VGroup(forms.network, forms.equations, forms.matrices)
        forms.determinant.next_to(forms.line, RIGHT, 0.9).shift(RIGHT * (COLUMN - 1.3))
        with self.voiceover("Start from the map that changes nothing."):
            leaving = numbers.animate.set_fill(opacity=0), FadeOut(forms.names)
            self.play(*leaving, *forms.network.animate_widths(np.eye(2)), run_time=theme.QUICK)
            self.show(np.eye(2))
            away = [written.animate.shift(COLUMN * RIGHT), forms.line.animate.shift((COLUMN - 1.3) * RIGHT)]
            self.play(*away, run_time=theme.BEAT)
            self.play(FadeIn(self.plane), run_time=theme.BEAT)
            self.play(numbers.animate.set_fill(opacity=1), FadeIn(self.steps, forms.determinant))
        self.put_live_parts_last()
        lit = forms.matrices.weights.animate.set_fill(theme.EMPHASIS)
        self.say(f"[The matrix rows] are the {hue_said(theme.EMPHASIS)} arrows' tips.", lit)
        self.put_live_parts_last()

    def turn_the_plane(self) -> None:
        """The plane turns by the first angle; its step lights up."""
        self.next_section("Turn")
        with self.voiceover(self.said.first_turn()) as said:
            self.carry(said, self.moves.turned)

    def flip_the_plane(self) -> None:
        """The page turn; no matrices lead there, so the unit that changes sign has no numbers meanwhile."""
        self.next_section("Flip")
        axis = int(np.argmin(np.diag(self.moves.mirror)))
        numbers = self.forms.numbers_of(axis)
        with self.voiceover("Then it [flips over], like a page.") as said:
            self.play(*self.steps.animate_next(), numbers.animate.set_fill(opacity=0), run_time=theme.QUICK)
            said.until("[flips over]")
            self.follow(lambda share: self.plane.turn_page(share, axis), said.at_least(0.7 * theme.REVEAL))
            self.show(self.moves.flipped())
            self.play(numbers.animate.set_fill(opacity=1), run_time=theme.QUICK)
        self.put_live_parts_last()
        self.say("A mirrored plane has a negative determinant.")

    def stretch_the_plane(self) -> None:
        """Step back, then scale both axes."""
        self.next_section(self.said.scaling.capitalize())
        first, last = self.plane.reach, self.plane.last_reach
        with self.voiceover(self.said.factors(steps_back=last > first)) as said:
            if last > first:
                step = self.steps.animate_next()
                self.follow(
                    lambda share: self.plane.zoom(1 / ((1 - share) / first + share / last)), theme.MOVE, step
                )
            self.carry(said, self.moves.stretched, named=last > first)
        self.say(self.said.area(self.forms.value.decimals))

    def turn_it_again(self) -> None:
        """The second turn completes W."""
        self.next_section("Turn again")
        with self.voiceover(self.said.second_turn()) as said:
            self.carry(said, self.moves.turned_again)

    def slide_the_plane(self) -> None:
        """The bias moves the plane, after all of W."""
        self.next_section("Slide")
        with self.voiceover(self.said.slide()) as said:
            self.carry(said, lambda share: self.kernel, self.moves.slid)

    def see_what_survived(self) -> None:
        """Parallel lines of the square are still straight and parallel."""
        self.next_section("What survives")
        with self.voiceover("Straight lines stay straight. Parallel lines stay parallel.") as said:
            self.play(*self.steps.animate_next(), FadeOut(self.plane.arrows), run_time=theme.QUICK)
            self.play(Create(self.plane.parallels()), run_time=said.at_least(theme.MOVE))
        self.say("Moving bends nothing. The squash will.")

    def show(self, kernel: Array, bias: Array | None = None) -> None:
        """Show one map on the plane and in all four ways."""
        shift = np.zeros(2) if bias is None else bias
        self.plane.show(kernel, shift)
        self.forms.show(kernel, shift)

    def put_live_parts_last(self) -> VGroup:
        """Draw what moves after what does not: all above a moving mobject is drawn every frame.

        Returns
        -------
        VGroup
            What shows the map in the four ways.
        """
        live = self.forms.live
        self.remove(self.forms, self.plane)
        self.add(*self.forms.still, *self.steps, live, self.plane)
        return live

    def carry(
        self,
        said: Narration,
        kernel: Callable[[float], Array],
        bias: Callable[[float], Array] | None = None,
        named: bool = False,
    ) -> None:
        """Play one move while it is said; kernel and bias are given by its share, ``named`` if its step is
        marked already.
        """
        if not named:
            self.play(*self.steps.animate_next(), run_time=theme.QUICK)
        live = self.put_live_parts_last().add_updater(lambda _: None)  # It changes with the plane.
        seconds = said.at_least(theme.MOVE)
        self.follow(lambda share: self.show(kernel(share), bias(share) if bias else None), seconds)
        live.clear_updaters()

    def follow(self, show: Callable[[float], object], run_time: float, beside: Sequence[Any] = ()) -> None:
        """Let a share glide from 0 to 1 and show it; other animations may play beside it."""
        share = ValueTracker(0)
        self.plane.add_updater(lambda _: show(share.get_value()))
        self.play(share.animate.set_value(1), *beside, run_time=run_time)
        self.plane.clear_updaters()
        show(1.0)
