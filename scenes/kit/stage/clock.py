"""The clock every filmed run shares: the epoch, the legs from stop to stop, the ruler that shows both."""

from __future__ import annotations

from collections import deque
from typing import Any

from manim import Animation, FadeIn, ValueTracker

from scenes.kit.stage.playback import Playback
from scenes.kit.stage.ruler import EpochRuler


class FilmClock:
    """Leads the epoch from stop to stop of a :class:`Playback`; the ruler points at it.

    Parameters
    ----------
    epoch
        The scene's epoch, begun at 0; nobody else moves it while the clock runs.
    playback
        Film time against epochs.
    milestones
        Epochs with a dot on the ruler once they are reached.

    Attributes
    ----------
    ruler : EpochRuler
        A scene adds ``still`` and ``live`` apart: see :meth:`animate_entrance`.
    legs : deque of Leg
        What is left to play.
    """

    def __init__(self, epoch: ValueTracker, playback: Playback, milestones: tuple[float, ...]) -> None:
        self.epoch, self.playback = epoch, playback
        self.legs = deque(playback.legs)
        self.ruler = EpochRuler(playback.epochs, milestones, seconds=playback.each_second())

    @property
    def now(self) -> float:
        """The epoch shown, in [0, E]."""
        return float(self.epoch.get_value())

    def animate_entrance(self) -> list[Animation]:
        """Return the fading in of both parts of the ruler; put ``ruler.still`` beneath all else before."""
        return [FadeIn(self.ruler.still), FadeIn(self.ruler.live)]

    def start(self) -> None:
        """Let the ruler follow the epoch from here on; what never moves of it is drawn once."""
        self.ruler.still.suspend_updating()
        self.ruler.live.add_updater(lambda _: self.ruler.show(self.now))

    def drive(self, panel: Any) -> None:
        """Let a panel show the clock's epoch from here on."""
        panel.add_updater(lambda driven: driven.show(self.now))

    def animate_leg(self) -> Animation:
        """Return the next leg's animation of the epoch, in its time and at its pace; it is then played."""
        leg = self.legs.popleft()
        moving: Animation = self.epoch.animate(run_time=leg.seconds, rate_func=leg.rate).set_value(leg.end)
        return moving
