"""A message is read as it was written, and anything else is refused in one line."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from training.errors import LectureError
from training.storage.messages import Message


@dataclass(frozen=True)
class Inner(Message):
    number: int


@dataclass(frozen=True)
class Outer(Message):
    path: Path
    inners: tuple[Inner, ...]
    seconds: float
    digests: dict[str, str]
    lines: list[str] = field(default_factory=list)
    maybe: int | None = None
    anything: Any = None


OUTER = Outer(Path("/a b/ü"), (Inner(1), Inner(2)), 2.0, {"x": "y"}, ["z"], 3, {"deep": [1, None]})


def test_a_message_comes_back_as_it_was(tmp_path: Path) -> None:
    OUTER.write(tmp_path / "message.json")
    assert Outer.read(tmp_path / "message.json") == OUTER
    assert Outer.from_json(json.loads(json.dumps(OUTER.to_json()))) == OUTER
    nothing = Outer(Path("/"), (), 0.5, {})
    assert Outer.from_json(nothing.to_json()) == nothing


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"pith": "/"}, "pith is unknown"),
        ({"path": 3}, "path is int, expected Path"),
        ({"inners": [{"number": "1"}]}, "inners: number is str, expected int"),
        ({"inners": [{}]}, "inners: number is missing"),
        ({"inners": 3}, "inners is int"),
        ({"inners": [3]}, "inners is int, expected an object"),
        ({"seconds": "2"}, "seconds is str, expected float"),
        ({"seconds": True}, "seconds is bool"),
        ({"digests": {"x": 1}}, "digests.x is int"),
        ({"maybe": 1.5}, "maybe is float, expected int"),
    ],
)
def test_another_message_is_refused_in_one_line(change: dict[str, Any], says: str) -> None:
    with pytest.raises(LectureError, match=says) as refused:
        Outer.from_json({**OUTER.to_json(), **change})
    assert refused.value.exit_code == 1
    assert "\n" not in refused.value.message


def test_a_missing_field_or_file_is_refused(tmp_path: Path) -> None:
    value = OUTER.to_json()
    del value["path"]
    with pytest.raises(LectureError, match="Outer: path is missing"):
        Outer.from_json(value)
    with pytest.raises(LectureError, match=r"none\.json is nothing, expected an object"):
        Outer.read(tmp_path / "none.json")
