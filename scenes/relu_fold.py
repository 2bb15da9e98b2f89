"""Storyboard: ReLU folds the plane flat along two hinges."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, BackgroundRectangle, Create, FadeIn

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines, rings_of
from scenes.kit.drawing.text import words
from scenes.kit.words.activation_words import pile_said
from scenes.kit.words.language import whole_percent
from scenes.props.squash.fold_words import FoldWords
from scenes.props.squash.quadrants import Quadrants, quadrant_labels
from scenes.props.squash.squash_panes import hinge_lines
from scenes.squashing import ActivationSquash


class ReluFold(ActivationSquash):
    """The rectified linear unit: the plane is folded flat along two hinge lines."""

    title = "ReLU: fold along two hinges"
    runs = ("relu",)
    folds = True

    def construct(self) -> None:
        """Tell the chapter beat by beat."""
        self.draw_the_curve()
        self.trace_its_slope()
        self.squash_a_number_line()
        self.bring_the_plane()
        self.mark_the_quadrants()
        self.squash_the_plane()
        self.count_the_pile()

    def kept_sentence(self) -> str:
        """Return what is said of the two steps: ReLU keeps one whole and nothing of the other."""
        return "Above 0, a step keeps its length. Below 0, nothing is left."

    def mark_the_quadrants(self) -> None:
        """Two hinge lines cut the plane into four."""
        self.next_section("Two hinges, four parts")
        panes, hinges = self.panes, self.activation.hinges
        quadrants = Quadrants(panes.kernel, panes.bias, hinges[0]).show(panes.z_view, panes.z_of)
        self.said = FoldWords(quadrants)
        creases = hinge_lines(panes.z_view, hinges)
        with self.voiceover("Two hinges, where each unit's z is 0, [make four parts].") as said:
            self.add(creases, *self.before)
            self.play(Create(creases), run_time=theme.BEAT)
            said.until("[make four parts]")
            self.add(quadrants, creases, *self.before)
            self.play(FadeIn(quadrants), FadeIn(quadrant_labels(panes.z_view)), run_time=theme.BEAT)

    def squash_the_plane(self) -> None:
        """A copy crosses over and is pressed flat along one hinge, then along the other."""
        self.next_section("The plane, squashed")
        with self.voiceover(self.said.first_fold()) as said:
            self.cross_over()
            self.squash(said, self.after.shares[0])
        with self.voiceover(self.said.second_fold()) as said:
            self.squash(said, self.after.shares[1])
        with self.voiceover(self.said.outcome()):
            self.name_the_axes()

    def count_the_pile(self) -> None:
        """How many points ended on the origin, and what that means."""
        self.next_section("The pile on the origin" if self.dark_share else "The origin")
        origin = self.panes.a_view.to_stage(self.activation.f(np.zeros(2)))
        ring = Polylines(theme.EMPHASIS, 4).set_lines(rings_of(origin[None], 0.22, 40))
        count = words(f"{whole_percent(self.dark_share)} %", theme.BODY_SIZE, theme.EMPHASIS)
        count.next_to(ring, DOWN + RIGHT, buff=0.35)
        paper = BackgroundRectangle(count, color=theme.BACKGROUND, fill_opacity=0.85, buff=0.06)
        names = {0: "negatives", 1: "positives"}
        there = [name for label, name in names.items() if self.dark[self.run.targets == label].any()]
        with self.voiceover(pile_said(self.dark_share, there) if there else self.said.no_pile()):
            self.play(Create(ring), FadeIn(paper, count), run_time=theme.BEAT)
        if there:
            self.say("With both slopes 0, they teach the hidden units nothing.")
