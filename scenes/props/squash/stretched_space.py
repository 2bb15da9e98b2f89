"""The sigmoid's feature space on its way to tanh's: the walls move apart, then the plane follows them."""

from __future__ import annotations

from manim import ValueTracker, VGroup

from scenes.kit.drawing.shapes import Array
from scenes.props.squash.carried_space import CarriedSpace
from training.network.squashing import stretched_sigmoid


class StretchedSpace(VGroup):
    """The plane of one feature space, drawn ever more as that of another, both in the same pane.

    Child: ``plane``, that of the sigmoid's space.

    Parameters
    ----------
    sigmoid, tanh
        Where it begins and ends; each as the run of that activation leaves it.

    Attributes
    ----------
    apart : ValueTracker
        How far the pane shows tanh's range (1) in place of the sigmoid's (0).
    stretch : ValueTracker
        How far the sigmoid is stretched and centred, and how far the weights have become those of tanh's
        network: 0 is the sigmoid's feature space, 1 is tanh's.
    """

    def __init__(self, sigmoid: CarriedSpace, tanh: CarriedSpace) -> None:
        self.spaces = (sigmoid, tanh)
        self.apart, self.stretch = ValueTracker(0.0), ValueTracker(0.0)
        self.plane = sigmoid.plane
        super().__init__(self.plane)
        self.show()

    def show(self) -> StretchedSpace:
        """Draw the plane as ``apart`` and ``stretch`` say; returns itself."""
        share, (one, other) = self.stretch.get_value(), self.spaces
        kernel = (1 - share) * one.panes.kernel + share * other.panes.kernel
        bias = (1 - share) * one.panes.bias + share * other.panes.bias

        def mapping(inputs: Array) -> Array:
            return stretched_sigmoid(inputs @ kernel + bias, share)

        self.plane.show(one.view.towards(other.view, self.apart.get_value()), mapping)
        return self

    def follow(self) -> StretchedSpace:
        """Draw it anew every frame from now on; returns itself."""
        self.add_updater(lambda moved: moved.show())
        return self
