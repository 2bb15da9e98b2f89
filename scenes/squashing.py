"""Storyboard: what an activation does to a number, to a number line, to the trained plane."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from manim import Create, FadeIn, FadeOut, ValueTracker, VGroup, linear, smooth, squish_rate_func

from scenes.kit import theme
from scenes.kit.planes.feature_space import WarpedPlane, class_strokes
from scenes.kit.stage.narration import Narration
from scenes.kit.stage.stage import LectureScene
from scenes.kit.words.activation_words import (
    dark_said,
    introduced,
    kept_said,
    range_said,
    slope_said,
    spoken_name,
)
from scenes.kit.words.language import counted
from scenes.props.squash.activation_card import ActivationCard
from scenes.props.squash.quadrants import LABEL_ROOM
from scenes.props.squash.squash_panes import SquashPanes, hinge_lines, tint_scale
from scenes.props.squash.squashed_plane import SquashedPlane
from training.geometry.decision import refuse_deep
from training.network.formulas import pre_activation
from training.network.squashing import FLAT, saturated, saturated_square, slope_facts


class ActivationSquash(LectureScene):
    """Any cached run's activation: its graph and slope, a number line squashed, its plane squashed."""

    title: str = "An activation squashes"
    runs: tuple[str, ...] = ("sigmoid",)
    folds: ClassVar[bool] = False
    identity: ClassVar[str] = ""

    def construct(self) -> None:
        """Tell the chapter beat by beat."""
        self.draw_the_curve()
        self.trace_its_slope()
        self.squash_a_number_line()
        self.bring_the_plane()
        self.squash_the_plane()
        self.tint_by_slope()

    def setup(self) -> None:
        """Load the run and measure what will be said."""
        super().setup()
        self.run = self.trajectory(self.runs[0])
        self.activation, weights = self.run.activation, self.run.at(self.run.epochs)
        refuse_deep(weights)
        self.slope = slope_facts(self.activation)
        self.dark = saturated(self.activation, pre_activation(self.run.inputs.astype(float), weights))
        self.dark_share = float(self.dark.mean())
        self.dark_square = saturated_square(self.activation, weights)
        hue = theme.RUN_COLOURS.get(self.activation.name, theme.INK)
        self.card = ActivationCard(self.activation, self.slope, hue, self.identity)
        self.panes = SquashPanes(self.activation, weights, LABEL_ROOM if self.folds else (0.0, 0.0))
        strokes = class_strokes(self.run.inputs, self.run.targets, self.run.recipe.dataset)
        drawn = self.run.dataset.drawn_as_strokes
        self.before = WarpedPlane(strokes, drawn).show(self.panes.z_view, self.panes.z_of)
        self.after = SquashedPlane(self.panes, WarpedPlane(strokes, drawn), self.folds)
        self.layer = self.panes.layer()
        self.add(self.heading())

    def draw_the_curve(self) -> None:
        """f, its formula and its range."""
        self.next_section(f"The {spoken_name(self.activation)} curve")
        card, plot = self.card, self.card.plot
        self.add(plot.frame, plot.zeros)
        with self.voiceover(f"Meet {introduced(self.activation)}. {range_said(self.activation)}"):
            self.play(FadeIn(card.f_key[0]), run_time=theme.QUICK)
            self.play(Create(plot.graph), rate_func=linear, run_time=theme.MOVE)
            self.play(FadeIn(plot.limits, card.f_key[1]), run_time=theme.QUICK)

    def trace_its_slope(self) -> None:
        """f' grows under the tangent that slides along f."""
        self.next_section("Its slope")
        card, plot = self.card, self.card.plot
        at = ValueTracker(plot.low)
        tracing = VGroup(plot.slope, plot.guide, plot.tangent, plot.touch)
        tracing.add_updater(lambda _: plot.show_slope(at.get_value()))
        facts = FadeIn(card.slope_key[1], plot.jumps, run_time=theme.QUICK)
        plot.show_slope(plot.low)
        with self.voiceover(self.slope_sentence()) as narration:
            self.play(FadeIn(card.slope_key[0], plot.tangent, plot.touch), run_time=theme.QUICK)
            self.add(tracing)
            self.play(at.animate.set_value(plot.high), run_time=max(narration.duration - 2.5, 3.5))
            tracing.clear_updaters()
            if plot.hinges:
                self.play(facts, FadeOut(plot.tangent, plot.guide, plot.touch), run_time=theme.QUICK)
                plot.clear_tangent()
            else:
                tracing.add_updater(lambda _: plot.show_tangent(at.get_value()))
                steepest = float(np.clip(self.slope.at, plot.low, plot.high))
                self.play(facts, at.animate.set_value(steepest), run_time=theme.BEAT)
                tracing.clear_updaters()

    def slope_sentence(self) -> str:
        """Return what is said while the slope is traced."""
        return slope_said(self.slope)

    def squash_a_number_line(self) -> None:
        """Equal steps of z become unequal steps of a."""
        self.next_section("A number line, squashed")
        self.card.strips.set_opacity(0)
        with self.voiceover("Send evenly spaced numbers [up to the curve], [then across].") as said:
            self.send_across(said)
        with self.voiceover(self.kept_sentence()) as said:
            for step in (0, 1):
                said.until(step + 1)
                self.shade_a_step(step)

    def send_across(self, said: Narration) -> None:
        """The numbers take the slope's place and travel up and across, each with its words where marked."""
        card, plot = self.card, self.card.plot
        line, share = card.number_line(), ValueTracker(0)
        line.add_updater(lambda moved: moved.show(share.get_value()))
        slope = (plot.slope, plot.tangent, plot.guide, plot.touch, plot.jumps, card.slope_key)
        self.play(FadeOut(*slope), FadeIn(line), run_time=theme.QUICK)
        marks = [f"[{moment.text}]" for moment in said.moments]
        for mark in marks[:1]:
            said.until(mark)
        self.play(share.animate.set_value(1), run_time=1.5)
        for mark in marks[1:]:
            said.until(mark)
        self.play(share.animate.set_value(2), FadeIn(plot.image_name), run_time=1.5)
        line.clear_updaters()
        self.add(card.strips, plot.limits, plot.graph, line)

    def shade_a_step(self, which: int) -> None:
        """One step of z and what becomes of it."""
        strip, key = self.card.strips[which], self.card.step_keys[which]
        self.play(strip.animate.set_fill(opacity=0.3), FadeIn(key), run_time=theme.QUICK)

    def kept_sentence(self) -> str:
        """Return what is said while the two steps are shaded."""
        return kept_said(self.card.steps, self.card.kept_steps)

    def bring_the_plane(self) -> None:
        """The trained z-plane stands on the left."""
        self.next_section("The trained plane")
        panes, before = self.panes, self.before
        with self.voiceover(f"Now a whole plane: z, after {counted(self.run.epochs, 'epoch')} of training."):
            self.play(FadeOut(*self.mobjects[1:]), run_time=theme.QUICK)
            self.play(FadeIn(panes.z_axes, panes.z_title, self.layer), run_time=theme.QUICK)
            self.play(FadeIn(before.grid, before.outline), run_time=theme.QUICK)
            self.play(*(Create(curve) for curve in before.curves.values()), run_time=2.0)

    def squash_the_plane(self) -> None:
        """A copy crosses over and is squashed, one coordinate after the other."""
        self.next_section("The plane, squashed")
        with self.voiceover("Each coordinate is squashed on its own."):
            self.cross_over()
        first, second = self.after.shares
        with self.voiceover("First the horizontal one.") as said:
            self.squash(said, first)
        with self.voiceover("Then the vertical one.") as said:
            self.squash(said, second)
        world = "This bent world" if self.panes.bends else "This"
        with self.voiceover(f"{world} is the feature space."):
            self.name_the_axes()

    def cross_over(self) -> None:
        """A copy of the plane moves into the right pane."""
        panes, after = self.panes, self.after
        creases = [after.trace(), hinge_lines(panes.a_view, self.activation.hinges)] if self.folds else []
        arriving = [FadeIn(shape) for shape in (panes.a_box, *creases)]
        arriving.append(FadeIn(panes.arrow(), rate_func=squish_rate_func(smooth, 0.65, 1)))
        self.play(FadeOut(self.layer), run_time=theme.QUICK)
        self.add(*(arrival.mobject for arrival in arriving), after.follow())
        self.play(after.way.animate.set_value(1), *arriving, run_time=1.5)

    def squash(self, said: Narration, *shares: ValueTracker) -> None:
        """Play the squash of the coordinates whose shares are given, one alone or both, while it is said."""
        squashed = (share.animate.set_value(1) for share in shares)
        self.play(*squashed, run_time=said.at_least(theme.MOVE + 0.5))

    def name_the_axes(self) -> None:
        """The right pane is the a-plane: it gets ticks, numbers and its formula."""
        panes, after = self.panes, self.after.clear_updaters()
        self.play(FadeOut(after.ticks), FadeIn(panes.a_marks, panes.a_title), run_time=theme.BEAT)

    def tint_by_slope(self) -> None:
        """Bright where a unit still responds, dark where both are saturated."""
        self.next_section("Where it still responds")
        with self.voiceover(f"Tint the grid by slope: dark means saturated, both slopes under {FLAT:g}."):
            self.play(FadeIn(tint_scale(self.slope)), run_time=theme.QUICK)
            for plane, tinted in zip((self.before, self.after.plane), self.panes.tinted_grids(), strict=True):
                self.add(tinted, plane.outline, *plane.curves.values())
                self.play(plane.grid.animate.set_stroke(opacity=0), FadeIn(tinted))
        self.say(dark_said(self.dark_square, self.dark_share))


class SigmoidSquash(ActivationSquash):
    """The sigmoid: the first to be met, told in full."""

    title = "Sigmoid: squash into (0, 1)"
    runs = ("sigmoid",)
