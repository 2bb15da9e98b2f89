"""Storyboard: ReLU presses the plane flat along two hinges."""

from __future__ import annotations

from manim import Create, FadeIn, FadeOut, UpdateFromAlphaFunc, VGroup, linear

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polygons, Polylines
from scenes.kit.drawing.text import maths
from scenes.kit.drawing.viewport import Viewport
from scenes.kit.stage.stage import LectureScene
from scenes.props.squash.activation_card import activation_plot
from scenes.props.squash.carried_space import CarriedSpace
from scenes.props.squash.function_plot import pieces_of
from scenes.props.squash.press.point_slide import PointSlide
from scenes.props.squash.press.press_words import PressWords
from scenes.props.squash.press.pressed_plane import PressedPlane
from scenes.props.squash.press.quadrants import side_labels
from scenes.props.squash.squash_panes import hinge_lines
from scenes.props.squash.waiting import animate_return, animate_waiting
from training.network.squashing import slope_facts

ROOM = Viewport((-3.3, 0.6), 5.6, 3.2, (0.0, 1.0), (0.0, 1.0))
"""Where the curve stands, left of the plane: steps of z and of a are equally long there."""


class ReluFold(LectureScene):
    """The rectified linear unit: the plane is pressed flat along two hinge lines."""

    title = "ReLU: press along two hinges"
    runs = ("tanh", "relu")

    def construct(self) -> None:
        """Tell the chapter beat by beat."""
        self.let_the_plane_relax()
        self.draw_the_curve()
        self.mark_the_hinges()
        self.press_the_plane()
        self.press_the_corner()
        self.slide_the_points()
        edges, marks = self.space.axes
        self.hand_over(edges, *marks, self.space.plane)

    def setup(self) -> None:
        """Load both runs and measure what will be said."""
        super().setup()
        self.earlier, self.space = (CarriedSpace(self.trajectory(name)) for name in self.runs)
        relu = self.space.panes.activation
        self.hue = theme.RUN_COLOURS["relu"]
        self.plot = activation_plot(relu, slope_facts(relu), self.hue, ROOM)
        self.halves = [
            Polylines(self.hue, theme.CURVE_WIDTH).set_paths([self.plot.view.to_stage(piece)])
            for piece in pieces_of(relu.f, self.plot.low, self.plot.high, relu.hinges)
        ]
        self.pressed = PressedPlane(self.earlier, self.space, self.hue)
        self.slide = PointSlide(self.space)
        self.said = PressWords(self.pressed.quadrants, self.slide.classes)

    def let_the_plane_relax(self) -> None:
        """Tanh's feature space, carried from the chapter before, becomes the plane before ReLU."""
        self.next_section("Nothing is squashed")
        earlier, pressed = self.earlier, self.pressed
        self.add(earlier)
        self.play(FadeIn(self.heading()), run_time=theme.QUICK)
        pressed.quadrants.set_opacity(0)
        ticks, numbers, names = self.space.axes[1]
        self.names = VGroup(*(maths(f"z_{k + 1}", theme.LABEL_SIZE + 4) for k in (0, 1)))
        for own, name in zip(self.names, names, strict=True):
            own.move_to(name)
        with self.voiceover("ReLU [squashes nothing].") as said:
            said.until("[squashes nothing]")
            self.remove(earlier)
            marks = earlier.axes[1]
            self.add(self.space.axes[0], marks, pressed.follow())
            self.play(
                pressed.relaxed.animate.set_value(1),
                FadeOut(marks),
                FadeIn(ticks, numbers, self.names),
                run_time=theme.MOVE,
            )
            pressed.rest()
        self.stage = VGroup(self.space.axes[0], ticks, numbers, self.names, pressed.plane)

    def draw_the_curve(self) -> None:
        """Either half of the curve when it is named; then the question."""
        self.next_section("The ReLU curve")
        plot, (below, above) = self.plot, self.halves
        framed = FadeIn(plot.frame, plot.zeros, plot.image_name)
        self.play(animate_waiting(self.stage), framed, run_time=theme.BEAT)
        drawn = Create(above, run_time=theme.BEAT), Create(below, run_time=theme.BEAT)
        self.say("[Above zero] it keeps each step, [below zero] it returns zero.", *drawn)
        self.curve = VGroup(plot.frame, plot.zeros, plot.image_name, below, above)
        turned = animate_waiting(self.curve), animate_return(self.stage)
        self.say("What does that [do to a plane]?", turned, run_time=theme.BEAT)

    def mark_the_hinges(self) -> None:
        """Two hinge lines cut the plane into four; what is on is bright, what is off is dark."""
        self.next_section("Two hinges")
        view, pressed = self.space.view, self.pressed
        self.creases = hinge_lines(view, (0.0,))
        self.add(self.creases, pressed.plane)
        self.say(self.said.hinges(), Create(self.creases), run_time=theme.BEAT)
        self.labels = side_labels(view)
        on, off = (VGroup(*(own[k] for own in self.labels)) for k in (0, 1))
        self.add(pressed.quadrants, self.creases, pressed.plane)
        lit = [
            shape.animate.set_fill(opacity=shade)
            for shape, shade in zip(pressed.quadrants, pressed.quadrants.shades, strict=True)
        ]
        self.say(
            "On one side the unit is [on], on the other it is [off].",
            (FadeIn(on), *lit),
            FadeIn(off),
            run_time=theme.QUICK,
        )

    def press_the_plane(self) -> None:
        """The off side of one unit, then that of the other."""
        self.next_section("Pressed flat")
        greyed = self.creases.animate.set_stroke(theme.FRAME)
        self.play(greyed, FadeIn(self.pressed.trace()), run_time=theme.QUICK)
        self.press(0, self.said.first_press())
        self.press(1, self.said.second_press())

    def press(self, unit: int, sentence: str) -> None:
        """Press one coordinate from the marked word on."""
        pressed = self.pressed
        with self.voiceover(sentence) as said:
            said.until(said.moments[0].text)
            pressed.follow()
            moved = pressed.shares[unit].animate.set_value(1)
            self.play(moved, FadeOut(self.labels[unit], run_time=theme.QUICK), run_time=theme.MOVE)
            pressed.rest()

    def press_the_corner(self) -> None:
        """The part where both units are off, where it was and where it goes."""
        self.next_section("A corner becomes one point")
        self.play(
            FadeOut(self.names), FadeIn(self.space.axes[1][2], self.space.panes.a_title), run_time=theme.QUICK
        )
        panes, piece = self.space.panes, self.pressed.quadrants.pieces[3]
        corner = Polygons(theme.EMPHASIS, 0.35)

        def show(shape: Polygons, share: float) -> None:
            shape.set_polygons([panes.unit_view.to_stage(panes.partly(share, share)(piece))])

        with self.voiceover(self.said.corner()) as said:
            *named, point = said.moments
            if len(piece):
                show(corner, 0)
                said.until(named[0].text)
                self.play(FadeIn(corner), run_time=theme.QUICK)
                said.until(point.text)
                self.play(UpdateFromAlphaFunc(corner, show), Create(self.slide.ring), run_time=theme.BEAT)
                self.remove(corner)

    def slide_the_points(self) -> None:
        """How many points end in that one, and what that means."""
        self.next_section("What slides into it")
        slide = self.slide
        self.play(FadeOut(self.creases), run_time=theme.QUICK)
        with self.voiceover(self.said.pile()) as said:
            if len(slide.classes):
                self.play(FadeIn(slide.dots, slide.counter, slide.label), run_time=0.2)
                self.add(slide)
                counted = UpdateFromAlphaFunc(slide, lambda moved, time: moved.show(time))
                self.play(counted, rate_func=linear, run_time=4.0)
        if not len(slide.classes):
            return
        flat = self.halves[0].copy().set_stroke(theme.EMPHASIS, opacity=1)
        with self.voiceover(self.said.silence()) as said:
            said.until(said.moments[0].text)
            self.play(Create(flat), run_time=theme.BEAT)
        self.wait(theme.BEAT)
