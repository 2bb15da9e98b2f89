"""The nearest valid name to one that is not valid."""

from collections.abc import Iterable
from difflib import get_close_matches

from training.errors import LectureError


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the valid name most like `name`, or None when none is like it."""
    by_lower = {valid.lower(): valid for valid in names}
    found = get_close_matches(str(name).lower(), by_lower, n=1, cutoff=0.5)
    return by_lower[found[0]] if found else None


def refuse_unknown(kind: str, name: object, names: Iterable[str]) -> None:
    """Raise when `name` is none of `names`.

    Raises
    ------
    LectureError
        Naming what was found, the nearest valid name and all valid names.
    """
    valid = list(names)
    if name in valid:
        return
    close = nearest(str(name), valid)
    hint = f"did you mean {close}? " if close else ""
    raise LectureError(f"unknown {kind} {str(name)[:60]!r}: {hint}valid: {', '.join(valid)}")
