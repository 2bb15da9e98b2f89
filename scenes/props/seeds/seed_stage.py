"""All starts of a sweep on one clock: a block of cells an activation, tallies, the strip of finishes."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, Typst, VGroup, VMobject

from scenes.kit import theme
from scenes.kit.drawing.readout import baseline_of
from scenes.kit.drawing.shapes import Array, Polylines
from scenes.kit.drawing.text import words
from scenes.kit.drawing.viewport import Viewport
from scenes.props.seeds.seed_block import SeedBlock, tally_beside
from scenes.props.seeds.seed_words import Duel, finishing, middle, names_of
from scenes.props.seeds.solve_strip import SolveStrip
from scenes.props.seeds.stuck_cell import PRESSING, StuckCell
from training.sweep.sweep import Sweep

_TOP, _HEIGHT, _WIDTH, _ROWS = 2.62, 2.45, 4.2, 5
"""Upper end, height and width of each block of cells, Manim units; rows of cells in it."""
_ASIDE = 0.6
"""Size of the verdict while it waits beside the heading, 1 where it is stated."""
_GATHERED = 6.0
"""Width of a block that has the stage's left half to itself, Manim units."""


class SeedStage:
    """What the chapter on other seeds shows; the storyboard brings in its parts when it is time.

    Attributes
    ----------
    labels, blocks, tallies : VGroup
        One child an activation.
    strip : SolveStrip

    Parameters
    ----------
    sweep
        The results of all members.
    """

    def __init__(self, sweep: Sweep) -> None:
        self.sweep = sweep
        names, total = sweep.plan.activations, len(sweep.plan.seeds)
        pitch = (theme.RIGHT_EDGE - theme.LEFT_EDGE - _WIDTH) / max(len(names) - 1, 1)
        self.blocks, self.labels, self.tallies = VGroup(), VGroup(), VGroup()
        for k, (name, spoken) in enumerate(zip(names, names_of(sweep), strict=True)):
            x = theme.LEFT_EDGE + _WIDTH / 2 + k * pitch
            centre = (x, _TOP - _HEIGHT / 2)
            self.blocks.add(SeedBlock(sweep, name, centre, _WIDTH, _HEIGHT, -(-total // _ROWS)))
            label = words(spoken, theme.BODY_SIZE - 4, theme.run_colour(name))
            self.labels.add(label)
            self.tallies.add(tally_beside(label, total, (x, _TOP + 0.2), _WIDTH - 0.1))
        last = sweep.plan.base.epochs
        self.strip = SolveStrip(sweep, Viewport((-0.3, -1.34), 9.6, 2.4, (0, last), (0, 1)), 5.45)

    def show(self, epoch: float) -> None:
        """Bring cells, tallies and strip to one epoch."""
        for block, tally in zip(self.blocks, self.tallies, strict=True):
            block.show(epoch)
            tally[0].set_value(int(block.solved_by(epoch).sum()))
        self.strip.show(epoch)

    def medians(self) -> VGroup:
        """Return each activation's median in words, in place of its tally."""
        shown = VGroup()
        for tally, at_epoch in zip(self.tallies, middle(finishing(self.sweep)), strict=True):
            text = f"median {int(at_epoch)}" if np.isfinite(at_epoch) else "median not there"
            line = words(text).move_to(tally, aligned_edge=RIGHT)
            shown.add(line.shift((baseline_of(tally[1]) - baseline_of(line)) * UP))
        return shown

    def veils(self, waiting: dict[int, Array]) -> VGroup:
        """Return what dims the cells that wait.

        Parameters
        ----------
        waiting
            For an activation's place in the sweep a mask of its members; all of those not mentioned wait.
        """
        all_of_them = np.ones(len(self.sweep.plan.seeds), bool)
        return VGroup(*(block.veil(waiting.get(k, all_of_them)) for k, block in enumerate(self.blocks)))

    def duel_veils(self, duel: Duel) -> VGroup:
        """Return what leaves of two activations only the cells that are not beaten from the same start."""
        return self.veils({duel.champion: duel.wins, duel.rival: duel.losses})

    def marks_of(self, seed: int) -> VGroup:
        """Return rings around one seed's dots in the strip, and frames around its cells."""
        rings = Polylines(theme.EMPHASIS, 3.0).set_lines(self.strip.marks_of(seed))
        frames = Polylines(theme.EMPHASIS, 4.0).set_paths([block.outline(seed) for block in self.blocks])
        return VGroup(rings, frames)


def one_start(seed: int) -> Typst:
    """Return the number of one start, as it stands beside what was found with it."""
    return words(f"seed {seed}", 2 * theme.LABEL_SIZE, theme.EMPHASIS)


def aside(claim: VMobject, heading: VMobject) -> VMobject:
    """Return a verdict as it waits: smaller, at the right end of the heading's line."""
    waiting = claim.copy().scale(_ASIDE).move_to([theme.RIGHT_EDGE, 0, 0], aligned_edge=RIGHT)
    return waiting.shift((baseline_of(heading) - baseline_of(waiting)) * UP)


def gathered(stage: SeedStage, cell: StuckCell) -> tuple[SeedBlock, VMobject]:
    """Return all cells of ReLU at the left, and what dims those that do not fare as the enlarged one."""
    row = stage.sweep.plan.activations.index(PRESSING)
    block, waiting = stage.blocks[row], np.ones(len(stage.sweep.plan.seeds), bool)
    waiting[np.flatnonzero(stage.sweep.all_right[row] < 0)[cell.never_pressing]] = False
    veil = block.veil(waiting)
    VGroup(block, veil).scale(_GATHERED / _WIDTH).move_to([theme.LEFT_EDGE, 0.5, 0], aligned_edge=LEFT)
    return block, veil
