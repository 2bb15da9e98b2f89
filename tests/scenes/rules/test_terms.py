"""No term is used before it is explained: its first sentence says what it is, or another of the same beat."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from tests.scenes.harness import scene_class, shot_list
from tests.scenes.notes import Said
from tests.scenes.performances import Performances

TERMS = {
    "activation function": (
        r"activation functions?",
        r"called the activation function|activation function is",
    ),
    "boundary": (r"boundar(?:y|ies)", r"line is a boundary|boundary is where"),
    "class": (r"class(?:es)?", r"one class"),
    "hidden unit": (r"hidden units?", r"hidden unit (?:adds|sums)"),
    "weight": (r"weights?", r"edge (?:carries|has) a weight"),
    "bias": (r"bias(?:es)?", r"adds (?:a|its) bias|has a bias"),
    "p": (r"p", r"p, the probability of|called p"),
    "epoch": (r"epochs?", r"epoch is one pass|one pass over all"),
    "accuracy": (r"accuracy", r"accuracy (?:counts|is the share)"),
    "loss": (r"loss(?:es)?", r"loss (?:also )?(?:punishes|measures)"),
    "affine": (r"affine", r"affine,? which means|affine means|affine map (?:stretches|turns)"),
    "slope": (r"slopes?", r"is the slope of|called (?:the|its) slope"),
    "feature space": (r"feature spaces?", r"called the feature space|is the feature space"),
    "saturated": (r"saturat\w+", r"is (?:called )?saturated"),
    "hinge": (r"hinges?", r"(?:line|zero)\b[^.]*, (?:its|the) hinge|called (?:its|the) hinge"),
    "batch": (r"batch(?:es)?", r"batch of \d+ points"),
    "gradient": (r"gradients?", r"gradient, the (?:steepest way|direction)"),
    "plateau": (r"plateaus?", r"(?:this is|called) a plateau"),
    "seed": (r"seeds?", r"seed is the number"),
    "median": (r"medians?", r"median[^.]*\bmiddle|middle one[^.]*\bmedian"),
}
"""Each term with what it is found by, and with what its explanation is found by; both as a whole word."""


def found_first(pattern: str, said: Sequence[Said]) -> int | None:
    """Place of the first sentence in which a pattern is found."""
    whole = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    return next((place for place, line in enumerate(said) if whole.search(line.sentence)), None)


def term_faults(said: Sequence[Said]) -> list[str]:
    """Terms that are used unexplained, or no more; sentences of the lecture in order."""
    faults = []
    for term, (used, explained) in TERMS.items():
        first, told = found_first(used, said), found_first(explained, said)
        if first is None:
            faults.append(f"{term}: nobody says it")
        elif told is None:
            faults.append(f"{term}: never explained, used in {said[first].sentence!r}")
        elif said[told].section != said[first].section:
            faults.append(
                f"{term}: used in {said[first].sentence!r}, explained later in {said[told].sentence!r}"
            )
    return faults


@pytest.mark.last
def test_every_term_is_explained_where_it_is_first_used(performed: Performances) -> None:
    scenes = [performed.notes(scene_class(module, name)) for module, name in shot_list()]
    said = [
        Said(line.sentence, f"{notes.scene}: {line.section}", line.start, line.seconds)
        for notes in scenes
        for line in notes.said
    ]
    assert term_faults(said) == []


def lecture(*sentences: tuple[str, str]) -> list[Said]:
    return [Said(sentence, section, 0.0, 1.0) for section, sentence in sentences]


def test_a_term_that_comes_before_its_explanation_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.TERMS", {"epoch": TERMS["epoch"]})
    explained = ("b", "One epoch is one pass over all the points.")
    assert term_faults(lecture(explained, ("c", "After ten epochs, it is done."))) == []
    assert term_faults(lecture(("b", "Watch 150 epochs."), explained)) == []
    [late] = term_faults(lecture(("a", "Watch 150 epochs."), explained))
    assert "explained later" in late
    [never] = term_faults(lecture(("a", "Watch 150 epochs.")))
    assert "never explained" in never
    [unused] = term_faults(lecture(("a", "Watch.")))
    assert "nobody says it" in unused
