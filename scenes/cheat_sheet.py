"""Chapter: how to read a feature space; the three pictures of the beginning, understood."""

from __future__ import annotations

from manim import (
    DOWN,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    ValueTracker,
    VGroup,
    squish_rate_func,
    there_and_back,
)

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines, rings_of
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import square_viewport
from scenes.kit.planes.riddle import ORDER, VIEWS, Riddle, on_baseline
from scenes.kit.stage.stage import LectureScene
from scenes.props.cheat_sheet.readings import (
    a_line,
    bent_apart,
    cuts_said,
    no_bend,
    pressed,
    return_said,
    riddle_said,
    seen_corners,
)
from scenes.props.cheat_sheet.space_card import SpaceCard, card_slots
from training.geometry.decision import refuse_deep

CARD, CARD_LEVEL = 3.2, 0.0
"""Side of a card and height of the row's middle, Manim units: four cards fill the stage's width."""
PICTURE, UPPER, LOWER = 2.5, 1.15, -1.65
"""Side of a picture, and the heights of both rows' middles, Manim units."""
COLUMNS = dict(zip(ORDER, (-2.5, 1.1, 4.7), strict=True))
"""Stage x of the three pictures above their feature spaces."""


class CheatSheet(LectureScene):
    """What each shape of feature space means; then the three pictures of the beginning, understood."""

    title = "Reading a feature space"
    runs = ("linear", "dead_unit", "sigmoid", "tanh", "relu")

    def construct(self) -> None:
        """Play the chapter's beats in their order."""
        self.add(self.heading())
        self.read_the_shapes()
        self.return_to_the_three_pictures()
        self.look_behind_them()

    def read_the_shapes(self) -> None:
        """Real feature spaces in a row, one beat each."""
        linear, dead, sigmoid, tanh, relu = runs = [self.trajectory(name) for name in self.runs]
        for run in runs:
            refuse_deep(run.weights)
        edges = pressed(sigmoid, tanh)
        others = [run for run in (relu, tanh, sigmoid) if edges is None or run is not edges.run]
        readings = [no_bend(linear), a_line(dead), edges, bent_apart(*others)]
        found = [reading for reading in readings if reading is not None]
        self.slots = card_slots(len(found), CARD, CARD_LEVEL)
        self.add(self.slots)
        self.cards = VGroup()
        for reading, slot in zip(found, self.slots, strict=True):
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
        rings = rings_of(VIEWS["relu"].to_stage(seen_corners(relu)), 0.2, sides=40)
        self.rings = Polylines(theme.EMPHASIS, 4.0).set_lines(rings)
        self.remove(self.slots)
        with self.voiceover(return_said(relu)):
            self.play(FadeOut(self.cards), run_time=theme.QUICK)
            self.play(FadeIn(self.riddle), FadeIn(*self.riddle.letters.values()), run_time=theme.BEAT)
        with self.voiceover(riddle_said(relu), reveal=True):
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
        with self.voiceover(cuts_said(riddle)):
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
        pulses = [squish_rate_func(there_and_back, at, at + 0.6) for at in (0.0, 0.2, 0.4)]
        lines = [s.decided.boundary.animate(rate_func=p) for s, p in zip(spaces, pulses, strict=True)]
        lit = [line.set_stroke(theme.EMPHASIS, 2 * theme.BOUNDARY_WIDTH) for line in lines]
        grids = [space.plane.grid.animate(rate_func=there_and_back) for space in spaces]
        swell = [grid.set_stroke(width=3.0, opacity=1.0) for grid in grids]
        moral = "[The network never bends the line]. [It bends the world]."
        self.say(moral, lit, swell, reveal=True, run_time=theme.MOVE)
