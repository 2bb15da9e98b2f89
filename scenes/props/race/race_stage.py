"""The stage of a race: one epoch clock for several runs."""

from __future__ import annotations

from typing import ClassVar

from scenes.kit.stage.clock import FilmClock
from scenes.kit.stage.stage import LectureScene
from scenes.props.race.race import Race
from scenes.props.race.race_words import RaceWords


class RaceScene(LectureScene):
    """Base of scenes that play all of ``runs`` at once.

    Class attributes ``seconds``: film time from the first epoch to the last, stops not counted;
    ``halts``: whether time stands still wherever a run solves the task, and takes what a boundary needs to be
    followed.
    """

    seconds: ClassVar[float] = 15.0
    halts: ClassVar[bool] = True

    def setup(self) -> None:
        """Load the runs and set the clock."""
        super().setup()
        shuffles = self.sweep(self.sweeps[0]) if self.sweeps else None
        self.race = Race({name: self.trajectory(name) for name in self.runs}, shuffles)
        self.said = RaceWords(self.race)
        stops = tuple(map(float, self.race.stops)) if self.halts else ()
        playback = self.race.playback(self.seconds, stops, self.halts)
        self.clock = FilmClock(self.epoch.begin(*self.runs), playback, stops)

    def run_to_the_next_stop(self) -> None:
        """Play one leg of the clock."""
        self.play(self.clock.animate_leg())
