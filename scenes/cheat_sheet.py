"""After the films: other seeds, a unit that dies, and how to read a feature space."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    SurroundingRectangle,
    ValueTracker,
    VGroup,
    linear,
    smooth,
    squish_rate_func,
    there_and_back,
)

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines, rings_of
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import square_viewport
from scenes.kit.planes.riddle import ORDER, VIEWS, Riddle, on_baseline
from scenes.kit.stage.playback import strides
from scenes.kit.stage.stage import LectureScene
from scenes.kit.words.result_words import counted
from scenes.props.cheat_sheet.readings import a_line, bent_apart, no_bend, pressed, riddle_said, seen_corners
from scenes.props.cheat_sheet.space_card import SpaceCard, card_slots
from scenes.props.dead_unit.unit_gauges import UnitGauges
from scenes.props.dead_unit.unit_panes import UnitPanes
from scenes.props.dead_unit.unit_words import (
    best_said,
    end_said,
    leap_said,
    refuse_what_never_switches_off,
    rest_said,
    step_ratio,
    steps_said,
)
from scenes.props.seeds.seed_stage import SeedStage
from scenes.props.seeds.seed_words import deaths_said, first_said, seed_said, solved_said, typical_said
from training.recipe.runs import named_recipe
from training.run.gradients import death_of

CARD, CARD_LEVEL = 3.2, 0.0
PICTURE, UPPER, LOWER = 2.5, 1.15, -1.65
COLUMNS = dict(zip(ORDER, (-2.5, 1.1, 4.7), strict=True))
"""Stage x of the three pictures above their feature spaces."""
FATAL_UPDATES = 7
"""Updates before a death that are shown one by one."""


class SeedSensitivity(LectureScene):
    """The same network from many initial seeds: small multiples, and when each of them is done."""

    title = "Was the seed lucky?"
    sweeps = ("seed_sweep",)

    def construct(self) -> None:
        """Tell the chapter."""
        self.lay_out_the_sweep()
        self.show_the_starts()
        self.train_them_all()
        self.count_the_solved()
        self.compare_typical_starts()
        self.mark_our_own_seed()

    def lay_out_the_sweep(self) -> None:
        """Take the sweep from the cache."""
        self.found = self.sweep("seed_sweep")
        self.starts = SeedStage(self.found, self.heading())
        self.add(self.starts.heading)

    def show_the_starts(self) -> None:
        """Every start with its untrained border."""
        self.next_section("Many starts")
        starts, total = self.starts, len(self.found.plan.seeds)
        with self.voiceover(f"Was our start lucky? Here are {total} starts."):
            self.play(FadeIn(starts.labels), FadeIn(starts.blocks), FadeIn(starts.clock), run_time=theme.BEAT)
        with self.voiceover("Red is wrong. A cell lights up once it is right for good."):
            self.play(FadeIn(starts.tallies), run_time=theme.BEAT)
            self.wait(2 * theme.BEAT)
            self.play(FadeIn(starts.strip), run_time=theme.BEAT)

    def train_them_all(self) -> None:
        """One clock for all members."""
        self.next_section("Train them all")
        starts, last = self.starts, self.found.plan.base.epochs
        runs = len(self.found.plan.seeds) * len(self.found.plan.activations)
        starts.blocks.add_updater(lambda _: starts.show(self.epoch.get_value()))
        with self.voiceover(f"Now run all {runs} trainings on one clock. Each dot is one that is done."):
            self.play(self.epoch.animate.set_value(last), run_time=2.2 * theme.REVEAL, rate_func=linear)
        starts.blocks.clear_updaters()
        starts.show(last)

    def count_the_solved(self) -> None:
        """Who gets there at all."""
        self.next_section("Who gets there")
        with self.voiceover(solved_said(self.found)):
            self.play(FadeOut(self.starts.strip.cursor), run_time=theme.QUICK)
            counts = [Indicate(tally, 1.0, theme.EMPHASIS) for tally in self.starts.tallies]
            self.play(LaggedStart(*counts, lag_ratio=0.5), run_time=theme.MOVE)

    def compare_typical_starts(self) -> None:
        """The middle start, and the race start for start."""
        self.next_section("The typical start")
        with self.voiceover(typical_said(self.found)):
            self.play(Create(self.starts.strip.median_marks()), run_time=theme.BEAT)
        with self.voiceover(first_said(self.found)):
            self.play(*map(FadeIn, self.starts.fronts()), run_time=theme.BEAT)

    def mark_our_own_seed(self) -> None:
        """The film's seed among the others."""
        self.next_section("The film's own seed")
        seed = named_recipe(self.found.plan.activations[0]).seed
        if seed in self.found.plan.seeds:
            marks = self.starts.marks_of(seed)
            with self.voiceover(seed_said(self.found, seed)):
                drawn = Create(marks["rings"]), Create(marks["frames"]), FadeIn(marks["name"])
                self.play(*drawn, run_time=theme.BEAT)
        with self.voiceover("One seed is a story. Many are a measurement."):
            self.wait(theme.BEAT)


