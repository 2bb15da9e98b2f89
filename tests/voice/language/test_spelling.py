"""Numbers, signs and formulas are said in words; the written words keep their number and their letters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice.language.spelling import spelled, spoken_text

PAIRS = {
    "xW + b": "x W plus b",
    "σ(xW + b)": "sigma of x W plus b",
    "aV + c": "A V plus c",
    "z = xW + b": "z equals x W plus b",
    "x1 and x₁, W₁ and a2": "x one and x one, W one and A two",
    "σ′(z) = σ(z)(1 − σ(z))": "sigma prime of z equals sigma of z one minus sigma of z",
    "1/(1 + e^(−z))": "one over one plus e to the minus z",
    "max(0, z)": "max of zero, z",
    "x² + y³": "x squared plus y cubed",
    "10⁻³ or 1e-5": "ten to the minus three or one times ten to the minus five",
    "A 2-2-1 network": "A two two one network",
    "93% or 93 %.": "ninety-three percent or ninety-three percent.",
    "The 66th of 1,000 epochs": "The sixty-sixth of one thousand epochs",
    "−3, -3 and x-1": "minus three, minus three and x minus one",
    "3–5 and 0.5-0.7": "three to five and zero point five to zero point seven",
    "50/63? 1/2!": "fifty over sixty-three? one half!",
    "a 2×2 matrix, 30× more": "a two by two matrix, thirty times more",
    "x ± 0.3 ≈ 3": "x plus or minus zero point three is about three",
    "z < 0, z ≥ 1": "z is less than zero, z is at least one",
    "it is < 5 or <5": "it is less than five or less than five",
    "p ≤ 1 · 2": "p is at most one times two",
    "19° but 1°": "nineteen degrees but one degree",
    "from x → z": "from x to z",
    "ReLU's, tanh’s and the units' kinks": "ReLU's, tanh's and the units kinks",
    "LeakyReLU, leaky_relu, hard_sigmoid": "leaky ReLU, leaky relu, hard sigmoid",
    "e.g. tanh vs. ReLU, i.e. both": "for example tanh versus ReLU, that is both",
    "a two-unit, 19-degree turn": "a two-unit, nineteen degree turn",
    "a line — it bends – so": "a line— it bends— so",
    "“Look,” (he said) 'twice'…": "“Look,” (he said) twice…",
    "and/or the unit(s)": "and or the units",
    "the x-axis": "the x-axis",
    "Is it 5?! No...": "Is it five?! No…",
    "2½ turns": "two and one half turns",
    "W[i] {x}": "W i x",
    "∂L/∂w, dL/dw and x²/2": "partial L over partial w, d L over d w and x squared over two",
    "the x / (1 + y), yes / no": "the x over (one plus y), yes no",
    "p(y|x) but |x|": "p of y given x but x",
    "x_{ij}, sin(x), a sin": "x i j, sine of x, a sin",
    "a₁ and a₂": "A-one and A two",
    "A 3×3 matrix": "A three by three matrix",
    "nai\u0308ve, so\u00adft\u200b, self\u2011made": "na\u00efve, soft, self-made",
    "the 1990s": "the one thousand nine hundred and nineties",
}


@pytest.mark.parametrize(("written", "spoken"), PAIRS.items())
def test_what_is_written_is_said_in_words(written: str, spoken: str) -> None:
    assert spoken_text(written) == spoken


def test_plain_words_are_said_as_written() -> None:
    """The control: nothing is spelled out that needs none."""
    plain = "Its border slides and turns, but never bends: it's one. Why? So."
    assert spoken_text(plain) == plain
    assert all(part.spoken == (part.written,) for part in spelled(plain))


def test_each_written_word_keeps_what_is_said_for_it() -> None:
    parts = spelled("σ(xW + b) — 93 %, then 1,000.")
    assert [(part.written, part.spoken) for part in parts] == [
        ("σ(xW", ("sigma", "of", "x", "W")),
        ("+", ("plus",)),
        ("b)", ("b—",)),
        ("—", ()),
        ("93", ("ninety-three",)),
        ("%,", ("percent,",)),
        ("then", ("then",)),
        ("1,000.", ("one", "thousand.")),
    ]


#: What narration is made of, and what else a keyboard has.
TEXT = st.text(
    st.sampled_from("aAbxzWσReLU tanh 0123456789 ,.;:!?-–—−+=<>≤≈±°²₁%/()[]{}\"'’“”…×·→^_*|~#$&漢☃½")
    | st.characters(),
    max_size=30,
)


@settings(max_examples=400)
@given(TEXT)
def test_no_written_word_is_lost_and_no_bracket_or_digit_survives(sentence: str) -> None:
    parts = spelled(sentence)
    assert [part.written for part in parts] == sentence.split()
    for part in parts:
        # The modifier letter apostrophe is an apostrophe here, though Unicode counts it among letters.
        if re.search(r"[^\W_ʼ]", part.written):
            assert part.spoken
        for word in part.spoken:
            assert word
            assert word.split() == [word]
            assert not re.search(r"[\[\]{}0-9]", word)
            assert word.strip(".,;:!?…—“”()")
    assert spoken_text(sentence).split() == [word for part in parts for word in part.spoken]


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(["line", "ReLU,", "(so", "far)", "“yes”", "can't.", "x-axis", "Why?"]), min_size=1
    )
)
def test_words_alone_are_never_changed(words: list[str]) -> None:
    assert [part.spoken for part in spelled(" ".join(words))] == [(word,) for word in words]


def test_what_cannot_be_spelled_out_is_left_to_be_refused() -> None:
    assert spoken_text("漢字 and ☃") == "漢字 and ☃"
