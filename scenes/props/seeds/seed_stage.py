"""All starts of a sweep on one clock: a block of cells an activation, tallies, the strip of finishes."""

from __future__ import annotations

from typing import Any

from manim import RIGHT, UP, Typst, VGroup

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import baseline_of, readout
from scenes.kit.drawing.shapes import Polylines
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import Viewport
from scenes.props.seeds.seed_block import SeedBlock, tally_beside
from scenes.props.seeds.seed_words import in_front, names_of
from scenes.props.seeds.solve_strip import SolveStrip
from training.sweep.sweep import Sweep

_TOP, _HEIGHT, _WIDTH, _ROWS = 2.62, 2.45, 4.2, 5
"""Upper end, height and width of each block of cells, Manim units; rows of cells in it."""


class SeedStage:
    """What the chapter on other seeds shows; the storyboard brings in its parts when it is time.

    Attributes
    ----------
    heading : Typst
    labels, blocks, tallies : VGroup
        One child an activation.
    strip : SolveStrip
    clock : VGroup
        The epoch, on the heading's line.

    Parameters
    ----------
    sweep
        The results of all members.
    heading
        The scene's title.
    """

    def __init__(self, sweep: Sweep, heading: Typst) -> None:
        self.sweep, self.heading = sweep, heading
        names, total = sweep.plan.activations, len(sweep.plan.seeds)
        pitch = (theme.RIGHT_EDGE - theme.LEFT_EDGE - _WIDTH) / max(len(names) - 1, 1)
        self.blocks, self.labels, self.tallies = VGroup(), VGroup(), VGroup()
        for k, (name, spoken) in enumerate(zip(names, names_of(sweep), strict=True)):
            x = theme.LEFT_EDGE + _WIDTH / 2 + k * pitch
            centre = (x, _TOP - _HEIGHT / 2)
            self.blocks.add(SeedBlock(sweep, name, centre, _WIDTH, _HEIGHT, -(-total // _ROWS)))
            label = words(spoken, theme.BODY_SIZE - 4, theme.RUN_COLOURS.get(name, theme.INK))
            self.labels.add(label)
            self.tallies.add(tally_beside(label, total, (x, _TOP + 0.2), _WIDTH - 0.1))
        last = sweep.plan.base.epochs
        self.strip = SolveStrip(sweep, Viewport((-0.3, -1.34), 9.6, 2.4, (0, last), (0, 1)), 5.45)
        counter = Counter(0, 0, digits=len(str(last)), size=theme.BODY_SIZE)
        self.clock = readout("epoch", counter, theme.BODY_SIZE, theme.INK)
        self.clock.move_to([theme.RIGHT_EDGE, 0, 0], aligned_edge=RIGHT)
        self._level = baseline_of(heading)
        self.clock.shift((self._level - baseline_of(self.clock[0])) * UP)

    def show(self, epoch: float) -> None:
        """Bring cells, tallies, strip and clock to one epoch."""
        for block, tally in zip(self.blocks, self.tallies, strict=True):
            block.show(epoch)
            tally[0].set_value(int(block.solved_by(epoch).sum()))
        self.strip.show(epoch)
        self.clock[1].set_value(int(epoch + 1e-9))

    def fronts(self) -> VGroup:
        """Return frames, a child an activation, in its hue around the cells whose start it finishes first."""
        frames = VGroup()
        for block, first in zip(self.blocks, in_front(self.sweep), strict=True):
            hue = theme.RUN_COLOURS.get(block.kind, theme.INK)
            frames.add(Polylines(hue, 3.0).set_lines(block.outlines[first]))
        return frames

    def marks_of(self, seed: int) -> dict[str, Any]:
        """Return one seed's marks: ``rings`` in the strip, ``frames`` of its cells, its ``name`` above."""
        rings = Polylines(theme.EMPHASIS, 3.0).set_lines(self.strip.marks_of(seed))
        frames = Polylines(theme.EMPHASIS, 4.0).set_paths([block.outline(seed) for block in self.blocks])
        name = words(f"seed {seed}", theme.BODY_SIZE, theme.EMPHASIS).set_x(0)
        return {
            "rings": rings,
            "frames": frames,
            "name": name.shift((self._level - baseline_of(name)) * UP),
        }
