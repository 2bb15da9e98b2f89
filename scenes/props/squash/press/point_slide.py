"""The points at which both units are off, on their way to one single point; counted as they arrive."""

from __future__ import annotations

import numpy as np
from manim import DOWN, VGroup

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import told
from scenes.kit.drawing.shapes import Array, Polylines, dots_of, rings_of
from scenes.kit.drawing.text import words
from scenes.props.squash.carried_space import CarriedSpace

_WINDOW = 0.4
"""Share of the time each point is on its way."""
_TALLY = np.array([-4.4, -2.3, 0.0])
"""Stage point of the counter's middle."""


class PointSlide(VGroup):
    """Points that slide the way ReLU presses: along the first axis, then along the second.

    Children: ``dots`` (one :class:`Polylines` a class), ``ring`` (where they arrive), ``counter``, ``label``.

    Parameters
    ----------
    space
        Of ReLU, not behind earlier layers.

    Attributes
    ----------
    classes : Array
        Of these points, 0 and 1.
    """

    def __init__(self, space: CarriedSpace) -> None:
        run = space.run
        z = space.panes.z_of(run.inputs.astype(float))
        off = np.flatnonzero((z <= 0).all(axis=1))
        off = off[np.argsort(run.inputs[off, 0], kind="stable")]
        self.classes = np.asarray(run.targets)[off].astype(int)
        corner = np.stack((np.zeros(len(off)), z[off, 1]), axis=1)
        self.stops = space.view.to_stage(np.stack((z[off], corner, np.zeros((len(off), 2)))))
        self.dots = VGroup(*(Polylines(theme.CLASS_COLOURS[label], 11) for label in (0, 1)))
        self.ring = Polylines(theme.EMPHASIS, 4)
        self.ring.set_lines(rings_of(space.view.to_stage(np.zeros((1, 2))), 0.22, 40))
        counter = Counter(0, 0, digits=len(str(len(off))), size=2.4 * theme.LABEL_SIZE)
        self.counter = told(counter, "count")
        self.label = words("points in one point", theme.BODY_SIZE)
        self.counter.move_to(_TALLY)
        self.label.next_to(self.counter, DOWN, buff=0.2)
        super().__init__(self.dots, self.ring, self.counter, self.label)
        self.show(0.0)

    def show(self, time: float) -> PointSlide:
        """Draw the points at a share, 0 to 1, of the time, and count those that have arrived."""
        count = len(self.classes)
        starts = np.linspace(0, 1 - _WINDOW, count) if count > 1 else np.zeros(count)
        ways = np.clip((time - starts) / _WINDOW, 0, 1)
        ways = 2 * ways * ways * (3 - 2 * ways)
        first, second = np.minimum(ways, 1)[:, None], np.maximum(ways - 1, 0)[:, None]
        start, corner, end = self.stops
        placed: Array = start + first * (corner - start) + second * (end - corner)
        for label, dots in enumerate(self.dots):
            dots.set_lines(dots_of(placed[self.classes == label]))
        self.counter.set_value(int((ways >= 2 - 1e-9).sum()))
        return self
