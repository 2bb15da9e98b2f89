"""The lecture as a whole has the length it promises."""

from __future__ import annotations

import pytest

from tests.scenes.harness import scene_class, shot_list
from tests.scenes.performances import Performances


@pytest.mark.last
def test_the_lecture_lasts_eight_to_sixteen_minutes(performed: Performances) -> None:
    seconds = {name: performed.seconds(scene_class(module, name)) for module, name in shot_list()}
    assert 8 * 60 <= sum(seconds.values()) <= 16 * 60, seconds


@pytest.mark.last
def test_every_scene_is_a_chapter_that_players_show(performed: Performances) -> None:
    """Video sites want ten seconds at least; a name of one short line tells a chapter from the others."""
    scenes = [scene_class(module, name) for module, name in shot_list()]
    short = {scene.title: performed.seconds(scene) for scene in scenes if performed.seconds(scene) < 10}
    assert short == {}
    titles = [scene.title for scene in scenes]
    assert len(set(titles)) == len(titles) == 16
    assert all(title == " ".join(title.split()) and len(title) <= 40 for title in titles), titles
