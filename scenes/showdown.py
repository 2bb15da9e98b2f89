"""Chapter: three activations on one clock, first their spaces, then their curves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Flash,
    LaggedStart,
    TransformFromCopy,
    Typst,
    VGroup,
    VMobject,
    there_and_back,
)

from scenes.kit import theme
from scenes.kit.drawing.text import words
from scenes.kit.words.language import epochs_said
from scenes.props.race.race import ARTICLE
from scenes.props.race.race_curves import (
    FULL,
    accuracy_plot,
    legend,
    loss_plot,
    shuffle_bands,
    spread_apart,
    stalled,
)
from scenes.props.race.race_spaces import RaceSpaces
from scenes.props.race.race_stage import RaceScene
from scenes.props.race.solve_bars import SolveBars


class FeatureSpaces(RaceScene):
    """Three feature spaces side by side from the first epoch to the last."""

    title = "Three spaces, one clock"
    runs = ("sigmoid", "tanh", "relu")
    seconds = 15.2
    boundaries = True
    first_remark = "One clock drives all three. It slows down wherever one of the planes changes fast."

    def construct(self) -> None:
        """Play the chapter's beats in their order."""
        self.line_up()
        self.race_to_the_last_finish()
        self.compare_the_spaces()

    def line_up(self) -> None:
        """All three before training."""
        self.next_section("Three planes before training")
        self.spaces = RaceSpaces(self.race).show(0.0)
        self.add(self.heading())
        with self.voiceover(self.said.terms()):
            columns = [FadeIn(column) for column in self.spaces.columns]
            entrance = LaggedStart(*columns, lag_ratio=0.35)
            self.play(entrance, *self.rulers_entrance(), run_time=theme.MOVE)
            self.remove(*self.spaces.columns)
            self.bring_to_back(self.spaces.frame)
            self.add(self.spaces)
        self.spaces.frame.suspend_updating()
        self.start_the_clock(self.spaces)

    def race_to_the_last_finish(self) -> None:
        """Run from stop to stop; whoever has solved the task gets a frame and its epoch."""
        remark = self.first_remark
        for epoch in self.race.stops:
            self.next_section(f"To epoch {epoch}")
            self.run_to_the_next_stop(remark)
            remark = ""
            with self.voiceover(self.said.at(epoch)):
                arrived = [name for name, solved in self.race.solved.items() if solved == epoch]
                finishes = [self.spaces.finish(name) for name in arrived]
                self.bring_to_back(*finishes)
                self.play(*map(FadeIn, finishes), run_time=theme.QUICK)

    def compare_the_spaces(self) -> None:
        """The last epochs, what each space has become, and what they share."""
        self.next_section(f"After {epochs_said(self.race.epochs)}")
        self.run_to_the_next_stop(self.last_remark())
        with self.voiceover(f"{self.said.left_over()} {self.spaces.shared_said()}".strip()) as said:
            lit = [
                panel.decided.boundary.animate(rate_func=there_and_back).set_stroke(
                    theme.EMPHASIS, 2 * theme.BOUNDARY_WIDTH
                )
                for panel in self.spaces.panels.values()
            ]
            self.play(LaggedStart(*lit, lag_ratio=0.4), run_time=said.at_least(theme.MOVE))

    def last_remark(self) -> str:
        """Return what is said while the race runs out."""
        return self.said.walls()