class DeadNeuron(LectureScene):
    """A real run in which one unit is thrown off all points, and with its gradient loses the way back."""

    title = "When a unit dies"
    runs = ("dead_unit",)
    sweeps = ("seed_sweep",)

    def construct(self) -> None:
        """Tell the chapter."""
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
        refuse_what_never_switches_off(self.run.activation)
        self.death = death_of(self.run)
        self.unit = self.death.unit if self.death else 0
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
        with self.voiceover(steps_said(self.run)):
            self.play(FadeIn(self.panes), FadeIn(self.gauges), run_time=theme.BEAT)
            self.follow(best, theme.MOVE, smoothly=True)
        with self.voiceover(best_said(self.run, best)):
            self.wait(theme.BEAT)

    def watch_one_unit(self) -> None:
        """What the yellow line means."""
        self.next_section("One unit's line")
        name = counted(self.unit + 1)
        with self.voiceover(f"Watch unit {name}. It is on only in the yellow part."):
            swell = self.panes.on.animate(rate_func=there_and_back).set_fill(opacity=0.5)
            self.play(swell, run_time=theme.MOVE)

    def slow_the_fatal_updates_down(self) -> None:
        """The last updates before the death, one by one."""
        self.next_section("The fatal updates")
        count = min(FATAL_UPDATES, self.fatal)
        if count == 0:
            with self.voiceover("From the start, the yellow part holds no point."):
                self.follow(0.0, theme.BEAT, smoothly=False)
            return
        start = (self.fatal - count) / self.run.updates_per_epoch
        leap = leap_said(self.run, self.unit, self.fatal - count, self.fatal)
        with self.voiceover(f"Now {counted(count, 'single update')}, in slow motion. {leap}".strip()):
            self.follow(start, theme.BEAT, smoothly=False)
            self.follow(self.died, count * theme.BEAT, smoothly=False, pace=strides(count))
        with self.voiceover("The last one leaves the yellow part empty."):
            self.wait(theme.BEAT)

    def find_no_gradient(self) -> None:
        """Off everywhere means nothing to learn from."""
        self.next_section("No gradient")
        name = counted(self.unit + 1)
        ring = SurroundingRectangle(self.gauges.rows[self.unit], color=theme.EMPHASIS, buff=0.14)
        with self.voiceover(f"Unit {name} is off for every point: its gradient is zero."):
            self.play(Create(ring), run_time=theme.BEAT)
        curves = VGroup(*self.panes.plane.curves.values())
        self.line = SurroundingRectangle(curves, color=theme.EMPHASIS, buff=0.1)
        with self.voiceover("In feature space, both curves lie on one line."):
            self.play(Create(self.line), run_time=theme.BEAT)

    def wait_in_vain(self) -> None:
        """The rest of the run."""
        self.next_section("No way back")
        whole = int(np.ceil(self.died))
        with self.voiceover(rest_said(self.run.epochs - int(self.died))):
            self.play(FadeOut(self.line), run_time=theme.QUICK)
            self.follow(whole, theme.BEAT, smoothly=False, closer=True)
            self.follow(self.run.epochs, theme.REVEAL - theme.QUICK, smoothly=True)
        with self.voiceover(end_said(self.run)):
            self.wait(theme.BEAT)

    def see_both_live(self) -> None:
        """The honest course of the chapter when this run loses no unit."""
        self.next_section("Both live")
        rings = VGroup(
            *(SurroundingRectangle(row, color=theme.EMPHASIS, buff=0.14) for row in self.gauges.rows)
        )
        with self.voiceover("It would die if no point were left there."):
            self.wait(theme.BEAT)
        with self.voiceover("In this run, both units live to the end."):
            self.follow(self.run.epochs, 1.4 * theme.REVEAL, smoothly=True)
        with self.voiceover("Each is on for some points, so a gradient can reach it."):
            self.play(Create(rings), run_time=theme.BEAT)
        with self.voiceover(end_said(self.run)):
            self.wait(theme.BEAT)

    def compare_with_small_steps(self) -> None:
        """How often this happens in the film's own setting."""
        self.next_section("How common is it?")
        sweep = self.sweep("seed_sweep")
        with self.voiceover(deaths_said(sweep, self.run.recipe.activation)):
            self.wait(theme.BEAT)


