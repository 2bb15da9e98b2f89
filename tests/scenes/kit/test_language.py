"""Counts, shares, lists and names are said as people say them."""

from __future__ import annotations

import pytest

from scenes.kit.words.activation_words import introduced, spoken_name
from scenes.kit.words.language import (
    among,
    capitalised,
    counted,
    in_percent,
    listed,
    out_of,
    points_are,
    whole_percent,
)
from training.network.activations import ACTIVATIONS

MET = {
    "linear": "linear",
    "sigmoid": "the sigmoid",
    "hard_sigmoid": "the hard sigmoid",
    "tanh": "tanh",
    "softsign": "softsign",
    "softplus": "softplus",
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "elu": "ELU",
    "selu": "SELU",
    "gelu": "GELU",
    "silu": "SiLU",
    "mish": "mish",
}
"""Every activation's name as it stands within a sentence."""


def test_every_activation_has_a_name_one_can_say() -> None:
    assert {name: introduced(row) for name, row in ACTIVATIONS.items()} == MET
    for row in ACTIVATIONS.values():
        assert "_" not in spoken_name(row)
        assert introduced(row).endswith(spoken_name(row))
    # The control: Keras' own spelling is not what one says.
    assert any("_" in name for name in ACTIVATIONS)


def test_lists_have_commas_and_a_last_word() -> None:
    assert [listed(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert listed(("1", "2", "3"), "or") == "1, 2 or 3"


def test_counts_are_words_up_to_ten_with_their_noun_in_the_right_number() -> None:
    assert [counted(n, "point") for n in (0, 1, 2, 10, 11, 2000)] == [
        "no points", "one point", "two points", "ten points", "11 points", "2,000 points",
    ]  # fmt: skip
    assert [among(n, 31) for n in (0, 7, 31)] == ["none", "7", "all 31"]


@pytest.mark.parametrize(
    ("share", "whole", "tenths"),
    [(0, "0", "0"), (0.004, "less than 1", "0.4"), (0.5, "50", "50"), (0.745, "74", "74.5"),
     (0.996, "more than 99", "99.6"), (0.9999, "more than 99", "99.9"), (1, "100", "100")],
)  # fmt: skip
def test_shares_are_never_rounded_to_nothing_or_to_all(share: float, whole: str, tenths: str) -> None:
    assert whole_percent(share) == whole
    assert in_percent(share) == tenths


def test_only_the_first_letter_is_made_a_capital() -> None:
    assert [capitalised(name) for name in ("the ReLU", "SiLU", "")] == ["The ReLU", "SiLU", ""]


def test_a_count_stands_before_its_noun_or_alone_and_agrees_with_its_verb() -> None:
    assert [out_of(n, 31) for n in (0, 1, 31)] == ["none", "1", "all"]
    assert [among(n, 31) for n in (0, 1, 31)] == ["none", "1", "all 31"]
    assert [points_are(n) for n in (0, 1, 2000)] == ["0 points are", "1 point is", "2,000 points are"]
