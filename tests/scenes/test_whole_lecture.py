"""The lecture as a whole has the length it promises."""

from __future__ import annotations

import pytest

from tests.scenes.harness import scene_class, shot_list
from tests.scenes.performances import Performances


@pytest.mark.last
def test_the_lecture_lasts_eight_to_twelve_minutes(performed: Performances) -> None:
    seconds = {name: performed.seconds(scene_class(module, name)) for module, name in shot_list()}
    assert 8 * 60 <= sum(seconds.values()) <= 12 * 60, seconds
