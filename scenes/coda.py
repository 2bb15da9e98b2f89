"""After the films: other seeds, a unit that dies, and how to read a feature space."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    UP,
    UR,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    SurroundingRectangle,
    ValueTracker,
    VGroup,
    linear,
)

from scenes.kit import theme
from scenes.kit.counter import Counter
from scenes.kit.readings import a_line, bent_apart, no_bend, pressed, riddle_said
from scenes.kit.readout import readout
from scenes.kit.result_words import counted
from scenes.kit.riddle import ORDER, Riddle, on_baseline
from scenes.kit.seed_block import SeedBlock, tally_beside
from scenes.kit.seed_words import deaths_said, first_said, names_of, seed_said, solved_said, typical_said
from scenes.kit.shapes import Polylines
from scenes.kit.solve_strip import SolveStrip
from scenes.kit.space_card import SpaceCard
from scenes.kit.stage import LectureScene
from scenes.kit.text import words
from scenes.kit.unit_gauges import UnitGauges
from scenes.kit.unit_panes import UnitPanes
from scenes.kit.unit_words import (
    best_said,
    end_said,
    refuse_what_never_switches_off,
    rest_said,
    step_ratio,
    steps_said,
)
from scenes.kit.viewport import Viewport, square_viewport
from training.gradients import death_of
from training.runs import named_recipe

BLOCK_TOP, BLOCK_HEIGHT, BLOCK_WIDTH = 2.62, 2.45, 4.2
ROWS_IN_BLOCK = 5
CARD, CARD_LEVEL = 3.2, 0.0
PICTURE, UPPER, LOWER = 2.5, 1.15, -1.65
COLUMNS = dict(zip(ORDER, (-2.1, 1.7, 5.5), strict=True))
"""Stage x of the three pictures above their feature spaces."""
FATAL_UPDATES = 7
"""Updates before a death that are shown one by one."""


class SeedSensitivity(LectureScene):
    """The same network from many initial seeds: small multiples, and when each of them is done."""

    title = "Was the seed lucky?"
    sweeps = ("seed_sweep",)

    def construct(self) -> None:
        """Tell the chapter."""
        self.add(self.heading())
        self.read_the_sweep()
        self.show_the_starts()
        self.train_them_all()
        self.count_the_solved()
        self.compare_typical_starts()
        self.mark_our_own_seed()

    def read_the_sweep(self) -> None:
        """Take the sweep from the cache and lay out the stage."""
        sweep = self.found = self.sweep("seed_sweep")
        names, total = sweep.plan.activations, len(sweep.plan.seeds)
        columns = -(-total // ROWS_IN_BLOCK)
        pitch = (theme.RIGHT_EDGE - theme.LEFT_EDGE - BLOCK_WIDTH) / max(len(names) - 1, 1)
        self.blocks, self.labels, self.tallies = VGroup(), VGroup(), VGroup()
        for k, (name, spoken) in enumerate(zip(names, names_of(sweep), strict=True)):
            x = theme.LEFT_EDGE + BLOCK_WIDTH / 2 + k * pitch
            centre = (x, BLOCK_TOP - BLOCK_HEIGHT / 2)
            self.blocks.add(SeedBlock(sweep, name, centre, BLOCK_WIDTH, BLOCK_HEIGHT, columns))
            label = words(spoken, theme.BODY_SIZE - 4, theme.RUN_COLOURS.get(name, theme.INK))
            self.labels.add(label)
            self.tallies.add(tally_beside(label, total, (x, BLOCK_TOP + 0.2), BLOCK_WIDTH - 0.1))
        view = Viewport((-0.3, -1.34), 9.6, 2.4, (0, sweep.plan.base.epochs), (0, 1))
        self.strip = SolveStrip(sweep, view, 5.45)
        counter = Counter(0, 0, digits=len(str(sweep.plan.base.epochs)), size=theme.BODY_SIZE)
        self.clock = readout("epoch", counter, theme.BODY_SIZE, theme.INK)
        self.clock.move_to([theme.RIGHT_EDGE, theme.TOP_EDGE, 0], aligned_edge=UR)

    def show_epoch(self, epoch: float) -> None:
        """Bring cells, tallies, strip and clock to one epoch."""
        for block, tally in zip(self.blocks, self.tallies, strict=True):
            block.show(epoch)
            tally[0].set_value(int(block.solved_by(epoch).sum()))
        self.strip.show(epoch)
        self.clock[1].set_value(int(epoch + 1e-9))

    def show_the_starts(self) -> None:
        """Every start with its untrained border."""
        self.next_section("Many starts")
        total = len(self.found.plan.seeds)
        with self.voiceover(f"Was our start lucky? Here are {total} starts."):
            self.play(FadeIn(self.labels), FadeIn(self.blocks), FadeIn(self.clock), run_time=theme.BEAT)
        with self.voiceover("Red is wrong. A cell lights up once it is right for good."):
            self.play(FadeIn(self.tallies), FadeIn(self.strip), run_time=theme.BEAT)

    def train_them_all(self) -> None:
        """One clock for all members."""
        self.next_section("Train them all")
        last = self.found.plan.base.epochs
        runs = len(self.found.plan.seeds) * len(self.found.plan.activations)
        self.blocks.add_updater(lambda _: self.show_epoch(self.epoch.get_value()))
        with self.voiceover(f"Now run all {runs} trainings on one clock. Each dot is one that is done."):
            self.play(self.epoch.animate.set_value(last), run_time=2.2 * theme.REVEAL, rate_func=linear)
        self.blocks.clear_updaters()
        self.show_epoch(last)

    def count_the_solved(self) -> None:
        """Who gets there at all."""
        self.next_section("Who gets there")
        with self.voiceover(solved_said(self.found)):
            self.play(FadeOut(self.strip.cursor), run_time=theme.QUICK)

    def compare_typical_starts(self) -> None:
        """The middle start, and the race start for start."""
        self.next_section("The typical start")
        medians = self.strip.median_marks()
        with self.voiceover(typical_said(self.found)):
            self.play(Create(medians), run_time=theme.BEAT)
        with self.voiceover(first_said(self.found)):
            self.wait(theme.BEAT)

    def mark_our_own_seed(self) -> None:
        """The film's seed among the others."""
        self.next_section("The film's own seed")
        seed = named_recipe(self.found.plan.activations[0]).seed
        if seed in self.found.plan.seeds:
            rings = Polylines(theme.EMPHASIS, 3.0).set_lines(self.strip.marks_of(seed))
            frames = Polylines(theme.EMPHASIS, 3.5)
            frames.set_lines(np.stack([block.outline(seed) for block in self.blocks]))
            label = words(f"seed {seed}", theme.BODY_SIZE, theme.EMPHASIS).move_to(self.clock).set_x(0)
            with self.voiceover(seed_said(self.found, seed)):
                self.play(Create(rings), Create(frames), FadeIn(label), run_time=theme.BEAT)
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
        self.panes = UnitPanes(self.run, self.unit, ((-3.75, 0.25), (1.4, 0.25)), 4.2, close)
        self.gauges = UnitGauges(self.run, self.unit)
        self.gauges.move_to([3.85, 0.25, 0], aligned_edge=LEFT)

    def follow(self, epoch: float, run_time: float, smoothly: bool) -> None:
        """Play up to an epoch: on the smooth path through whole epochs, or through every single update."""

        def draw() -> None:
            now = self.epoch.get_value()
            self.panes.show(self.run.glide(now) if smoothly else self.run.at(now))
            self.gauges.show(float(int(now + 1e-9)) if smoothly else now)

        self.panes.add_updater(lambda _: draw())
        self.play(self.epoch.animate.set_value(epoch), run_time=run_time, rate_func=linear)
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
            self.play(Indicate(self.panes.on, color=theme.EMPHASIS, scale_factor=1.0), run_time=theme.MOVE)

    def slow_the_fatal_updates_down(self) -> None:
        """The last updates before the death, one by one."""
        self.next_section("The fatal updates")
        count = min(FATAL_UPDATES, self.fatal)
        if count == 0:
            with self.voiceover("From the start, the yellow part holds no point."):
                self.follow(0.0, theme.BEAT, smoothly=False)
            return
        start = (self.fatal - count) / self.run.updates_per_epoch
        with self.voiceover(f"Now {counted(count, 'single update')}, in slow motion."):
            self.follow(start, theme.BEAT, smoothly=False)
            self.follow(self.died, count * theme.BEAT, smoothly=False)
        with self.voiceover("The last one leaves the yellow part empty."):
            self.wait(theme.BEAT)

    def find_no_gradient(self) -> None:
        """Off everywhere means nothing to learn from."""
        self.next_section("No gradient")
        name = counted(self.unit + 1)
        ring = SurroundingRectangle(self.gauges.rows[self.unit], color=theme.EMPHASIS, buff=0.14)
        with self.voiceover(f"Unit {name} is off for every point: its gradient is zero."):
            self.play(Create(ring), run_time=theme.BEAT)
        with self.voiceover("In feature space, both curves lie on one line."):
            self.wait(theme.BEAT)

    def wait_in_vain(self) -> None:
        """The rest of the run."""
        self.next_section("No way back")
        whole = int(np.ceil(self.died))
        rest = self.run.epochs - int(self.died)
        with self.voiceover(rest_said(rest)):
            self.follow(whole, theme.BEAT, smoothly=False)
            self.follow(self.run.epochs, theme.REVEAL, smoothly=True)
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
        pitch = (theme.RIGHT_EDGE - theme.LEFT_EDGE - CARD) / (len(shown) - 1)
        self.cards = VGroup()
        for k, reading in enumerate(shown):
            self.next_section(reading.shape.capitalize())
            centre = (theme.LEFT_EDGE + CARD / 2 + k * pitch, CARD_LEVEL)
            card = SpaceCard(reading.run, centre, CARD, reading.epoch)
            titles = card.titled(reading.shape, reading.meaning)
            self.cards.add(card, titles)
            with self.voiceover(reading.said):
                self.play(FadeIn(card), FadeIn(titles, shift=0.2 * UP), run_time=theme.BEAT)

    def return_to_the_three_pictures(self) -> None:
        """The riddle of the beginning where it stood, then its answer."""
        self.next_section("The three pictures again")
        self.riddle = Riddle(self.trajectory)
        with self.voiceover("Back to the three pictures. Now you can tell them apart."):
            self.play(FadeOut(self.cards), run_time=theme.QUICK)
            self.play(FadeIn(self.riddle), FadeIn(*self.riddle.letters.values()), run_time=theme.BEAT)
        with self.voiceover(riddle_said(self.riddle.runs["relu"])):
            self.play(FadeOut(*self.riddle.letters.values(), shift=0.2 * UP), run_time=theme.QUICK)
            self.play(FadeIn(*self.riddle.names.values(), shift=0.2 * UP), run_time=theme.BEAT)

    def look_behind_them(self) -> None:
        """The feature space of each picture: every border is straight there."""
        self.next_section("The world, not the line")
        riddle, share = self.riddle, ValueTracker(0.0)
        goals = {name: square_viewport((x, UPPER), PICTURE, -1.0, 1.0) for name, x in COLUMNS.items()}
        spaces = [SpaceCard(riddle.runs[name], (x, LOWER), PICTURE) for name, x in COLUMNS.items()]
        rows = zip(("inputs", "feature space"), (UPPER, LOWER), strict=True)
        labels = [
            words(text, theme.BODY_SIZE - 4, theme.MUTED).move_to([theme.LEFT_EDGE, y, 0], aligned_edge=LEFT)
            for text, y in rows
        ]
        riddle.add_updater(lambda _: riddle.show(goals, share.get_value()))
        with self.voiceover("And behind each border stands one straight cut."):
            self.play(
                share.animate.set_value(1.0),
                *(
                    text.animate.move_to(on_baseline(text.copy(), goals[name]))
                    for name, text in riddle.names.items()
                ),
                run_time=0.8 * theme.MOVE,
            )
            riddle.clear_updaters()
            self.play(
                *map(FadeIn, labels),
                *(FadeIn(space, shift=0.15 * DOWN) for space in spaces),
                run_time=theme.BEAT,
            )
        with self.voiceover("The network never bends the line. It bends the world."):
            self.wait(theme.MOVE)
