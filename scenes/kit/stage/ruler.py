"""The epoch ruler in the bottom strip: where the film is in the run, and what a second of it covers."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Triangle, VGroup

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import readout, told
from scenes.kit.drawing.shapes import Array, Polylines, dots_of
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import tick_text

_FLAG_SIZE = 18.0
"""Stroke width of a milestone's dot."""


def epoch_step(epochs: int, most: int) -> int:
    """Return the distance of epoch ticks: the least of 1, 2, 5, 10, 20, ... with at most ``most`` steps."""
    for power in range(9):
        for step in (1, 2, 5) if power == 0 else (10, 20, 25, 50):
            size: int = step * 10 ** max(power - 1, 0)
            if epochs / size <= most:
                return size
    raise ValueError(f"{epochs} epochs are too many for a ruler; expected fewer than 10^9")


class EpochRuler(VGroup):
    """A line of epochs with a pointer, measured milestones, film seconds and the key to these.

    Children: ``still`` (line, numbers, film seconds, words) and ``live`` (flags, pointer, counter); a scene
    may add the two apart, the still part beneath everything that moves, so that it is drawn once.

    Parameters
    ----------
    epochs
        Last epoch E of the run.
    milestones
        Measured epochs; each gets a dot on the line once it is reached.
    step
        Epochs between numbered ticks; by default a round number that gives at most six.
    seconds
        Epochs reached after each second of film: a small upright mark each, dense where time runs slow.
    """

    def __init__(
        self,
        epochs: int,
        milestones: tuple[float, ...] = (),
        step: int | None = None,
        seconds: Array | None = None,
    ) -> None:
        self.epochs, self.milestones = epochs, tuple(sorted(milestones))
        self.y = theme.STRIP_TOP - 0.25
        self.left, self.right = theme.LEFT_EDGE + 3.4, theme.RIGHT_EDGE - 0.35
        ticks = np.arange(0, epochs + 1, step or epoch_step(epochs, 6))
        paths = [self.place(np.array([0.0, epochs]))]
        paths += [self.place(np.array([tick, tick])) + np.array([[0, 0, 0], [0, -0.1, 0]]) for tick in ticks]
        self.line = Polylines(theme.FRAME, theme.AXIS_WIDTH).set_paths(paths)
        self.numbers = VGroup(
            *(
                words(tick_text(float(tick)), theme.LABEL_SIZE, theme.MUTED).next_to(
                    self.place(np.array([tick]))[0], DOWN, buff=0.15
                )
                for tick in ticks
            )
        )
        feet = self.place(np.array([]) if seconds is None else seconds)
        self.marks = Polylines(theme.FAINT, theme.AXIS_WIDTH)
        self.marks.set_paths([np.stack((foot, foot + 0.1 * UP)) for foot in feet])
        self.flags = Polylines(theme.EMPHASIS, _FLAG_SIZE)
        self.reached = 0
        pointer = Triangle(fill_color=theme.INK, fill_opacity=1, stroke_width=0).scale(0.13).rotate(np.pi)
        self.pointer = pointer.move_to(self.place(np.array([0.0]))[0] + 0.04 * UP, aligned_edge=DOWN)
        self._pointer_home = self.pointer.points.copy()
        self.counter = told(Counter(0, 0, digits=len(str(epochs)), size=theme.LABEL_SIZE + 2), "epoch")
        self.readout = self._readout()
        texts = [text for line in self.readout for text in line if not isinstance(text, Counter)]
        self.still = VGroup(self.line, self.numbers, self.marks, *texts)
        self.live = VGroup(self.flags, self.pointer, self.counter)
        super().__init__(self.still, self.live)
        self.show(0.0)

    def _readout(self) -> VGroup:
        """Two lines: the epoch, and the key to the small marks, where there are any."""
        upper = readout("epoch", self.counter, theme.LABEL_SIZE, theme.INK, buff=0.14)
        both = VGroup(upper)
        if len(self.marks.points):
            mark = Polylines(theme.FAINT, theme.AXIS_WIDTH).set_paths([np.array([[0, 0, 0], [0, 0.2, 0]])])
            key = VGroup(mark, words("one second", theme.LABEL_SIZE, theme.MUTED)).arrange(RIGHT, buff=0.16)
            both.add(key.next_to(upper, DOWN, buff=0.12, aligned_edge=LEFT))
        return both.move_to(np.array([theme.LEFT_EDGE, self.y - 0.16, 0]), aligned_edge=LEFT)

    def place(self, epochs: Array) -> Array:
        """Return the stage points of epochs, shape ``(n, 3)``."""
        x = self.left + (self.right - self.left) * np.asarray(epochs, float) / self.epochs
        return np.stack((x, np.full_like(x, self.y), np.zeros_like(x)), axis=1)

    def show(self, epoch: float) -> EpochRuler:
        """Point at an epoch, with a dot on every milestone up to it."""
        along = (self.right - self.left) * epoch / self.epochs
        self.pointer.points = self._pointer_home + np.array([along, 0.0, 0.0])
        reached = sum(milestone <= epoch + 1e-9 for milestone in self.milestones)
        if reached != self.reached:
            self.reached = reached
            self.flags.set_lines(dots_of(self.place(np.array(self.milestones[:reached]))))
        self.counter.set_value(int(epoch + 1e-9))
        return self
