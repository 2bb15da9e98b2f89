"""Storyboard: what an activation does to a number, to a number line, to the trained plane."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, ValueTracker, VGroup, linear, smooth

from scenes.kit import theme
from scenes.kit.activation_words import (
    number,
    percent,
    range_label,
    range_said,
    slope_labels,
    slope_said,
    spoken_name,
)
from scenes.kit.feature_space import WarpedPlane, class_strokes
from scenes.kit.number_line import SquashedLine, step_strip
from scenes.kit.shapes import Polylines
from scenes.kit.squash_panes import SquashPanes, activation_plot, line_key
from scenes.kit.stage import LectureScene
from scenes.kit.text import words
from scenes.kit.viewport import title_above
from training.network import pre_activation
from training.squashing import saturated, saturated_square, slope_facts


class ActivationSquash(LectureScene):
    """Any cached run's activation: its graph and slope, a number line squashed, its plane squashed."""

    title: ClassVar[str] = "An activation squashes"
    runs: ClassVar[tuple[str, ...]] = ("sigmoid",)

    def construct(self) -> None:
        """Tell it."""
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
        self.activation = self.run.activation
        self.weights = self.run.at(self.run.epochs)
        self.slope = slope_facts(self.activation)
        self.z = pre_activation(self.run.inputs.astype(float), self.weights)
        self.hue = theme.RUN_COLOURS.get(self.activation.name, theme.INK)
        self.name = spoken_name(self.activation)

    def draw_the_curve(self) -> None:
        """f, its formula and its range."""
        self.next_section(f"The {self.name} curve")
        self.plot = activation_plot(self.activation, self.slope, self.hue)
        self.f_key = line_key(self.hue, f"sigma(z) = {self.activation.label}", [range_label(self.activation)])
        self.f_key.move_to(np.array([2.75, 2.2, 0]), aligned_edge=UP + LEFT)
        self.add(self.heading(), self.plot.frame, self.plot.zeros)
        with self.voiceover(f"This is the {self.name}. {range_said(self.activation)}"):
            self.play(FadeIn(self.f_key), run_time=theme.QUICK)
            self.play(Create(self.plot.graph), rate_func=linear, run_time=theme.MOVE)
            self.play(FadeIn(self.plot.limits), run_time=theme.QUICK)

    def trace_its_slope(self) -> None:
        """f' grows under the tangent that slides along f."""
        self.next_section("Its slope")
        plot = self.plot
        self.slope_key = line_key(theme.EMPHASIS, "sigma'(z)", slope_labels(self.slope))
        self.slope_key.next_to(self.f_key, DOWN, buff=0.7, aligned_edge=LEFT)
        at = ValueTracker(plot.low)
        tracing = VGroup(plot.slope, plot.guide, plot.tangent, plot.touch)
        plot.show_slope(plot.low)
        tracing.add_updater(lambda _: plot.show_slope(at.get_value()))
        self.add(tracing)
        with self.voiceover(slope_said(self.slope)) as said:
            self.play(FadeIn(self.slope_key[0]), run_time=theme.QUICK)
            self.play(at.animate.set_value(plot.high), run_time=max(said.duration - 2, theme.REVEAL))
            tracing.clear_updaters()
            peak = self.slope.at if np.isfinite(self.slope.at) else plot.high
            self.play(FadeIn(self.slope_key[1]), run_time=theme.QUICK)
            plot.show_slope(plot.high).show_touch(min(peak, plot.high))

    def squash_a_number_line(self) -> None:
        """Equal steps of z become unequal steps of a."""
        self.next_section("A number line, squashed")
        plot, f = self.plot, self.activation.f
        self.remove(plot.guide, plot.tangent, plot.touch)
        self.play(FadeOut(plot.slope, self.f_key, self.slope_key), run_time=theme.QUICK)
        numbers = np.linspace(plot.low, plot.high, 25)
        line = SquashedLine(plot, numbers, np.abs(self.activation.derivative(numbers)) / self.slope.peak)
        share = ValueTracker(0)
        line.add_updater(lambda moved: moved.show(share.get_value()))
        self.play(FadeIn(line), run_time=theme.QUICK)
        with self.voiceover("Send evenly spaced numbers up to the curve, then across."):
            self.play(share.animate.set_value(1), run_time=1.6)
            self.play(share.animate.set_value(2), run_time=1.6)
        line.clear_updaters()
        keys = VGroup()
        for start, stop in self.compared_steps():
            left = float(np.diff(f(np.array([start, stop], float)))[0])
            strip = step_strip(plot, start, stop)
            key = VGroup(
                words(f"the step from ${number(start)}$ to ${number(stop)}$"),
                words(f"becomes a step of ${number(left)}$"),
            ).arrange(DOWN, buff=0.2, aligned_edge=LEFT)
            keys.add(key)
            keys.arrange(DOWN, buff=0.8, aligned_edge=LEFT)
            keys.move_to(np.array([2.75, 2.2, 0]), aligned_edge=UP + LEFT)
            with self.voiceover(
                f"A step from {number(start)} to {number(stop)} becomes a step of {number(left)}."
            ):
                self.play(FadeIn(strip, key), run_time=theme.QUICK)

    def compared_steps(self) -> list[tuple[int, int]]:
        """One step where f is steep, one where it has gone flat."""
        far = self.slope.flat_beyond
        return [(0, 1), (far - 1, far)] if far else [(0, 1), (-2, -1)]

    def bring_the_plane(self) -> None:
        """The trained z-plane stands on the left."""
        self.next_section("The trained plane")
        self.clear()
        self.panes = panes = SquashPanes(self.activation, self.weights)
        strokes = class_strokes(self.run.inputs, self.run.targets, self.run.recipe.dataset)
        as_strokes = self.run.recipe.dataset == "parabolas"
        self.before = panes.show_z(WarpedPlane(strokes, as_strokes))
        self.after = WarpedPlane(strokes, as_strokes)
        self.left_title = title_above(panes.z_view, "$z = x W + b$", theme.BODY_SIZE)
        self.add(self.heading())
        self.play(FadeIn(panes.z_axes, self.left_title), run_time=theme.QUICK)
        with self.voiceover(
            f"Now the real plane: both curves after {self.run.epochs} epochs, turned and stretched by the layer."
        ):
            self.play(FadeIn(self.before.grid, self.before.outline), run_time=theme.BEAT)
            self.play(Create(self.before.curves[0]), Create(self.before.curves[1]), run_time=theme.BEAT)

    def squash_the_plane(self) -> None:
        """A copy crosses over and is squashed, one coordinate after the other."""
        self.next_section("The plane, squashed")
        panes, after = self.panes, self.after
        first, second = ValueTracker(0), ValueTracker(0)
        ticks = panes.moving_ticks(0, 0, Polylines(theme.MUTED, theme.AXIS_WIDTH))
        panes.show_partly(after, 0, 0)
        self.right_title = title_above(panes.a_view, "$a = sigma(z)$", theme.BODY_SIZE)
        arrow = panes.arrow()
        self.play(FadeIn(arrow, panes.a_axes[0]), run_time=theme.QUICK)
        self.play(FadeIn(after, shift=2 * RIGHT), FadeIn(ticks), run_time=theme.BEAT)
        after.add_updater(lambda p: panes.show_partly(p, first.get_value(), second.get_value()))
        ticks.add_updater(lambda t: panes.moving_ticks(first.get_value(), second.get_value(), t))
        with self.voiceover(f"The {self.name} takes the horizontal coordinate first."):
            self.play(first.animate.set_value(1), rate_func=smooth, run_time=3.0)
        with self.voiceover("Then the vertical one, on its own."):
            self.play(second.animate.set_value(1), rate_func=smooth, run_time=3.0)
        after.clear_updaters()
        ticks.clear_updaters()
        with self.voiceover("Straight grid lines have become curves: this is the feature space."):
            self.play(
                FadeOut(ticks),
                FadeIn(panes.a_axes[1], panes.a_axes[2], self.right_title),
                run_time=theme.BEAT,
            )

    def tint_by_slope(self) -> None:
        """Bright where a unit still responds, dark where both are saturated."""
        self.next_section("Where it still responds")
        panes = self.panes
        left, right = panes.tinted_grid(), panes.tinted_grid()
        segments = panes.grid_segments()
        left.show(panes.z_view.to_stage(panes.z_of(segments)))
        right.show(panes.unit_view.to_stage(panes.partly(1, 1)(segments)))
        scale = panes.tint_scale(self.slope)
        for old, new in ((self.before, left), (self.after, right)):
            self.play(FadeOut(old.grid), FadeIn(new), run_time=theme.QUICK)
            self.bring_to_front(old.outline, old.curves[0], old.curves[1])
        with self.voiceover("Tint the grid by slope: bright where at least one unit still responds."):
            self.play(FadeIn(scale), run_time=theme.QUICK)
        square = saturated_square(self.activation, self.weights)
        points = float(saturated(self.activation, self.z).mean())
        with self.voiceover(self.dark_said(square, points)):
            self.wait(theme.BEAT)

    def dark_said(self, square: float, points: float) -> str:
        """What the dark part holds."""
        if square == 0:
            return "Nothing here is dark: some unit responds everywhere."
        held = f"{percent(points)} percent of the points lie" if points else "None of the points lies"
        return f"Both units are saturated on {percent(square)} percent of the square. {held} there."


class SigmoidSquash(ActivationSquash):
    """The sigmoid."""

    title = "Sigmoid: squash into (0, 1)"
    runs = ("sigmoid",)


class TanhSquash(ActivationSquash):
    """The hyperbolic tangent."""

    title = "Tanh: squash around zero"
    runs = ("tanh",)
