"""Chapter: was the seed lucky? The same network from many starts."""

from __future__ import annotations

from manim import Create, FadeIn, FadeOut, Indicate, LaggedStart, linear

from scenes.kit import theme
from scenes.kit.stage.stage import LectureScene
from scenes.kit.words.hues import hue_said
from scenes.props.seeds.seed_stage import SeedStage
from scenes.props.seeds.seed_words import clock_said, first_said, seed_said, solved_said, typical_said
from training.recipe.runs import named_recipe


class SeedSensitivity(LectureScene):
    """The same network from many initial seeds: small multiples, and when each of them is done."""

    title = "Was the seed lucky?"
    sweeps = ("seed_sweep",)

    def construct(self) -> None:
        """Play the chapter's beats in their order."""
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
        shown = FadeIn(starts.labels), FadeIn(starts.blocks), FadeIn(starts.clock)
        self.say(f"Was our start lucky? [Here are {total} starts].", shown)
        wrong = hue_said(theme.WRONG).capitalize()
        with self.voiceover(f"{wrong} is wrong. A cell lights up once it is right for good.") as said:
            self.play(FadeIn(starts.tallies), run_time=theme.BEAT)
            said.until(2)
            self.wait(theme.BEAT)
            self.play(FadeIn(starts.strip), run_time=theme.BEAT)

    def train_them_all(self) -> None:
        """One clock for all members."""
        self.next_section("Train them all")
        starts, last = self.starts, self.found.plan.base.epochs
        starts.blocks.add_updater(lambda _: starts.show(self.epoch.get_value()))
        with self.voiceover(clock_said(self.found)) as said:
            seconds = said.at_least(2.2 * theme.REVEAL)
            self.play(self.epoch.animate.set_value(last), run_time=seconds, rate_func=linear)
        starts.blocks.clear_updaters()
        starts.show(last)

    def count_the_solved(self) -> None:
        """Who gets there at all."""
        self.next_section("Who gets there")
        with self.voiceover(solved_said(self.found)) as said:
            self.play(FadeOut(self.starts.strip.cursor), run_time=theme.QUICK)
            counts = [Indicate(tally, 1.0, theme.EMPHASIS) for tally in self.starts.tallies]
            self.play(LaggedStart(*counts, lag_ratio=0.5), run_time=said.at_least(theme.MOVE))

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
        self.say("One seed is a story. Many are a measurement.")
