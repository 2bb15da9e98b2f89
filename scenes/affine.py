"""Storyboard: what a layer does before it squashes: one weight, four ways to write it, move by move."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from manim import (
    DOWN,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    smooth,
)
from manim.utils.rate_functions import squish_rate_func

from scenes.kit import theme
from scenes.kit.drawing.counter import cells_for
from scenes.kit.drawing.shapes import Array
from scenes.kit.stage.pacing import Act
from scenes.kit.stage.stage import LectureScene
from scenes.props.affine.affine_column import AffineColumn
from scenes.props.affine.affine_forms import travel
from scenes.props.affine.knob import Knob
from scenes.props.affine.live_map import LiveMap
from scenes.props.affine.move_words import MoveWords
from scenes.props.affine.moving_plane import CENTRE, MovingPlane
from scenes.props.affine.network_form import NetworkForm
from scenes.props.squash.carried_plane import CarriedPlane
from scenes.props.squash.squash_panes import SquashPanes
from training.geometry.decision import refuse_deep
from training.geometry.moves import affine_moves

COLUMN = 4.72
"""Stage x of what stands right of the plane."""
TURNED, TURNS = 2, (0.0, 1.0, -0.7, 0.4)
"""Entry of W, row by row, that is turned like a knob: from the second input to the first unit; its stops."""
_FLIP = 3.0
"""Seconds of the page turn."""
_EARLY, _LATE = squish_rate_func(smooth, 0.0, 0.4), squish_rate_func(smooth, 0.6, 1.0)
"""What leaves is gone before others arrive in its place."""


class AffineTransform(LectureScene):
    """xW + b of the trained sigmoid network: a knob, four ways to write it, then the moves of the plane."""

    title = "Moving the plane"
    runs = ("sigmoid",)

    def construct(self) -> None:
        """Tell the chapter beat by beat."""
        self.read_the_layer()
        self.leave_the_first_layer()
        self.ask_about_one_weight()
        self.turn_the_knob()
        self.write_it_four_ways()
        self.start_from_nothing()
        self.turn_the_plane()
        if self.moves.flips:
            self.flip_the_plane()
        self.stretch_the_plane()
        self.turn_it_again()
        self.slide_the_plane()
        self.see_what_survived()
        self.hand_the_plane_over()

    def read_the_layer(self) -> None:
        """Take the trained layer from the cache and lay out the stage."""
        run = self.trajectory("sigmoid")
        weights = run.at(run.epochs)
        refuse_deep(weights)
        self.kernel, self.bias = weights.hidden_kernel, weights.hidden_bias
        self.moves = affine_moves(self.kernel, self.bias)
        kernels = np.stack((np.eye(2), self.moves.stretched(), self.moves.turned_again()))
        cells, area = cells_for(kernels, self.moves.bias), cells_for(np.linalg.det(kernels))
        self.cells = cells
        self.said, self.area_decimals = MoveWords(self.moves, cells.decimals), area.decimals
        self.plane = MovingPlane(run, self.moves)
        self.forms = AffineColumn(self.moves, cells)
        self.live = LiveMap(self.plane, cells, area).move_to([COLUMN, CENTRE[1], 0])
        self.small = NetworkForm(2 * max(TURNS), cells, (2.6, 2.1), 0.46)
        self.small.shift(np.array([COLUMN, 1.0, 0]) - self.small.network.get_center())
        self.knob = Knob().next_to(self.small.network, DOWN, 0.9)
        panes = SquashPanes(run.activation, weights)
        self.carried = CarriedPlane(panes, run)

    def leave_the_first_layer(self) -> None:
        """The network without all that follows the sums of its hidden units."""
        self.next_section("The first layer alone")
        first = NetworkForm(self.forms.network.largest, self.cells, (3.0, 2.4), 0.6)
        first.show(self.kernel, self.bias).whole.scale(1.4).move_to(0.1 * UP)
        self.add(self.heading(), first.whole)
        gone = FadeOut(first.later, run_time=theme.BEAT), FadeOut(first.bends, run_time=theme.BEAT)
        self.say("Look at the [first layer] alone, [before anything is bent].", *gone)
        self.small.show(np.eye(2), np.zeros(2))
        docks = ReplacementTransform(first.network, self.small.network)
        self.play(docks, FadeIn(self.plane, rate_func=_LATE), run_time=1.4)

    def ask_about_one_weight(self) -> None:
        """One edge gets its number and its knob."""
        self.next_section("One weight")
        edge = self.small.edge(TURNED)
        number = self.small.weights[TURNED].set_fill(theme.EMPHASIS).scale(1.3)
        self.numbered = VGroup(self.small.backs[1], number)
        shown = edge.animate.set_stroke(theme.EMPHASIS, 3), FadeIn(self.numbered), FadeIn(self.knob)
        self.say("[Here] is one of its weights. Turn it up. What will the plane do?", shown, run_time=0.8)

    def turn_the_knob(self) -> None:
        """The weight goes up, down and back; the plane leans with it."""
        self.next_section("The plane leans")
        small, knob = self.small, self.knob
        weight = ValueTracker(TURNS[0])
        kernel = np.eye(2)

        def follow(plane: MovingPlane) -> None:
            kernel.flat[TURNED] = weight.get_value()
            plane.show(kernel.copy())
            small.show(kernel, np.zeros(2))
            knob.set_to(weight.get_value())

        turned = VGroup(small.edge(TURNED), self.numbered, knob)
        with self.voiceover("The plane [leans], yet every line on it [stays straight].") as said:
            said.until("[leans]")
            self.add(turned.add_updater(lambda _: None), self.plane.add_updater(follow))
            for stop, seconds in zip(TURNS[1:], (1.5, 1.7, 1.3), strict=True):
                self.play(weight.animate.set_value(stop), run_time=seconds)
        self.plane.clear_updaters()
        turned.clear_updaters()

    def write_it_four_ways(self) -> None:
        """Network, sums, product, line: complete together for three seconds."""
        self.next_section("Four ways to write it")
        forms, network = self.forms, self.forms.network
        bends_back = ReplacementTransform(self.small.network, network.network)
        leaving = (FadeOut(part, rate_func=_EARLY) for part in (self.plane, self.numbered, self.knob))
        with self.voiceover(
            "A unit [multiplies each input by a weight], adds them up, and [adds its bias]."
        ) as said:
            self.play(*leaving, bends_back, FadeIn(forms.names[0]), run_time=0.9)
            said.until("[multiplies each input by a weight]")
            self.play(LaggedStart(*map(FadeIn, network.numbered), lag_ratio=0.2), run_time=1.2)
            said.until("[adds its bias]")
            self.play(*map(FadeIn, network.biases), run_time=theme.QUICK)
        self.add(network)
        equations, matrices = forms.equations, forms.matrices
        sums = FadeIn(forms.names[1]), FadeIn(equations.symbols), *equations.animate_from(network)
        self.say("Two units give [two such equations].", sums, run_time=1.8)
        self.add(equations)
        product = FadeIn(forms.names[2]), FadeIn(matrices.symbols), *matrices.animate_from(equations)
        dims = forms.animate_dimmed(network)
        self.say("Stacked, they are [one matrix product].", (*product, dims), run_time=1.8)
        self.add(matrices)
        signs = FadeIn(forms.line.signs, rate_func=_LATE)
        line = FadeIn(forms.names[3]), *forms.animate_line(), signs
        dims = forms.animate_dimmed(equations)
        self.say("In one line, it is [x W plus b].", (*line, dims), run_time=1.6)
        self.add(forms.line)
        self.play(*forms.animate_bright(), run_time=theme.QUICK)
        self.wait(3)

    def start_from_nothing(self) -> None:
        """W and b move beside the plane and roll to the map that changes nothing."""
        self.next_section("Start from nothing")
        forms, live = self.forms, self.live
        live.show_numbers(self.kernel, self.bias)
        symbols = VGroup(live.kernel_row[0], live.bias_row[0], live.kernel.brackets, live.bias.brackets)
        with self.voiceover("Now build the trained map from [one that changes nothing].") as said:
            leaving = FadeOut(*forms, forms.names, rate_func=_EARLY)
            travelling = travel(forms.matrices, live)
            VGroup(*forms.matrices.weights, *forms.matrices.biases).set_opacity(0)
            self.play(leaving, *travelling, FadeIn(symbols), run_time=1.4)
            said.until("[one that changes nothing]")
            live.determinant_row.light(0)
            self.plane.show(np.eye(2))
            self.add(live)
            rolled = ValueTracker(0)
            live.add_updater(lambda _: self._roll_back(rolled.get_value()))
            self.play(rolled.animate.set_value(1), FadeIn(self.plane), run_time=1.6)
            live.clear_updaters()
            waiting = (row.animate.light(theme.DIMMED) for row in (live.bias_row, live.determinant_row))
            self.play(*waiting, run_time=theme.QUICK)

    def _roll_back(self, share: float) -> None:
        kernel = self.kernel + share * (np.eye(2) - self.kernel)
        self.live.show_numbers(kernel, (1 - share) * self.bias)

    def turn_the_plane(self) -> None:
        """The plane turns by the first angle."""
        self.next_section("Turn")
        with self.voiceover(self.said.first_turn()) as said:
            said.until("[turns]")
            self.follow(lambda share: self.show(self.moves.turned(share)), theme.MOVE)

    def flip_the_plane(self) -> None:
        """The page turn; no matrices lead there, so dashes stand for what changes its sign."""
        self.next_section("Flip")
        axis = int(np.argmin(np.diag(self.moves.mirror)))
        live = self.live
        numbers, dashes = live.column_of(axis), live.dashes_for(axis)
        early = {"run_time": _FLIP, "rate_func": squish_rate_func(smooth, 0, 0.15)}
        with self.voiceover("Then it [flips over], like a page.") as said:
            said.until("[flips over]")
            hidden = numbers.animate(**early).set_fill(opacity=0), FadeIn(dashes, **early)
            self.follow(lambda share: self.plane.turn_page(share, axis), _FLIP, *hidden)
            self.show(self.moves.flipped())
            *entries, determinant = numbers
            back = (number.animate.set_fill(opacity=1) for number in entries)
            waiting = determinant.animate.set_fill(opacity=theme.DIMMED)
            self.play(*back, waiting, FadeOut(dashes), run_time=theme.QUICK)
        focus = live.animate_focus(live.kernel_row, live.determinant_row)
        self.say("[The determinant's sign] shows the flip.", focus, run_time=theme.QUICK)

    def stretch_the_plane(self) -> None:
        """Scale both axes, past the frame where they grow; then step back."""
        self.next_section(self.said.scaling.capitalize())
        with self.voiceover(self.said.factors()) as said:
            self.play(*self.live.animate_focus(self.live.kernel_row), run_time=0.4)
            for axis, moment in enumerate(said.moments):
                said.until(moment.text)
                self.follow(partial(self._stretch, axis), 1.5)
        first, last = self.plane.reach, self.plane.last_reach
        if last > first:
            with self.voiceover("[Step back] to see it whole.") as said:
                said.until("[Step back]")
                self.follow(
                    lambda share: self.plane.zoom(1 / ((1 - share) / first + share / last)),
                    said.at_least(theme.MOVE),
                )
        focus = self.live.animate_focus(self.live.kernel_row, self.live.determinant_row)
        self.say(self.said.area(self.area_decimals), focus, run_time=theme.QUICK)

    def _stretch(self, axis: int, share: float) -> None:
        done = np.array([1.0, 0.0]) if axis else np.zeros(2)
        self.show(self.moves.stretched(done + share * np.eye(2)[axis]))

    def turn_it_again(self) -> None:
        """The second turn completes W."""
        self.next_section("Turn again")
        with self.voiceover(self.said.second_turn()) as said:
            said.until(said.moments[0].text)
            waiting = self.live.determinant_row.animate(run_time=0.4).light(theme.DIMMED)
            self.follow(lambda share: self.show(self.moves.turned_again(share)), theme.MOVE, waiting)

    def slide_the_plane(self) -> None:
        """The bias moves the plane, after all of W."""
        self.next_section("Slide")
        live = self.live
        with self.voiceover(self.said.slide()) as said:
            self.play(*live.animate_focus(live.bias_row), run_time=0.4)
            said.until(said.moments[0].text)
            self.follow(lambda share: self.show(self.kernel, self.moves.slid(share)), theme.MOVE)

    def see_what_survived(self) -> None:
        """Parallel lines of the square are still straight and parallel."""
        self.next_section("What survives")
        lines = self.plane.parallels()
        with self.voiceover(
            "Straight lines are still [straight], and parallel lines still [parallel]."
        ) as said:
            self.play(*self.live.animate_focus(), run_time=theme.QUICK)
            said.until("[straight]")
            self.play(Create(lines), run_time=said.at_least(1.5))
            self.play(FadeOut(lines), run_time=theme.QUICK)

    def hand_the_plane_over(self) -> None:
        """The plane moves to where the squash will meet it, and nothing else is left."""
        self.next_section("What comes next")
        plane, carried = self.plane, self.carried
        start = plane.view
        with self.voiceover("Moving bends nothing. The squash will.", silence=1.0):
            pass
        leaving = [FadeOut(part) for part in (plane.axes, plane.square, self.live)]
        arriving = FadeIn(carried.axes, run_time=1.8, rate_func=_LATE)
        self.follow(
            lambda share: plane.look_from(start.towards(carried.view, share)), 1.8, *leaving, arriving
        )
        self.remove(plane, carried.axes)
        self.add(carried)
        self.hand_over(carried)

    def show(self, kernel: Array, bias: Array | None = None) -> None:
        """Show one map on the plane and in the numbers beside it."""
        self.plane.show(kernel, bias)
        self.live.show()

    def follow(self, show: Callable[[float], object], run_time: float, *beside: Act) -> None:
        """Let a share glide from 0 to 1 and show it; others may play beside it, in their own time."""
        share = ValueTracker(0)
        # The numbers change with the plane: what is drawn before both never moves.
        self.live.add_updater(lambda _: None)
        self.plane.add_updater(lambda _: show(share.get_value()))
        self.add(self.plane, self.live)
        self.play(share.animate(run_time=run_time).set_value(1), *beside)
        self.plane.clear_updaters()
        self.live.clear_updaters()
        show(1.0)
