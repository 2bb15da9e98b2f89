"""Storyboard: what a layer does before it squashes: one weight, four ways to write it, move by move."""

from __future__ import annotations

from functools import partial

import numpy as np
from manim import Create, FadeIn, FadeOut, LaggedStart, ReplacementTransform, ValueTracker

from scenes.kit import theme
from scenes.kit.drawing.counter import cells_for
from scenes.props.affine.affine_column import EARLY, LATE, AffineColumn
from scenes.props.affine.live_map import LiveMap
from scenes.props.affine.move_stage import FOCUS, MoveStage
from scenes.props.affine.move_words import MoveWords
from scenes.props.affine.moving_plane import CENTRE, MovingPlane
from scenes.props.affine.network_form import NetworkForm
from scenes.props.affine.turned_weight import STOPS, TurnedWeight
from scenes.props.squash.carried_plane import CarriedPlane
from scenes.props.squash.squash_panes import SquashPanes
from training.geometry.decision import refuse_deep
from training.geometry.moves import affine_moves

COLUMN = 4.72
"""Stage x of what stands right of the plane."""
_FLIP, _GLIDE = 3.0, 1.4
"""Seconds of the page turn, and of the way to where the next scene begins."""


class AffineTransform(MoveStage):
    """xW + b of the trained sigmoid network: a knob, four ways to write it, then the moves of the plane."""

    title = "Moving the plane"
    runs = ("sigmoid",)

    def construct(self) -> None:
        """Tell the chapter beat by beat."""
        self.read_the_layer()
        self.leave_the_first_layer()
        self.turn_one_weight()
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
        cells, self.area = cells_for(kernels, self.moves.bias), cells_for(np.linalg.det(kernels))
        self.said = MoveWords(self.moves, cells.decimals)
        self.plane = MovingPlane(run, self.moves)
        self.forms = AffineColumn(self.moves, cells)
        self.live = LiveMap(self.plane, cells, self.area).move_to([COLUMN, CENTRE[1], 0])
        self.turned = TurnedWeight(cells).move_to([COLUMN, CENTRE[1], 0])
        self.whole = NetworkForm(self.forms.network.largest, cells, (3.0, 2.4), 0.6)
        self.whole.show(self.kernel, self.bias).whole.scale(1.4).move_to([0, 0.1, 0])
        self.carried = CarriedPlane(SquashPanes(run.activation, weights), run)

    def leave_the_first_layer(self) -> None:
        """The network without all that follows the sums of its hidden units."""
        self.next_section("The first layer alone")
        self.add(self.heading(), self.whole.whole)
        gone = (FadeOut(part, run_time=theme.BEAT) for part in (self.whole.later, self.whole.bends))
        self.say("Look at the [first layer] alone, [before anything is bent].", *gone)
        docks = ReplacementTransform(self.whole.network, self.turned.network)
        self.play(docks, FadeIn(self.plane, rate_func=LATE), run_time=1.2)

    def turn_one_weight(self) -> None:
        """One edge gets its number and its knob; it goes up, down and back, and the plane leans."""
        self.next_section("One weight")
        turned, plane = self.turned, self.plane
        shown = turned.animate_entrance()
        self.say("[Here] is one of its weights. Turn it up. What will the plane do?", shown, run_time=0.8)
        weight, turning = ValueTracker(0), turned.turning
        with self.voiceover("The plane [leans], yet every line on it stays straight.") as said:
            said.until("[leans]")
            self.add(turning.add_updater(lambda _: None))
            plane.add_updater(lambda _: plane.show(turned.show(weight.get_value())))
            for stop, seconds in zip(STOPS, (1.3, 1.4, 1.0), strict=True):
                self.play(weight.animate.set_value(stop), run_time=seconds)
        for moved in (plane, turning):
            moved.clear_updaters()

    def write_it_four_ways(self) -> None:
        """Network, sums, product, line: complete together for three seconds."""
        self.next_section("Four ways to write it")
        forms, network, turned = self.forms, self.forms.network, self.turned
        leaving = *turned.animate_exit(EARLY), FadeOut(self.plane, rate_func=EARLY)
        self.play(*leaving, *forms.animate_network(turned.network), run_time=0.8)
        numbers = LaggedStart(*map(FadeIn, (*network.numbered, *network.biases)), lag_ratio=0.2)
        text = "A unit [multiplies each input by a weight], [adds them up, and adds its bias]."
        self.say(text, numbers, [each.set_run_time(1.8) for each in forms.animate_sums()])
        self.add(network, forms.equations)
        self.say("Stacked, both sums are [one matrix product].", forms.animate_product(), run_time=1.8)
        self.add(forms.matrices)
        self.say("In one line, it is [x W plus b].", forms.animate_line(), run_time=1.6)
        self.add(forms.line)
        self.play(*forms.animate_bright(), run_time=theme.QUICK)
        self.wait(3)

    def start_from_nothing(self) -> None:
        """W and b move beside the plane and roll to the map that changes nothing."""
        self.next_section("Start from nothing")
        live, rolled = self.live, ValueTracker(0)
        live.show_numbers(self.kernel, self.bias)
        with self.voiceover("Now build the trained map from [one that changes nothing].") as said:
            self.play(*self.forms.animate_into(live), run_time=1.4)
            said.until("[one that changes nothing]")
            live.determinant_row.light(0)
            live.add_updater(lambda _: live.roll_back(self.kernel, self.bias, rolled.get_value()))
            self.add(live)
            drawn = FadeIn(self.plane.show(np.eye(2)), run_time=1.7, rate_func=LATE)  # once they have rolled
            self.play(rolled.animate(run_time=theme.BEAT).set_value(1), drawn)
            live.clear_updaters()
            self.play(*live.animate_focus(live.kernel_row), run_time=theme.QUICK)

    def turn_the_plane(self) -> None:
        """The plane turns by the first angle."""
        self.next_section("Turn")
        self.move(self.said.first_turn(), lambda share: self.show(self.moves.turned(share)))

    def flip_the_plane(self) -> None:
        """The page turn; no matrices lead there, so dashes stand for what changes its sign."""
        self.next_section("Flip")
        live, axis = self.live, self.moves.mirrored
        with self.voiceover("Then it [flips over], like a page.") as said:
            said.until("[flips over]")
            self.follow(
                lambda share: self.plane.turn_page(share, axis), _FLIP, *live.animate_dashed(axis, _FLIP)
            )
            self.show(self.moves.flipped())
            self.play(*live.animate_undashed(axis), run_time=theme.QUICK)
        focus = live.animate_focus(live.kernel_row, live.determinant_row)
        self.say("[The determinant's sign] shows the flip.", focus, run_time=theme.QUICK)

    def stretch_the_plane(self) -> None:
        """Scale one axis, then the other, past the frame where they grow; then step back."""
        self.next_section(self.said.scaling.capitalize())
        live, stretched = self.live, self.moves.stretched
        with self.voiceover(self.said.factors()) as said:
            self.play(*live.animate_focus(live.kernel_row), run_time=FOCUS)
            first, second = said.moments
            said.until(first.text)
            self.follow(lambda share: self.show(stretched(np.array([share, 0]))), 1.5)
            said.until(second.text)
            self.follow(lambda share: self.show(stretched(np.array([1, share]))), 1.5)
        if self.plane.last_reach > self.plane.reach:
            self.move("[Step back] to see it whole.", self.plane.step_back)
        focus = live.animate_focus(live.kernel_row, live.determinant_row)
        self.say(self.said.area(self.area.decimals), focus, run_time=theme.QUICK)

    def turn_it_again(self) -> None:
        """The second turn completes W."""
        self.next_section("Turn again")
        bright = self.live.kernel_row
        self.move(self.said.second_turn(), lambda share: self.show(self.moves.turned_again(share)), bright)

    def slide_the_plane(self) -> None:
        """The bias moves the plane, after all of W."""
        self.next_section("Slide")
        bright = self.live.bias_row
        self.move(self.said.slide(), lambda share: self.show(self.kernel, self.moves.slid(share)), bright)

    def see_what_survived(self) -> None:
        """Parallel lines of the square are still straight and parallel."""
        self.next_section("What survives")
        lines = self.plane.parallels()
        with self.voiceover("Straight lines are still [straight], and parallel ones parallel.") as said:
            self.play(*self.live.animate_focus(), run_time=FOCUS)
            said.until("[straight]")
            self.play(Create(lines), run_time=said.at_least(1.5))
        gone = FadeOut(lines, run_time=theme.QUICK)
        self.say("[Moving] bends nothing. The squash will.", gone, silence=theme.BEAT)

    def hand_the_plane_over(self) -> None:
        """The plane moves to where the squash will meet it, and nothing else is left."""
        self.next_section("Towards the squash")
        plane, carried = self.plane, self.carried
        leaving = (FadeOut(part) for part in (plane.axes, plane.square, self.live))
        arriving = FadeIn(carried.axes, run_time=_GLIDE, rate_func=LATE)
        self.follow(partial(plane.glide, plane.view, carried.view), _GLIDE, *leaving, arriving)
        self.remove(plane, carried.axes)
        self.add(carried)
        self.hand_over(carried)
