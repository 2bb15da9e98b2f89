"""Chapter: three activations on one clock, first their spaces, then their losses."""

from __future__ import annotations

from manim import RIGHT, Create, FadeIn, FadeOut, LaggedStart, ReplacementTransform, ValueTracker

from scenes.kit import theme
from scenes.props.race.race_curves import LossPlot, named_bars, rest_of
from scenes.props.race.race_spaces import RaceSpaces
from scenes.props.race.race_stage import RaceScene
from scenes.props.race.small_spaces import SmallSpaces
from scenes.props.race.verdict import Verdict
from scenes.props.race.walls import furthest_of, reach_of, walls_of


class FeatureSpaces(RaceScene):
    """Three feature spaces side by side from the first epoch to the last."""

    title = "Three spaces, one clock"
    runs = ("sigmoid", "tanh", "relu")
    seconds = 15.2

    def construct(self) -> None:
        """Play the chapter's beats in their order."""
        self.line_up()
        self.place_a_bet()
        self.race_to_the_last_finish()
        self.find_the_walls()
        self.hand_over(*self.spaces.carried)

    def line_up(self) -> None:
        """All three before training."""
        self.next_section("Three planes before training")
        self.spaces = RaceSpaces(self.race).show(0.0)
        self.add(self.heading())
        with self.voiceover(self.said.terms()):
            entrance = LaggedStart(*map(FadeIn, self.spaces.columns), lag_ratio=0.35)
            self.bring_to_back(self.clock.ruler.still)
            self.play(entrance, *self.clock.animate_entrance(), run_time=theme.MOVE)
            self.remove(*self.spaces.columns)
            self.bring_to_back(self.spaces.frame)
            self.add(self.spaces)
        self.spaces.frame.suspend_updating()

    def place_a_bet(self) -> None:
        """Nothing moves: the viewer bets."""
        self.next_section("Place your bet")
        self.say("Place your bet. Which one will be right about every point first?", silence=theme.MOVE)
        self.clock.drive(self.spaces)
        self.clock.start()

    def race_to_the_last_finish(self) -> None:
        """Run from stop to stop, and on to the end; whoever is done is lit for a moment."""
        for epoch in self.race.stops:
            self.next_section(f"To epoch {epoch}")
            self.run_to_the_next_stop()
            arrived = [name for name, solved in self.race.solved.items() if solved == epoch]
            frames = [Create(self.spaces.border(name)) for name in arrived]
            veils, texts = self.spaces.veils(arrived), [self.spaces.finish(name) for name in arrived]
            self.say(self.said.at(epoch), (*frames, *map(FadeIn, texts), FadeIn(veils)))
            self.play(FadeOut(veils, *(frame.mobject for frame in frames)), run_time=theme.QUICK)
        self.next_section("To the end")
        self.run_to_the_next_stop()
        if late := self.said.left_over():
            self.say(late)

    def find_the_walls(self) -> None:
        """Which of the spaces have walls, and how far the others have grown."""
        self.next_section("Walls")
        panels = self.spaces.panels
        walls = [walls_of(panels[name]) for name in self.said.walled]
        if walls:
            self.say(self.said.walls(), tuple(map(Create, walls)), run_time=theme.BEAT)
        for name in panels.keys() - set(self.said.walled):
            far = furthest_of(panels[name])
            said = self.said.reach(name, reach_of(panels[name]))
            self.say(said, Create(far), run_time=theme.BEAT)
        self.wait(theme.BEAT)


