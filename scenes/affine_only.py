"""Storyboard: without an activation function a network cuts straight, and no straight cut is enough."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    Create,
    FadeIn,
    FadeOut,
    ReplacementTransform,
    TransformFromCopy,
    ValueTracker,
    VGroup,
    linear,
)

from scenes.kit import theme
from scenes.kit.drawing.viewport import axes
from scenes.kit.planes.input_picture import InputPicture
from scenes.kit.stage.stage import LectureScene
from scenes.props.problem.merged_layers import MergedLayers
from scenes.props.problem.places import LARGE, RIGHT_X
from scenes.props.problem.straight_cut import StraightRun, TriangleProof, merged
from scenes.props.problem.straight_words import StraightWords
from training.geometry.separability import witness

#: Film time of the whole run, in seconds; longer narration adds to it.
SECONDS = 7.0


class AffineOnly(LectureScene):
    """The real run without activation: one straight cut, why there is only one, and why none suffices."""

    title = "Only a straight cut"
    runs = ("linear",)

    def construct(self) -> None:
        """Tell the chapter beat by beat."""
        self.resting = [self.heading(), axes(LARGE, "x_1", "x_2", (-1, 0, 1), (-1, 0, 1))]
        self.add(*self.resting)
        self.train_without_activation()
        self.multiply_the_layers_out()
        self.try_every_straight_cut()

    def train_without_activation(self) -> None:
        """Watch the linear run to its end."""
        self.next_section("Training without activation")
        run = self.run = self.trajectory("linear")
        plane, share = InputPicture(run, grid=0.3).show(LARGE), ValueTracker(0.0)
        film = self.film = StraightRun(run, plane, LARGE, (RIGHT_X + 0.2, 0.1))
        self.ruler, self.said = film.ruler, StraightWords(run)
        self.over = [film.cut.halo, film.cut.boundary, film.marks]
        layers = [*film.cut.regions.values(), *plane.data, *self.over]
        with self.voiceover("Leave the activation function out, and train the same network."):
            self.add(*layers, film)
            self.play(*map(FadeIn, (*film.cut.regions.values(), *self.over, film)), run_time=theme.BEAT)
        self.bring_to_back(*self.resting, *film.still)
        lowest = film.cut.regions[0]  # everything drawn after it is redrawn with it
        with self.voiceover(self.said.motion()) as said:
            seconds = said.at_least(SECONDS)
            lowest.add_updater(lambda _: film.played(share.get_value(), seconds))
            self.play(share.animate.set_value(1.0), run_time=seconds, rate_func=linear)
        lowest.clear_updaters()
        self.epoch.set_value(run.epochs)
        self.say(self.said.outcome())

    def multiply_the_layers_out(self) -> None:
        """Two affine maps are one."""
        self.next_section("Two affine maps are one")
        layers = self.layers = MergedLayers(*merged(self.run.at(self.run.epochs)))
        layers.move_to((RIGHT_X, 0.3, 0))
        diagram, (first, second, third) = layers.diagram, layers.lines
        with self.voiceover(self.said.why()) as said:
            self.play(FadeOut(self.film, self.film.marks), run_time=theme.QUICK)
            said.until(2)
            self.play(FadeIn(diagram), FadeIn(first), run_time=theme.BEAT)
            rest = VGroup(*(glyph for glyph in second if glyph not in second.select("hidden")))
            self.play(
                TransformFromCopy(first.select("hidden"), second.select("hidden")),
                FadeIn(rest),
                run_time=said.at_least(theme.MOVE),
            )
        merging = [
            *(ReplacementTransform(VGroup(*diagram.hidden_edges[i]), layers.direct[i]) for i in range(2)),
            FadeOut(diagram.hidden, *diagram.output_edges),
        ]
        self.say(
            "[Multiply them out], and [only one affine map] is left.",
            FadeIn(third, shift=0.2 * DOWN),
            merging,
            run_time=theme.MOVE,
        )
        numbers = FadeIn(layers.numbers, shift=0.2 * DOWN)
        self.say("[Two weights, one bias]. More such layers change nothing.", numbers)

    def try_every_straight_cut(self) -> None:
        """A triangle of one colour with the other inside, and a cut turned right round it."""
        self.next_section("Would another cut do?")
        found = witness(self.run.inputs, self.run.targets)
        if found is None:
            self.say(self.said.best())
            return
        proof, angle = TriangleProof(LARGE, found), ValueTracker(np.pi / 2)
        outer, inner, remarks = proof.outer, proof.inner, proof.remarks.move_to((RIGHT_X, 0.35, 0))
        one = f"{'an' if inner[0] in 'aeiou' else 'a'} {inner} one"
        with self.voiceover(f"Would another cut do? Take three {outer} points around {one}.") as said:
            gone = [*self.layers.merged, *self.film.cut.regions.values(), *self.over[:2]]
            self.play(*map(FadeOut, gone), run_time=theme.QUICK)
            said.until(2)
            self.play(Create(proof.triangle), FadeIn(proof.dots), run_time=theme.MOVE)
            self.play(FadeIn(remarks[0]), run_time=theme.QUICK)
        with self.voiceover(f"With all three on the {outer} side, [so is their whole triangle].") as said:
            self.bring_to_back(*self.resting, remarks[0], *proof.cut.regions.values())
            arriving = (*proof.cut.regions.values(), proof.cut.halo, proof.cut.boundary, proof.ring)
            self.play(*map(FadeIn, arriving), run_time=theme.BEAT)
            said.until("[so is their whole triangle]")
            self.play(FadeIn(remarks[1]), run_time=theme.QUICK)
        self.bring_to_back(remarks[1])
        lowest = proof.cut.regions[0]
        lowest.add_updater(lambda _: proof.show(angle.get_value()))
        last = f"Turn the cut as you like: the {inner} point stays wrong. No straight cut works."
        with self.voiceover(last, reveal=True) as said:
            turned = angle.animate.set_value(np.pi * 5 / 2)
            self.play(turned, run_time=said.at_least(0.92 * theme.REVEAL, until=2))
            lowest.clear_updaters()
            self.play(FadeIn(remarks[2]), run_time=theme.QUICK)
