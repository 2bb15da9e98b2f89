"""The command `python -m voice`."""

from __future__ import annotations

import sys


def main(words: list[str] | None = None) -> int:
    """Do what the words say, by default the process's own; return the exit code."""
    words = sys.argv[1:] if words is None else words
    raise NotImplementedError
