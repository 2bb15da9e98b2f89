"""A real run of affine layers: its boundary and its errors, its accuracy and its loss."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

import numpy as np
from manim import LEFT, UP, VGroup

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import readout, told
from scenes.kit.drawing.shapes import Array
from scenes.kit.drawing.viewport import Viewport, axes
from scenes.kit.planes.decided_plane import DecidedPlane
from scenes.kit.planes.input_picture import InputPicture
from scenes.kit.planes.panels import LearningCurve
from scenes.kit.planes.wrong_marks import WrongMarks
from training.geometry.decision import refuse_deep
from training.network.formulas import Weights, accuracy, losses, probability
from training.run.trajectory import Trajectory

Charted = Literal["accuracy", "loss"]
Ends = tuple[float, float]
WIDTH, HEIGHT = 4.9, 1.45
"""Of each chart, Manim units."""
_BY_LOGARITHM, _BY_TURN = 0.5, 0.2
"""Shares of the film that epochs get by their logarithm, and by how far the boundary turns in the first of
them; the rest they get evenly."""
_COMING_TO_REST = 0.12
"""Share of the film in which its speed falls to nothing."""


def merged(weights: Weights) -> tuple[Array, Array]:
    """The one affine map two affine layers are: x (W V) + (b V + c).

    Returns
    -------
    kernel, bias
        Shapes ``(..., 2, 1)`` and ``(..., 1)``, with the leading axes of the weights.

    Raises
    ------
    LectureError
        When there are earlier layers: the picture is of two.
    """
    refuse_deep(weights)
    kernel = np.asarray(weights.hidden_kernel, float) @ weights.output_kernel
    bias = np.asarray(weights.hidden_bias, float)[..., None, :] @ weights.output_kernel
    return kernel, bias[..., 0, :] + weights.output_bias


class StraightRun(VGroup):
    """A run of affine layers on a stage: charts of accuracy and loss beside its boundary and its errors.

    Children: ``accuracy`` and ``loss``, each its frame, its curve, its headline, and ``epochs``. ``decided``
    and ``marks`` are drawn under and over the data, so the storyboard adds them. Counters tell of the weights
    that are drawn.

    Parameters
    ----------
    run
        With linear activation.
    plane
        Its data.
    view
        Where the data stands.
    centre
        Stage point of the middle between the charts.
    """

    def __init__(
        self, run: Trajectory, plane: InputPicture, view: Viewport, centre: tuple[float, float]
    ) -> None:
        self.run, self.plane, self.view = run, plane, view
        self.placed = {label: view.to_stage(rows) for label, rows in plane.strokes.items()}
        self.decided, self.marks = DecidedPlane(), WrongMarks(plane.as_strokes)
        self.ceiling = max(float(np.ceil(run.loss.max() * 10) / 10), 1.0)
        self.curves: list[LearningCurve] = []
        self.counters: list[Counter] = []
        high, low = ((centre[0], centre[1] + y) for y in (1.45, -1.5))
        self.accuracy = self._chart("accuracy", 100 * run.accuracy, (0.0, 100.0), high)
        self.loss = self._chart("loss", run.loss, (0.0, self.ceiling), low)
        self.clock = told(Counter(0, 0, digits=len(str(run.epochs)), size=theme.BODY_SIZE), "epoch")
        self.epochs = readout("epoch", self.clock, theme.BODY_SIZE, theme.INK, buff=0.2)
        self.epochs.move_to((centre[0], self.loss[0][1][0].get_y(), 0.0))
        super().__init__(self.accuracy, self.loss, self.epochs)
        self.show(0.0)

    def _chart(self, name: Charted, values: Array, y_range: Ends, centre: Ends) -> VGroup:
        view = Viewport(centre, WIDTH, HEIGHT, (0.0, float(self.run.epochs)), y_range)
        self.curves.append(LearningCurve(view, values, theme.FRAME, theme.CURVE_WIDTH))
        percent, size = name == "accuracy", theme.TITLE_SIZE
        number = Counter(0, 1, digits=3, suffix="%", size=size) if percent else Counter(0, 2, size=size)
        counter = told(number, name, self)
        self.counters.append(counter)
        headline = readout(name, counter, theme.TITLE_SIZE, theme.INK, buff=0.3)
        headline.next_to([view.left_of(), centre[1] + view.height / 2, 0.0], UP, buff=0.25, aligned_edge=LEFT)
        frame = axes(view, "", "", () if percent else (0, self.run.epochs), y_range, closed=False)
        return VGroup(frame, self.curves[-1], headline)

    @property
    def still(self) -> list[VGroup]:
        """What no epoch changes."""
        charts = (self.accuracy, self.loss)
        return [*(part for chart in charts for part in (chart[0], chart[2][0])), self.epochs[0]]

    def show(self, epoch: float) -> StraightRun:
        """Show a real epoch; returns itself."""
        self.weights = self.run.glide(epoch)
        kernel, bias = merged(self.weights)
        self.decided.show(self.view, kernel, bias)
        wrong = {
            label: (rows @ kernel[:, 0] + bias[0] > 0) != bool(label)
            for label, rows in self.plane.strokes.items()
        }
        self.marks.show(self.placed, wrong)
        for curve in self.curves:
            curve.show(epoch)
        p = probability(self.run.inputs, self.weights, self.run.activation)
        self.counters[0].set_value(100 * float(accuracy(p, self.run.targets)))
        self.counters[1].set_value(float(losses(p, self.run.targets).mean()))
        self.clock.set_value(int(epoch + 1e-9))
        return self

    def pace(self, share: float) -> float:
        """Return the share of the run that is over after a share of its film: slow first, while it turns."""
        rest = _COMING_TO_REST
        braking = max(share - (1 - rest), 0.0) / rest
        gone = (share - rest * braking**2 / 2) / (1 - rest / 2)
        passed, times = self._clock
        return float(np.interp(gone, times, passed)) / self.run.epochs

    @cached_property
    def _clock(self) -> tuple[Array, Array]:
        """Return 4001 epochs, and the share (0 to 1) of the unbraked film after which each is on screen."""
        epochs = float(self.run.epochs)
        passed = epochs * np.linspace(0.0, 1.0, 4001) ** 4
        kernels = merged(self.run.glide_each(np.minimum(passed, 1.0)))[0][..., 0]
        turned = np.abs(np.diff(np.unwrap(np.arctan2(kernels[:, 1], kernels[:, 0])), prepend=0.0))
        turned[0] = 0.0
        ways = np.log1p(passed * self.run.updates_per_epoch), np.cumsum(turned), passed
        shares = _BY_LOGARITHM, _BY_TURN, 1 - _BY_LOGARITHM - _BY_TURN
        times = sum(share * way / max(way[-1], 1e-9) for share, way in zip(shares, ways, strict=True))
        return passed, np.asarray(times / times[-1])
