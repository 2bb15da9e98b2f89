"""Chapter: when a unit dies, and why it never returns."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, Create, FadeIn, FadeOut, SurroundingRectangle, VGroup, linear, smooth, there_and_back

from scenes.kit import theme
from scenes.kit.stage.easing import strides
from scenes.kit.stage.stage import LectureScene
from scenes.kit.words.hues import hue_said
from scenes.kit.words.language import counted
from scenes.props.dead_unit.unit_gauges import UnitGauges
from scenes.props.dead_unit.unit_panes import UnitPanes
from scenes.props.dead_unit.unit_words import (
    best_said,
    deaths_said,
    end_said,
    leap_said,
    refuse_layers_before,
    refuse_what_never_switches_off,
    rest_said,
    step_ratio,
    steps_said,
)
from training.run.gradients import death_of

FATAL_UPDATES = 7
"""Updates before a death that are shown one by one."""


class DeadNeuron(LectureScene):
    """A real run in which one unit is thrown off all points, and with its gradient loses the way back."""

    title = "When a unit dies"
    runs = ("dead_unit",)
    sweeps = ("seed_sweep",)

    def construct(self) -> None:
        """Play the chapter's beats in their order."""
        self.add(self.heading())
        self.read_the_run()
        self.learn_with_large_steps()
        self.watch_one_unit()
        if self.death is None:
            self.see_both_live()
        else:
            self.slow_the_fatal_updates_down()
            self.find_no_gradient()
            self.wait_in_vain()
        self.compare_with_small_steps()

    def read_the_run(self) -> None:
        """Take the run from the cache and lay out the stage."""
        self.run = self.trajectory("dead_unit")
        refuse_layers_before(self.run)
        refuse_what_never_switches_off(self.run.activation)
        self.death = death_of(self.run)
        self.unit = self.death.unit if self.death else 0
        self.hue = hue_said(theme.EMPHASIS)
        self.fatal = self.death.update if self.death else self.run.recipe.updates
        self.died = self.fatal / self.run.updates_per_epoch
        close = np.arange(max(self.fatal - FATAL_UPDATES, 0), self.fatal + 1.0)
        self.panes = UnitPanes(self.run, self.unit, ((-3.8, 0.25), (1.45, 0.25)), 4.1, close)
        self.gauges = UnitGauges(self.run, self.unit).move_to([3.85, 0.25, 0], aligned_edge=LEFT)

    def follow(
        self,
        epoch: float,
        run_time: float,
        smoothly: bool,
        pace: Callable[[float], float] = linear,
        closer: bool = False,
    ) -> None:
        """Play up to an epoch: on the smooth path through whole epochs, or through every single update."""
        begin = self.epoch.get_value()

        def draw() -> None:
            now = self.epoch.get_value()
            if closer and epoch > begin:
                self.panes.look_closer(smooth((now - begin) / (epoch - begin)))
            self.panes.show(self.run.glide(now) if smoothly else self.run.at(now))
            self.gauges.show(float(int(now + 1e-9)) if smoothly else now)

        self.panes.add_updater(lambda _: draw())
        self.play(self.epoch.animate.set_value(epoch), run_time=run_time, rate_func=pace)
        self.panes.clear_updaters()
        draw()

    def learn_with_large_steps(self) -> None:
        """The run up to its best epoch."""
        self.next_section("Very large steps" if step_ratio(self.run) > 2 else "Another run")
        best = int(np.argmax(self.run.accuracy[: int(self.died) + 1]))
        with self.voiceover(steps_said(self.run)) as said:
            self.play(FadeIn(self.panes), FadeIn(self.gauges), run_time=theme.BEAT)
            self.follow(best, said.at_least(theme.MOVE), smoothly=True)
        self.say(best_said(self.run, best))

    def watch_one_unit(self) -> None:
        """What the line in the colour of attention means."""
        self.next_section("One unit's line")
        name = counted(self.unit + 1)
        swell = self.panes.on.animate(rate_func=there_and_back, run_time=theme.MOVE).set_fill(opacity=0.5)
        self.say(f"Watch unit {name}. [It is on only in the {self.hue} part].", swell)

    def slow_the_fatal_updates_down(self) -> None:
        """The last updates before the death, one by one."""
        self.next_section("The fatal updates")
        count = min(FATAL_UPDATES, self.fatal)
        if count == 0:
            with self.voiceover(f"From the start, the {self.hue} part holds no point."):
                self.follow(0.0, theme.BEAT, smoothly=False)
            return
        start = (self.fatal - count) / self.run.updates_per_epoch
        leap = leap_said(self.run, self.unit, self.fatal - count, self.fatal)
        text = f"Now {counted(count, 'single update')}, in slow motion. {leap}".strip()
        with self.voiceover(text) as said:
            self.follow(start, theme.BEAT, smoothly=False)
            seconds = said.at_least(count * theme.BEAT)
            self.follow(self.died, seconds, smoothly=False, pace=strides(count))
        self.say(f"The last one leaves the {self.hue} part empty.")

    def find_no_gradient(self) -> None:
        """Off everywhere means nothing to learn from."""
        self.next_section("No gradient")
        name = counted(self.unit + 1)
        ring = SurroundingRectangle(self.gauges.rows[self.unit], color=theme.EMPHASIS, buff=0.14)
        self.say(f"Unit {name} is off for every point: [its gradient] is zero.", Create(ring))
        curves = VGroup(*self.panes.plane.curves.values())
        self.line = SurroundingRectangle(curves, color=theme.EMPHASIS, buff=0.1)
        whole = "both curves" if self.panes.plane.as_strokes else "all points"
        self.say(f"In feature space, [{whole} lie on one line].", Create(self.line))

    def wait_in_vain(self) -> None:
        """The rest of the run."""
        self.next_section("No way back")
        whole = int(np.ceil(self.died))
        with self.voiceover(rest_said(self.run, self.unit, self.fatal)) as said:
            self.play(FadeOut(self.line), run_time=theme.QUICK)
            self.follow(whole, theme.BEAT, smoothly=False, closer=True)
            self.follow(self.run.epochs, said.at_least(theme.REVEAL - theme.QUICK), smoothly=True)
        self.say(end_said(self.run))

    def see_both_live(self) -> None:
        """The honest course of the chapter when this run loses no unit."""
        self.next_section("Both live")
        rings = VGroup(
            *(SurroundingRectangle(row, color=theme.EMPHASIS, buff=0.14) for row in self.gauges.rows)
        )
        self.say("It would die if no point were left there.")
        with self.voiceover("In this run, both units live to the end.") as said:
            self.follow(self.run.epochs, said.at_least(1.4 * theme.REVEAL), smoothly=True)
        self.say("[Each is on] for some points, so a gradient can reach it.", Create(rings))
        self.say(end_said(self.run))

    def compare_with_small_steps(self) -> None:
        """How often this happens in the film's own setting."""
        self.next_section("How common is it?")
        sweep = self.sweep("seed_sweep")
        self.say(deaths_said(sweep, self.run.recipe.activation))
