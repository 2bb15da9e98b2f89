"""The stage of a race: one epoch clock for several runs, with a stop wherever one of them solves the task."""

from __future__ import annotations

from typing import Any, ClassVar

from manim import FadeIn

from scenes.kit.stage.ruler import EpochRuler
from scenes.kit.stage.stage import LectureScene
from scenes.props.race.race import Race
from scenes.props.race.race_words import RaceWords


class RaceScene(LectureScene):
    """Base of scenes that play all of ``runs`` at once.

    Class attributes ``seconds``: film time from the first epoch to the last, stops not counted;
    ``boundaries``: whether boundaries are seen sweeping, which takes time of its own.
    """

    seconds: ClassVar[float] = 18.0
    boundaries: ClassVar[bool] = False

    def setup(self) -> None:
        """Load the runs and plan the clock."""
        super().setup()
        shuffles = self.sweep(self.sweeps[0]) if self.sweeps else None
        self.race = Race({name: self.trajectory(name) for name in self.runs}, shuffles)
        self.said = RaceWords(self.race)
        self.playback = self.race.playback(self.seconds, self.boundaries)
        self.legs = list(self.playback.legs)
        stops = tuple(map(float, self.race.stops))
        self.ruler = EpochRuler(self.race.epochs, stops, seconds=self.playback.each_second())

    def rulers_entrance(self) -> list[FadeIn]:
        """The ruler fades in, what never moves of it beneath everything else, so that it is drawn once."""
        self.bring_to_back(self.ruler.still)
        return [FadeIn(self.ruler.still), FadeIn(self.ruler.live)]

    def start_the_clock(self, *panels: Any) -> None:
        """Let panels and ruler follow the epoch from here on."""
        for panel in panels:
            panel.add_updater(lambda shown: shown.show(self.epoch.get_value()))
        self.ruler.still.suspend_updating()
        self.ruler.live.add_updater(lambda _: self.drive_ruler())

    def drive_ruler(self) -> None:
        """Let the ruler follow the epoch and tell the speed."""
        epoch = self.epoch.get_value()
        self.ruler.show(epoch, self.playback.speed(epoch))

    def run_to_the_next_stop(self, remark: str = "") -> None:
        """Play one leg of the clock, with a remark on the way."""
        if remark:
            with self.voiceover(remark):
                self.run_to_the_next_stop()
            return
        leg = self.legs.pop(0)
        self.play(self.epoch.animate(run_time=leg.seconds, rate_func=leg.rate).set_value(leg.end))
