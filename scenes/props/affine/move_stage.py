"""A stage on which a plane is moved, the numbers of its map beside it."""

from __future__ import annotations

from collections.abc import Callable

from manim import ValueTracker, VGroup

from scenes.kit import theme
from scenes.kit.drawing.shapes import Array
from scenes.kit.stage.pacing import Act
from scenes.kit.stage.stage import LectureScene
from scenes.props.affine.live_map import LiveMap
from scenes.props.affine.moving_plane import MovingPlane

FOCUS = 0.4
"""Seconds of a change of what is bright."""


class MoveStage(LectureScene):
    """Base of scenes that set ``plane`` and ``live``, the numbers of its map."""

    plane: MovingPlane
    live: LiveMap

    def show(self, kernel: Array, bias: Array | None = None) -> None:
        """Show one map on the plane and in the numbers beside it."""
        self.plane.show(kernel, bias)
        self.live.show()

    def move(self, text: str, show: Callable[[float], object], *bright: VGroup) -> None:
        """Play one move from the marked words on, at least until all is said.

        Parameters
        ----------
        text
            With one span in brackets.
        show
            Shows a share of the move, 0 to 1.
        *bright
            Rows of ``live`` that are bright from before the move; by default none changes.
        """
        with self.voiceover(text) as said:
            if bright:
                self.play(*self.live.animate_focus(*bright), run_time=FOCUS)
            said.until(said.moments[0].text)
            self.follow(show, said.at_least(theme.MOVE))

    def follow(self, show: Callable[[float], object], run_time: float, *beside: Act) -> None:
        """Let a share glide from 0 to 1 and show it; others may play beside it, in their own time."""
        share = ValueTracker(0)
        # The numbers change with the plane: what is drawn before both never moves.
        self.live.add_updater(lambda _: None)
        self.plane.add_updater(lambda _: show(share.get_value()))
        self.add(self.plane, self.live)
        self.play(share.animate(run_time=run_time).set_value(1), *beside)
        self.plane.clear_updaters()
        self.live.clear_updaters()
        show(1.0)
