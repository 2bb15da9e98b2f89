"""Chapter: the boundary is straight in feature space, and only there."""

from __future__ import annotations

from collections.abc import Callable

from manim import Dot, FadeIn, FadeOut, UpdateFromAlphaFunc, ValueTracker, VGroup, linear
from manim.utils.rate_functions import ease_in_out_sine

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import baseline_of, set_on_baseline, told
from scenes.kit.drawing.shapes import Polylines
from scenes.kit.drawing.text import maths
from scenes.kit.planes.forward import Forward
from scenes.kit.planes.forward_map import breathing
from scenes.kit.stage.stage import LectureScene
from scenes.props.boundary.boundary_words import BoundaryWords
from scenes.props.boundary.linked_panes import LinkedPanes
from scenes.props.boundary.pane_layout import FULL, FULL_WEIGHT
from scenes.props.squash.carried_space import CarriedSpace

FORWARD = 8.0
"""Seconds of the way forward, a breath in its middle."""
BACK = 4.5
"""Seconds of the way back."""
STEP = 1.5
"""How far the point steps off the boundary at most, in units of z."""
FIRST, LAST = 0.04, 0.96
"""Shares of the boundary's length in a between which the point travels: at the walls z runs away."""


class LinearBoundary(LectureScene):
    """Why the boundary is straight in feature space and a curve among the inputs."""

    title = "Who bent the boundary?"
    runs = ("relu", "sigmoid")

    def construct(self) -> None:
        """Tell the chapter beat by beat."""
        run = self.trajectory("sigmoid")
        self.panes = LinkedPanes(run, run.epochs)
        self.said = BoundaryWords(self.panes)
        self.bend_the_plane()
        self.say_who_bent_it()
        self.run_it_backwards()
        self.link_three_panes()
        self.follow_one_point()
        if self.panes.crosses:
            self.step_off_the_boundary()
        self.see_what_the_output_sees()

    def bend_the_plane(self) -> None:
        """The image of the film: the decided square is moved, then squashed, without a word."""
        self.next_section("Forward")
        carried = CarriedSpace(self.trajectory("relu"))
        self.add(carried)
        self.play(FadeOut(carried), run_time=theme.QUICK / 2)
        self.plane = Forward(self.panes.run, FULL).stand(FULL, FULL_WEIGHT)
        self.play(FadeIn(self.plane), run_time=theme.QUICK)
        self.wait(theme.QUICK)
        self.carry(breathing(), FORWARD)

    def carry(self, way: Callable[[float], float], seconds: float) -> None:
        """Show the plane at the way for each share of the time."""
        self.play(
            UpdateFromAlphaFunc(
                self.plane, lambda plane, share: plane.show(way(share)), run_time=seconds, rate_func=linear
            )
        )

    def say_who_bent_it(self) -> None:
        """Stillness, the thesis, stillness."""
        self.next_section("After the squash")
        self.wait(theme.PAUSE_QUESTION)
        self.say(self.said.thesis(), reveal=True)

    def run_it_backwards(self) -> None:
        """One sweep back to the inputs."""
        self.next_section("Backwards")
        back = breathing(move=0.56)
        with self.voiceover(self.said.back()) as said:
            said.until("[Run it backwards]")
            self.carry(lambda share: 2 - back(share), BACK)

    def link_three_panes(self) -> None:
        """The plane at rest three times, side by side."""
        self.next_section("Three panes")
        panes = self.panes
        start, goal = FULL, panes.sheets["x"].map.place

        def step_back(plane: Forward, share: float) -> None:
            plane.stand(start.towards(goal, share), FULL_WEIGHT + share * (1 - FULL_WEIGHT))

        self.play(UpdateFromAlphaFunc(self.plane, step_back, run_time=theme.MOVE / 2))
        self.remove(self.plane)
        self.add(panes.sheets["x"])
        first, *others = ((panes.frames[letter], panes.names[letter]) for letter in "xza")
        shown = [FadeIn(*first), *(FadeIn(panes.sheets[k], *o) for k, o in zip("za", others, strict=True))]
        self.play(FadeIn(self.heading()), run_time=theme.QUICK)
        self.say(self.said.three_panes(), *shown, run_time=theme.QUICK)

    def follow_one_point(self) -> None:
        """One point, on the boundary if there is one, in three places at once with its probability."""
        self.next_section("One point in three places")
        self.along, self.off = ValueTracker(FIRST), ValueTracker(0.0)
        dot = Dot(radius=0.13, color=theme.EMPHASIS, stroke_color=theme.HALO, stroke_width=3)
        self.dots = VGroup(*(dot.copy() for _ in "xza"))
        self.p = told(Counter(0.5, 3, size=theme.TITLE_SIZE), "p", self.panes)
        word = maths("p =", theme.TITLE_SIZE)
        set_on_baseline(self.p, baseline_of(word), word.get_right()[0] + 0.2)
        self.chance = VGroup(word, self.p).move_to((self.panes.views["z"].centre[0], -2.65, 0))
        self.follow()
        self.dots.add_updater(lambda _: self.follow())
        waiting = [part for sheet in self.panes.sheets.values() for part in classes_and_grid(sheet)]
        with self.voiceover(self.said.follow()) as said:
            said.until("[one point]")
            dimmed = [part.animate.fade(1 - theme.DIMMED) for part in waiting]
            self.play(FadeIn(self.dots, self.chance), *dimmed, run_time=theme.QUICK)
        self.travel_to(LAST, theme.REVEAL)
        with self.voiceover(self.said.travelled()) as said:
            self.travel_to(0.5, said.at_least(theme.MOVE))
        self.wait(theme.BEAT)

    def travel_to(self, along: float, seconds: float) -> None:
        """Move the point along the boundary, evenly by its length in a."""
        self.play(self.along.animate(run_time=seconds, rate_func=ease_in_out_sine).set_value(along))

    def follow(self) -> None:
        """Show the followed point in every pane, and its p."""
        panes = self.panes
        panes.point = panes.spot(self.along.get_value(), self.off.get_value())
        for dot, place in zip(self.dots, panes.stage_points(panes.point).values(), strict=True):
            dot.move_to(place)
        self.p.set_value(panes.probability_of(panes.point))

    def step_off_the_boundary(self) -> None:
        """Off the boundary p moves at once, to either side."""
        self.next_section("Off the boundary")
        panes = self.panes
        steps = [side * panes.room(0.5, side, STEP) for side in (-1, 1)]
        lowest, highest = (panes.probability_of(panes.spot(0.5, step)) for step in steps)
        self.say("Step off to either side. What will p do?")
        parts = self.said.stepped(lowest, highest)
        with self.voiceover(" ".join(parts)) as said:
            for part, step in zip(parts, steps, strict=True):
                said.until(part[: part.index("]") + 1])
                self.play(self.off.animate.set_value(step), run_time=theme.BEAT)
        self.play(self.off.animate.set_value(0.0), run_time=theme.BEAT)

    def see_what_the_output_sees(self) -> None:
        """Of the three panes only the last stays bright."""
        self.next_section("What the output unit sees")
        self.dots.clear_updaters()
        panes = self.panes
        gone = [part for letter in "xz" for part in (*panes.frames[letter][1:], panes.names[letter])]
        waiting = [part for k in "xz" for part in (panes.frames[k][0], *panes.sheets[k].submobjects)]
        dimmed = [part.animate.fade(1 - theme.DIMMED) for part in waiting]
        curves, grid = classes_and_grid(panes.sheets["a"])
        lit = [curves.animate.set_stroke(opacity=1.0), grid.animate.set_stroke(opacity=theme.GRID_OPACITY)]
        with self.voiceover(self.said.last()) as said:
            said.until("[The output unit]")
            self.play(FadeOut(self.dots, self.chance, *gone), *dimmed, *lit, run_time=theme.BEAT)
        self.wait(theme.BEAT)


def classes_and_grid(sheet: Forward) -> tuple[VGroup, Polylines]:
    """Return what of a pane waits while the boundary is looked at."""
    return VGroup(*sheet.plane.curves.values()), sheet.plane.grid
