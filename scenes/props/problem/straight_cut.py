"""What a straight cut can do: a real run of affine layers, and why no other cut does better."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from manim import DOWN, LEFT, UP, VGroup

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import readout
from scenes.kit.drawing.shapes import Array, Polylines, dots_of, rings_of
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import Viewport, axes
from scenes.kit.planes.decided_plane import DecidedPlane
from scenes.kit.planes.input_picture import InputPicture
from scenes.kit.planes.panels import LearningCurve
from scenes.kit.planes.wrong_marks import WrongMarks
from scenes.kit.stage.ruler import EpochRuler
from scenes.kit.words.hues import class_hues
from training.geometry.decision import refuse_deep
from training.geometry.separability import Witness
from training.network.formulas import Weights
from training.run.trajectory import Trajectory

_BY_LOGARITHM, _BY_TURN = 0.5, 0.2
"""Shares of the film that epochs get by their logarithm, and by how far the cut turns in the first of them;
the rest they get evenly."""
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
    """A run of affine layers on a stage: its cut and its errors, accuracy and loss, the epoch ruler.

    Children: ``charts`` (frames, curves, names, readouts) and ``ruler``. ``cut`` and ``marks`` are drawn
    over and under the data, so the storyboard adds them; what of the children no epoch changes is ``still``.
    Readouts show the last whole epoch's measurement.

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
        self.cut, self.marks = DecidedPlane(), WrongMarks(plane.as_strokes)
        self.ruler = EpochRuler(run.epochs, step=max(1, run.epochs // 6))
        ceiling = max(float(np.ceil(run.loss.max() * 10) / 10), 0.1)
        self.curves: list[LearningCurve] = []
        self.readouts: list[Counter] = []
        self.charts = VGroup(
            self._chart("accuracy", run.accuracy, (0.0, 1.0), (centre[0], centre[1] + 1.5)),
            self._chart("loss", run.loss, (0.0, ceiling), (centre[0], centre[1] - 1.25)),
        )
        super().__init__(self.charts, self.ruler)
        self.still = [still for frame, _, headline in self.charts for still in (frame, headline[0])]
        self.still.append(self.ruler.still)
        self.show(0.0)

    def _chart(
        self, name: str, values: Array, y_range: tuple[float, float], centre: tuple[float, float]
    ) -> VGroup:
        view = Viewport(centre, 5.2, 1.55, (0.0, float(self.run.epochs)), y_range)
        self.curves.append(LearningCurve(view, values, theme.INK))
        counter = Counter(float(values[0]), 3, size=theme.BODY_SIZE)
        headline = readout(name, counter, theme.BODY_SIZE, theme.INK, buff=0.3)
        headline.next_to([view.left_of(), centre[1] + view.height / 2, 0.0], UP, buff=0.2, aligned_edge=LEFT)
        self.readouts.append(counter)
        frame = axes(view, "", "", (0, self.run.epochs), y_range, closed=False)
        return VGroup(frame, self.curves[-1], headline)

    def show(self, epoch: float, speed: float = 0.0) -> StraightRun:
        """Show a real epoch; ``speed`` in epochs a second of film. Returns itself."""
        kernel, bias = merged(self.run.glide(epoch))
        self.cut.show(self.view, kernel, bias)
        wrong = {
            label: (rows @ kernel[:, 0] + bias[0] > 0) != bool(label)
            for label, rows in self.plane.strokes.items()
        }
        self.marks.show(self.placed, wrong)
        whole = int(epoch + 1e-9)
        for curve, counter in zip(self.curves, self.readouts, strict=True):
            curve.show(epoch)
            counter.set_value(float(curve.values[whole]))
        self.ruler.show(epoch, speed)
        return self

    def played(self, share: float, seconds: float) -> StraightRun:
        """Show ``share`` (0 to 1) of the film: single batches first, where the cut turns; then faster."""
        rest = _COMING_TO_REST
        braking = max(share - (1 - rest), 0.0) / rest
        gone = (share - rest * braking**2 / 2) / (1 - rest / 2)
        passed, times = self._clock
        pace = float(np.interp(gone, times, np.gradient(passed, times)))
        return self.show(
            float(np.interp(gone, times, passed)), pace * (1 - braking) / (1 - rest / 2) / seconds
        )

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


class TriangleProof(VGroup):
    """Three points of one class around one of the other, and a straight cut that just keeps the three.

    Children: ``cut`` (regions and line), ``triangle``, ``dots``, ``ring``; ``remarks`` beside it are for the
    storyboard to show one by one.

    Parameters
    ----------
    view
        Showing the input square.
    witness
        The four points.
    """

    def __init__(self, view: Viewport, witness: Witness) -> None:
        self.view, self.witness = view, witness
        self.cut = DecidedPlane()
        corners = view.to_stage(witness.triangle)
        self.triangle = Polylines(theme.EMPHASIS, 4.0).set_paths([corners[[0, 1, 2, 0]]])
        point = view.to_stage(witness.point)[None]
        self.dots = VGroup(
            *(
                Polylines(colour, width).set_lines(dots_of(places))
                for places, label in ((corners, witness.triangle_label), (point, 1 - witness.triangle_label))
                for colour, width in ((theme.INK, 27), (theme.CLASS_COLOURS[label], 20))
            )
        )
        self.ring = Polylines(theme.WRONG, 5.0).set_lines(rings_of(point, 0.26, sides=40))
        hues = class_hues()
        self.outer, self.inner = hues[witness.triangle_label], hues[1 - witness.triangle_label]
        self.remarks = VGroup(
            words(f"three {self.outer} corners, \\\n one {self.inner} point inside", theme.BODY_SIZE),
            words(f"the {self.outer} side of the cut \\\n always has all four", theme.BODY_SIZE),
            words("no straight cut works", theme.BODY_SIZE, theme.EMPHASIS),
        ).arrange(DOWN, buff=0.7, aligned_edge=LEFT)
        super().__init__(self.cut, self.triangle, self.dots, self.ring)
        self.show(np.pi / 2)

    def show(self, angle: float, room: float = 0.06) -> TriangleProof:
        """Lay the cut against the triangle, the three on the side the angle (radians) points to."""
        normal = np.array([np.cos(angle), np.sin(angle)])
        sign = 1.0 if self.witness.triangle_label else -1.0
        offset = room - float((self.witness.triangle @ normal).min())
        self.normal, self.offset = sign * normal, sign * offset
        self.cut.show(self.view, self.normal[:, None], np.array([self.offset]))
        return self
