"""Points of one's own come as text, or are refused in one sentence."""

from __future__ import annotations

import numpy as np
import pytest

from tests.companion.golden import Golden


@pytest.mark.parametrize(
    "text",
    ["x1,x2,class\n0.5,-1,0\n1e-1,2,1", "\ufeff0.5;-1;0\r\n\r\n0.1;2;1\r\n", " 0.5 -1 0\n0.1\t2\t1 "],
)
def test_points_come_as_text(golden: Golden, text: str) -> None:
    script = "(({inputs, targets}) => [...inputs, ...targets])(fromCsv(arguments[0]))"
    assert np.array_equal(golden.numbers(script, text), np.array([0.5, -1, 0.1, 2, 0, 1], np.float32))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "There are 0 positive and 0 negative points"),
        ("1,2,1\n3,4,1", "There are 2 positive and 0 negative points"),
        ("1,2\n", "Line 1 has 2 values"),
        ("1,2,1\nNaN,2,0", "Line 2 has a value that is no number"),
        ("1,2,1\n\n1,Infinity,0", "Line 3 has a value that is no number"),
        ("1,2,1\n1,,0", "Line 2 has a value that is no number"),
        ("a,b,c\nd,e,f", "Line 2 has a value that is no number"),
        ("1,2,3", "Line 1 has class 3"),
        ("1,1e9,0", "Line 1 is farther than 100 from 0"),
        ("0,0,0\n0,1,1\n" * 2_001, "There are 4002 points: at most 4000"),
        ("<b>,1,1", "Line 1 has a value that is no number"),
    ],
)
def test_other_text_is_refused_in_one_sentence(golden: Golden, text: str, expected: str) -> None:
    told = golden.run("return fromCsv(arguments[0]).message", text)
    assert told.startswith(expected)
    assert told.endswith(".")
    assert "\n" not in told


def test_a_million_points_are_refused_at_once(golden: Golden) -> None:
    script = """
      const text = "0.123456,0.234567,1\\n".repeat(1e6);
      const began = performance.now();
      return [fromCsv(text).message, performance.now() - began]"""
    told, took = golden.run(script)
    assert "at most 4000" in told
    assert took < 100
