"""Chapter: was the seed lucky? The same network from many starts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DOWN, Create, FadeIn, FadeOut, Indicate, LaggedStart, Mobject, VGroup, there_and_back

from scenes.kit import theme
from scenes.kit.stage.stage import LectureScene
from scenes.props.race.race import Race
from scenes.props.race.verdict import Verdict
from scenes.props.seeds.linear_boundary import LinearBoundary
from scenes.props.seeds.loss_column import LossColumn
from scenes.props.seeds.seed_stage import SeedStage, aside, gathered, one_start
from scenes.props.seeds.seed_words import (
    asked,
    clock_said,
    duel_of,
    duel_said,
    judged,
    median_said,
    seed_said,
    solved_said,
)
from scenes.props.seeds.stuck_cell import LARGE, PRESSING, StuckCell, enlarged, shares_on, stuck_cell
from scenes.props.seeds.stuck_words import alike_said, loss_said, moral_said, named, on_said, why_asked

TRAINING = 10.0
"""Seconds in which all members are trained at once."""


def slow_at_first(power: float) -> Callable[[float], float]:
    """Return a rate function that gives early epochs more time: what happens, happens there."""
    return lambda time: float(time**power)


class SeedSensitivity(LectureScene):
    """The same network from many initial seeds, and why some starts of ReLU fail."""

    title = "Was the seed lucky?"
    runs = ("sigmoid", "tanh", "relu", "linear")
    sweeps = ("seed_sweep",)

    def construct(self) -> None:
        """Play the chapter's beats in their order."""
        self.head = self.heading()
        self.add(self.head)
        self.replay_the_verdict()
        self.show_the_starts()
        self.train_them_all()
        self.count_the_solved()
        self.compare_start_for_start()
        self.judge_the_verdict()
        if self.cell is not None:
            self.ask_why_relu_fails(self.cell)
            self.enlarge_a_start(self.cell)
            self.lay_the_linear_boundary_over_it(self.cell)
            self.count_those_like_it(self.cell)
        self.draw_the_moral()

    def replay_the_verdict(self) -> None:
        """What one start has led to."""
        self.next_section("One start so far")
        self.found = self.sweep("seed_sweep")
        self.race = Race({name: self.trajectory(name) for name in ("sigmoid", "tanh", "relu")})
        self.starts, self.cell = SeedStage(self.found), stuck_cell(self.found)
        self.seed = self.trajectory(PRESSING).recipe.seed
        self.verdict = Verdict(self.race).move_to([0.0, 0.7, 0.0])
        self.one = one_start(self.seed).next_to(self.verdict, DOWN, 0.7)
        self.add(self.verdict.claim, self.verdict.ground)
        self.say(
            "[A seed] is the number that draws the first weights, and we have used one.", FadeIn(self.one)
        )

    def show_the_starts(self) -> None:
        """Every start with its untrained boundary; the verdict waits beside the heading."""
        self.next_section("Many starts")
        starts, claim = self.starts, self.verdict.claim
        self.epoch.begin(*self.found.plan.activations)
        going = FadeOut(self.verdict.ground), FadeOut(self.one), claim.animate.become(aside(claim, self.head))
        coming = (FadeIn(part) for part in (starts.labels, starts.blocks, starts.tallies, starts.strip))
        self.say(asked(self.found, bool(self.verdict.winners)), (*going, *coming))

    def train_them_all(self) -> None:
        """One clock for all members."""
        self.next_section("Train them all")
        starts, last = self.starts, self.found.plan.base.epochs
        starts.blocks.add_updater(lambda _: starts.show(self.epoch.get_value()))
        with self.voiceover(clock_said(self.found)):
            self.play(self.epoch.animate.set_value(last), run_time=TRAINING, rate_func=slow_at_first(1.5))
        starts.blocks.clear_updaters()
        starts.show(last)

    def count_the_solved(self) -> None:
        """Who gets there at all, and when the middle one does."""
        self.next_section("Who gets there")
        starts = self.starts
        self.medians, self.ticks = starts.medians(), starts.strip.median_marks()
        with self.voiceover(solved_said(self.found)) as said:
            self.play(FadeOut(starts.strip.cursor), run_time=theme.QUICK)
            starts.strip.remove(starts.strip.cursor)
            counts = [Indicate(tally, 1.0, theme.EMPHASIS) for tally in starts.tallies]
            self.play(LaggedStart(*counts, lag_ratio=0.5), run_time=said.at_least(theme.MOVE))
        with self.voiceover(median_said(self.found)) as said:
            said.until("[The median]")
            shown = FadeOut(starts.tallies), FadeIn(self.medians), Create(self.ticks)
            self.play(*shown, run_time=theme.BEAT)

    def compare_start_for_start(self) -> None:
        """The winner of the verdict against its rival; then our own seed among the others."""
        self.next_section("Start for start")
        self.duel = duel_of(self.found, self.verdict.winners)
        self.veils = VGroup()
        if self.duel is not None:
            self.veils = self.starts.duel_veils(self.duel)
            self.say(duel_said(self.found, self.duel), FadeIn(self.veils))
        self.own = VGroup()
        if self.seed in self.found.plan.seeds:
            self.own = self.starts.marks_of(self.seed)
            self.say(seed_said(self.found, self.seed), Create(self.own))

    def judge_the_verdict(self) -> None:
        """What many starts make of what one has told."""
        self.next_section("The verdict again")
        claim, starts = self.verdict.claim, self.starts
        leaving = [*map(FadeOut, (starts.strip, self.ticks, self.own, self.medians))]
        if self.duel is None:  # nothing was claimed
            self.play(FadeOut(claim), *leaving)
            return
        self.bring_to_front(claim)
        self.play(claim.animate.scale(1 / claim.width * 7.5).move_to([0, -1.4, 0]), *leaving)
        tie = len(self.verdict.winners) > 1
        strokes = [] if self.duel.keeps(tie) else [self.verdict.struck_out()]
        with self.voiceover(judged(self.duel, tie)) as said:
            said.until(1)
            if strokes:
                fading = claim.animate.set_opacity(theme.DIMMED)
                self.play(*map(Create, strokes), fading, run_time=theme.BEAT)
            else:
                self.play(Indicate(claim, 1.1, theme.EMPHASIS), run_time=theme.QUICK)
        self.play(FadeOut(claim), *map(FadeOut, strokes), run_time=theme.QUICK)

    def ask_why_relu_fails(self, cell: StuckCell) -> None:
        """Only the cells that fail are bright."""
        self.next_section("Why some fail")
        row = self.found.plan.activations.index(PRESSING)
        fine = self.found.all_right[row] >= 0
        failing = self.starts.veils({row: fine if not fine.all() else np.zeros_like(fine)})
        self.say(why_asked(cell), (FadeOut(self.veils), FadeIn(failing)), run_time=theme.BEAT)
        self.veils = failing

    def enlarge_a_start(self, cell: StuckCell) -> None:
        """One cell becomes the large input plane."""
        self.next_section("One start, enlarged")
        self.plane = enlarged(cell, self.trajectory(PRESSING))
        block = self.starts.blocks[self.found.plan.activations.index(PRESSING)]
        grown = FadeIn(self.plane, target_position=block.middle_of(cell.seed), scale=0.1)
        rest: list[Mobject] = [self.starts.blocks, self.starts.labels, self.veils]
        self.play(grown, *map(FadeOut, rest), run_time=theme.BEAT)
        self.shares = shares_on(cell)
        self.say(on_said(cell), (*self.plane.lit(), FadeIn(self.shares)), run_time=theme.BEAT)

    def lay_the_linear_boundary_over_it(self, cell: StuckCell) -> None:
        """The network without a bend learns the same boundary, and comes to the same loss."""
        self.next_section("The linear network")
        linear = self.trajectory("linear")
        self.line = LinearBoundary(linear, LARGE)
        hue = theme.RUN_COLOURS[PRESSING]
        self.column = LossColumn(named(cell), hue, self.plane, self.line)
        self.epoch.begin("linear")
        with self.voiceover(loss_said(cell, float(linear.loss[-1]))) as said:
            self.play(FadeOut(self.shares), FadeIn(self.column.own), run_time=theme.QUICK)
            said.until(said.moments[0].text)
            self.play(FadeIn(self.line), FadeIn(self.column.linear), run_time=theme.QUICK)
            self.line.add_updater(lambda line: line.show(self.epoch.get_value()))
            self.line.add_updater(lambda _: self.column.show())
            learning = self.epoch.animate.set_value(linear.epochs)
            self.play(learning, run_time=theme.MOVE, rate_func=slow_at_first(4))
            self.line.clear_updaters()
        if moral := moral_said(cell):
            swelling = self.plane.picture.boundary.animate(rate_func=there_and_back)
            self.say(moral, swelling.set_stroke(width=2.5 * theme.BOUNDARY_WIDTH), run_time=theme.MOVE)

    def count_those_like_it(self, cell: StuckCell) -> None:
        """All starts once more, beside the enlarged one."""
        self.next_section("All starts of ReLU")
        self.many, self.waiting = gathered(self.starts, cell)
        self.play(FadeOut(self.column), FadeIn(self.many, self.waiting), run_time=theme.BEAT)
        if alike := alike_said(cell):
            self.say(alike)

    def draw_the_moral(self) -> None:
        """What one start is worth, and what many are."""
        self.next_section("A story, a measurement")
        moral = "[One seed is a story]. [Many are a measurement]."
        if self.cell is None:
            self.say(moral.translate({91: None, 93: None}), reveal=True)
            return
        story = FadeOut(self.line), *self.plane.lit(0.0, 0.0)
        self.say(moral, story, FadeOut(self.waiting), reveal=True)
        self.hand_over(self.plane)
