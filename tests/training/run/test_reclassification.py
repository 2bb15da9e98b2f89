"""How much of feature space changes class: against areas worked out another way."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from training.run.reclassification import reclassified
from training.run.trajectory import load


def positive_share(run, epoch, side=400):
    """Area of [0, 1]^2 where aV + c > 0 after a whole epoch, on a fine raster."""
    update = epoch * run.updates_per_epoch
    v, c = run.weights.output_kernel[update, :, 0].astype(float), float(run.weights.output_bias[update, 0])
    at = (np.arange(side) + 0.5) / side
    return np.mean(at[:, None] * v[0] + at[None] * v[1] + c > 0)


@pytest.mark.parametrize("epoch", [1, 30, 66, 150])
def test_no_less_is_reclassified_than_the_areas_differ(epoch):
    run = load("sigmoid")
    way = reclassified(run, np.linspace(0, epoch, 40 * epoch + 1))
    assert (np.diff(way) >= 0).all()
    assert way[-1] >= abs(positive_share(run, epoch) - positive_share(run, 0)) - 0.05


def test_what_is_reclassified_between_two_epochs_is_where_they_disagree():
    run = load("sigmoid")
    before, after = (positive_share(run, epoch) for epoch in (100, 150))
    way = reclassified(run, np.array([100.0, 150.0]))
    assert abs(before - after) - 0.05 <= way[1] <= 0.2


def test_nothing_is_reclassified_when_the_output_weights_stand_still():
    run = load("relu")
    weights = run.weights
    still: dict[str, Any] = {
        name: np.broadcast_to(getattr(weights, name)[-1], getattr(weights, name).shape).copy()
        for name in ("hidden_kernel", "hidden_bias", "output_kernel", "output_bias")
    }
    frozen = replace(run, weights=replace(weights, **still))
    assert reclassified(frozen, np.linspace(0, 5, 201))[-1] == 0
    assert reclassified(run, np.linspace(0, 5, 201))[-1] > 0.5
