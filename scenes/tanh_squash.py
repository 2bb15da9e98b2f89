"""Storyboard: tanh is a sigmoid stretched and centred, and squashes the plane around zero."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    Create,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    ValueTracker,
    VGroup,
    color_gradient,
)

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines, dots_of, rings_of
from scenes.kit.drawing.text import maths
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.stage.stage import LectureScene
from scenes.kit.words.activation_words import spoken
from scenes.kit.words.language import counted
from scenes.props.squash.activation_card import activation_plot
from scenes.props.squash.carried_space import CarriedSpace
from scenes.props.squash.steepness import Steepness
from scenes.props.squash.stretched_space import StretchedSpace
from scenes.props.squash.waiting import animate_return, animate_waiting
from training.network.squashing import slope_facts, stretched_sigmoid

ROOM = Viewport((-3.3, 0.05), 5.6, 4.5, (0.0, 1.0), (0.0, 1.0))
"""Where the curves stand, left of the feature space."""


class TanhSquash(LectureScene):
    """The hyperbolic tangent, met beside the sigmoid: its curve, its slope, its feature space."""

    title = "Tanh: squash around zero"
    runs = ("sigmoid", "tanh")

    def construct(self) -> None:
        """Tell the chapter beat by beat."""
        self.set_the_curves_side_by_side()
        self.stretch_the_sigmoid()
        self.compare_the_slopes()
        self.move_the_walls_apart()
        self.follow_zero()
        self.hand_over(*self.space.axes, self.space.plane)

    def setup(self) -> None:
        """Load both runs."""
        super().setup()
        self.earlier, self.space = (CarriedSpace(self.trajectory(name)) for name in self.runs)
        self.hues = tuple(theme.RUN_COLOURS[name] for name in self.runs)
        self.slopes = tuple(slope_facts(space.panes.activation) for space in (self.earlier, self.space))
        self.plot = activation_plot(self.space.panes.activation, self.slopes[1], self.hues[1], ROOM)
        self.passage = StretchedSpace(self.earlier, self.space)

    def set_the_curves_side_by_side(self) -> None:
        """The sigmoid's feature space, carried from the chapter before, waits beside the sigmoid's curve."""
        self.next_section("From the sigmoid to tanh")
        earlier, plot = self.earlier, self.plot
        self.add(earlier)
        self.play(FadeIn(self.heading()), run_time=theme.QUICK)
        plot.show_graph(lambda z: stretched_sigmoid(z, 0.0)).graph.set_stroke(self.hues[0])
        self.sigmoid = Polylines(self.hues[0], theme.OUTLINE_WIDTH)
        self.sigmoid.points = plot.graph.points.copy()
        framed = FadeIn(plot.frame, plot.zeros, plot.image_name)
        self.play(animate_waiting(earlier), framed, run_time=theme.BEAT)
        self.play(Create(plot.graph), run_time=theme.BEAT)

    def stretch_the_sigmoid(self) -> None:
        """The sigmoid stretches until it is tanh: tanh z = 2 sigmoid(2z) - 1; where it was, it stays."""
        self.next_section("The sigmoid, stretched")
        plot, share = self.plot, ValueTracker(0)
        hues = color_gradient(self.hues, 101)

        def stretch(graph: Polylines) -> None:
            done = share.get_value()
            plot.show_graph(lambda z: stretched_sigmoid(z, done))
            graph.set_stroke(hues[round(100 * done)])

        formula = maths('tanh z = 2 "sigmoid"(2 z) - 1', theme.BODY_SIZE, self.hues[1])
        formula.next_to(plot.frame[0], DOWN, buff=0.0).set_y(plot.view.bottom_of() + plot.view.height + 0.45)
        with self.voiceover("[Stretch] the sigmoid and centre it, and you have [tanh].") as said:
            said.until("[Stretch]")
            self.add(self.sigmoid, plot.graph.add_updater(stretch))
            self.play(share.animate.set_value(1), run_time=said.at_least(theme.MOVE, until="[tanh]"))
            plot.graph.clear_updaters()
            self.play(FadeIn(plot.show_graph(plot.f).limits, formula), run_time=theme.QUICK)
        low, high = (spoken(limit) for limit in self.space.panes.activation.limits)
        lit = plot.limits.animate.set_stroke(theme.EMPHASIS, width=theme.OUTLINE_WIDTH)
        self.say(f"It runs from [{low} to {high}].", lit)
        self.play(plot.limits.animate.set_stroke(theme.FRAME, width=theme.GRID_WIDTH), run_time=theme.QUICK)

    def compare_the_slopes(self) -> None:
        """The same step at zero, under both tangents."""
        self.next_section("The slopes at zero")
        ratio = self.slopes[1].peak / self.slopes[0].peak
        view, heights = self.plot.view, (0.5, 0.0)
        self.steps = [
            Steepness(view, height, slope.peak, hue, ahead=hue == self.hues[1])
            for height, slope, hue in zip(heights, self.slopes, self.hues, strict=True)
        ]
        with self.voiceover(f"[At zero] it is [{counted(round(ratio))} times] as steep.") as said:
            said.until("[At zero]")
            self.play(*(Create(step.tangent) for step in self.steps), run_time=theme.QUICK)
            said.until(f"[{counted(round(ratio))} times]")
            for step in self.steps:
                self.play(
                    GrowFromPoint(step.triangle, step.triangle.points[0]),
                    FadeIn(step.label),
                    run_time=theme.QUICK,
                )
        self.wait(1.5)
        self.play(FadeOut(*self.steps), run_time=theme.QUICK)

    def move_the_walls_apart(self) -> None:
        """The pane shows tanh's range; then the plane is stretched as its curve was."""
        self.next_section("The walls move apart")
        earlier, space, passage = self.earlier, self.space, self.passage
        self.curves = VGroup(self.plot, self.plot.image_name, self.sigmoid)
        self.play(animate_waiting(self.curves), animate_return(earlier))
        self.remove(earlier)
        marks, wider = earlier.axes[1], space.axes[1]
        self.add(earlier.axes, passage.follow())
        with self.voiceover("The [walls] of its feature space lie further apart.") as said:
            said.until("[walls]")
            self.play(passage.apart.animate.set_value(1), FadeOut(marks), FadeIn(wider), run_time=1.5)
            self.play(passage.stretch.animate.set_value(1), run_time=theme.MOVE)
        passage.clear_updaters()
        self.remove(passage, earlier.axes, earlier.axes[0])
        self.add(*space.axes, space.plane)

    def follow_zero(self) -> None:
        """A marker goes from zero on the curve to the middle of the feature space."""
        self.next_section("Zero stays at zero")
        places = [view.to_stage(np.zeros(2)) for view in (self.plot.view, self.space.view)]
        self.dot = dot = Polylines(theme.EMPHASIS, 16).set_lines(dots_of(places[0][None]))
        ring = Polylines(theme.EMPHASIS, 4).set_lines(rings_of(places[1][None], 0.25, 40))
        self.say("Where will [zero] land?", (animate_return(self.curves), FadeIn(dot)), run_time=theme.QUICK)
        with self.voiceover("[It stays] at zero, in the [middle] of the space.") as said:
            said.until("[It stays]")
            way = said.begin("[middle]") - self.time
            self.play(dot.animate.shift(places[1] - places[0]), run_time=max(way, theme.QUICK))
            self.play(Create(ring), run_time=theme.QUICK)
        self.wait(1.5)
