"""Accuracy and loss of the weights that are drawn, and their way so far."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, VGroup

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import readout
from scenes.kit.drawing.shapes import Polylines, dots_of
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import TICK_GAP, TICK_LENGTH, axes
from scenes.kit.planes.panels import LearningCurve, Panel
from scenes.kit.stage.ruler import epoch_step
from scenes.props.training.layout import above, row_view
from scenes.props.training.points import Points


class CurvesPanel(Panel):
    """Accuracy, 0 to 100 %, and loss after every epoch so far; above, both of the weights now drawn.

    Accuracy is drawn in the activation's hue and has its numbers at the left, loss in grey and at the right.

    Parameters
    ----------
    points
        Of the run.
    row
        Of the plots at the right.
    """

    def __init__(self, points: Points, row: int = 0) -> None:
        self.points_now, run = points, points.run
        top = max(1.0, float(np.ceil(run.loss.max())))
        room = row_view(row, margin=0.5)
        view = room.ranged((0.0, float(run.epochs)), (-0.04, 1.06))
        step = epoch_step(run.epochs, 3)
        ticks = tuple(float(tick) for tick in range(0, run.epochs + 1, step))
        hue = theme.run_colour(run.recipe.activation)
        self.accuracy = LearningCurve(view, run.accuracy, hue, 5.0)
        scaled = room.ranged((0.0, float(run.epochs)), (-0.04 * top, 1.06 * top))
        self.loss = LearningCurve(scaled, run.loss, theme.FRAME, 3.0)
        self.tips = Polylines(theme.INK, 9.0)
        self.accuracy_shown = Counter(100.0, 2, digits=3, suffix="%", colour=hue)
        self.loss_shown = Counter(0.0, 3, digits=len(str(int(top))), colour=theme.MUTED)
        percent = above(view, readout("accuracy", self.accuracy_shown, theme.LABEL_SIZE, hue))
        entropy = above(view, readout("loss", self.loss_shown, theme.LABEL_SIZE, theme.MUTED), RIGHT)
        entropy.shift((theme.RIGHT_EDGE - entropy.get_right()[0]) * RIGHT)
        frame = VGroup(axes(view, x_ticks=ticks), percent[0], entropy[0])
        dashes = Polylines(theme.FRAME, theme.AXIS_WIDTH)
        feet = []
        for value, name, side, colour in (
            (0.0, "0", LEFT, hue),
            (1.0, "100%", LEFT, hue),
            (0.0, "0", RIGHT, theme.MUTED),
            (1.0, f"{top:.0f}", RIGHT, theme.MUTED),
        ):
            foot = view.to_stage(np.array([0.0 if side[0] < 0 else run.epochs, value]))
            feet.append(np.stack((foot, foot + TICK_LENGTH * side)))
            frame.add(words(name, theme.LABEL_SIZE, colour).next_to(foot, side, buff=TICK_GAP))
        frame.add(dashes.set_paths(feet))
        super().__init__(
            self.loss, self.accuracy, self.tips, self.accuracy_shown, self.loss_shown, frame=frame
        )

    def draw(self) -> None:
        """Draw both curves up to ``self.epoch``, and what the weights drawn there give."""
        now = self.points_now.at(self.epoch)
        reached = self.epoch * self.share
        tips = [
            curve.show(reached, value if self.share == 1.0 else None).tip
            for curve, value in ((self.accuracy, now.accuracy), (self.loss, now.loss))
        ]
        self.tips.set_lines(dots_of(np.array(tips)))
        seen = self.share * self.light
        if self.tips.get_stroke_opacity() != seen:
            for line in (self.accuracy, self.loss, self.tips):
                line.set_stroke(opacity=seen)
            for number in (self.accuracy_shown, self.loss_shown):
                number.set_fill(opacity=seen, family=False)
        self.accuracy_shown.set_value(100.0 * now.accuracy)
        self.loss_shown.set_value(now.loss)
