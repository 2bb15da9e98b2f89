"""Chapter: when a unit dies, and why it never returns."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

import numpy as np
from manim import Create, FadeIn, FadeOut, SurroundingRectangle, ValueTracker, VGroup, linear, smooth

from scenes.kit import theme
from scenes.kit.drawing.easing import strides
from scenes.kit.planes.forward import Forward
from scenes.kit.planes.judged_plane import JudgedPlane
from scenes.kit.stage.stage import LectureScene
from scenes.kit.words.language import counted
from scenes.props.cheat_sheet.carried_card import CarriedCard
from scenes.props.dead_unit.unit_gauges import UnitGauges
from scenes.props.dead_unit.unit_words import (
    best_said,
    deaths_said,
    leap_said,
    refuse_layers_before,
    refuse_what_never_switches_off,
    rest_said,
    steps_said,
)
from scenes.props.seeds.stuck_cell import LARGE, PRESSING, enlarged, stuck_cell
from training.run.gradients import death_of

FATAL_UPDATES = 7
"""Updates before a death that are shown one by one."""


class DeadNeuron(LectureScene):
    """A real run in which one unit is thrown off all points, and with its gradient loses the way back."""

    title = "When a unit dies"
    runs = ("dead_unit", "relu")
    sweeps = ("seed_sweep",)

    def construct(self) -> None:
        """Play the chapter's beats in their order."""
        self.take_up_the_plane()
        self.learn_with_large_steps()
        self.watch_one_unit()
        if self.death is None:
            self.see_it_live()
        else:
            self.slow_the_fatal_updates_down(self.death.update)
            self.find_no_gradient()
            self.wait_in_vain(self.death.update)
            self.press_the_plane()
        self.compare_with_small_steps()

    def take_up_the_plane(self) -> None:
        """The plane of the stuck start becomes that of another run, untrained."""
        self.next_section("Another run")
        self.run, self.found = self.trajectory("dead_unit"), self.sweep("seed_sweep")
        refuse_layers_before(self.run)
        refuse_what_never_switches_off(self.run.activation)
        self.death = death_of(self.run)
        self.unit = self.death.unit if self.death else 0
        self.epoch.begin("dead_unit")
        self.plane = JudgedPlane(self.run, LARGE, self.run.at(0.0), watched=(self.unit,))
        self.gauges = UnitGauges(self.plane)
        cell = stuck_cell(self.found)
        before = VGroup() if cell is None else enlarged(cell, self.trajectory(PRESSING))
        self.add(before)
        self.play(FadeIn(self.heading()), run_time=theme.QUICK)
        self.bring_to_back(self.plane)
        self.say("A unit can also press everything.", FadeOut(before))

    def follow(
        self, epoch: float, run_time: float, pace: Callable[[float], float] = linear, smoothly: bool = False
    ) -> None:
        """Play up to an epoch, through every update or on the smooth path through whole epochs."""

        def draw() -> None:
            now = self.epoch.get_value()
            self.plane.show(self.run.glide(now) if smoothly else self.run.at(now))
            self.gauges.show(now)

        self.plane.add_updater(lambda _: draw())
        self.play(self.epoch.animate.set_value(epoch), run_time=run_time, rate_func=pace)
        self.plane.clear_updaters()
        draw()

    def learn_with_large_steps(self) -> None:
        """The run up to its best epoch."""
        self.next_section("Very large steps")
        end = self.death.update / self.run.updates_per_epoch if self.death else self.run.epochs
        best = int(np.argmax(self.run.accuracy[: int(end) + 1]))
        with self.voiceover(steps_said(self.run, best)) as said:
            self.play(FadeIn(self.gauges.whole), run_time=theme.QUICK)
            said.until(said.moments[0].text)
            self.follow(best, theme.REVEAL, smooth, smoothly=True)
        self.say(best_said(self.run, best))

    def watch_one_unit(self) -> None:
        """Its off side turns dark, its gauges come."""
        self.next_section("One unit")
        text = f"[Watch unit {counted(self.unit + 1)}]. It is on only in [the bright part]."
        self.say(text, FadeIn(self.gauges.own), self.plane.lit(), run_time=theme.QUICK)

    def slow_the_fatal_updates_down(self, fatal: int) -> None:
        """The last updates before the death, one by one."""
        self.next_section("The fatal updates")
        count, every = min(FATAL_UPDATES, fatal), self.run.updates_per_epoch
        if count == 0:
            with self.voiceover("From the start, its bright part holds no point."):
                self.follow(0.0, theme.BEAT)
            return
        first, last = fatal - count, fatal - 1
        if count > 2:
            with self.voiceover("Now go on, [one update at a time].") as said:
                self.follow(first / every, said.begin("[one update at a time]") - self.time)
                self.follow((first + 1) / every, theme.BEAT, smooth)
            leap, pace = leap_said(self.run, self.unit, first, fatal), strides(count - 2)
            with self.voiceover(" ".join(leap)) if leap else nullcontext() as told:
                seconds = (count - 2) * theme.BEAT
                self.follow(last / every, told.at_least(seconds) if told else seconds, pace)
        else:
            self.follow(last / every, theme.BEAT)
        self.say("Where will its hinge land?")
        with self.voiceover("The last update [throws it off] every point.") as said:
            said.until("[throws it off]")
            self.follow(fatal / every, theme.BEAT, smooth)

    def find_no_gradient(self) -> None:
        """Off everywhere means nothing to learn from."""
        self.next_section("No gradient")
        self.ring = SurroundingRectangle(self.gauges.row, color=theme.EMPHASIS, buff=0.16)
        self.say("Off everywhere, its slope is zero, and so is [its gradient].", Create(self.ring))
        self.say("It cannot move back, so we call it dead.")

    def wait_in_vain(self, fatal: int) -> None:
        """The rest of the run."""
        self.next_section("No way back")
        self.play(self.gauges.whole.animate.set_opacity(theme.DIMMED), run_time=theme.QUICK)
        self.follow(float(np.ceil(fatal / self.run.updates_per_epoch)), theme.QUICK)
        self.follow(self.run.epochs, theme.REVEAL, smoothly=True)
        if said := rest_said(self.run, self.unit, fatal):
            self.say(said)

    def press_the_plane(self) -> None:
        """The plane is carried through the layer, and ends as one line."""
        self.next_section("One line")
        self.card = CarriedCard(self.run)
        place = self.card.card.view
        whole, forward = Forward(self.run, LARGE), Forward(self.run, place)
        self.bring_to_back(whole)
        self.play(FadeOut(self.plane), FadeOut(self.gauges), FadeOut(self.ring), run_time=theme.BEAT)
        centre = np.array([*place.centre, 0.0])
        self.play(whole.animate.scale(place.width / LARGE.width).move_to(centre), run_time=theme.BEAT)
        self.remove(whole)
        self.add(forward)
        self.forward = forward
        way = ValueTracker(0.0)
        forward.add_updater(lambda mobject: mobject.show(way.get_value()))
        self.say("Send the plane [through this layer].", way.animate(run_time=theme.MOVE).set_value(1.0))
        name = counted(self.unit + 1)
        pressing = way.animate(run_time=theme.MOVE).set_value(2.0)
        self.say(f"Unit {name} [presses every point] onto one line.", pressing)
        forward.clear_updaters()
        self.bring_to_back(self.card)
        lines = VGroup(*self.card.card.plane.curves.values())
        self.line = SurroundingRectangle(lines, color=theme.EMPHASIS, buff=0.12)
        self.say("The plane has lost [a dimension].", (FadeOut(forward), Create(self.line)))

    def see_it_live(self) -> None:
        """The honest course of the chapter when this run loses no unit."""
        self.next_section("It lives")
        self.say("It dies when that part holds no point.")
        with self.voiceover("In this run, both units live to the end.") as said:
            self.follow(self.run.epochs, said.at_least(1.4 * theme.REVEAL), smoothly=True)
        ring = SurroundingRectangle(self.gauges.row, color=theme.EMPHASIS, buff=0.16)
        self.say("Where a unit is on, [a gradient can reach it].", Create(ring))

    def compare_with_small_steps(self) -> None:
        """How often this happens in the film's own setting."""
        self.next_section("How common is it?")
        self.say(deaths_said(self.found, self.run.recipe.activation))
        if self.death is not None:
            self.hand_over(self.card)
