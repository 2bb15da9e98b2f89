"""The points of a run's first batch, in feature space."""

from __future__ import annotations

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines, dots_of
from scenes.kit.planes.feature_panel import FeaturePanel
from training.network.formulas import activation_values
from training.recipe.batches import epoch_orders


def first_batch(space: FeaturePanel) -> Polylines:
    """Return dots on the points that the first update of the run takes, where feature space draws them."""
    run = space.run
    taken = next(epoch_orders(run.recipe))[0][: len(run.targets)]
    images = activation_values(run.inputs[taken].astype(float), space.weights, run.activation)
    return Polylines(theme.EMPHASIS, 10.0).set_lines(dots_of(space.view.to_stage(images)))
