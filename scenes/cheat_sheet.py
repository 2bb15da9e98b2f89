"""Chapter: how to read a feature space; the three pictures of the beginning, understood."""

from __future__ import annotations

from manim import (
    Animation,
    Create,
    FadeIn,
    FadeOut,
    UpdateFromAlphaFunc,
    ValueTracker,
    VGroup,
    linear,
    smooth,
)

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines, rings_of
from scenes.kit.drawing.viewport import Viewport, square_viewport
from scenes.kit.planes.forward import Forward
from scenes.kit.planes.riddle import ORDER, VIEWS, Riddle, on_baseline, small_graph
from scenes.kit.stage.stage import LectureScene
from scenes.props.cheat_sheet.carried_card import CarriedCard
from scenes.props.cheat_sheet.readings import (
    Reading,
    a_line,
    corners_said,
    flat,
    parted,
    pictures_said,
    pressed,
    seen_corners,
    smooth_said,
)
from scenes.props.cheat_sheet.space_card import SpaceCard, card_slots
from training.geometry.decision import refuse_deep

CARD, CARD_LEVEL = 3.2, 0.1
"""Side of a card and height of the row's middle, Manim units: four cards fill the stage's width."""
LARGE = {
    name: square_viewport((x, -0.05), 4.2, -1.0, 1.0)
    for name, x in zip(ORDER, (-4.64, 0.0, 4.64), strict=True)
}
"""Where the three pictures stand as they become feature spaces."""
TRAVEL = 3.5
"""Seconds in which all planes move, and then again are squashed, before and on the last words."""


class CheatSheet(LectureScene):
    """What each shape of feature space means; then the three pictures of the beginning, understood."""

    title = "Reading a feature space"
    runs = ("linear", "dead_unit", "sigmoid", "tanh", "relu")

    def construct(self) -> None:
        """Play the chapter's beats in their order."""
        self.measure_the_runs()
        self.take_the_dead_plane_up()
        self.read_the_shapes()
        self.return_to_the_three_pictures()
        self.ask_what_stands_behind()
        self.bend_the_world()

    def measure_the_runs(self) -> None:
        """Which shapes there are to be read."""
        linear_run, self.dead, sigmoid, tanh, relu = runs = [self.trajectory(name) for name in self.runs]
        for run in runs:
            refuse_deep(run.weights)
        edges = pressed(sigmoid, tanh)
        others = [run for run in (relu, tanh, sigmoid) if edges is None or run is not edges.run]
        readings = [flat(linear_run), a_line(self.dead, linear_run), edges, parted(*others)]
        self.readings = [reading for reading in readings if reading is not None]
        self.slots = card_slots(len(self.readings), CARD, CARD_LEVEL)

    def place_of(self, reading: Reading) -> Viewport:
        """Return the slot of a reading."""
        x, y, _ = self.slots[self.readings.index(reading)].get_center()
        return square_viewport((float(x), float(y)), CARD, -1.0, 1.0)

    def take_the_dead_plane_up(self) -> None:
        """The feature space of the dead unit, as the chapter before left it, travels into its slot."""
        self.next_section("At a glance")
        self.head = self.heading()
        self.travelled: SpaceCard | None = None
        moves: list[Animation] = []
        if self.readings[1].run is self.dead:
            carried = CarriedCard(self.dead)
            self.add(carried)
            self.travelled, home = carried.card, carried.card.view
            goal = self.place_of(self.readings[1]).ranged(home.x_range, home.y_range)
            moves = [
                FadeOut(carried.names, run_time=theme.QUICK),
                UpdateFromAlphaFunc(carried.card, lambda c, share: c.stand(home.towards(goal, share))),
            ]
        with self.voiceover("Now you can read a [feature space] at a glance.") as said:
            self.play(FadeIn(self.head), run_time=theme.QUICK)
            said.until("[feature space]")
            self.bring_to_back(self.slots)
            self.play(FadeIn(self.slots), *moves, run_time=theme.MOVE)

    def read_the_shapes(self) -> None:
        """Real feature spaces in a row, one beat each; what is not spoken of is dark."""
        self.cards = VGroup()
        others = [] if self.travelled is None else [self.travelled.animate_veil(True)]
        for reading in self.readings:
            self.next_section(reading.shape.capitalize())
            if self.travelled is not None and reading.run is self.dead:
                card = self.travelled
                enter = card.animate_veil(False)
            else:
                card = SpaceCard(reading.run, self.place_of(reading).centre, CARD)
                enter = FadeIn(card)
            titles = card.titled(reading.shape, reading.meaning)
            self.say(reading.said, (enter, FadeIn(titles), *others), run_time=theme.BEAT)
            self.cards.add(card, titles)
            others = [card.animate_veil(True), titles.animate.set_opacity(theme.DIMMED)]
        self.wait(theme.BEAT)

    def return_to_the_three_pictures(self) -> None:
        """The pictures of the beginning where they stood, each above the graph that drew it."""
        self.next_section("The three pictures again")
        self.riddle, relu = Riddle(self.trajectory), self.trajectory("relu")
        self.graphs = VGroup(
            *(
                small_graph(run.activation, theme.RUN_COLOURS[name], VIEWS[name].centre[0])
                for name, run in self.riddle.runs.items()
            )
        )
        self.rings = Polylines(theme.EMPHASIS, 4.0)
        self.rings.set_lines(rings_of(VIEWS["relu"].to_stage(seen_corners(relu)), 0.2, sides=40))
        self.play(FadeOut(self.cards, self.slots), run_time=theme.QUICK)
        shown = [FadeIn(part) for part in (self.riddle, self.graphs, *self.riddle.names.values())]
        self.say(pictures_said(*self.riddle.runs.values()), shown, run_time=theme.BEAT)
        told = corners_said(relu)
        self.say(told, *([Create(self.rings)] if "[" in told else []))
        self.say(smooth_said(self.trajectory("tanh"), self.trajectory("sigmoid")))

    def ask_what_stands_behind(self) -> None:
        """Only the pictures stay, large."""
        self.next_section("And behind them?")
        riddle, share = self.riddle, ValueTracker(0.0)
        names = riddle.names
        leaving = FadeOut(self.rings, self.graphs, self.head)
        self.say("And what stands [behind] each of them?", leaving, run_time=theme.QUICK)
        riddle.add_updater(lambda drawn: drawn.show(LARGE, share.get_value()))
        lifted = [name.animate.move_to(on_baseline(name.copy(), LARGE[run])) for run, name in names.items()]
        self.play(share.animate.set_value(1.0), *lifted, run_time=theme.BEAT)
        riddle.clear_updaters()

    def bend_the_world(self) -> None:
        """Each square moves, then becomes its feature space: the boundary straightens on the last words."""
        self.next_section("It bends the world")
        worlds = [Forward(self.trajectory(name), LARGE[name]) for name in ORDER]
        self.play(*map(FadeIn, worlds), FadeOut(self.riddle), run_time=theme.QUICK)

        def onward(begin: float) -> list[UpdateFromAlphaFunc]:
            return [
                UpdateFromAlphaFunc(
                    world, lambda w, time: w.show(begin + smooth(time)), run_time=TRAVEL, rate_func=linear
                )
                for world in worlds
            ]

        self.play(*onward(0.0))
        self.say(
            "The network never bends the boundary. [It bends the world].", tuple(onward(1.0)), reveal=True
        )
        self.wait(theme.PAUSE_REVEAL)
