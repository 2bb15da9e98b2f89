"""The epoch ruler in the bottom strip: where the film is in the run, and how fast time passes."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, UP, Dot, Triangle, VGroup

from scenes.kit import theme
from scenes.kit.counter import Counter
from scenes.kit.shapes import Array, Polylines
from scenes.kit.text import words
from scenes.kit.viewport import tick_text


class EpochRuler(VGroup):
    """A line of epochs with a pointer, measured milestones, and playback speed.

    Children: ``line``, ``numbers``, ``flags``, ``pointer``, ``readout`` (epoch counter and speed).

    Parameters
    ----------
    epochs
        Last epoch E of the run.
    milestones
        Measured epochs marked on the line.
    step
        Epochs between numbered ticks.
    """

    def __init__(self, epochs: int, milestones: tuple[float, ...] = (), step: int = 25) -> None:
        self.epochs = epochs
        self.y = theme.STRIP_TOP - 0.22
        self.left, self.right = theme.LEFT_EDGE + 3.4, theme.RIGHT_EDGE - 0.35
        ticks = np.arange(0, epochs + 1, step)
        paths = [self.place(np.array([0.0, epochs]))]
        paths += [self.place(np.array([tick, tick])) + np.array([[0, 0, 0], [0, -0.1, 0]]) for tick in ticks]
        self.line = Polylines(theme.MUTED, theme.AXIS_WIDTH).set_paths(paths)
        self.numbers = VGroup(
            *(
                words(tick_text(float(tick)), theme.LABEL_SIZE, theme.MUTED).next_to(
                    self.place(np.array([tick]))[0], DOWN, buff=0.15
                )
                for tick in ticks
            )
        )
        self.flags = VGroup(
            *(Dot(self.place(np.array([m]))[0], 0.07, color=theme.EMPHASIS) for m in milestones)
        )
        self.pointer = (
            Triangle(fill_color=theme.INK, fill_opacity=1, stroke_width=0).scale(0.13).rotate(np.pi)
        )
        self.counter = Counter(0, 0, digits=3, size=theme.LABEL_SIZE + 2)
        self.speed = Counter(0, 1, digits=2, size=theme.LABEL_SIZE, colour=theme.MUTED)
        epoch_word = words("epoch", theme.LABEL_SIZE + 2)
        speed_word = words("epochs a second", theme.LABEL_SIZE, theme.MUTED)
        upper = VGroup(epoch_word, self.counter).arrange(RIGHT, buff=0.15)
        lower = VGroup(self.speed, speed_word).arrange(RIGHT, buff=0.12)
        self.readout = VGroup(upper, lower).arrange(DOWN, buff=0.1, aligned_edge=np.array([-1.0, 0, 0]))
        self.readout.move_to(
            np.array([theme.LEFT_EDGE, self.y - 0.2, 0]), aligned_edge=np.array([-1.0, 0, 0])
        )
        super().__init__(self.line, self.numbers, self.flags, self.pointer, self.readout)
        self.show(0.0, 0.0)

    def place(self, epochs: Array) -> Array:
        """Stage points of epochs, shape ``(n, 3)``."""
        x = self.left + (self.right - self.left) * np.asarray(epochs, float) / self.epochs
        return np.stack((x, np.full_like(x, self.y), np.zeros_like(x)), axis=1)

    def show(self, epoch: float, speed: float) -> EpochRuler:
        """Point at an epoch; ``speed`` is in epochs a second of film, 0 while time stands still."""
        self.pointer.move_to(self.place(np.array([epoch]))[0] + 0.02 * UP, aligned_edge=DOWN)
        self.counter.set_value(int(epoch + 1e-9))
        self.speed.set_value(speed)
        return self
