"""A part of a file is what was asked for, byte for byte."""

from __future__ import annotations

import pytest

from lecture.watch.host.ranges import UnsatisfiableError, asked_bytes


@pytest.mark.parametrize(
    ("header", "first", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-", 0, 10),
        ("bytes=3-6", 3, 7),
        ("bytes=3-99", 3, 10),
        ("bytes=-4", 6, 10),
        ("bytes=-99", 0, 10),
        (" bytes = 9 - 9 ", 9, 10),
    ],
)
def test_a_range_is_bytes_of_the_file(header: str, first: int, end: int) -> None:
    assert asked_bytes(header, 10) == range(first, end)


@pytest.mark.parametrize(
    "header", [None, "", "bytes=-", "bytes=6-3", "bytes=0-1,3-4", "lines=0-1", "bytes=a-b", "bytes=٣-٤"]
)
def test_what_is_no_range_asks_for_the_whole(header: str | None) -> None:
    assert asked_bytes(header, 10) is None


@pytest.mark.parametrize(("header", "size"), [("bytes=10-", 10), ("bytes=-0", 10), ("bytes=0-", 0)])
def test_bytes_there_are_not_are_refused(header: str, size: int) -> None:
    with pytest.raises(UnsatisfiableError):
        asked_bytes(header, size)
