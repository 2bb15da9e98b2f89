"""Two losses beside the enlarged start: its own, and that of the network without an activation function."""

from __future__ import annotations

from manim import DOWN, LEFT, VGroup

from scenes.kit import theme
from scenes.kit.drawing.counter import Counter
from scenes.kit.drawing.readout import Drawn, readout, told
from scenes.kit.drawing.text import words
from scenes.kit.planes.judged_plane import JudgedPlane
from scenes.props.seeds.linear_boundary import LinearBoundary
from scenes.props.seeds.stuck_cell import BESIDE
from training.network.formulas import losses, probability


class LossColumn(VGroup):
    """Children: ``own`` and ``linear``, each a name over a live loss.

    Parameters
    ----------
    name
        Of the enlarged network, as one writes it.
    hue
        Of that name.
    plane, boundary
        Whose drawn weights the losses are measured with.
    """

    def __init__(self, name: str, hue: str, plane: JudgedPlane, boundary: LinearBoundary) -> None:
        self.pictures: tuple[Drawn, Drawn] = (plane, boundary)
        self.counters = [told(Counter(0, 3, size=2 * theme.LABEL_SIZE), "loss", p) for p in self.pictures]
        titles = (
            words(name, theme.BODY_SIZE, hue),
            words("the linear network", theme.BODY_SIZE, theme.EMPHASIS),
        )
        self.own, self.linear = (
            VGroup(title, readout("loss", counter, 2 * theme.LABEL_SIZE, theme.INK, 0.25)).arrange(
                DOWN, 0.3, aligned_edge=LEFT
            )
            for title, counter in zip(titles, self.counters, strict=True)
        )
        super().__init__(self.own, self.linear)
        self.arrange(DOWN, 0.9, aligned_edge=LEFT).move_to(BESIDE, aligned_edge=LEFT)
        self.show()

    def show(self) -> LossColumn:
        """Measure both losses with the weights that are drawn."""
        for counter, picture in zip(self.counters, self.pictures, strict=True):
            run = picture.run
            p = probability(run.inputs.astype(float), picture.weights, run.activation)
            counter.set_value(float(losses(p, run.targets).mean()))
        return self