class LearningCurves(RaceScene):
    """The losses of all three down one axis of epochs: where each rests, and who is done first."""

    title = "Where the time goes"
    runs = ("sigmoid", "tanh", "relu")
    sweeps = ("order_sweep",)
    seconds = 11.0
    halts = False

    def construct(self) -> None:
        """Play the chapter's beats in their order."""
        self.shrink_the_spaces()
        self.race_again()
        self.find_the_plateaus()
        self.shuffle_the_batches()
        self.give_the_verdict()

    def shrink_the_spaces(self) -> None:
        """The spaces go beside an empty plot, and back to their first epoch."""
        self.next_section("The same race as losses")
        last, share = float(self.race.epochs), ValueTracker(0.0)
        spaces = RaceSpaces(self.race).show(last)
        self.add(*spaces.carried)
        self.names = spaces.names
        self.small, self.plot = SmallSpaces(spaces), LossPlot(self.race).show(0.0)
        self.epoch.set_value(last)
        with self.voiceover("Draw the same race as [losses].") as said:
            self.play(FadeOut(self.small.left_behind), FadeIn(self.heading()), run_time=theme.QUICK)
            self.add(self.small)
            self.small.add_updater(lambda small: small.shrink(share.get_value()).show(self.clock.now))
            said.until("[losses]")
            moved = [
                name.animate.move_to(self.small.beside(run), aligned_edge=RIGHT)
                for run, name in spaces.names.items()
            ]
            self.play(share.animate.set_value(1.0), *moved, FadeIn(self.plot.frame), run_time=theme.MOVE)
        tens = ", and each step down divides the loss by ten" if self.plot.by_tens else ""
        with self.voiceover(f"The lower a curve runs, the better{tens}."):
            rewound = self.epoch.animate.set_value(0.0)
            self.play(rewound, FadeIn(self.plot), run_time=theme.MOVE)

    def race_again(self) -> None:
        """All losses on one clock."""
        self.next_section("All losses on one clock")
        self.clock.drive(self.plot)
        self.run_to_the_next_stop()
        self.plot.clear_updaters()
        self.small.clear_updaters()
        self.ends = self.plot.end_names(self.race)
        self.play(*map(ReplacementTransform, self.names.values(), self.ends), run_time=theme.BEAT)

    def find_the_plateaus(self) -> None:
        """Mark the losses where they rest."""
        self.next_section("Where the time goes")
        self.say("Where does the time go?")
        race, plot = self.race, self.plot
        self.rests = [rest_of(race, plot, name, above=name == race.highest) for name in race.plateaus]
        quiet = [curve for name, curve in self.plot.curves.items() if name not in self.race.plateaus]
        for rest in self.rests:
            self.bring_to_back(rest[0].set_stroke(opacity=0.0))
        shown = [
            (rest[0].animate.set_stroke(opacity=0.5), Create(rest[1]), FadeIn(rest[2])) for rest in self.rests
        ]
        dimmed = [curve.animate.set_stroke(opacity=theme.DIMMED) for curve in quiet]
        if shown and dimmed:
            self.play(*dimmed, run_time=theme.QUICK)
        self.say(self.said.stalls(), *shown)
        self.wait(theme.BEAT)
        bright = [curve.animate.set_stroke(opacity=1.0) for curve in quiet]
        if shown:
            self.play(FadeOut(*self.rests), *bright, run_time=theme.QUICK)

    def shuffle_the_batches(self) -> None:
        """The same runs with the batches in other orders, as thin curves behind."""
        self.next_section("Other shuffles")
        self.say(self.said.shuffle_question())
        self.others = self.plot.shuffled(self.race)
        self.bring_to_back(self.others)
        self.say(self.said.shuffles(), FadeIn(self.others), run_time=theme.MOVE)

    def give_the_verdict(self) -> None:
        """Bars along the axis of epochs, and the verdict they seem to give."""
        self.next_section("Our verdict")
        self.verdict = Verdict(self.race).stand_free_of(self.ends)
        bars = named_bars(self.race, self.plot, self.race.finish[1::-1])
        dark = [part.animate.set_opacity(theme.DIMMED) for part in self.plot.tips.values()]
        dark += [curve.animate.set_stroke(opacity=theme.DIMMED) for curve in self.plot.curves.values()]
        with self.voiceover(self.verdict.said(), reveal=True) as said:
            self.play(*dark, FadeOut(self.small, self.others), run_time=theme.QUICK)
            if len(bars):
                self.play(LaggedStart(*map(FadeIn, bars), lag_ratio=0.4), run_time=theme.BEAT)
            said.until(len(said.lines))
            self.play(FadeIn(self.verdict), run_time=theme.BEAT)
