"""Yellow is attention, white is the boundary: what is drawn in either, and for how long."""

from __future__ import annotations

import numpy as np
from manim import Mobject, Typst, VMobject

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.shapes import Array, Polylines
from scenes.kit.stage.stage import LectureScene
from tests.scenes.naming import held_as

SEEN = 0.05
"""Opacity from which a stroke or fill is noticed."""
MOMENT = 12.0
"""Most seconds of attention: a yellow line or surface that stays longer says something else."""
DOT = 0.1
"""Longest curve, Manim units, that is a dot and no line."""
LARGE = 0.5
"""Square units from which a fill is a surface and no mark."""


def strokes_and_fill(part: VMobject) -> tuple[str, str]:
    """The colours #RRGGBB of a mobject's stroke and of its fill; empty where they cannot be seen."""
    stroke, fill = part.get_stroke_rgbas(), part.get_fill_rgbas()
    lined = len(stroke) and stroke[:, 3].max() > SEEN and part.get_stroke_width() > 0
    filled = len(fill) and fill[:, 3].max() > SEEN
    return (
        part.get_stroke_color().to_hex()[:7].upper() if lined else "",
        part.get_fill_color().to_hex()[:7].upper() if filled else "",
    )


def curves_of(part: VMobject) -> Array:
    """Its curves, shape ``(curves, 4, 3)``."""
    return np.asarray(part.points[: len(part.points) // 4 * 4].reshape(-1, 4, 3))


def open_length(part: VMobject) -> float:
    """Length of all strokes that do not come back to where they began, dots left out."""
    curves = curves_of(part)
    breaks = np.flatnonzero(np.abs(curves[1:, 0] - curves[:-1, 3]).max(axis=1) > 1e-6) + 1
    length = 0.0
    for path in np.split(curves, breaks):
        size = float(np.linalg.norm(path[:, 3] - path[:, 0], axis=1).sum())
        closed = np.abs(path[0, 0] - path[-1, 3]).max() < 1e-6
        length += 0.0 if closed or size <= DOT else size
    return length


def surface(part: VMobject) -> float:
    """Area of what a fill covers at most: of its box."""
    return float(part.width * part.height)


def is_line_or_surface(part: VMobject, hue: str) -> bool:
    """Whether a hue is drawn as more than a mark: rings, frames, dots and words are marks."""
    stroke, fill = strokes_and_fill(part)
    return (stroke == hue and open_length(part) > 0) or (fill == hue and surface(part) > LARGE)


def drawn_shapes(mobject: Mobject) -> list[VMobject]:
    """All that is drawn of a family but words and numbers."""
    if isinstance(mobject, Typst | Counter):
        return []
    own = [mobject] if isinstance(mobject, VMobject) and len(mobject.points) >= 4 else []
    return [*own, *(shape for child in mobject.submobjects for shape in drawn_shapes(child))]


def white_fault(part: VMobject) -> str:
    """Return what a white stroke is, if it is no boundary's.

    Boundaries are the kit's polylines in the boundary's own white; that nothing else is made of it is seen
    in the source.
    """
    stroke, _ = strokes_and_fill(part)
    if stroke not in (theme.BOUNDARY.upper(), theme.INK.upper()) or is_dots(part):
        return ""
    if stroke == theme.BOUNDARY.upper() and isinstance(part, Polylines):
        return ""
    return "is drawn in white"


def is_dots(part: VMobject) -> bool:
    """Whether all curves are so short that they are dots."""
    curves = curves_of(part)
    return bool((np.linalg.norm(curves[:, 3] - curves[:, 0], axis=1) <= DOT / 20).all())


class ColourWatcher:
    """Looks at every still.

    Attributes
    ----------
    faults : list of str
        White that is no boundary; yellow that stays for longer than a moment.
    """

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._lit: dict[VMobject, float] = {}

    def look(self, scene: LectureScene, beat: str, narration: str) -> None:
        """Look at a still; the stage calls this."""
        shapes = [shape for top in scene.mobjects for shape in drawn_shapes(top)]
        for shape in shapes:
            if fault := white_fault(shape):
                self._note(f"{beat}: {held_as(scene, shape)} {fault}")
        yellow = [shape for shape in shapes if is_line_or_surface(shape, theme.EMPHASIS.upper())]
        self._lit = {shape: self._lit.get(shape, float(scene.time)) for shape in yellow}
        for shape, since in self._lit.items():
            if scene.time - since > MOMENT:
                self._note(f"{beat}: {held_as(scene, shape)} stays yellow for more than {MOMENT:g} s")

    def _note(self, fault: str) -> None:
        # One beat is enough to find it by.
        if not any(fault.partition(": ")[2] == known.partition(": ")[2] for known in self.faults):
            self.faults.append(fault)
