"""The stage of a race: one epoch clock for several runs, with a stop wherever one of them solves the task."""

from __future__ import annotations

from typing import Any, ClassVar

from manim import Animation

from scenes.kit.stage.clock import FilmClock
from scenes.kit.stage.stage import LectureScene
from scenes.props.race.race import Race
from scenes.props.race.race_words import RaceWords

#: Least seconds of a leg of the clock, from stop to stop; a remark on the way takes as long as it does.
LEG = 3.0


class RaceScene(LectureScene):
    """Base of scenes that play all of ``runs`` at once.

    Class attributes ``seconds``: film time from the first epoch to the last, stops not counted;
    ``boundaries``: whether boundaries are to be followed, which takes time of its own; ``first_remark``: what
    is said on the way to the first stop.
    """

    seconds: ClassVar[float] = 18.0
    boundaries: ClassVar[bool] = False
    first_remark: ClassVar[str] = ""

    def setup(self) -> None:
        """Load the runs and set the clock."""
        super().setup()
        shuffles = self.sweep(self.sweeps[0]) if self.sweeps else None
        self.race = Race({name: self.trajectory(name) for name in self.runs}, shuffles)
        self.said = RaceWords(self.race)
        stops = tuple(map(float, self.race.stops))
        shortest = [LEG] * (len(stops) + 1)
        for leg, remark in ((0, self.first_remark if stops else ""), (-1, self.last_remark())):
            if remark:
                shortest[leg] = max(LEG, self.spoken_seconds(remark))
        playback = self.race.playback(self.seconds, self.boundaries, tuple(shortest))
        self.clock = FilmClock(self.epoch, playback, stops)

    def last_remark(self) -> str:
        """Return what is said on the way to the last epoch."""
        return ""

    def rulers_entrance(self) -> list[Animation]:
        """Put what never moves of the ruler beneath everything else; return the fading in of the ruler."""
        self.bring_to_back(self.clock.ruler.still)
        return self.clock.animate_entrance()

    def start_the_clock(self, *panels: Any) -> None:
        """Let panels and ruler follow the epoch from here on."""
        for panel in panels:
            self.clock.drive(panel)
        self.clock.start()

    def run_to_the_next_stop(self, remark: str = "") -> None:
        """Play one leg of the clock, with a remark on the way."""
        if remark:
            with self.voiceover(remark):
                self.run_to_the_next_stop()
            return
        self.play(self.clock.animate_leg())
