"""The lecture as a whole has the length it promises, and every sentence of it has its take."""

from __future__ import annotations

import pytest

from tests.scenes.harness import scene_class, shot_list
from tests.scenes.performances import Performances
from voice.narrator import Narrator


@pytest.mark.last
def test_the_lecture_lasts_twelve_to_sixteen_minutes(performed: Performances) -> None:
    seconds = {name: performed.notes(scene_class(module, name)).seconds for module, name in shot_list()}
    assert 12 * 60 <= sum(seconds.values()) <= 16 * 60, seconds


@pytest.mark.last
def test_every_scene_is_a_chapter_that_players_show(performed: Performances) -> None:
    """Video sites want ten seconds at least; a name of one short line tells a chapter from the others."""
    scenes = [scene_class(module, name) for module, name in shot_list()]
    assert [scene.title for scene in scenes if performed.notes(scene).seconds < 10] == []
    titles = [scene.title for scene in scenes]
    assert len(set(titles)) == len(titles) == 16
    assert all(title == " ".join(title.split()) and len(title) <= 40 for title in titles), titles


@pytest.mark.last
def test_every_sentence_has_a_committed_take_and_no_take_is_an_orphan(performed: Performances) -> None:
    """Once the words stand: ./render.sh -ql, then ./render.sh takes --keep."""
    narrator = Narrator()
    kept = dict(narrator.shelf.listed())
    scenes = [scene_class(module, name) for module, name in shot_list()]
    said = {line.sentence for scene in scenes for line in performed.notes(scene).said}
    assert len(said) > 100
    lacking = [sentence for sentence in said if kept.pop(narrator.key(sentence), None) is None]
    assert lacking == []
    assert [take.text for take in kept.values()] == []
    assert narrator.shelf.faults() == []
    # The control: a sentence that nobody says has no take.
    assert narrator.take("Nobody says this in the lecture.") is None
