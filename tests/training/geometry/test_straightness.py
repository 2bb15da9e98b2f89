"""A curve is bent when a viewer sees it bend: computed a second time for circles and parabolas."""

import numpy as np
import pytest

from training.geometry.straightness import BENT, is_bent, sag

ALONG = np.linspace(-1, 1, 201)


@pytest.mark.parametrize("rise", [0.0, 0.04, 0.06, 2.0])
def test_a_parabola_over_its_chord_sags_by_its_rise(rise):
    curve = np.stack((ALONG, rise * ALONG**2), axis=1)
    assert sag(curve) == pytest.approx(rise)
    assert is_bent(curve) == (rise > BENT)
    assert is_bent(curve, half_side=100.0) is False


def test_turning_and_moving_a_curve_changes_nothing():
    curve = np.stack((ALONG, 0.3 * ALONG**2), axis=1)
    turn = np.array([[0.6, 0.8], [-0.8, 0.6]])
    assert sag(curve @ turn + [3, -7]) == pytest.approx(0.3)


def test_a_closed_curve_sags_by_its_diameter():
    angle = np.linspace(0, 2 * np.pi, 401)
    circle = 0.5 * np.stack((np.cos(angle), np.sin(angle)), axis=1)
    circle[-1] = circle[0]
    assert sag(circle) == pytest.approx(1.0)
