"""Numbers in words mean the numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice.language.numbers import cardinal, digits, fraction, number, ordinal

VALUES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def meant(words: str) -> int:
    """The number that English words mean: read the other way round."""
    total = group = 0
    for word in words.replace("-", " ").split():
        if word in SCALES:
            total, group = total + group * SCALES[word], 0
        elif word == "hundred":
            group *= 100
        elif word != "and":
            group += VALUES[word]
    return total + group


@settings(max_examples=200)
@given(st.integers(0, 10**15 - 1))
def test_a_whole_number_in_words_means_it(value: int) -> None:
    assert meant(cardinal(value)) == value
    assert number(f"{value:,}") == cardinal(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "zero"),
        (100, "one hundred"),
        (150, "one hundred and fifty"),
        (1000, "one thousand"),
        (1001, "one thousand and one"),
        (1484, "one thousand four hundred and eighty-four"),
        (1000000, "one million"),
    ],
)
def test_whole_numbers_are_said_as_people_say_them(value: int, words: str) -> None:
    assert cardinal(value) == words


def test_numbers_past_trillions_are_said_digit_by_digit() -> None:
    assert cardinal(10**15) == digits("1" + "0" * 15)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("0.5", "zero point five"),
        ("74.5", "seventy-four point five"),
        ("0.0073", "zero point zero zero seven three"),
        ("1,234.50", "one thousand two hundred and thirty-four point five zero"),
        (".5", "point five"),
        ("007", "zero zero seven"),
        ("0.9.14", "zero point nine point fourteen"),
    ],
)
def test_decimals_are_said_digit_by_digit(written: str, words: str) -> None:
    assert number(written) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1, "first"), (2, "second"), (3, "third"), (5, "fifth"), (8, "eighth"), (9, "ninth"), (12, "twelfth"),
        (20, "twentieth"), (21, "twenty-first"), (66, "sixty-sixth"), (100, "one hundredth"),
        (103, "one hundred and third"),
    ],
)  # fmt: skip
def test_ordinals_are_spelled_as_in_a_dictionary(value: int, words: str) -> None:
    assert ordinal(value) == words


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((1, 2), "one half"),
        ((3, 4), "three quarters"),
        ((2, 3), "two thirds"),
        ((50, 63), "fifty over sixty-three"),
    ],
)
def test_a_fraction_of_few_parts_is_said_in_parts(numbers: tuple[int, int], words: str) -> None:
    assert fraction(*numbers) == words
