"""Storyboard: what an activation does to a number, to a number line, to the trained plane."""

from __future__ import annotations

from manim import (
    Create,
    FadeIn,
    FadeOut,
    UpdateFromAlphaFunc,
    ValueTracker,
    VGroup,
    linear,
    there_and_back,
)

from scenes.kit import theme
from scenes.kit.drawing.readout import told
from scenes.kit.stage.stage import LectureScene
from scenes.kit.words.activation_words import spoken_name
from scenes.props.squash.activation_card import ActivationCard
from scenes.props.squash.carried_space import CarriedSpace
from scenes.props.squash.docked_plane import DockedPlane
from scenes.props.squash.saturation import Saturation
from scenes.props.squash.squash_words import (
    far_said,
    landings_said,
    lines_said,
    near_said,
    saturated_said,
    space_said,
    turned_said,
)
from scenes.props.squash.squashed_plane import SquashedPlane
from training.network.squashing import FLAT, slope_facts


class ActivationSquash(LectureScene):
    """Any cached run's activation: its curve, a number line through it, its slope, its plane squashed."""

    title: str = "An activation squashes"
    runs: tuple[str, ...] = ("sigmoid",)

    def construct(self) -> None:
        """Tell the chapter beat by beat."""
        self.put_the_plane_aside()
        self.draw_the_curve()
        self.land_three_numbers()
        self.send_even_steps()
        self.draw_its_slope()
        self.squash_the_plane()
        self.name_the_space()
        self.count_the_saturated()
        self.hand_over(*self.space.axes, self.space.plane)

    def setup(self) -> None:
        """Load the run and measure what will be said."""
        super().setup()
        self.run = self.trajectory(self.runs[0])
        self.activation = self.run.activation
        self.slope = slope_facts(self.activation)
        hue = theme.run_colour(self.activation.name)
        self.card = ActivationCard(self.activation, self.slope, hue)
        self.space = CarriedSpace(self.run)
        self.panes = self.space.panes
        self.head = self.heading()
        self.before = DockedPlane(self.panes, self.run)
        self.after = SquashedPlane(self.panes, self.space.plane)

    def put_the_plane_aside(self) -> None:
        """The moved plane, carried from the chapter before, docks; the axes of a curve take its place."""
        self.next_section("From the plane to one number")
        before, plot = self.before, self.card.plot
        self.add(before)
        self.play(FadeIn(self.head), run_time=theme.QUICK)
        with self.voiceover("Before you squash the whole plane, try it on [single numbers].") as said:
            self.play(before.animate_to_dock(), run_time=1.8)
            said.until("[single numbers]")
            self.play(FadeIn(plot.frame, plot.zeros, plot.image_name), run_time=theme.QUICK)

    def draw_the_curve(self) -> None:
        """f, its formula and its range."""
        self.next_section(f"The {spoken_name(self.activation)} curve")
        card, plot = self.card, self.card.plot
        drawn = Create(plot.graph, rate_func=linear, run_time=theme.MOVE)
        self.say(turned_said(self.activation), (drawn, FadeIn(card.f_key[0], run_time=theme.QUICK)))
        self.play(FadeIn(plot.limits, card.f_key[1]), run_time=theme.QUICK)

    def land_three_numbers(self) -> None:
        """Each number goes up to the curve and across when it is named."""
        self.next_section("Three numbers land")
        landings = [self.card.landing(mark) for mark in self.card.marks]
        travels = (landing.animate_travel(0, 2) for landing in landings)
        self.say(landings_said(self.activation, self.card.marks), *travels, run_time=1.2)
        self.play(FadeOut(*landings), run_time=theme.QUICK)

    def send_even_steps(self) -> None:
        """Equal steps of z become unequal steps of a; where they crowd is for the viewer to guess."""
        self.next_section("Where numbers crowd")
        card, plot = self.card, self.card.plot
        line = card.number_line()
        self.say("Send [evenly spaced numbers] through.", FadeIn(line, run_time=theme.QUICK))
        self.say("Where will they crowd?")
        for start in (0, 1):
            self.play(line.animate_travel(start, start + 1), run_time=1.2)
        self.wait(theme.QUICK)
        self.add(card.strips.set_opacity(0), plot.limits, plot.graph, line)
        near, far = card.kept_steps
        self.shade(0, near_said(near))
        self.shade(1, far_said(far, both_sides=self.slope.flat_beyond is not None))
        self.play(FadeOut(line), run_time=theme.QUICK)

    def shade(self, which: int, sentence: str) -> None:
        """One step of z and what becomes of it, while it is said; the other one steps back."""
        lit, other = self.card.strips[which], self.card.strips[1 - which]
        dimmed = other.animate.set_fill(opacity=theme.DIMMED * other.get_fill_opacity())
        self.say(sentence, lit.animate.set_fill(opacity=0.45), dimmed, run_time=theme.QUICK)

    def draw_its_slope(self) -> None:
        """f' grows under the tangent that slides along f."""
        self.next_section("Its slope")
        card, plot = self.card, self.card.plot
        at = ValueTracker(plot.low)
        tracing = VGroup(plot.slope, plot.guide, plot.tangent, plot.touch)
        plot.show_slope(plot.low)
        with self.voiceover("That factor is the [slope] of the curve.") as said:
            self.play(FadeOut(card.strips), FadeIn(plot.tangent, plot.touch), run_time=theme.QUICK)
            said.until("[slope]")
            tracing.add_updater(lambda _: plot.show_slope(at.get_value()))
            self.add(tracing)
            traced = at.animate(rate_func=linear, run_time=4.0).set_value(plot.high)
            self.play(traced, FadeIn(card.slope_key, run_time=theme.QUICK))
            tracing.clear_updaters()
            plot.clear_tangent()
            self.play(FadeIn(plot.jumps), run_time=theme.QUICK)

    def squash_the_plane(self) -> None:
        """The plane comes back, a copy crosses over and is squashed, one coordinate after the other."""
        self.next_section("The plane, squashed")
        before, panes = self.before, self.panes
        shown = [shape for shape in self.mobjects if shape not in (before, self.head)]
        self.play(FadeOut(*shown), run_time=theme.QUICK)
        self.play(before.animate_from_dock(), FadeIn(panes.z_title), run_time=theme.BEAT)
        with self.voiceover("Now squash the whole plane, first along the [horizontal axis].") as said:
            self.cross_over()
            said.until("[horizontal axis]")
            squashed = self.after.shares[0].animate.set_value(1)
            self.play(squashed, before.animate_waiting(), run_time=theme.MOVE)
        second = self.after.shares[1].animate.set_value(1)
        self.say("[Then] along the vertical one.", second, run_time=theme.MOVE)

    def cross_over(self) -> None:
        """A copy of the plane moves into the right pane; the original steps back."""
        self.trace = self.after.trace()
        self.add(self.panes.a_box, self.trace, self.after.follow())
        self.play(self.after.way.animate.set_value(1), FadeIn(self.panes.a_box, self.trace), run_time=1.7)

    def name_the_space(self) -> None:
        """What became of the straight lines; the right pane gets ticks, numbers and its formula."""
        self.next_section("The feature space")
        panes, after = self.panes, self.after.clear_updaters()
        bent, grid = panes.bends, after.plane.grid
        shone = grid.animate(rate_func=there_and_back, run_time=theme.MOVE).set_stroke(opacity=1, width=3)
        self.say(lines_said(bent, bent and bool(self.slope.levels)), shone)
        named = FadeOut(after.ticks, self.trace), FadeIn(panes.a_marks, panes.a_title)
        self.say(space_said(bent), named, run_time=theme.BEAT)

    def count_the_saturated(self) -> None:
        """Where a unit hardly answers any more, and how many of the points' slopes that is."""
        self.next_section("Where a unit hardly answers")
        space, counted = self.space, Saturation(self.space)
        before, grids = self.before, counted.grids
        self.remove(self.after)
        self.add(space.plane)
        with self.voiceover(
            f"A unit with a slope under {FLAT:g} is [saturated], and hardly answers."
        ) as said:
            self.play(before.animate_return(), run_time=theme.QUICK)
            said.until("[saturated]")
            self.add(grids, *before.plane[2:], *space.plane[2:])
            unlit = [plane.grid.animate.set_stroke(opacity=0) for plane in (before.plane, space.plane)]
            self.play(*unlit, FadeIn(grids))
        strip = FadeIn(counted.frame, counted.label, counted.counter)
        leaving = FadeOut(before, *before.plane[2:], grids[0], self.panes.z_title)
        self.say("How many of our points' slopes are [that small]?", (leaving, strip), run_time=theme.QUICK)
        self.add(counted)
        filled = UpdateFromAlphaFunc(counted, lambda moved, way: moved.show(way), run_time=3.5)
        self.say(saturated_said(counted.share, counted.along_walls), filled)
        told(counted.counter, "saturated", counted)
        self.wait(theme.BEAT)
        self.remove(*space.plane)
        self.add(space.plane, counted)
        back = space.plane.grid.animate.set_stroke(opacity=theme.GRID_OPACITY)
        self.play(back, FadeOut(counted, grids[1]), run_time=theme.QUICK)


class SigmoidSquash(ActivationSquash):
    """The sigmoid: the first to be met, told in full."""

    title = "Sigmoid: squash into (0, 1)"
    runs = ("sigmoid",)
