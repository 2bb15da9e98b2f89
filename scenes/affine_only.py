"""Storyboard: without the bend the boundary stays straight, and no straight boundary is enough."""

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
    there_and_back,
)

from scenes.kit import theme
from scenes.kit.diagram.diagram import NetworkDiagram
from scenes.kit.stage.stage import LectureScene
from scenes.props.problem.merged_layers import MergedLayers
from scenes.props.problem.places import COLUMN_X, LARGE, CarriedPlane
from scenes.props.problem.point_loss import COIN, PointLoss
from scenes.props.problem.straight_run import HEIGHT, WIDTH, StraightRun
from scenes.props.problem.straight_words import StraightWords
from scenes.props.problem.triangle_proof import TriangleProof
from training.geometry.separability import witness

#: Film time of the whole run, in seconds, nothing said meanwhile.
SECONDS = 6.0


class AffineOnly(LectureScene):
    """A run without activation: one straight boundary, why there is only one, why none suffices."""

    title = "Without the bend"
    runs = ("linear",)

    def construct(self) -> None:
        """Tell the chapter beat by beat."""
        self.run = self.trajectory("linear")
        self.said = StraightWords(self.run)
        self.plane = CarriedPlane(self.run)
        self.add(*self.plane.parts)
        self.remove_the_bend()
        self.measure_right_and_wrong()
        self.train_without_it()
        self.multiply_the_layers_out()
        self.try_every_straight_boundary()
        self.hand_over(*self.plane.parts)

    def remove_the_bend(self) -> None:
        """The bent halves leave the hidden units."""
        self.next_section("Taking the bend out")
        diagram = self.diagram = NetworkDiagram(spacing=(2.5, 1.9)).move_to((COLUMN_X, 0.6, 0))
        bends = [half[0].animate.set_stroke(theme.EMPHASIS) for half in diagram.bends]
        text = "Each hidden unit [bends its sum] before passing it on. [Remove that bend]."
        with self.voiceover(text) as said:
            self.play(FadeIn(self.heading(), diagram), run_time=theme.QUICK)
            said.until("[bends its sum]")
            self.play(*bends, run_time=theme.QUICK)
            said.until("[Remove that bend]")
            self.play(*diagram.animate_unbent(), run_time=theme.BEAT)
        diagram.unbent()

    def measure_right_and_wrong(self) -> None:
        """Accuracy and loss, before they are watched."""
        self.next_section("Right, wrong, and sure")
        film = self.film = StraightRun(self.run, self.plane.picture, LARGE, (COLUMN_X + 0.25, -0.25))
        self.epoch.set_value(0.0)
        self.over = [film.decided.halo, film.decided.boundary, film.marks]
        point = self.point = PointLoss(film.curves[1].view.centre, WIDTH, HEIGHT, film.ceiling)
        q = ValueTracker(0.98)
        shades = [*film.decided.regions.values()]
        self.bring_to_back(*shades)
        self.play(FadeOut(self.diagram), *map(FadeIn, (*shades, *self.over)), run_time=theme.QUICK)
        self.say("[Accuracy] counts right answers.", FadeIn(film.accuracy[0], film.accuracy[2]))
        coin = f"[Loss] also punishes doubt, and [a coin flip] costs {COIN:.2f}."
        text = f"{coin} [Past that mark], a point is wrong."
        with self.voiceover(text) as said:
            self.play(FadeIn(film.loss[2][0], point), run_time=theme.QUICK)
            point.add_updater(lambda _: point.show(q.get_value()))
            self.play(q.animate.set_value(0.5), run_time=said.at_least(theme.BEAT, until="[a coin flip]"))
            self.play(FadeIn(point.mark), run_time=theme.QUICK)
            said.until("[Past that mark]")
            self.play(q.animate.set_value(0.4), run_time=theme.MOVE)
        point.clear_updaters()

    def train_without_it(self) -> None:
        """Watch the linear run to its end."""
        self.next_section("Training without the bend")
        film = self.film
        coming = FadeIn(film.loss[0], film.loss[2][1], film.epochs)
        with self.voiceover("Now train again. What will the boundary do?"):
            quiet = self.point.mark.animate.set_color(theme.FRAME)
            self.play(FadeOut(self.point), quiet, coming, run_time=theme.BEAT)
        self.remove(film.accuracy, film.loss, film.epochs)
        still = [self.plane.axes, *film.still, self.point.mark]
        self.bring_to_back(*still)
        layers = [*film.decided.regions.values(), *self.plane.picture.data, *self.over]
        self.remove(*layers)
        self.add(*layers, *film.curves, *film.counters, film.clock)
        lowest = film.decided.regions[0]  # everything drawn after it is redrawn with it
        lowest.add_updater(lambda _: film.show(self.epoch.get_value()))
        self.play(self.epoch.animate.set_value(self.run.epochs), run_time=SECONDS, rate_func=film.pace)
        lowest.clear_updaters()
        self.say(f"{self.said.motion()} {self.said.outcome()}")

    def multiply_the_layers_out(self) -> None:
        """Two affine maps are one."""
        self.next_section("Two layers are one")
        film = self.film
        layers = MergedLayers().move_to((COLUMN_X, 0.15, 0))
        diagram, (first, second, third) = layers.diagram, layers.lines
        gone = [*film.still, *film.curves, *film.counters, film.clock, self.point.mark]
        with self.voiceover("Why is it straight?"):
            self.play(*map(FadeOut, gone), FadeIn(diagram), run_time=theme.BEAT)
        hidden = first.select("hidden")
        lit = [hidden[at].animate(rate_func=there_and_back).set_color(theme.EMPHASIS) for at in (1, -1)]
        self.say(
            "Each layer here is [affine], which means it [stretches, turns] and [shifts the plane].",
            FadeIn(first),
            *lit,
        )
        rest = VGroup(*(glyph for glyph in second if glyph not in second.select("hidden")))
        merging = [
            *(ReplacementTransform(VGroup(*diagram.hidden_edges[i]), layers.direct[i]) for i in range(2)),
            FadeOut(*diagram.sums, *diagram.output_edges),
        ]
        self.say(
            "[Two affine layers] multiply out to [a single one].",
            [TransformFromCopy(first.select("hidden"), second.select("hidden")), FadeIn(rest)],
            [FadeIn(third, shift=0.2 * DOWN), *merging],
        )
        self.wait(theme.BEAT)
        self.merged = [layers.direct, diagram.inputs, diagram.output, layers.lines]

    def try_every_straight_boundary(self) -> None:
        """A triangle of one colour with the other inside, and a boundary turned right round it."""
        self.next_section("Every straight boundary")
        found = witness(self.run.inputs, self.run.targets)
        gone = [FadeOut(one) for one in (*self.merged, *self.film.decided.regions.values(), *self.over)]
        if found is None:
            self.say(self.said.best(), gone[: len(self.merged)])
            return
        proof, angle = TriangleProof(LARGE, found), ValueTracker(np.pi / 2)
        outer, inner, remarks = proof.outer, proof.inner, proof.remarks.move_to((COLUMN_X, 0.4, 0))
        one = f"{'an' if inner[0] in 'aeiou' else 'a'} {inner} one"
        with self.voiceover("Would another straight boundary do?"):
            self.play(*gone, run_time=theme.BEAT)
        self.say(
            f"Take [three {outer} points] around [{one}].",
            [Create(proof.triangle), FadeIn(proof.dots[:2])],
            FadeIn(proof.dots[2:], remarks[0]),
        )
        decided = proof.decided
        self.bring_to_back(*self.plane.parts[:1], *decided.regions.values())
        for region in decided.regions.values():
            region.set_fill(opacity=0)
        lit = [region.animate.set_fill(opacity=theme.REGION_OPACITY) for region in decided.regions.values()]
        self.say(
            f"[Put all three on the {outer} side], and [their whole triangle comes along].",
            [*lit, FadeIn(decided.halo, decided.boundary)],
            [FadeIn(remarks[1]), Create(proof.ring)],
        )
        self.bring_to_back(*remarks)
        lowest = decided.regions[0]
        lowest.add_updater(lambda _: proof.show(angle.get_value()))
        text = f"[Turn the boundary] as you like, and the {inner} point stays wrong."
        with self.voiceover(text) as said:
            said.until("[Turn the boundary]")
            self.play(angle.animate.set_value(np.pi * 5 / 2), run_time=said.at_least(1.2 * theme.REVEAL))
        lowest.clear_updaters()
        self.say("No straight boundary can part these classes.", reveal=True)
