"""Written for the ear: short whole sentences, none of them twice, one word for one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pytest

from tests.scenes.harness import scene_class, shot_list
from tests.scenes.performances import Performances

MOST_WORDS = 20
MOST_DECIMALS = 2
#: Words of the film for what has one name, and how it is called in turn by mistake.
INSTEAD = {
    "boundary": (
        r"\bborders?\b",
        r"\bcuts?\b",
        r"\b(?:decision|dividing|separating) lines?\b",
        # "Each white line is a boundary" says what it is.
        r"\bwhite lines?\b(?! is a boundary)",
        r"\bboundary (?:is|was|stays|becomes)\b[^.]*\blines?\b",
        r"\blines?\b[^.]*\b(?:separat\w+|parts?|tells?) (?:the |these |both |two )?(?:class|blue|green)",
    ),
    "press": (r"\bfold(?:s|ed|ing)?\b",),
    "class": (r"\bcategor(?:y|ies)\b", r"\b(?:both|two|which|each|one) (?:colours?|kinds?|sorts?|groups?)\b"),
}


def word_faults(text: str) -> list[str]:
    """Words for a thing that has another name."""
    return [
        f"{text!r}: say {name}, not {found.group()!r}"
        for name, patterns in INSTEAD.items()
        for pattern in patterns
        if (found := re.search(pattern, text, re.IGNORECASE))
    ]


def sentence_faults(sentence: str) -> list[str]:
    """What the ear cannot follow in a sentence."""
    faults = []
    if len(sentence.split()) > MOST_WORDS:
        faults.append(f"{sentence!r} has {len(sentence.split())} words")
    if exact := [number for number in re.findall(r"\d+\.(\d+)", sentence) if len(number) > MOST_DECIMALS]:
        faults.append(f"{sentence!r} has {len(exact[0])} decimals")
    if re.search(r"[:;](?=\s)", sentence):
        faults.append(f"{sentence!r} is two sentences, or half of one")
    return faults


def normalised(sentence: str) -> str:
    """A sentence without capitals and punctuation: as it is heard."""
    return " ".join(re.findall(r"[\w.]*\w", sentence.lower()))


def told_twice(scenes: Mapping[str, Iterable[str]]) -> list[str]:
    """Sentences that are heard more than once, with where."""
    heard: dict[str, list[str]] = defaultdict(list)
    for scene, sentences in scenes.items():
        for sentence in sentences:
            heard[normalised(sentence)].append(scene)
    return [f"{sentence!r} in {', '.join(where)}" for sentence, where in heard.items() if len(where) > 1]


@pytest.mark.last
@pytest.mark.parametrize(("module", "name"), shot_list(), ids=lambda value: value.split(".")[-1])
def test_sentences_are_made_for_the_ear_and_things_have_one_name(
    module: str, name: str, performed: Performances
) -> None:
    notes = performed.notes(scene_class(module, name))
    assert [fault for line in notes.said for fault in sentence_faults(line.sentence)] == []
    assert [fault for text in notes.words for fault in word_faults(text)] == []


@pytest.mark.last
def test_no_sentence_is_heard_twice_in_the_lecture(performed: Performances) -> None:
    scenes: dict[str, Sequence[str]] = {
        name: [line.sentence for line in performed.notes(scene_class(module, name)).said]
        for module, name in shot_list()
    }
    assert told_twice(scenes) == []


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        (" ".join(["word"] * 21) + ".", "21 words"),
        ("The loss is 0.436 now.", "3 decimals"),
        ("Two inputs: one answer.", "two sentences"),
    ],
)
def test_a_sentence_for_the_eye_is_found(sentence: str, fault: str) -> None:
    [found] = sentence_faults(sentence)
    assert fault in found


@pytest.mark.parametrize(
    "sentence",
    ["It reads 0.42 at 0:30.", " ".join(["word"] * 20) + ".", "After 150 epochs, 74.5 percent are right."],
)
def test_a_sentence_for_the_ear_passes(sentence: str) -> None:
    assert sentence_faults(sentence) == []


@pytest.mark.parametrize(
    "text",
    [
        "No straight cut parts them",
        "The border has a corner.",
        "The boundary is a straight line",
        "A white line runs between them.",
        "A straight line separates the classes.",
        "ReLU folds the plane.",
        "Tell the two colours apart.",
    ],
)
def test_another_word_for_the_same_thing_is_found(text: str) -> None:
    assert len(word_faults(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Each white line is a boundary, with blue on one side and green on the other.",
        "Each of its hidden units switches on along a straight line.",
        "The plane leans, yet every line on it stays straight.",
        "When all lie on one line, a unit has died.",
    ],
)
def test_lines_that_are_no_boundary_may_be_called_lines(text: str) -> None:
    assert word_faults(text) == []


def test_a_sentence_that_comes_again_is_found_however_it_is_written() -> None:
    assert told_twice({"A": ["It is done.", "It is 0.5."], "B": ["It is — done!", "It is 0.55."]}) == [
        "'it is done' in A, B"
    ]