class CheatSheet(LectureScene):
    """What each shape of feature space means; then the three pictures of the beginning, understood."""

    title = "Reading a feature space"
    runs = ("linear", "dead_unit", "sigmoid", "tanh", "relu")

    def construct(self) -> None:
        """Tell the chapter."""
        self.add(self.heading())
        self.read_the_shapes()
        self.return_to_the_three_pictures()
        self.look_behind_them()

    def read_the_shapes(self) -> None:
        """Real feature spaces in a row, one beat each."""
        linear, dead, sigmoid, tanh, relu = (self.trajectory(name) for name in self.runs)
        edges = pressed(sigmoid, tanh)
        others = [run for run in (relu, tanh, sigmoid) if edges is None or run is not edges.run]
        readings = [no_bend(linear), a_line(dead), edges, bent_apart(*others)]
        shown = [reading for reading in readings if reading is not None]
        self.slots = card_slots(len(shown), CARD, CARD_LEVEL)
        self.add(self.slots)
        self.cards = VGroup()
        for reading, slot in zip(shown, self.slots, strict=True):
            self.next_section(reading.shape.capitalize())
            card = SpaceCard(reading.run, tuple(slot.get_center()[:2]), CARD, reading.epoch)
            titles = card.titled(reading.shape, reading.meaning)
            self.cards.add(card, titles)
            with self.voiceover(reading.said):
                self.play(FadeIn(card), FadeIn(titles, shift=0.2 * UP), run_time=theme.BEAT)

    def return_to_the_three_pictures(self) -> None:
        """The riddle of the beginning where it stood, then its answer."""
        self.next_section("The three pictures again")
        self.riddle, relu = Riddle(self.trajectory), self.trajectory("relu")
        found = rings_of(VIEWS["relu"].to_stage(seen_corners(relu)), 0.2, sides=40)
        self.rings = Polylines(theme.EMPHASIS, 4.0).set_lines(found)
        self.remove(self.slots)
        with self.voiceover("Back to the three pictures. Now you can tell them apart."):
            self.play(FadeOut(self.cards), run_time=theme.QUICK)
            self.play(FadeIn(self.riddle), FadeIn(*self.riddle.letters.values()), run_time=theme.BEAT)
        with self.voiceover(riddle_said(relu)):
            self.play(FadeOut(*self.riddle.letters.values(), shift=0.2 * UP), run_time=theme.QUICK)
            self.play(FadeIn(*self.riddle.names.values(), shift=0.2 * UP), run_time=theme.BEAT)
            self.play(Create(self.rings), run_time=theme.BEAT)

    def look_behind_them(self) -> None:
        """The feature space of each picture: every border is straight there."""
        self.next_section("The world, not the line")
        riddle, share = self.riddle, ValueTracker(0.0)
        goals = {name: square_viewport((x, UPPER), PICTURE, -1.0, 1.0) for name, x in COLUMNS.items()}
        spaces = [SpaceCard(riddle.runs[name], (x, LOWER), PICTURE) for name, x in COLUMNS.items()]
        edge = COLUMNS[ORDER[0]] - PICTURE / 2 - 0.3
        rows = zip(("inputs", "feature space"), (UPPER, LOWER), strict=True)
        labels = [
            words(text, theme.BODY_SIZE - 4, theme.MUTED).move_to([edge, y, 0], aligned_edge=RIGHT)
            for text, y in rows
        ]
        riddle.add_updater(lambda _: riddle.show(goals, share.get_value()))
        with self.voiceover("And behind each border stands one straight cut."):
            self.play(FadeOut(self.rings), run_time=theme.QUICK)
            self.play(
                share.animate.set_value(1.0),
                *(
                    text.animate.move_to(on_baseline(text.copy(), goals[name]))
                    for name, text in riddle.names.items()
                ),
                run_time=0.7 * theme.MOVE,
            )
            riddle.clear_updaters()
            self.play(
                *map(FadeIn, labels),
                *(FadeIn(space, shift=0.15 * DOWN) for space in spaces),
                run_time=theme.BEAT,
            )
        with self.voiceover("The network never bends the line. It bends the world."):
            pulses = [squish_rate_func(there_and_back, at, at + 0.6) for at in (0.0, 0.2, 0.4)]
            lines = [s.decided.boundary.animate(rate_func=p) for s, p in zip(spaces, pulses, strict=True)]
            lit = [line.set_stroke(theme.EMPHASIS, 2 * theme.BOUNDARY_WIDTH) for line in lines]
            self.play(*lit, run_time=theme.MOVE)
            grids = [space.plane.grid.animate(rate_func=there_and_back) for space in spaces]
            self.play(*(grid.set_stroke(width=3.0, opacity=1.0) for grid in grids), run_time=1.5 * theme.BEAT)
