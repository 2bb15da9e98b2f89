"""There is silence in which to look and think: after questions, after the thesis, and in every scene."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.scenes.harness import scene_class, shot_list
from tests.scenes.notes import Notes, Said, said_in
from tests.scenes.performances import Performances
from training.paths import ROOT
from training.storage.files import read_json

SCENE_SHARE, LECTURE_SHARE = 0.80, 0.75
"""Most that speech fills of a scene, and of the lecture."""
QUESTION, RIDDLE, REVEAL = 2.0, 4.0, 3.0
"""Least seconds without speech after a question, after one that is a riddle, after thesis and finale."""
RIDDLES = {"TwoCurves": "which boundary", "ThreeSolutions": "straight pieces"}
"""Scenes with a riddle, and some of its words."""
THESIS = {"LinearBoundary": r"bent the plane|bends the plane"}
"""The scene with the thesis, and some of its words."""
SLACK = 1e-3
"""Seconds; times are sums of many."""


def share(said: Sequence[Said], seconds: float) -> float:
    """Of some seconds, what is filled with speech."""
    return sum(line.seconds for line in said) / seconds


def silences(notes: Notes) -> list[tuple[str, float]]:
    """Each sentence with the seconds without speech after it."""
    begins = [*(line.start for line in notes.said[1:]), notes.seconds]
    return [(line.sentence, begin - line.end) for line, begin in zip(notes.said, begins, strict=True)]


def silence_faults(notes: Notes, last: bool = False) -> list[str]:
    """What is said too densely in a scene; ``last`` when the lecture ends with it."""
    faults, after = [], silences(notes)
    filled = share(notes.said, notes.seconds)
    if filled > SCENE_SHARE:
        faults.append(f"speech fills {100 * filled:.0f} % of {notes.seconds:.1f} s")
    for sentence, quiet in after:
        if sentence.rstrip("\"')’”").endswith("?") and quiet < QUESTION - SLACK:
            faults.append(f"{sentence!r} has {quiet:.1f} s of silence")
    wanted = [(RIDDLES, RIDDLE), (THESIS, REVEAL)]
    for table, least in wanted:
        if notes.scene in table:
            found = [q for sentence, q in after if re.search(table[notes.scene], sentence, re.IGNORECASE)]
            if max(found, default=0.0) < least - SLACK:
                faults.append(f"{table[notes.scene]!r} has {found} s of silence, expected {least:g}")
    if last and after[-1][1] < REVEAL - SLACK:
        faults.append(f"the lecture ends {after[-1][1]:.1f} s after its last word")
    return faults


def as_heard(notes: Notes) -> Notes | None:
    """A scene as the lecture's voice speaks it and as it is committed; None where that says other things."""
    kept = read_json(ROOT / "voice" / "takes" / "narration.json")["scenes"].get(notes.scene)
    if kept is None:
        return None
    told = kept["narration"]
    heard = replace(notes, said=said_in(told), seconds=told["seconds"])
    same = [line.sentence for line in heard.said] == [line.sentence for line in notes.said]
    return heard if same else None


@pytest.mark.last
@pytest.mark.parametrize(("module", "name"), shot_list(), ids=lambda value: value.split(".")[-1])
def test_a_scene_has_silence_where_it_is_needed(module: str, name: str, performed: Performances) -> None:
    notes = performed.notes(scene_class(module, name))
    last = name == shot_list()[-1][1]
    assert silence_faults(notes, last) == []
    heard = as_heard(notes)
    assert heard is None or silence_faults(heard, last) == [], "as the voice speaks it"


@pytest.mark.last
def test_a_quarter_of_the_lecture_is_silent(performed: Performances) -> None:
    scenes = [performed.notes(scene_class(module, name)) for module, name in shot_list()]
    for played in (scenes, [as_heard(notes) or notes for notes in scenes]):
        said = [line for notes in played for line in notes.said]
        assert share(said, sum(notes.seconds for notes in played)) <= LECTURE_SHARE


def notes_of(scene: str, seconds: float, *said: tuple[str, float, float]) -> Notes:
    lines = tuple(Said(sentence, "", start, lasts) for sentence, start, lasts in said)
    return Notes(scene, "", seconds, (), lines, (), (), (), (), (), {})


@pytest.mark.parametrize(
    ("notes", "fault"),
    [
        (notes_of("A", 20, ("It moves.", 0, 16.2)), "fills 81 %"),
        (notes_of("A", 20, ("Does it?", 0, 1), ("It does.", 2.9, 1)), "'Does it?' has 1.9 s"),
        (notes_of("A", 20, ("“Does it?”", 0, 1), ("It does.", 2.9, 1)), "has 1.9 s"),
        (notes_of("TwoCurves", 20, ("Which drew which boundary?", 0, 1), ("A.", 4, 1)), "expected 4"),
        (notes_of("TwoCurves", 20, ("No riddle.", 0, 1)), "has [] s of silence"),
        (notes_of("LinearBoundary", 20, ("The network bent the plane.", 0, 1), ("A.", 3.5, 1)), "expected 3"),
        (notes_of("A", 4, ("It is over.", 0, 1.5)), "2.5 s after its last word"),
    ],
)
def test_speech_without_silence_is_found(notes: Notes, fault: str) -> None:
    [found] = silence_faults(notes, last=True)
    assert fault in found


def test_silence_of_the_right_length_passes() -> None:
    said = (("Which drew which boundary?", 0.0, 1.0), ("It is done.", 5.0, 1.0))
    assert silence_faults(notes_of("TwoCurves", 9.0, *said), last=True) == []