class LearningCurves(RaceScene):
    """Accuracy and loss of all three on one clock, and how long each took."""

    title = "Who learns fastest?"
    runs = ("sigmoid", "tanh", "relu")
    sweeps = ("order_sweep",)
    seconds = 11.0
    first_remark = "Accuracy counts right answers. Loss also asks how sure they are."

    def construct(self) -> None:
        """Play the chapter's beats in their order."""
        self.set_up_the_plots()
        self.race_to_one_hundred_percent()
        self.find_the_plateaus()
        self.shuffle_the_batches()
        self.measure_time_to_solve()

    def set_up_the_plots(self) -> None:
        """Two empty plots and who is who."""
        self.next_section("Accuracy and loss")
        self.accuracy, self.loss = accuracy_plot(self.race), loss_plot(self.race)
        who = legend(self.race).move_to([theme.RIGHT_EDGE, theme.TOP_EDGE - 0.2, 0], aligned_edge=RIGHT)
        self.add(self.heading())
        with self.voiceover("Now the numbers: accuracy and loss after every epoch."):
            self.play(FadeIn(self.accuracy.frame, self.loss.frame, who), run_time=theme.BEAT)
            tips = FadeIn(self.accuracy.show(0.0), self.loss.show(0.0))
            self.play(tips, *self.rulers_entrance(), run_time=theme.BEAT)
        self.start_the_clock(self.accuracy, self.loss)

    def race_to_one_hundred_percent(self) -> None:
        """Run to the end; a flash and a number wherever a run is right about every point."""
        view = self.accuracy.view
        points = view.to_stage(np.array([[float(stop), FULL] for stop in self.race.stops]).reshape(-1, 2))
        note_y = view.bottom_of() + view.height + 0.22
        self.dots: dict[int, Dot] = {}
        self.notes: dict[int, Typst] = {}
        remark = self.first_remark
        for epoch, point, x in zip(self.race.stops, points, spread_apart(points[:, 0], 0.55), strict=True):
            self.next_section(f"To epoch {epoch}")
            self.run_to_the_next_stop(remark)
            remark = ""
            dot = self.dots[epoch] = Dot(point, 0.1, color=theme.EMPHASIS)
            note = words(str(epoch), theme.LABEL_SIZE, theme.EMPHASIS).move_to([x, note_y, 0])
            self.notes[epoch] = note
            with self.voiceover(self.said.at(epoch)):
                flash = Flash(point, color=theme.EMPHASIS, line_length=0.25, flash_radius=0.22)
                self.play(flash, FadeIn(dot, note), run_time=theme.BEAT)
        self.next_section(f"To epoch {self.race.epochs}")
        self.run_to_the_next_stop(self.last_remark())

    def last_remark(self) -> str:
        """Return what is said while the race runs out."""
        return self.said.final_losses()

    def find_the_plateaus(self) -> None:
        """Thicken the loss curves where they stand still."""
        self.next_section("Where the time goes")
        self.marked = stalled(self.race, self.loss.view)
        with self.voiceover(self.said.stalls()) as said:
            if len(self.marked.points):
                self.play(Create(self.marked), run_time=said.at_least(theme.MOVE))

    def shuffle_the_batches(self) -> None:
        """Bands behind the curves: the same runs with the batches in other orders."""
        self.next_section("Other shuffles")
        self.bands = VGroup(
            shuffle_bands(self.race, self.accuracy.view, "accuracy", FULL),
            shuffle_bands(self.race, self.loss.view, "loss"),
        )
        with self.voiceover(self.said.shuffles()):
            self.play(FadeOut(self.marked), run_time=theme.QUICK)
            self.bring_to_back(self.bands)
            self.play(FadeIn(self.bands), run_time=theme.MOVE)

    def measure_time_to_solve(self) -> None:
        """Bars of epochs in place of the loss, and the comparison in one number."""
        self.next_section("Time to solve")
        view = self.loss.view
        upper = replace(view, centre=(view.centre[0], view.centre[1] + 0.35), height=view.height - 0.7)
        self.bars = SolveBars(self.race, upper)
        with self.voiceover(self.said.times()):
            self.play(FadeOut(self.loss, self.loss.frame, self.bands[1]), run_time=theme.QUICK)
            self.play(FadeIn(self.bars.title), run_time=theme.QUICK)
            self.play(self.travel(self.bars.squares(self.dots), self.bars.bars), run_time=theme.MOVE)
            numbers = (FadeIn(number, shift=0.2 * RIGHT) for number in self.bars.numbers)
            self.play(FadeIn(self.bars.names), LaggedStart(*numbers, lag_ratio=0.3), run_time=theme.BEAT)
            self.play(FadeIn(self.bars.whiskers), run_time=theme.QUICK)
        with self.voiceover(self.said.verdict("relu", "tanh"), reveal=True):
            self.verdict = self.verdict_words().move_to([view.left_of(), -2.5, 0], aligned_edge=LEFT)
            self.play(FadeIn(self.verdict, shift=0.15 * UP), run_time=theme.BEAT)

    def travel(self, marks: Mapping[int, VMobject], targets: VGroup) -> LaggedStart:
        """Marks of the accuracy plot go where their bars are; what has no mark fades in."""
        moves = []
        for name, target in zip(self.bars.order, targets, strict=True):
            mark = marks.get(self.race.solved[name] or 0)
            moves.append(FadeIn(target) if mark is None else TransformFromCopy(mark, target))
        return LaggedStart(*moves, lag_ratio=0.3)

    def verdict_words(self) -> VGroup:
        """Return the measured comparison; below it the article's own if the recipe is the article's."""
        lines = VGroup(words(self.said.verdict("relu", "tanh", "%"), theme.BODY_SIZE, theme.EMPHASIS))
        if self.race.published:
            share = round(100 * ARTICLE["relu"] / ARTICLE["tanh"])
            told = f"the article's run: {ARTICLE['relu']} of {ARTICLE['tanh']} epochs, {share} %"
            lines.add(words(told, theme.LABEL_SIZE, theme.MUTED))
        return lines.arrange(DOWN, buff=0.16, aligned_edge=LEFT)
