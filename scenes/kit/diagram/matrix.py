"""Matrices and row vectors whose numbers are live."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import told
from scenes.kit.drawing.shapes import Array, Polylines


class LiveMatrix(VGroup):
    """A bracketed table of counters.

    Children: ``brackets`` and ``entries`` (row by row).

    Parameters
    ----------
    values
        Shape ``(rows, columns)``; shown rounded to ``decimals``.
    decimals
        Digits after the point.
    digits
        Cells before the point.
    size
        Manim font size.
    colour
        Hex colour; by default the ink of the theme.
    """

    def __init__(
        self,
        values: Array,
        decimals: int = 2,
        digits: int = 1,
        size: float = theme.BODY_SIZE,
        colour: str | None = None,
    ) -> None:
        values = np.atleast_2d(np.asarray(values, float))
        self.shape = values.shape
        self.values = values
        self.entries = VGroup(
            *(
                told(Counter(v, decimals, sign="cell", digits=digits, size=size, colour=colour), "entry")
                for v in values.flat
            )
        )
        row, cell = size / 48 * 0.62, max(entry.width for entry in self.entries) + size / 48 * 0.35
        for index, entry in enumerate(self.entries):
            r, c = divmod(index, self.shape[1])
            entry.move_to(np.array([c * cell, -r * row, 0.0]))
        left, right = self.entries.get_left()[0] - 0.17, self.entries.get_right()[0] + 0.14
        top, bottom = self.entries.get_top()[1] + 0.12, self.entries.get_bottom()[1] - 0.12
        lip = 0.1
        ends = [
            np.array([[x + d, top, 0], [x, top, 0], [x, bottom, 0], [x + d, bottom, 0]])
            for x, d in ((left, lip), (right, -lip))
        ]
        self.brackets = Polylines(colour or theme.FRAME, 2.5).set_paths(ends)
        super().__init__(self.brackets, self.entries)
        self.center()

    def set_values(self, values: Array) -> LiveMatrix:
        """Show other numbers of the same shape."""
        self.values = np.atleast_2d(np.asarray(values, float))
        for entry, value in zip(self.entries, self.values.flat, strict=True):
            entry.set_value(float(value))
        return self
